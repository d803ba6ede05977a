"""What the verbs of keys are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "end_key": _("A key to read by machine was ended"),
    "make_key": _("A key to read by machine was made"),
}


def say() -> None:
    """Tell the log."""
    words.say("connectors", WORDS)
