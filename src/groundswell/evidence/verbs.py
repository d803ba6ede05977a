"""What the verbs of evidence are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "register_intervention": _("It was registered what will be looked at, before its result is known"),
    "find": _("One looked at what was registered, once"),
    "set_rate": _("It was said what an hour of a funding line costs"),
}


def say() -> None:
    """Tell the log."""
    words.say("evidence", WORDS)
