"""What may be said of what was published: as values without people in them. How sure, what changed, and why nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from groundswell.engines.disclosure import Kind, Reason, Scale

# What the cells of one check-in got, without saying which: kinds of figures, and reasons.
type Outcomes = set[tuple[Kind | None, Reason | None]]


class Why(StrEnum):
    """Why nothing can be shown, where the gate gave no reason of its own."""

    DESTROYED = "destroyed"
    ONLY_PARTS = "only parts"
    NO_FIGURE = "no figure"
    OTHER_SCALE = "other scale"
    NOT_OUTSIDE = "not outside"


class Change(StrEnum):
    """What a figure tells beside the one before it."""

    FIRST = "first"
    OTHER_CELLS = "other cells"
    OTHER_SCALE = "other scale"
    UNSURE = "unsure"
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class CheckIn:
    """That a check-in was published, or destroyed unopened. `item`: the rotating question, with its version."""

    sprint: int
    day: date
    k: int
    item: str = ""
    participation: int | None = None
    was_destroyed: bool = False

    def shown_from(self, least: int) -> "CheckIn":
        """Return it as it speaks of a question that may need more answers: with the k that the gate held it to."""
        return replace(self, k=max(self.k, least))


@dataclass(frozen=True)
class Shown:
    """One published figure, without the people behind it. The words are those of `engines.disclosure.Figure`."""

    kind: Kind
    unit: str
    cells: tuple[str, ...]
    without: tuple[str, ...]
    scale: Scale
    mean: Fraction
    low: Fraction
    high: Fraction
    answers: str

    @property
    def reach(self) -> Fraction:
        """How far the band goes to the side on which the scale's end does not cut it."""
        return max(self.high - self.mean, self.mean - self.low)


@dataclass(frozen=True)
class Told:
    """What one check-in says of the organisation or of a cell: a figure, a reason, or both where cells roll up."""

    check_in: CheckIn
    shown: Shown | None
    reason: Reason | Why | None = None


def asked(question: str, check_ins: Sequence[CheckIn], *, always: str) -> Sequence[CheckIn]:
    """Return the check-ins in which a question was asked; `always` is the one that is asked every time."""
    return check_ins if question == always else [each for each in check_ins if each.item == question]


def change(before: Shown | None, now: Shown) -> Change:
    """Hold a figure against the one before it.

    It is called higher or lower where the two differ by more than the two bands together, as the bands of independent
    means add up (the root of the sum of squares). The same people answered twice, so that it says too little at worst.
    """
    if before is None:
        return Change.FIRST
    if before.scale != now.scale:
        return Change.OTHER_SCALE
    if before.cells != now.cells:
        return Change.OTHER_CELLS
    apart = now.mean - before.mean
    if apart**2 <= before.reach**2 + now.reach**2:
        return Change.UNSURE
    return Change.HIGHER if apart > 0 else Change.LOWER


def last_two(told: list[Told]) -> tuple[Told | None, Told | None]:
    """Return the last check-in that shows a figure, and what the newest one says; the first is never the second."""
    if not told:
        return None, None
    earlier = (each for each in reversed(told[:-1]) if each.shown)
    return next(earlier, None), told[-1]


def on_one_scale(told: list[Told]) -> list[Told]:
    """Return these with what was given on another scale than the newest figure left out: scales are never mixed."""
    newest = next((each.shown.scale for each in reversed(told) if each.shown), None)
    return [
        each if each.shown is None or each.shown.scale == newest else Told(each.check_in, None, Why.OTHER_SCALE)
        for each in told
    ]


def widest(figures: list[Shown]) -> Shown | None:
    """Return the one of a unit's figures that speaks for the most cells."""
    return max(figures, key=lambda each: (each.kind == Kind.TOTAL, len(each.cells), each.cells), default=None)


def none_at_all(found: Outcomes) -> Reason | Why:
    """Return why the organisation has no figure, from what its cells got."""
    if any(kind is not None for kind, _ in found):
        return Why.ONLY_PARTS
    reasons = {reason for _, reason in found if reason is not None}
    return reasons.pop() if len(reasons) == 1 else Why.NO_FIGURE
