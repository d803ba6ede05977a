"""Reads a mail: bytes in, who wrote what out. Nothing that a stranger can send raises."""

import email
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.connectors.html import blocks_of
from groundswell.connectors.mailbox.history import new_words
from groundswell.connectors.plain import storable
from groundswell.register.threads.rules import BlockKind

_MOST_PARTS = 200
_AUTOMATIC_PRECEDENCE = {"bulk", "junk", "list", "auto_reply"}
_NOBODY = {"", "mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply", "bounce", "bounces"}


@dataclass(frozen=True)
class Mail:
    """A mail as far as it matters here. `sender` is empty where there is not exactly one."""

    delivery: str
    sender: str
    words: str = field(repr=False)
    is_automatic: bool
    authentication: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        """Return the sender's domain."""
        return self.sender.rpartition("@")[2]


def read(content: bytes) -> Mail:
    """Return what a mail says, without history, signature and attachments; what was left out is said in its place."""
    try:
        found = email.message_from_bytes(content, policy=policy.compat32)
        words = _words(found)
    except (RecursionError, ValueError, LookupError, AssertionError, TypeError, AttributeError, IndexError):
        # A mail that the standard library cannot take apart still has a head, and somebody who waits for an answer.
        found = BytesHeaderParser(policy=policy.compat32).parsebytes(content)
        words = _("(The words of this mail could not be read.)")
    return Mail(
        delivery=_delivery(found, content),
        sender=_sender(found),
        words=words,
        is_automatic=_is_automatic(found),
        authentication=tuple(_headers(found, "Authentication-Results")),
    )


def _delivery(found: Message, content: bytes) -> str:
    named = next(_headers(found, "Message-ID"), "").strip()
    return named or f"sha256:{hashlib.sha256(content).hexdigest()}"


def _sender(found: Message) -> str:
    """Return the one address that the mail is from, in lower case; none when it names several, or none."""
    named = list(_headers(found, "From"))
    if len(named) != 1:
        return ""
    addresses = [address for _name, address in getaddresses(named, strict=True) if address]
    return addresses[0].lower() if len(addresses) == 1 and addresses[0].count("@") == 1 else ""


def _sender_name(found: Message) -> str:
    named = " ".join(_headers(found, "From"))
    return next((name for name, _address in getaddresses([named], strict=True) if name), "")


def _is_automatic(found: Message) -> bool:
    """Tell whether a program wrote the mail: a bounce, a list, an absence note. Nobody said anything there."""
    submitted = next(_headers(found, "Auto-Submitted"), "no").partition(";")[0].strip().lower()
    precedence = next(_headers(found, "Precedence"), "").strip().lower()
    local = _sender(found).partition("@")[0]
    signs = ("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Auto-Reply", "Feedback-ID")
    return (
        submitted != "no"
        or precedence in _AUTOMATIC_PRECEDENCE
        or any(sign in found for sign in signs)
        or found.get_content_type() == "multipart/report"
        or local in _NOBODY
        or next(_headers(found, "Return-Path"), "<x>").strip() == "<>"
    )


def _headers(found: Message, name: str) -> Iterator[str]:
    for value in found.get_all(name) or ():
        yield _decoded(str(value))


def _decoded(value: str) -> str:
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return storable(value)
    return storable("".join(_text(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces))


def _words(found: Message) -> str:
    plain, html, dropped = _parts(found)
    name = _sender_name(found)
    has_plain = any(part.strip() for part in plain)
    said = new_words("\n\n".join(plain), name) if has_plain else _of_html("\n".join(html), name)
    subject = " ".join(_decoded(str(found.get("Subject", ""))).split())
    told = [part for part in (_own_subject(subject, said), said) if part]
    return "\n\n".join([*told, *_notes(dropped, has_words=bool(told), found=found)])


def _own_subject(subject: str, said: str) -> str:
    """Return the subject where its author wrote it for this mail, and does not say it again in the first line."""
    is_answer = ":" in subject[:6] and subject.partition(":")[0].strip().lower() in _ANSWERS
    return "" if is_answer or said.startswith(subject) else subject


_ANSWERS = {
    "re",
    "aw",
    "fw",
    "fwd",
    "wg",
    "sv",
    "antw",
    "ant",
    "rv",
    "tr",
    "r",
    "vs",
    "odp",
    "res",
    "enc",
    "ref",
    "回复",
    "答复",
}


def _notes(dropped: int, *, has_words: bool, found: Message) -> list[str]:
    if not has_words and found.get_content_type() in {"multipart/encrypted", "application/pkcs7-mime"}:
        return [_("(This mail is encrypted, so its words could not be read.)")]
    notes = [] if has_words else [_("(This mail held no words.)")]
    if dropped:
        kept_out = ngettext("(%(n)s attachment was not kept.)", "(%(n)s attachments were not kept.)", dropped)
        notes.append(kept_out % {"n": dropped})
    return notes


def _parts(found: Message) -> tuple[list[str], list[str], int]:
    """Return the plain texts, the HTML texts, and how many attachments there are."""
    plain: list[str] = []
    html: list[str] = []
    dropped = 0
    for place, part in enumerate(_leaves(found)):
        kind = part.get_content_type()
        is_text = kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment"
        if not is_text or place >= _MOST_PARTS:
            dropped += kind not in {"application/pgp-signature", "application/pkcs7-signature"}
        elif kind == "text/html":
            html.append(_payload(part))
        else:
            plain.append(_flowed(part, _payload(part)))
    return plain, html, dropped


def _leaves(found: Message) -> Iterator[Message]:
    """Yield the parts that hold something themselves; a mail inside the mail is one of them."""
    waiting = [found]
    while waiting:
        part = waiting.pop(0)
        inside = part.get_payload()
        if isinstance(inside, list) and part.get_content_maintype() == "multipart":
            waiting = [each for each in inside if isinstance(each, Message)] + waiting
        elif part.get_content_maintype() != "multipart":
            yield part


def _payload(part: Message) -> str:
    found = part.get_payload(decode=True)
    return storable(_text(found, part.get_content_charset())) if isinstance(found, bytes) else ""


def _text(content: bytes, charset: str | None) -> str:
    """Return bytes as text: in the charset they name, else in the likeliest ones, and always something."""
    for each in (charset or "utf-8", "utf-8"):
        try:
            return content.decode(each)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def _flowed(part: Message, text: str) -> str:
    """Return the lines of a text whose sender wrapped them softly (RFC 3676) as they were typed."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        bare = line.removeprefix(" ")
        goes_on = bool(lines) and lines[-1].endswith(" ") and lines[-1] != "-- " and not lines[-1].startswith(">")
        if goes_on and not bare.startswith(">") and bare != "-- ":
            lines[-1] += bare
        else:
            lines.append(bare)
    return "\n".join(lines)


def _of_html(html: str, sender: str) -> str:
    """Return the words of a mail that came as HTML alone; quoted parts go, unless nothing else is there."""
    blocks = blocks_of(html)
    own = [block for block in blocks if not block.quoted] or blocks
    gap = {True: "\n", False: "\n\n"}
    text = ""
    for number, block in enumerate(own):
        is_next_item = block.kind is BlockKind.ITEM and number > 0 and own[number - 1].kind is BlockKind.ITEM
        text += gap[is_next_item] + f"{block.marker} {block.text}".strip()
    return new_words(text.strip(), sender)
