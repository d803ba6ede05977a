"""Why a desk did not open."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from groundswell.people.refusals import Refused


class NoDesk(Refused):
    """This reader has no desk key yet."""

    def __init__(self) -> None:
        super().__init__(_("You have not set up your desk yet."))


class AlreadySetUp(Refused):
    """This reader has a desk key."""

    def __init__(self) -> None:
        super().__init__(_("Your desk is set up already: open it with its passphrase."))


class BusyNow(Refused):
    """Another desk is being opened this second."""

    def __init__(self) -> None:
        super().__init__(_("Another desk is being opened this second. Press the button again."))


class WrongWords(Refused):
    """The passphrase does not open this desk."""

    def __init__(self) -> None:
        super().__init__(_("This passphrase does not open your desk. Nothing was changed."), "passphrase")


class WaitFirst(Refused):
    """Too many wrong passphrases in a row."""

    def __init__(self, until: datetime, now: datetime) -> None:
        minutes = max(1, -(-int((until - now).total_seconds()) // 60))
        wait = ngettext(
            "After several wrong passphrases this desk waits. Try again in %(minutes)d minute. "
            "Your recovery key opens it at any time.",
            "After several wrong passphrases this desk waits. Try again in %(minutes)d minutes. "
            "Your recovery key opens it at any time.",
            minutes,
        )
        super().__init__(wait % {"minutes": minutes}, "passphrase")


class WrongRecovery(Refused):
    """The recovery key is well written, but not that of this desk."""

    def __init__(self) -> None:
        super().__init__(
            _("This is a recovery key, but not the newest one of your desk: making a new one ends the one before."),
            "recovery",
        )
