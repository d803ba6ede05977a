"""Tables of hours. Every amount is a whole number of minutes."""

from groundswell.hours.models.agreed import Announcement, Expectation, FundingLine, Grant, Limit, Override
from groundswell.hours.models.kept import AwayPart, Entry, Wish
from groundswell.hours.models.planned import HandOver, LookAhead, Permission, Pilot, PlannedHours, Transition

__all__ = [
    "Announcement",
    "AwayPart",
    "Entry",
    "Expectation",
    "FundingLine",
    "Grant",
    "HandOver",
    "Limit",
    "LookAhead",
    "Override",
    "Permission",
    "Pilot",
    "PlannedHours",
    "Transition",
    "Wish",
]
