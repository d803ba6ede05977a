"""A line, a step and noise that remembers, fitted on a grid: a description beside the placebo test, never a verdict."""

from dataclasses import dataclass

import numpy as np

from groundswell.engines.effects.series import (
    ROUNDING,
    Floats,
    NoSpread,
    Values,
    correlation,
    lines_and_step,
    placed,
)

SHARES = np.linspace(0.0, 0.9, 37)
INTERVAL = 0.9
# The step's density is read at so many places, so many standard errors to each side.
PLACES = 4001
WIDTH = 60.0


@dataclass(frozen=True, slots=True)
class Described:
    """The step after having seen the data: its middle, the interval that holds it with 90 %, and what a period keeps.

    `up` is the probability that the step is above 0, in this model. Not to be read as a test: docs/build/evidence.md
    says how often it errs.
    """

    step: float
    low: float
    high: float
    up: float
    drift: float  # a period
    kept: float  # share of the one before, the mean


def describe(before: Values, after: Values) -> Described:
    """Return a segmented regression with first-order noise, integrated over what a period keeps of the one before.

    Flat in level, drift, step and the log of the spread, and in the share kept between 0 and .9: then the step is a
    mixture of Student's t, one for each share, weighted by the likelihood of the residuals (Zellner and Tiao, 1964).
    """
    times, cut, values = placed(before, after)
    fits = [_fit(times, cut, values - values.mean(), float(share)) for share in SHARES]
    if min(fit.rest for fit in fits) <= (ROUNDING * float(np.abs(values).max(initial=0.0))) ** 2:
        raise NoSpread("These values follow a line and a step exactly: there is no noise to describe.")
    free = len(values) - 3
    logs = np.array([fit.weight - free / 2 * np.log(fit.rest) for fit in fits])
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    steps, sizes = np.array([fit.step for fit in fits]), np.array([np.sqrt(fit.size * fit.rest / free) for fit in fits])
    middle = float(weights @ steps)
    grid = middle + np.linspace(-WIDTH, WIDTH, PLACES) * float(weights @ sizes)
    density = weights @ (
        (1 + ((grid - steps[:, None]) / sizes[:, None]) ** 2 / free) ** (-(free + 1) / 2) / sizes[:, None]
    )
    below = np.cumsum(density) - density / 2
    below /= density.sum()
    low, half, high = (float(np.interp(each, below, grid)) for each in ((1 - INTERVAL) / 2, 0.5, (1 + INTERVAL) / 2))
    up = 1 - float(np.interp(0.0, grid, below))
    drift = float(weights @ np.array([fit.drift for fit in fits]))
    return Described(half, low, high, up, drift, float(weights @ SHARES))


@dataclass(frozen=True, slots=True)
class _Fit:
    """One share kept: step and drift, the size of the step's error in spreads, squared, and the rest of the squares."""

    step: float
    drift: float
    size: float
    rest: float
    weight: float


def _fit(times: tuple[int, ...], cut: int, values: Floats, share: float) -> _Fit:
    together = correlation(times, share)
    inverse, columns = np.linalg.inv(together), lines_and_step(times, cut)
    normal = columns.T @ inverse @ columns
    found = np.linalg.solve(normal, columns.T @ inverse @ values)
    left = values - columns @ found
    weight = -(np.linalg.slogdet(together)[1] + np.linalg.slogdet(normal)[1]) / 2
    size = float(np.linalg.inv(normal)[2, 2])
    return _Fit(float(found[2]), float(found[1]), size, float(left @ inverse @ left), float(weight))
