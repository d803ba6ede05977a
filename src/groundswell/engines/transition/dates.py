"""The earliest pair of dates that does not hurt a cell, the week that decides, and what would unlock it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from groundswell.engines.transition.backlog import RUNS, WEEKS, Cell, Floats, late_shares

MAY_RISE = 0.02  # points of the share of runs in which the backlog exceeds half a person-week
SETTLING = 8  # weeks behind the second date that must have been looked at
MOST_HOURS = 80
type Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A pair of dates: how far the share of late runs rises at most, in which week, and whether that may be."""

    pair: Pair
    rise: float
    binding_week: int
    is_safe: bool


@dataclass(frozen=True, slots=True)
class Unlocks:
    """What would make a wished pair safe, each alone; None where it would not."""

    hours_a_week: int | None  # found elsewhere, from now on
    replaced_by: int | None  # the latest week in which somebody new may begin
    client_hours: int | None  # a week less promised


def verdicts(
    cell: Cell, pairs: Sequence[Pair], *, weeks: int = WEEKS, runs: int = RUNS, seed: int = 1
) -> list[Verdict]:
    """Return what each pair does to the cell, beside no move, and nobody new, in the same runs."""
    today = _today(cell, weeks=weeks, runs=runs, seed=seed)
    late = late_shares(cell, pairs, weeks=weeks, runs=runs, seed=seed)
    return [_verdict(pair, shares - today) for pair, shares in zip(pairs, late, strict=True)]


def _today(cell: Cell, *, weeks: int, runs: int, seed: int) -> Floats:
    stays = replace(cell, replaced_from=None)
    late: Floats = late_shares(stays, [(None, None)], weeks=weeks, runs=runs, seed=seed)[0]
    return late


def _verdict(pair: Pair, rise: Floats) -> Verdict:
    week = int(np.argmax(rise))
    return Verdict(pair, float(rise[week]), week, bool(rise[week] <= MAY_RISE + 1e-9))


def earliest_safe(
    cell: Cell, *, first: int = 0, weeks: int = WEEKS, runs: int = RUNS, seed: int = 1
) -> tuple[Verdict | None, Verdict | None]:
    """Return the earliest safe pair, and the earliest first date alone, for where no second one is safe.

    Of two pairs the one with the earlier second date is the earlier.
    """
    last = weeks - SETTLING
    pairs = [(part, full) for full in range(first, last) for part in range(first, full + 1)]
    both = next((each for each in verdicts(cell, pairs, weeks=weeks, runs=runs, seed=seed) if each.is_safe), None)
    alone = [(part, None) for part in range(first, last)]
    part = next((each for each in verdicts(cell, alone, weeks=weeks, runs=runs, seed=seed) if each.is_safe), None)
    return both, part


def unlocks(cell: Cell, wished: Pair, *, weeks: int = WEEKS, runs: int = RUNS, seed: int = 1) -> Unlocks:
    """Return how many hours a week, which week of a replacement, or how many promised hours fewer make a pair safe.

    Each is compared with no move as the cell stands today: more hours for both would only move the bar.
    """
    today = _today(cell, weeks=weeks, runs=runs, seed=seed)

    def is_safe(changed: Cell) -> bool:
        late = late_shares(changed, [wished], weeks=weeks, runs=runs, seed=seed)[0]
        return _verdict(wished, late - today).is_safe

    hours = _least(range(MOST_HOURS + 1), lambda more: is_safe(replace(cell, extra=cell.extra + more)))
    fewer = _least(range(MOST_HOURS + 1), lambda less: is_safe(_promising(cell, less)))
    hired = replace(cell, replacement=cell.replacement or cell.moved_full_time)
    begin = _least(range(weeks, -1, -1), lambda week: is_safe(replace(hired, replaced_from=week)))
    return Unlocks(hours, begin, fewer)


def _promising(cell: Cell, less: int) -> Cell:
    return replace(cell, promised=[max(0.0, promised - less) for promised in cell.promised])


def _least(tried: Iterable[int], is_enough: Callable[[int], bool]) -> int | None:
    """Return the first that is enough, where every later one is too; by halving."""
    values = list(tried)
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(values[middle]) else (middle + 1, high)
    return values[low] if low < len(values) else None
