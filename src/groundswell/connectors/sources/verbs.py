"""What the verbs of sources are called in the log that members read."""

from django.utils.translation import gettext_lazy as _

from groundswell.kit.audit import words

WORDS = {
    "connect_source": _("A source outside was connected"),
    "change_source": _("A source outside was changed"),
    "pause_source": _("A source outside was paused, or read again"),
    "read_source_anew": _("A source outside was read from its beginning"),
}


def say() -> None:
    """Tell the log."""
    words.say("connectors", WORDS)
