"""Polls the mailbox: hears what is proven, asks what is not, removes what is done. Plugged into the sweeps."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPException

from django.conf import settings
from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from groundswell.connectors.mailbox import actions, queries, rules
from groundswell.connectors.mailbox.asking import ask
from groundswell.connectors.mailbox.proving import is_proven
from groundswell.connectors.mailbox.reading import Mail, read
from groundswell.connectors.mailbox.rules import Fate
from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused

# What one poll takes; the rest is taken by the next.
A_POLL = 50
# A mail larger than this stays where it is: it is taken by somebody who looks into the mailbox.
LARGEST = 30 * 1024 * 1024
_SECONDS = 30
_BOXES = {"tls": MailBox, "starttls": MailBoxStartTls, "none": MailBoxUnencrypted}


class _Due:
    """Every sweep asks; the mailbox is polled every few minutes."""

    last = -1e9

    def now(self) -> bool:
        """Tell whether it is time, and begin to wait again when it is."""
        if time.monotonic() - self.last < 60 * float(settings.MAIL_IN["MINUTES"]):
            return False
        self.last = time.monotonic()
        return True


due = _Due()


class _Waiting:
    """Which mails of the folder wait for a click, so that a heap of them never stands in the way of the others."""

    def __init__(self) -> None:
        self.folder = ""
        self.marks: dict[str, str] = {}

    def turn(self, folder: str, uids: list[str]) -> list[str]:
        """Return the mails whose turn it is, those never looked at first. Numbers count anew in another folder."""
        if folder != self.folder:
            self.folder, self.marks = folder, {}
        self.marks = {uid: mark for uid, mark in self.marks.items() if uid in set(uids)}
        waiting = queries.still_waiting(set(self.marks.values()))
        fresh = [uid for uid in uids if uid not in self.marks]
        again = [uid for uid in uids if uid in self.marks and self.marks[uid] not in waiting]
        return (fresh + again)[:A_POLL]


waiting = _Waiting()


def sweep() -> None:
    """Poll where a mailbox is named and the time has come."""
    if settings.MAIL_IN["HOST"] and due.now():
        poll()


def poll() -> dict[Fate, int]:
    """Take the mails of the folder one by one; return how many had which fate. Raises OSError or IMAP's own errors."""
    actions.forget_old()
    counts = dict.fromkeys(Fate, 0)
    with _mailbox() as box:
        named = settings.MAIL_IN["FOLDER"]
        folder = f"{named} {box.folder.status(named, ['UIDVALIDITY'])['UIDVALIDITY']}"
        for uid in waiting.turn(folder, box.uids("ALL")):
            counts[_take(box, uid)] += 1
    return counts


@contextmanager
def _mailbox() -> Iterator[BaseMailBox]:
    """Open the folder that the settings name. The connection ends here, whatever happens."""
    named = settings.MAIL_IN
    port = {"port": int(named["PORT"])} if named["PORT"] else {}
    box = _BOXES[named["SECURITY"]](named["HOST"], timeout=_SECONDS, **port)
    with box.login(named["USER"], named["PASSWORD"], initial_folder=named["FOLDER"]) as opened:
        yield opened


def _take(box: BaseMailBox, uid: str) -> Fate:
    """Do with one mail what is to be done now, and remove it from the mailbox only after that."""
    content = _content(box, uid)
    if content is None:
        waiting.marks[uid] = ""
        return Fate.WAIT
    mail = read(content)
    author = queries.person_at(mail.sender)
    mark = actions.mark_of(author, mail) if author is not None else ""
    fate = _fate(mail, mark)
    if author is not None and not _is_done(fate, author, mail, mark):
        waiting.marks[uid] = mark
        return fate if fate is Fate.ASK else Fate.WAIT
    box.delete(uid)
    actions.forget(mark)
    return fate


def _content(box: BaseMailBox, uid: str) -> bytes | None:
    """Return the bytes of a mail, or None for one that is too large or gone."""
    sizes = [head.size_rfc822 for head in box.fetch(AND(uid=uid), mark_seen=False, headers_only=True)]
    if not sizes or sizes[0] > LARGEST:
        return None
    answer = box.client.uid("fetch", uid, "(BODY.PEEK[])")[1]
    return next((bytes(part[1]) for part in answer if isinstance(part, tuple)), None)


def _fate(mail: Mail, mark: str) -> Fate:
    asked = queries.asked(mark) if mark else None
    return rules.fate(
        is_known=bool(mark),
        is_automatic=mail.is_automatic,
        is_proven=is_proven(mail.authentication, server=settings.MAIL_IN["AUTHSERV"], domain=mail.domain),
        asked_on=asked.asked_on if asked else None,
        is_confirmed=bool(asked and asked.is_confirmed),
        today=clock.today(),
    )


def _is_done(fate: Fate, author: Person, mail: Mail, mark: str) -> bool:
    """Do what a fate says; tell whether the mail may leave the mailbox."""
    if fate is Fate.ASK:
        _ask(author, mark)
    if fate is not Fate.KEEP:
        return fate is Fate.REMOVE
    try:
        actions.hear(author=author, mail=mail)
    except Refused:
        # Nobody can read a voice yet: the mail waits until two have opened their desks.
        return False
    return True


def _ask(author: Person, mark: str) -> None:
    if not actions.note_asked(mark):
        return
    try:
        is_sent = ask(author, mark)
    except (OSError, SMTPException):
        is_sent = False
    if not is_sent:
        actions.forget(mark)
