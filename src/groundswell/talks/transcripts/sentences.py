"""What the pages of meetings say."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.talks.transcripts.keeping import is_kept_by_nobody
from groundswell.talks.transcripts.queries import Room, SpeakerLine
from groundswell.talks.transcripts.rules import Consent, Reach


def readers_of(room: Room) -> str:
    """Return who reads what is shared of a meeting, as a part of a sentence."""
    if room.reach == Reach.ORGANISATION:
        return _("everyone in the organisation")
    if is_kept_by_nobody(room.meeting.series):
        return _("those who spoke in it, as they were named")
    keeper = room.meeting.series.kept_by.name
    return _("those who spoke in it, as %(keeper)s names them, and %(keeper)s") % {"keeper": keeper}


def perhaps(people: Sequence[Person]) -> str:
    """Return whom a name may mean, for a person to type."""
    found = ", ".join(f"{person.name} ({person.email})" for person in people)
    return _("Perhaps: %(who)s") % {"who": found} if found else ""


def stands(speaker: SpeakerLine) -> str:
    """Return what a speaker has said about their words."""
    return {
        Consent.NOT_ASKED: "",
        Consent.ASKED: _(
            "You have not answered. Until you say yes, nobody but who keeps this meeting reads your words."
        ),
        Consent.ALONE: _("Only you and who keeps this meeting read your words."),
        Consent.SHARED: _("You said yes. Your words can be read."),
        Consent.REFUSED: _("You said no. Nobody but who keeps this meeting reads your words."),
        Consent.WITHDRAWN: _("You took your yes back. Only you and who keeps this meeting read your words."),
    }[speaker.words]
