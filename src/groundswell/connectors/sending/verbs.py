"""What the verbs of what leaves are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "end_place": _("A place outside is sent to no more"),
    "find_sent": _("Something that was sent was found outside"),
    "give_new_key": _("A place outside got another key"),
    "name_place": _("A place outside was named"),
    "note_sent": _("Something went out, as it was shown before"),
    "note_stands": _("It was asked how a change outside stands"),
    "prepare": _("Something was prepared to be sent"),
    "settle": _("Somebody looked outside whether something had arrived"),
    "try_to_send": _("Something was about to be sent"),
}


def say() -> None:
    """Tell the log."""
    words.say("connectors", WORDS)
