"""Answers of a check-up that was made elsewhere: what a line may say, and which of them are low on whose scale."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from groundswell.checkins.rules.answers import ASKED_BELOW, HIGH, LOW, rating_of
from groundswell.checkins.rules.periods import Word

LONGEST_REASON = 500
LEAST, MOST = 0, 100
_SCALE = re.compile(r"(\d{1,3})\s*(?:-|–|—|to|\.\.)\s*(\d{1,3})", re.IGNORECASE)
# What may stand before a cause, and what ends it: "Mostly personal: ...", "it is mainly process, ...".
_BEFORE = r"\W*(?:it(?:.s| is| was)\s+)?(?:(?:mostly|mainly)\s+)?"
_ENDS = r"(?:\W*$|\s*[:;,.(–—-]\s*)"
_IS_PERSONAL = re.compile(_BEFORE + r"personal\b", re.IGNORECASE)
_IS_BOTH = re.compile(_BEFORE + "both" + _ENDS, re.IGNORECASE)
_IS_PROCESS = re.compile(_BEFORE + "(?:process|how we work)" + _ENDS, re.IGNORECASE)
_RATHER_NOT = re.compile(r"\W*(?:i\W+(?:would|d)\s+)?rather not say\b", re.IGNORECASE)
_SAYS_PERSONAL = re.compile(r"\bpersonal\b", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Scale:
    """From the worst to the best that could be said."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}-{self.high}"


OURS = Scale(LOW, HIGH)


class Fault(StrEnum):
    """Why a line of a check-up cannot be taken."""

    NO_SCALE = "no scale"
    NO_RATING = "no rating"
    NOT_WHOLE = "not whole"
    OUTSIDE = "outside"
    NO_DAY = "no day"
    TO_COME = "to come"
    LONG = "long"
    PERSONAL = "personal"


@dataclass(frozen=True)
class Told:
    """One answer as it was brought. Printing it shows nothing of what it says."""

    day: date
    rating: int = field(repr=False)
    scale: Scale
    person: UUID | None = field(default=None, repr=False)
    name: str = field(default="", repr=False)
    cell: str = field(default="", repr=False)
    cause: Word | None = field(default=None, repr=False)
    reason: str = field(default="", repr=False)


def scale_of(text: str) -> Scale | Fault:
    """Return the scale that a word names ("1-10", "0 to 5"), or why it is none."""
    found = _SCALE.fullmatch(text.strip())
    if not found:
        return Fault.NO_SCALE
    low, high = int(found[1]), int(found[2])
    return Scale(low, high) if LEAST <= low < high <= MOST else Fault.NO_SCALE


def rating_on(text: str, scale: Scale) -> int | Fault:
    """Return the rating on its scale, or why it is none."""
    read = rating_of(text, scale.low, scale.high)
    if isinstance(read, int):
        return read
    return {"none": Fault.NO_RATING, "no number": Fault.NO_RATING, "not whole": Fault.NOT_WHOLE}.get(
        read.value, Fault.OUTSIDE
    )


def day_of(text: str, today: date) -> date | Fault:
    """Return the day (year, month and day), or why it is none: answers of days to come are a mistake."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return Fault.NO_DAY
    return day if day <= today else Fault.TO_COME


def reason_of(text: str) -> tuple[Word | None, str] | Fault:
    """Return the cause and the words of a reason. *Personal* and *both* keep that word alone, "rather not say" nothing.

    Where the word "personal" stands somewhere else in a reason, nobody can tell what of it is personal: somebody says.
    """
    words = " ".join(text.split())
    if _IS_PERSONAL.match(words):
        return Word.PERSONAL, ""
    if _IS_BOTH.match(words):
        return Word.BOTH, ""
    if _RATHER_NOT.match(words):
        return None, ""
    if _SAYS_PERSONAL.search(words):
        return Fault.PERSONAL
    if len(words) > LONGEST_REASON:
        return Fault.LONG
    process = _IS_PROCESS.match(words)
    return (Word.PROCESS, words[process.end() :].strip(" )")) if process else (None, words)


# ---------------------------------------------------------------- scales


def converted(rating: int, scale: Scale) -> Fraction:
    """Return a rating on 1 to 10: in a straight line, the worst for the worst and the best for the best."""
    share = Fraction(rating - scale.low, scale.high - scale.low)
    return OURS.low + share * (OURS.high - OURS.low)


def is_low(told: Told, chosen: Collection[Scale]) -> bool | None:
    """Tell whether an answer is below 5 on 1 to 10; None for another scale that nobody chose to convert."""
    if told.scale != OURS and told.scale not in chosen:
        return None
    return converted(told.rating, told.scale) < ASKED_BELOW


def lowest_that_is_not_low(scale: Scale) -> int:
    """Return from which rating of a scale on an answer would not be low."""
    return next(rating for rating in range(scale.low, scale.high + 1) if converted(rating, scale) >= ASKED_BELOW)


# ---------------------------------------------------------------- brought twice


def without_repeats[Key](brought: Mapping[Key, tuple[str, Told]], first: Collection[Key] = ()) -> dict[Key, Told]:
    """Return each answer once, however often its file was brought. `brought` gives the batch of each, and what it says.

    Two people of one cell can say the same on one day: so of what is equal, as many stay as one batch had of it. Those
    in `first` stay before others.
    """
    equal: dict[Told, list[Key]] = {}
    sizes: dict[Told, Counter[str]] = {}
    for key, (batch, told) in brought.items():
        equal.setdefault(told, []).append(key)
        sizes.setdefault(told, Counter())[batch] += 1
    ordered = {told: sorted(keys, key=lambda key: (key not in first, str(key))) for told, keys in equal.items()}
    return {key: told for told, keys in ordered.items() for key in keys[: max(sizes[told].values())]}


def fresh(wanted: Sequence[Told], known: Iterable[Told]) -> list[int]:
    """Return which of the answers of one batch are not there yet, by their place in it."""
    there, here = Counter(known), Counter[Told]()
    found = []
    for place, told in enumerate(wanted):
        here[told] += 1
        if here[told] > there[told]:
            found.append(place)
    return found


# ---------------------------------------------------------------- sealed and read again


def written(told: Told, batch: str) -> dict[str, str | int]:
    """Return an answer as it is sealed."""
    return {
        "batch": batch,
        "day": told.day.isoformat(),
        "rating": told.rating,
        "low": told.scale.low,
        "high": told.scale.high,
        "person": str(told.person or ""),
        "name": told.name,
        "cell": told.cell,
        "cause": told.cause or "",
        "reason": told.reason,
    }


def read(content: Mapping[str, object]) -> tuple[str, Told] | None:
    """Return the batch of a sealed answer and what it says, or None where something else was sealed."""
    try:
        told = Told(
            day=date.fromisoformat(str(content["day"])),
            rating=int(str(content["rating"])),
            scale=Scale(int(str(content["low"])), int(str(content["high"]))),
            person=UUID(str(content["person"])) if content["person"] else None,
            name=str(content["name"]),
            cell=str(content["cell"]),
            cause=Word(str(content["cause"])) if content["cause"] else None,
            reason=str(content["reason"]),
        )
    except (KeyError, ValueError):
        return None
    return str(content.get("batch", "")), told
