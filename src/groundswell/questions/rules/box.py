"""The time box: what of the queue fits into the hours that are left, in which order, and why.

Everything is in whole minutes. What a question takes is never known: it is a range, from what such questions took
before. A plan holds by the likely size; whether it holds by the largest too is said of every place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

# Looking through the queue takes at most a tenth of the hours, however long the queue is.
TRIAGE_PART = 10
LARGE = 120
STEP = 15
# What nobody has measured yet: answers to questions took between a quarter and an hour and a half in most teams.
UNMEASURED = (15, 30, 90)
ENOUGH = 5
_LOW, _HIGH = 0.1, 0.9
LONGEST_AGE = 30
HALF_HOUR = 30


@dataclass(frozen=True, slots=True)
class Size:
    """How many minutes something takes: eight times in ten from `low` to `high`; `past`: of how many it is known."""

    low: int
    likely: int
    high: int
    past: int = 0


class Reason(StrEnum):
    """Why something stands where it does in the order."""

    AGE = "age"
    THEIRS = "theirs"
    UNANSWERED = "unanswered"
    KNOWN = "known"
    NEWCOMER = "newcomer"
    AWAY = "away"
    SIZE = "size"


# Everything is said in days: as if a question had waited so much longer than it has.
DAYS_OF = {Reason.THEIRS: 5, Reason.UNANSWERED: 3, Reason.KNOWN: 2, Reason.NEWCOMER: 2, Reason.AWAY: 4}


class Verdict(StrEnum):
    """What the box says of a question."""

    FITS = "fits"
    LARGE = "large"
    NO_ROOM = "no room"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A question that could be answered: its size, and what speaks for it."""

    key: str
    size: Size
    age_days: int
    is_theirs: bool = False  # it was ours to answer, and they wrote again
    is_unanswered: bool = False
    is_known: bool = False  # something like it was answered before
    is_newcomer: bool = False  # the first question of whoever asks
    is_left_behind: bool = False  # whoever has it is away


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands: its weight in days, from which reasons, and whether it fits.

    `is_sure`: it fits even if it and all before it turn out as large as they may. `used`: likely minutes up to its end.
    """

    candidate: Candidate
    days: int
    reasons: tuple[tuple[Reason, int], ...]
    verdict: Verdict
    is_sure: bool
    used: int


@dataclass(frozen=True, slots=True)
class Box:
    """A plan for the minutes that are left."""

    minutes: int
    triage: int
    places: tuple[Place, ...]

    @property
    def fitting(self) -> tuple[Place, ...]:
        """What fits, in its order."""
        return tuple(place for place in self.places if place.verdict is Verdict.FITS)

    @property
    def rest(self) -> tuple[Place, ...]:
        """What does not, in its order."""
        return tuple(place for place in self.places if place.verdict is not Verdict.FITS)

    @property
    def planned(self) -> Size:
        """What the fitting ones take together: the sum of the lows, the likely ones and the highs."""
        sizes = [place.candidate.size for place in self.fitting]
        low, likely, high = (sum(getattr(each, name) for each in sizes) for name in ("low", "likely", "high"))
        return Size(low, likely, high, len(sizes))


def size_from(minutes: Iterable[int], estimate: int | None = None) -> Size:
    """Return what such questions take, from what they took before; somebody's own estimate stands in the middle.

    Fewer than five are no experience: then the range is that of `UNMEASURED`, scaled to the estimate where there is
    one.
    """
    past = sorted(minutes)
    low, likely, high = UNMEASURED if len(past) < ENOUGH else _middle_of(past)
    if estimate is None:
        return Size(low, likely, high, len(past))
    scale = estimate / max(likely, 1)
    return Size(min(round(low * scale), estimate), estimate, max(round(high * scale), estimate), len(past))


def is_large(size: Size) -> bool:
    """Tell whether something is more than a firefighter's two hours."""
    return size.likely > LARGE


def pack(minutes: int, candidates: Iterable[Candidate]) -> Box:
    """Return what fits into so many minutes. The order of the candidates changes nothing.

    A tenth is kept for looking through the queue. The first that fits is taken; what does not is passed over, so that
    a small question behind a larger one gets its place. What is large never goes into a box: it is a plan of its own.
    """
    minutes = max(minutes, 0)
    triage = min(minutes // TRIAGE_PART, minutes)
    room, used, most = minutes - triage, 0, 0
    places: list[Place] = []
    for days, reasons, each in sorted(map(_weighed, candidates), key=lambda weighed: (-weighed[0], weighed[2].key)):
        verdict = _verdict(each.size, room - used)
        if verdict is Verdict.FITS:
            used, most = used + each.size.likely, most + each.size.high
        places.append(Place(each, days, reasons, verdict, verdict is Verdict.FITS and most <= room, used))
    return Box(minutes, triage, tuple(places))


def is_over(minutes: int, spent: int) -> bool:
    """Tell whether the box is used up: then nothing new is begun, and what is open is handed on."""
    return spent >= minutes


def to_hand_on(box: Box, done: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of what was planned and is not done, in order: what a hand-off note has to name."""
    return tuple(place.candidate.key for place in box.fitting if place.candidate.key not in set(done))


def _middle_of(past: Sequence[int]) -> tuple[int, int, int]:
    last = len(past) - 1
    low, high = past[round(last * _LOW)], past[round(last * _HIGH)]
    return low, round(median(past)), high


def _weighed(each: Candidate) -> tuple[int, tuple[tuple[Reason, int], ...], Candidate]:
    said = {
        Reason.THEIRS: each.is_theirs,
        Reason.UNANSWERED: each.is_unanswered and not each.is_theirs,
        Reason.KNOWN: each.is_known,
        Reason.NEWCOMER: each.is_newcomer,
        Reason.AWAY: each.is_left_behind,
    }
    reasons = [(Reason.AGE, min(each.age_days, LONGEST_AGE))]
    reasons += [(reason, DAYS_OF[reason]) for reason, holds in said.items() if holds]
    reasons.append((Reason.SIZE, -(each.size.likely // HALF_HOUR)))
    return sum(days for _reason, days in reasons), tuple(reasons), each


def _verdict(size: Size, room: int) -> Verdict:
    if is_large(size):
        return Verdict.LARGE
    return Verdict.FITS if size.likely <= room else Verdict.NO_ROOM
