"""The Bayesian bootstrap of past weeks, by exact counting instead of dice."""

import math
from collections.abc import Sequence

import numpy as np

type Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

UNITS = 128  # work is counted in so many steps at most; one step is less than a hundredth of what remains


def chance_by_week(weeks: Sequence[float], remaining: float, horizon: int) -> Numbers:
    """Return, for 1 to `horizon` weeks, how probably `remaining` is done by then, if the future is made of `weeks`.

    Rubin, The Bayesian Bootstrap (1981): each past week comes again with a weight drawn evenly from the simplex. The
    counts with which n weeks come again in k draws are then spread evenly over all C(k+n-1, n-1) compositions of k
    (Pólya's urn), so the chance is a number of compositions: the coefficients of the product of 1 / (1 - z x^week).
    """
    steps = max(1.0, remaining / UNITS) if _are_whole(weeks, remaining) else remaining / UNITS
    needed = max(1, math.ceil(remaining / steps - 1e-9))
    sizes = np.minimum(np.rint(np.asarray(weeks, dtype=np.float64) / steps), needed).astype(int)
    unfinished = np.zeros((horizon + 1, needed))
    unfinished[0, 0] = 1
    for size in sizes[sizes < needed]:
        _with_one_more_week(unfinished, int(size))
    draws = np.arange(1, horizon + 1)
    others = len(sizes) - 1
    compositions = np.ones(horizon)
    for each in range(1, others + 1):
        compositions *= (draws + each) / each
    chances: Numbers = np.clip(1 - unfinished[1:].sum(axis=1) / compositions, 0, 1)
    return chances


def _with_one_more_week(unfinished: Numbers, size: int) -> None:
    """Multiply the counted compositions by 1 / (1 - z x^size), in place."""
    if size == 0:
        np.cumsum(unfinished, axis=0, out=unfinished)
        return
    for draw in range(1, len(unfinished)):
        unfinished[draw, size:] += unfinished[draw - 1, :-size]


def _are_whole(weeks: Sequence[float], remaining: float) -> bool:
    return float(remaining).is_integer() and all(float(week).is_integer() for week in weeks)


def quantile(chances: Numbers, level: float) -> float | None:
    """Return the moment at which `level` is reached, between two weeks by a straight line; None where it never is."""
    reached = int(np.searchsorted(chances, level))
    if reached == len(chances):
        return None
    before = float(chances[reached - 1]) if reached else 0.0
    return reached + (level - before) / (float(chances[reached]) - before)
