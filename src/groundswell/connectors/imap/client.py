"""Asks a mailbox by IMAP: looks, and changes nothing in it."""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import unquote

from django.utils.translation import gettext as _
from imap_tools.imap_utf7 import utf7_encode

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.asking.places import Place, pinned
from groundswell.connectors.shape import Opened

LARGEST = 25 * 1024 * 1024
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_MOST_DIGITS = 19
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_BROKEN = (OSError, EOFError, imaplib.IMAP4.abort, imaplib.IMAP4.error)


class _Plain(imaplib.IMAP4):
    """Speaks to the host by its name, at one of the network addresses that were checked."""

    def __init__(self, place: Place, addresses: list[str], seconds: float) -> None:
        self._place, self._addresses = place, addresses
        super().__init__(place.host, place.port, seconds)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        *others, last = self._addresses
        for address in others:
            with suppress(OSError):
                return socket.create_connection((address, self._place.port), timeout)
        return socket.create_connection((last, self._place.port), timeout)


class _Closed(_Plain):
    """The same, encrypted."""

    def _create_socket(self, timeout: float | None) -> socket.socket:
        context = ssl.create_default_context()
        return context.wrap_socket(super()._create_socket(timeout), server_hostname=self._place.host)


class Folder:
    """One folder of a mailbox, opened to look only."""

    def __init__(self, connection: imaplib.IMAP4, validity: str) -> None:
        """Keep the connection, and the number that says whether mails still have the numbers they had."""
        self._connection, self.validity = connection, validity

    def after(self, number: int) -> list[int]:
        """Return the numbers of the mails after one, the oldest first."""
        found = self._told("SEARCH", f"UID {number + 1}:*")
        listed = b" ".join(found).split()
        # Whoever asks for what is after the last mail is told the last mail.
        return sorted(each for each in map(_number, listed) if each > number)

    def mail(self, number: int) -> bytes | None:
        """Return a mail, or None for one that went meanwhile, or is too large to be read."""
        sizes = [_SIZE.search(each) for each in self._told("FETCH", str(number), "(RFC822.SIZE)")]
        if any(found and _number(found[1]) > LARGEST for found in sizes):
            return None
        found = self._connection.uid("FETCH", str(number), "(BODY.PEEK[])")[1]
        return next((bytes(part[1]) for part in found if isinstance(part, tuple)), None)

    def _told(self, command: str, *more: str) -> list[bytes]:
        arguments = more if command == "FETCH" else (None, f"({more[0]})")
        found = self._connection.uid(command, *arguments)[1]
        return [each[0] if isinstance(each, tuple) else each for each in found if each]


def _number(said: bytes) -> int:
    """Return the number of a mail, or its size; 0 for what is none. Both fit into 64 bits (RFC 9051)."""
    return int(said) if said.isdigit() and len(said) <= _MOST_DIGITS else 0


@contextmanager
def opened_folder(opened: Opened) -> Iterator[Folder]:
    """Open the folder that a source names. Raises Unanswered, also for what breaks while it is open."""
    place = Place.of_mail(opened.address)
    kind = _Closed if place.scheme == "imaps" else _Plain
    told = {"host": place.host}
    try:
        addresses = pinned(place, may_be_inside=opened.may_be_inside, has_key=bool(opened.key))
        connection = kind(place, addresses, opened.seconds)
    except (ssl.SSLError, *_BROKEN):
        raise Unanswered(Why.AWAY, _("Nobody answers for mail at %(host)s.") % told) from None
    try:
        _sign_in(connection, opened, told)
        yield _folder(connection, unquote(place.path.strip("/")) or "INBOX", told)
    except _BROKEN:
        raise Unanswered(Why.BROKEN, _("The connection to %(host)s broke off.") % told) from None
    finally:
        with suppress(*_BROKEN):
            connection.logout()


def _sign_in(connection: imaplib.IMAP4, opened: Opened, told: dict[str, str]) -> None:
    try:
        connection.login(opened.choices.get("user", ""), opened.key)
    except imaplib.IMAP4.abort:
        raise
    except UnicodeError:
        words = _("%(host)s takes no name and no password with such letters. Make a password for this there, of ASCII.")
        raise Unanswered(Why.KEY, words % told) from None
    except imaplib.IMAP4.error:
        raise Unanswered(Why.KEY, _("%(host)s does not accept the name and the password.") % told) from None


def _quoted(name: str) -> str:
    """Return the name of a folder as IMAP takes it: quoted, in its own kind of UTF-7 (RFC 3501, 5.1.3)."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{utf7_encode(escaped).decode("ascii")}"'


def _folder(connection: imaplib.IMAP4, name: str, told: dict[str, str]) -> Folder:
    # A line end in a name would begin a command of its own.
    said = "NO" if _CONTROLS.search(name) else connection.select(_quoted(name), readonly=True)[0]
    if said != "OK":
        raise Unanswered(Why.MISSING, _("There is no folder “%(name)s” at %(host)s.") % {**told, "name": name})
    validity = connection.response("UIDVALIDITY")[1]
    listed = b" ".join(each for each in validity if isinstance(each, bytes))
    return Folder(connection, listed.decode("ascii", "replace"))
