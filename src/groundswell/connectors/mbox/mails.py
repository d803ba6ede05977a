"""Reads one mail of an archive: who wrote what, when, in answer to what. Whatever it holds, nothing raises."""

import base64
import binascii
import quopri
import re
from datetime import UTC, datetime, timedelta
from email.errors import MessageError
from email.header import decode_header, make_header
from email.utils import parseaddr, parsedate_to_datetime
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from groundswell.connectors.mailbox.history import new_words
from groundswell.connectors.prose import prose_of, without_data

_WANTED = frozenset({
    "from", "date", "subject", "message-id", "in-reply-to", "references", "content-type",
    "content-transfer-encoding", "auto-submitted", "precedence", "x-autoreply", "x-autorespond",
})  # fmt: skip  # names read better in rows
_FOLDED = re.compile(r"\n[ \t]+")
_ID = re.compile(r"<\s*([^<>\s]+)\s*>")
_ADDRESS = re.compile(r"""^\s*"?([^"<>]*?)"?\s*<([^<>\s]+@[^<>\s]+)>\s*$""")
_VEILED = re.compile(r"^\s*(\S+) at (\S+)\s+\((.*)\)\s*$")
_PARAMETER = r"""\b{}\s*=\s*(?:"([^"]*)"|([^\s;]+))"""
_BOUNDARY = re.compile(_PARAMETER.format("boundary"), re.IGNORECASE)
_CHARSET = re.compile(_PARAMETER.format("charset"), re.IGNORECASE)
_ENVELOPE = re.compile(r"^From .*?\w{3}\s+(\w{3})\s+(\d{1,2}) (\d\d:\d\d(?::\d\d)?)\s+(\d{4})")
# The commonest form; what is not of it is left to the standard library, which takes four times as long.
_DATE = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) ([12]\d{3}) (\d\d):(\d\d):(\d\d) ([+-])([01]\d)([0-5]\d)"
    r"(?: \([A-Z]{1,5}\))?",
    re.ASCII,
)
_ESCAPED = re.compile(r"^>(>*From )", re.MULTILINE)
_QUOTES = re.compile(
    r"^>|^-- ?$|^-{2,}\s*\w|^[*_]?(?:From|Von|De)\s?[:*]|wrote:|^_{10}|^(?:Sent|Gesendet)", re.MULTILINE
)
# Without one of these that pattern finds nothing; to look for them costs a tenth of it.
_NEEDED = ("--", "From", "Sent", "Von", "De", "_" * 10, "Gesendet")
# What the archive of a list puts in the place of what it took out.
_TAKEN_OUT = re.compile(
    r"^[ \t]*\[\[alternative HTML version deleted\]\][ \t]*$"
    r"|^-{10,} next part -{10,}\n(?:An? [^\n]{1,80} was scrubbed\.\.\.|Skipped content of type [^\n]*)"
    r"(?:\n[ \t]*(?:Name|Type|Size|Desc|URL|From|To|Cc|Subject|Date)[ \t]*:[^\n]*)*",
    re.MULTILINE | re.IGNORECASE,
)
_AUTOMATIC = re.compile(
    r"^\s*(?:auto(?:matic)?[ -]?(?:reply|response|answer)|out of (?:the )?office|automatische antwort|abwesenheit"
    r"|réponse automatique|undeliver|delivery (?:status|failure)|mail delivery|returned mail|failure notice)",
    re.IGNORECASE,
)
_MACHINES = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|donotreply|do-not-reply|bounces?|.*[-_.+]bot|bot)$", re.IGNORECASE
)
_RE = re.compile(r"^(?:\s*(?:re|aw|antw|sv|fwd?|wg|tr)(?:\[\d+\])?\s*:\s*|\s*\[[^\]]{1,40}\]\s*)+", re.IGNORECASE)
_IS_RE = re.compile(r"^\s*(?:\[[^\]]{1,40}\]\s*)?(?:re|aw|antw|sv)(?:\[\d+\])?\s*:", re.IGNORECASE)
_DEEPEST = 6
_MANY = 4_096
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


class Head(NamedTuple):
    """What the head of a mail says. `before` are the ids it answers, the nearest last; no `at`: none is said."""

    key: str
    sender: str
    name: str
    subject: str
    at: datetime | None
    before: tuple[str, ...]
    is_automatic: bool
    kind: str = ""
    packing: str = ""

    @property
    def bare_subject(self) -> str:
        """The subject without what programs put before it."""
        return " ".join(_RE.sub("", self.subject).split())

    @property
    def root(self) -> str:
        """By what its thread is known, from this mail alone: the oldest that it names, else itself."""
        return self.before[0] if self.before else self.key

    @property
    def is_reply(self) -> bool:
        """Whether the subject says that it answers something."""
        return _IS_RE.match(self.subject) is not None

    @property
    def is_machine(self) -> bool:
        """Whether nobody writes from such an address."""
        return _is_machine(self.sender)


@lru_cache(maxsize=_MANY)
def _is_machine(sender: str) -> bool:
    return _MACHINES.match(sender.partition("@")[0]) is not None


def head_of(content: bytes) -> Head | None:
    """Return the head of a mail that begins with its line "From "; None where it breaks off within."""
    end = content.find(b"\n\n")
    if end < 0 and not content.endswith(b"\n"):
        return None
    said = _said(content[: end if end >= 0 else len(content)])
    name, sender = _writer(said.get("from", ""))
    own = _ID.search(said.get("message-id", ""))
    subject = " ".join(said.get("subject", "").split())
    key = own[1] if own else _digest(content)
    return Head(
        key=key,
        sender=sender,
        name=name,
        subject=subject,
        at=_when(said.get("date", ""), content),
        before=_before(said, key) if "references" in said or "in-reply-to" in said else (),
        is_automatic=_is_automatic(said, subject, sender),
        kind=said.get("content-type", ""),
        packing=said.get("content-transfer-encoding", ""),
    )


def _before(said: dict[str, str], key: str) -> tuple[str, ...]:
    """Return the mails that one answers, the oldest first. Old programs write addresses before the nearest one's id."""
    nearest = _ID.findall(said.get("in-reply-to", ""))[-1:]
    listed = [each for each in _ID.findall(said.get("references", "")) if each not in nearest]
    return tuple(dict.fromkeys(each for each in (*listed, *nearest) if each != key))


def _said(head: bytes) -> dict[str, str]:
    """Return what the wanted lines of a head say, by name; of two of one name the first."""
    try:
        text, is_plain = head.decode(), b"=?" not in head
    except UnicodeDecodeError:
        # One line is of another charset, which says nothing about the others: each is decoded for itself.
        text, is_plain = head.decode("utf-8", "surrogateescape"), False
    found: dict[str, str] = {}
    for line in (_FOLDED.sub(" ", text) if "\n " in text or "\n\t" in text else text).split("\n"):
        before, colon, value = line.partition(":")
        name = before.lower()
        if name in _WANTED and colon and name not in found:
            found[name] = value.strip() if is_plain else _readable(value.lstrip(" \t"))
    return found


def words_of(content: bytes, head: Head) -> str:
    """Return what is new in a mail, as plain text."""
    end = content.find(b"\n\n")
    body = content[end + 2 :] if end >= 0 else b""
    text = _text(body, head.kind, head.packing, _DEEPEST)
    text = _ESCAPED.sub(r"\1", text) if ">From " in text else text
    text = _TAKEN_OUT.sub("", text) if "[[alt" in text or " next part -" in text else text
    text = new_words(text, head.name) if _may_quote(text) else text
    return without_data(text).strip()


def _may_quote(text: str) -> bool:
    # The commonest signs first: they are found in no time.
    if "\n>" in text or "\n-- \n" in text or "wrote:" in text or text.startswith(">"):
        return True
    return any(sign in text for sign in _NEEDED) and _QUOTES.search(text) is not None


def ends_well(content: bytes, head: Head) -> bool:
    """Tell whether a mail of several parts ends as it says it will."""
    found = _BOUNDARY.search(head.kind)
    return found is None or f"--{found[1] or found[2]}--".encode() in content


def _text(body: bytes, kind: str, packing: str, depth: int) -> str:
    kind_ = kind.lower()
    boundary = _BOUNDARY.search(kind) if depth and kind_.startswith("multipart/") else None
    if boundary:
        return _first_text(body, (boundary[1] or boundary[2]).encode("latin-1", "replace"), depth)
    if kind_ and not kind_.startswith("text/"):
        return ""
    text = _decoded(_unpacked(body, packing.strip().lower()) if packing else body, _charset_of(kind))
    return prose_of(text) if kind_.startswith("text/html") else text


@lru_cache(maxsize=_MANY)
def _charset_of(kind: str) -> str:
    charset = _CHARSET.search(kind)
    return charset[1] or charset[2] if charset else ""


def _first_text(body: bytes, boundary: bytes, depth: int) -> str:
    """Return the first part that is plain text, else the first that has words."""
    html = ""
    for part in body.split(b"--" + boundary)[1:20]:
        if part.startswith(b"--"):
            break
        head, _gap, inner = part.lstrip(b"\r\n").partition(b"\n\n")
        said = _said(b"\n" + head)
        kind = said.get("content-type", "text/plain")
        words = _text(inner, kind, said.get("content-transfer-encoding", ""), depth - 1)
        if words.strip() and not kind.lower().startswith("text/html"):
            return words
        html = html or words
    return html


def _unpacked(body: bytes, packing: str) -> bytes:
    if packing == "quoted-printable":
        return quopri.decodestring(body)
    if packing == "base64":
        try:
            return base64.b64decode(body)
        except (binascii.Error, ValueError):
            # Cut within a group of four, or with words below it: what can be read is.
            kept = re.sub(rb"[^A-Za-z0-9+/]", b"", body.partition(b"\n\n")[0])
            return base64.b64decode(kept[: len(kept) // 4 * 4])
    return body


def _decoded(content: bytes, charset: str) -> str:
    for name in (charset, "utf-8"):
        try:
            return content.decode(name or "utf-8")
        except (ValueError, LookupError):
            # Besides unknown names there are such as hold no text, and such as are none ("undefined", a NUL).
            continue
    return content.decode("latin-1")


def _readable(text: str) -> str:
    if not text.isascii():
        said = text.encode("utf-8", "surrogateescape")
        text = _decoded(said, "")
    if "=?" not in text:
        return text.strip()
    try:
        return str(make_header(decode_header(text))).strip()
    except (ValueError, LookupError, MessageError):
        return text.strip()


# A list has few writers and many mails.
@lru_cache(maxsize=_MANY)
def _writer(said: str) -> tuple[str, str]:
    """Return name and address. Public archives veil it: "ann at example.org (Ann Doe)"."""
    plain = _ADDRESS.match(said)
    if plain:
        return plain[1].strip(), plain[2].lower()
    veiled = _VEILED.match(said)
    if veiled:
        return veiled[3].strip(), f"{veiled[1]}@{veiled[2]}".lower()
    name, address = parseaddr(said)
    return name, (address or said)[:254].lower()


def _when(said: str, content: bytes) -> datetime | None:
    common = _DATE.fullmatch(said)
    try:
        if common and common[2].lower() in _MONTHS:
            return _at(*common.groups())
        at = parsedate_to_datetime(said)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        line = _ENVELOPE.match(content[:300].decode("latin-1"))
    if line is None or line[1].lower() not in _MONTHS:
        return None
    month = _MONTHS.index(line[1].lower()) + 1
    try:
        return datetime.fromisoformat(f"{line[4]}-{month:02}-{int(line[2]):02}T{line[3]}").replace(tzinfo=UTC)
    except ValueError:
        return None


def _at(*said: str) -> datetime:
    """Return the moment: day, month, year, hour, minute, second; then the sign, hours and minutes of its zone."""
    day, month, year, hour, minute, second, sign, hours, minutes = said
    at = datetime(
        int(year), _MONTHS.index(month.lower()) + 1, int(day), int(hour), int(minute), int(second), tzinfo=UTC
    )
    ahead = int(hours) * 60 + int(minutes)
    return at - timedelta(minutes=ahead if sign == "+" else -ahead) if ahead else at


def _is_automatic(said: dict[str, str], subject: str, sender: str) -> bool:
    submitted = said.get("auto-submitted", "no").lower()
    return (
        not submitted.startswith("no")
        or "x-autoreply" in said
        or "x-autorespond" in said
        or said.get("precedence", "").lower() in {"auto_reply", "junk"}
        or _AUTOMATIC.match(subject) is not None
        or sender.startswith(("mailer-daemon@", "postmaster@"))
    )


def _digest(content: bytes) -> str:
    return f"without-id-{blake2b(content.partition(b'\n')[2], digest_size=12).hexdigest()}"
