"""What somebody asks for in a chat, and whether it is really the chat that asks. No Django, no clock, no I/O."""

import hmac
import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

# A signature that is older was caught on its way, and is played again.
FRESH_SECONDS = 300


class Kind(StrEnum):
    """Which chat stands behind a door."""

    SLACK = "slack"
    MATTERMOST = "mattermost"


class Wish(StrEnum):
    """What somebody asks for."""

    SPEAK = "speak"
    TALK = "talk"
    TALK_NOW = "talk now"
    CHECK_IN = "check-in"
    ANONYMOUS = "anonymous"
    LINK = "link"
    HELP = "help"


_WISHES = {
    "speak": Wish.SPEAK,
    "say": Wish.SPEAK,
    "talk": Wish.TALK,
    "check-in": Wish.CHECK_IN,
    "checkin": Wish.CHECK_IN,
    "anonymous": Wish.ANONYMOUS,
    "anonymously": Wish.ANONYMOUS,
    "link": Wish.LINK,
}
# "Talk to me" is what people write, and says no more than "talk".
_TO_ME = re.compile(r"(to|with) me\b[\s.!,:]*", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A wish with the words that follow it, exactly as they were typed."""

    wish: Wish
    words: str = ""


def asked(text: str) -> Asked:
    """Read what was typed: the first word says what, all the rest are words. Anything else asks for help."""
    first, rest = _parted(text)
    wish = _WISHES.get(first.lower().strip(":,"), Wish.HELP)
    if wish is Wish.TALK:
        rest = _without_to_me(rest)
        second, more = _parted(rest)
        return Asked(Wish.TALK_NOW, more) if second.lower().strip(":,.!") == "now" else Asked(wish, rest)
    return Asked(wish, "" if wish is Wish.HELP else rest)


def is_slack(secret: str, *, stamp: str, body: bytes, signature: str, now: float) -> bool:
    """Tell whether Slack signed this body (v0, HMAC-SHA256) within the last five minutes; the clock may be ahead."""
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12) or not secret:  # noqa: PLR2004 - seconds since 1970
        return False
    if abs(now - int(stamp)) > FRESH_SECONDS:
        return False
    told = f"v0:{stamp}:".encode() + body
    expected = f"v0={hmac.new(secret.encode(), told, sha256).hexdigest()}"
    return _same(expected, signature)


def is_mattermost(token: str, *, header: str) -> bool:
    """Tell whether a header Authorization carries the token of the command: "Token …"."""
    scheme, _, given = header.partition(" ")
    return bool(token) and scheme == "Token" and _same(token, given)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode("utf-8", "surrogatepass"))


def _without_to_me(words: str) -> str:
    found = _TO_ME.match(words)
    return words[found.end() :] if found else words


def _parted(text: str) -> tuple[str, str]:
    whole = text.lstrip()
    first = whole.split(maxsplit=1)[0] if whole else ""
    return first, whole[len(first) :].strip("\n ")


def padded(text: str, least: int) -> str:
    """Return JSON of a size that says next to nothing: `least`, twice that, four times and so on."""
    size = least
    while size < len(text):
        size *= 2
    return text.ljust(size)
