"""Reads a mailbox live, a mailing list's say: every mail after the last one that is known. It is only looked at."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.asking.places import Place
from groundswell.connectors.imap.api import from_mails
from groundswell.connectors.imap.client import opened_folder
from groundswell.connectors.shape import Choice, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.questions.records import Batch

A_BATCH = 100


@dataclass
class ImapReader:
    """Reads one folder."""

    opened: Opened

    def read(self, since: str) -> Iterator[Batch]:
        """Yield a hundred mails at a time, the oldest first; where numbers count anew, all of them once more."""
        told = cursor_of(since)
        with opened_folder(self.opened) as folder:
            known = told.get("uid", 0) if told.get("validity") == folder.validity else 0
            numbers = folder.after(known if isinstance(known, int) else 0)
            for start in range(0, len(numbers), A_BATCH):
                some = numbers[start : start + A_BATCH]
                mails = [mail for number in some if (mail := folder.mail(number)) is not None]
                yield from_mails(mails, cursor_as({"validity": folder.validity, "uid": some[-1]}))


def look(opened: Opened) -> Seen:
    """Return how many mails the folder has."""
    with opened_folder(opened) as folder:
        return Seen(words=_("mails"), count=len(folder.after(0)))


CONNECTOR = Connector(
    key="imap",
    name="Mailbox (IMAP)",
    address=_("Where it is, like imaps://mail.example.org/INBOX"),
    secret=_("Password"),
    is_secret_needed=True,
    choices=(Choice(name="user", is_line=True, words=_("Name to sign in with"), is_needed=True),),
    look=look,
    reader=ImapReader,
    place=Place.of_mail,
)
