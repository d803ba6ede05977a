"""What moved a date since last week, as parts whose sum is the move."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from groundswell.engines.forecasting.epics import LONGEST, RUNS_OF_ONE, work_of_weeks

PARTS = ("scope", "capacity", "estimate", "throughput")


@dataclass(frozen=True, slots=True)
class Basis:
    """What an epic's date rests on."""

    scope: float  # hours that are estimated to remain
    capacity: float  # hours that the plan gives it a sprint
    estimate: tuple[float, ...]  # hours taken for each estimated one, of past tasks
    throughput: tuple[float, ...]  # hours given as a share of those planned, of past sprints


def what_moved(before: Basis, after: Basis, *, level: float = 0.85, weeks_per_sprint: int = 2) -> dict[str, float]:
    """Return by how many weeks each part moved the date, and `moved`, their sum."""

    def moment(taken: frozenset[str]) -> float:
        mixed = replace(before, **{part: getattr(after, part) for part in taken})
        return moment_of(mixed, level, weeks_per_sprint)

    return shares_of(PARTS, moment)


def shares_of(parts: Sequence[str], moment: Callable[[frozenset[str]], float]) -> dict[str, float]:
    """Return what each part adds, on the average over all orders in which parts may change, and `moved`, the sum.

    Shapley, A Value for n-Person Games (1953): no order is preferred, nothing is left over.
    """
    moments = {taken: moment(taken) for size in range(len(parts) + 1) for taken in _sets(parts, size)}
    count = math.factorial(len(parts))
    added: dict[str, float] = {}
    for part in parts:
        others = [each for each in parts if each != part]
        added[part] = sum(
            math.factorial(size)
            * math.factorial(len(others) - size)
            / count
            * (moments[taken | {part}] - moments[taken])
            for size in range(len(others) + 1)
            for taken in _sets(others, size)
        )
    return added | {"moved": moments[frozenset(parts)] - moments[frozenset()]}


def moment_of(basis: Basis, level: float, weeks_per_sprint: int) -> float:
    """Return when it is done with the probability of `level`, as weeks and a fraction; the dice are always the same."""
    shares = np.asarray(basis.throughput)
    dice = np.random.default_rng(1)
    places = dice.random(RUNS_OF_ONE)
    if not basis.capacity or not shares.any():
        return float(LONGEST)
    ratios = np.sort(np.asarray(basis.estimate))
    need = basis.scope / basis.capacity * ratios[(places * len(ratios)).astype(int)]
    usual = float(need.max() / shares.mean()) * weeks_per_sprint
    horizon = min(LONGEST, math.ceil(3 * usual) + 4 * weeks_per_sprint)
    done = work_of_weeks(shares, horizon, weeks_per_sprint, RUNS_OF_ONE, dice)
    whole = (done < need).sum(axis=0)
    run = np.arange(len(need))
    before = np.where(whole > 0, done[whole - 1, run], 0.0)
    reached = done[np.minimum(whole, horizon - 1), run]
    within = np.where(whole < horizon, (need - before) / np.maximum(reached - before, 1e-9), 0.0)
    return float(np.quantile(np.minimum(whole + within, LONGEST), level))


def _sets(parts: Sequence[str], size: int) -> list[frozenset[str]]:
    return [frozenset(each) for each in combinations(parts, size)]


def largest(added: Mapping[str, float]) -> str | None:
    """Return the part that moved the date most; None where nothing moved it by a tenth of a week."""
    part = max((each for each in added if each != "moved"), key=lambda each: abs(added[each]))
    return part if abs(added[part]) >= 0.1 else None  # noqa: PLR2004 - less is no move
