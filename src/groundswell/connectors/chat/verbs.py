"""What the verbs of chats are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "end_door": _("A chat is a door no more"),
    "link_account": _("Somebody linked their account of a chat"),
    "open_door": _("A chat became a door"),
    "part_account": _("Somebody parted from their account of a chat"),
}


def say() -> None:
    """Tell the log."""
    words.say("connectors", WORDS)
