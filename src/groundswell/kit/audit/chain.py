"""The chain in plain Python: what an entry's digest is made of."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from uuid import UUID

type Value = str | int | bool | list[Value] | dict[str, Value] | None

GENESIS = "0" * 64
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Link:
    """One entry as the chain sees it."""

    number: int
    day: date
    actor: UUID | None
    verb: str
    context: str
    object_id: str
    changes: dict[str, Value]
    previous: str

    def digest(self) -> str:
        """Return BLAKE2b-256, in hexadecimal, over the previous digest and the entry's canonical JSON."""
        return blake2b(self.previous.encode() + b"\n" + self._canonical(), digest_size=32).hexdigest()

    def _canonical(self) -> bytes:
        content = {
            "number": self.number,
            "day": self.day.isoformat(),
            "actor": None if self.actor is None else str(self.actor),
            "verb": self.verb,
            "context": self.context,
            "object_id": self.object_id,
            "changes": self.changes,
        }
        return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


@dataclass(frozen=True)
class Verdict:
    """What checking the chain found: how many entries hold, and the first fault as a sentence ("" when sound)."""

    entries: int
    digest: str
    fault: str

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing was changed, removed, added or moved."""
        return not self.fault


def check(
    links: Iterable[tuple[Link, str]], head: tuple[int, str] | None, noted: tuple[int, str] | None = None
) -> Verdict:
    """Follow the chain from its first entry to its head; each link comes with the digest that stands beside it.

    `noted` is a number and digest that somebody wrote down earlier: the chain must still pass through it.
    """
    number, digest = 0, GENESIS
    for link, stored in links:
        if link.number != number + 1:
            return Verdict(number, digest, f"Entry {number + 1} is missing.")
        if link.previous != digest or link.digest() != stored:
            return Verdict(number, digest, f"Entry {link.number} is not what was written.")
        number, digest = link.number, stored
        if noted is not None and number == noted[0] and digest != noted[1]:
            return Verdict(number, digest, f"Entry {number} is not the one whose code was written down.")
    end = head or (0, GENESIS)
    if (number, digest) != end or (noted is not None and number < noted[0]):
        return Verdict(number, digest, f"The log ends at entry {number}, but its end was noted at entry {end[0]}.")
    return Verdict(number, digest, "")


def plain(value: object) -> Value:
    """Return a value as both databases give it back. Long texts are refused: the log is no place for what was written.

    Fractions become text, because PostgreSQL's JSON returns 1e16 as a whole number; and it cannot hold a NUL.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in (value if isinstance(value, list | tuple) else sorted(value, key=str))]
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    text = str(value).replace("\x00", "")
    if len(text) > LONGEST_TEXT:
        message = f"An audit line holds no texts over {LONGEST_TEXT} characters."
        raise ValueError(message)
    return text
