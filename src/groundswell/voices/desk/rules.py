"""Decisions of the desk, in plain Python: passphrases, how long it stays open, promises, whose key may go when."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from string import digits, punctuation
from unicodedata import normalize
from uuid import UUID

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=8)
CLOCKS_DIFFER = timedelta(minutes=1)

SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 500
FEWEST_DIFFERENT = 5
FREE_TRIES = 5
LONGEST_WAIT = timedelta(hours=1)

ROTATE_AFTER = timedelta(days=365)
REMIND_BEFORE = timedelta(days=30)
# One weekly letter at least, and a week to answer after it.
DAYS_TO_ANSWER = 14
DAYS_AHEAD = 366
MOST_OPEN_NOTES = 400


class PassphraseFault(StrEnum):
    """Why a passphrase is refused."""

    SHORT = "short"
    LONG = "long"
    DIFFERENT = "different"
    COMMON = "common"
    MONOTONE = "monotone"
    NAMED = "named"


def plain(passphrase: str) -> str:
    """Return a passphrase as it is used: the same on every keyboard, without blanks around it."""
    return normalize("NFKC", passphrase).strip()


def passphrase_fault(
    passphrase: str, repeated: str, *, names: Collection[str] = (), common: Collection[str] = ()
) -> PassphraseFault | None:
    """Return what is wrong with a chosen passphrase, or None.

    `names` are words that anybody would try first (the reader's, the organisation's); `common` is a list of
    passwords that many people use, in lower case.
    """
    chosen = plain(passphrase)
    lower = chosen.lower()
    checks = (
        (len(chosen) < SHORTEST_PASSPHRASE, PassphraseFault.SHORT),
        (len(chosen) > LONGEST_PASSPHRASE, PassphraseFault.LONG),
        (chosen != plain(repeated), PassphraseFault.DIFFERENT),
        (_is_common(lower, common) or _is_a_run(lower), PassphraseFault.COMMON),
        (len(set(lower)) < FEWEST_DIFFERENT or _is_repeated(lower), PassphraseFault.MONOTONE),
        (_is_little_more_than(lower, names), PassphraseFault.NAMED),
    )
    return next((fault for wrong, fault in checks if wrong), None)


_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
)


def _is_common(lower: str, common: Collection[str]) -> bool:
    """Tell whether many people use it, also with a year or a sign before or behind."""
    return lower in common or lower.strip(digits + punctuation + " ") in common


def _is_a_run(lower: str) -> bool:
    """Tell whether the words walk along the alphabet, the digits or the keyboard, either way."""
    keys = "".join(character for character in lower if character.isalnum())
    return any(keys in run or keys in run[::-1] for run in _RUNS)


def _is_repeated(lower: str) -> bool:
    """Tell whether the words are one short piece again and again, with or without blanks between."""
    keys = "".join(lower.split())
    return any(keys == (keys[:size] * len(keys))[: len(keys)] for size in range(1, len(keys) // 2 + 1))


def _is_little_more_than(lower: str, names: Collection[str]) -> bool:
    """Tell whether fewer than eight characters are left when names are taken out."""
    left = lower
    for name in sorted((name.lower().strip() for name in names), key=len, reverse=True):
        left = left.replace(name, "") if len(name) > 2 else left  # noqa: PLR2004 - initials are no names
    return left != lower and len(left) < SHORTEST_PASSPHRASE - 4


def wait_after(wrong: int) -> timedelta:
    """Return how long an account waits after so many wrong passphrases in a row: nothing, then 1, 2, 4 … 60 minutes."""
    if wrong < FREE_TRIES:
        return timedelta(0)
    return min(timedelta(minutes=2 ** min(wrong - FREE_TRIES, 10)), LONGEST_WAIT)


def is_over(*, opened: datetime, seen: datetime, now: datetime) -> bool:
    """Tell whether an unlocked desk has ended: 15 minutes without a page, or 8 hours."""
    from_the_future = max(opened, seen) > now + CLOCKS_DIFFER
    return from_the_future or now - seen > IDLE or now - opened > LONGEST


def rotation_due_on(made_on: date) -> date:
    """Return the day by which a key should be replaced."""
    return made_on + ROTATE_AFTER


def is_rotation_near(made_on: date, today: date) -> bool:
    """Tell whether the desk should remind of the rotation: from thirty days before."""
    return today >= rotation_due_on(made_on) - REMIND_BEFORE


def may_destroy(*, retired_on: date | None, needed: bool, today: date) -> bool:
    """Tell whether a retired key may go: nothing is sealed to it, and no voice on its way can still be.

    A voice that was being sealed while its reader's key changed can arrive a moment later: hence the next day.
    """
    return retired_on is not None and retired_on < today and not needed


class Standing(StrEnum):
    """How a promise stands against its day."""

    OVERDUE = "overdue"
    TODAY = "today"
    LATER = "later"


@dataclass(frozen=True)
class Promise:
    """What a reader promised: to whom, what, by which day."""

    id: UUID
    to: str
    what: str
    by: date
    voice: UUID | None = None

    def standing(self, today: date) -> Standing:
        """Return how it stands on a day."""
        if self.by < today:
            return Standing.OVERDUE
        return Standing.TODAY if self.by == today else Standing.LATER


@dataclass(frozen=True)
class LeavingTag:
    """A note that somebody thinks of leaving, on a conversation: for the reader who wrote it alone."""

    id: UUID
    voice: UUID
    note: str


@dataclass(frozen=True)
class TalkNote:
    """What a reader wrote down of a talk, for the reader alone. Printing it does not show it."""

    id: UUID
    text: str = field(repr=False)


def in_order(promises: Collection[Promise]) -> list[Promise]:
    """Return promises as a day's work reads them: the most overdue first."""
    return sorted(promises, key=lambda promise: (promise.by, promise.to.lower(), promise.what, str(promise.id)))


class MoveKind(StrEnum):
    """Why a desk's dialogues get another reader."""

    HAND_OVER = "hand-over"
    DEPUTY = "deputy"


class Fate(StrEnum):
    """What becomes of one dialogue when its reader goes."""

    MOVES = "moves"
    STAYS = "stays"
    CLOSES = "closes"


def fate(*, agreed: bool, other_readers: int) -> Fate:
    """Return what becomes of a dialogue: only its author can let it move; a second reader keeps it open."""
    if not other_readers:
        return Fate.CLOSES
    return Fate.MOVES if agreed else Fate.STAYS


def has_gone(*, is_active: bool, reads: bool) -> bool:
    """Tell whether a reader's keys end: with leaving the organisation, or a month after the last role that reads."""
    return not is_active or not reads


def may_move(from_on: date | None, today: date) -> bool:
    """Tell whether dialogues may move: from the day on that was said, or as soon as an author says yes."""
    return from_on is None or today >= from_on


def may_begin_on(from_on: date | None, today: date) -> bool:
    """Tell whether a hand-over can be announced for a day: none, today, or one of a year to come."""
    return from_on is None or today <= from_on <= today + timedelta(days=DAYS_AHEAD)


def answers_until(begun_on: date, from_on: date | None) -> date:
    """Return the last day on which authors can answer: two weeks at least, and until the day itself."""
    return max(begun_on + timedelta(days=DAYS_TO_ANSWER), from_on or begun_on)


def may_finish(*, closes_on: date, unanswered: int, today: date) -> bool:
    """Tell whether a hand-over may end: everybody answered, or the last day to answer has passed."""
    return unanswered == 0 or today > closes_on


# Somebody who can read the third group from paper has the whole key there; nobody remembers the middle of a code.
GROUP_TO_TYPE = 3
_MISREAD = str.maketrans("OIL", "011")


def shows_the_paper(typed: str, recovery_key: str) -> bool:
    """Tell whether what was typed is the third group of a recovery key, as forgiving as for the whole key."""
    group = "".join(character for character in normalize("NFKC", typed).upper() if character.isalnum())
    return group.translate(_MISREAD) == recovery_key.split("-")[GROUP_TO_TYPE - 1]
