"""Tables of the check-ins."""

from groundswell.checkins.models.ballot import Answer, Ballot
from groundswell.checkins.models.check_up import CheckUp, CheckUpEnvelope, Conversion
from groundswell.checkins.models.instrument import HelpResource, Instrument
from groundswell.checkins.models.period import CheckInPlan, Hindrance, Period, ReaderShare, ReportingGroup, RosterEntry
from groundswell.checkins.models.referral import Referral, ReferralMark
from groundswell.checkins.models.release import Decision, Figure, OutsideRelease, Release, Tally

__all__ = [
    "Answer",
    "Ballot",
    "CheckInPlan",
    "CheckUp",
    "CheckUpEnvelope",
    "Conversion",
    "Decision",
    "Figure",
    "HelpResource",
    "Hindrance",
    "Instrument",
    "OutsideRelease",
    "Period",
    "ReaderShare",
    "Referral",
    "ReferralMark",
    "Release",
    "ReportingGroup",
    "RosterEntry",
    "Tally",
]
