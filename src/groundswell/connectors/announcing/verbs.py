"""What the verbs of listeners are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "end_listener": _("An address outside is told nothing more"),
    "name_listener": _("An address outside is told what everybody here may know"),
    "tell_again": _("What an address outside did not take is told again"),
}


def say() -> None:
    """Tell the log."""
    words.say("connectors", WORDS)
