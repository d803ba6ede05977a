"""What the verbs of talks are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words
from groundswell.talks.transcripts import verbs as of_meetings
from groundswell.web.ports import Words

WORDS: dict[str, Words] = {
    "be_free_now": _("Somebody was free to talk at once"),
    "call_off_talk": _("A talk was called off from the desk, or did not take place"),
    "carry_point": _("A point of a talk was written down for others, as its member agreed"),
    "end_meetup": _("A meetup is held no more"),
    "hold_talk": _("A talk took place"),
    "invite": _("People were invited to a meetup"),
    "name_day": _("A meetup got another day"),
    "note_point": _("A point of a talk was noted at the desk"),
    "offer_slots": _("Times to talk were offered"),
    "suggest_outcome": _("An end for a point of a talk was suggested"),
    "take_back_slot": _("A time to talk was taken back"),
}


def say() -> None:
    """Tell the log."""
    words.say("talks", WORDS | of_meetings.WORDS)
