"""A number a period, before and after a date; periods may be missing."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LEAST_BEFORE = 8
LEAST_AFTER = 4
# A simulated year of days takes seconds; more is another question, and a shorter series answers it.
MOST = 400
NOT_YET = "This data cannot show an effect yet."
# What is left of a straight line by rounding alone.
ROUNDING = 1e-9

type Values = Sequence[float | None]
type Floats = NDArray[np.float64]


class BadSeries(ValueError):
    """What was given is no series; the message says where."""


class TooShort(BadSeries):
    """Fewer than 8 periods before, or 4 after."""


class NoSpread(BadSeries):
    """The series does nothing but follow a line and a step: there is nothing to compare a step with."""


def placed(before: Values, after: Values) -> tuple[tuple[int, ...], int, Floats]:
    """Return where the periods with a value lie, how many of them are before, and the values. None: no value."""
    for name, values in (("before", before), ("after", after)):
        for place, value in enumerate(values, start=1):
            if value is not None and not math.isfinite(value):
                raise BadSeries(f"Period {place} {name} is {value}; it must be a number, or nothing.")
    times = tuple(place for place, value in enumerate((*before, *after)) if value is not None)
    cut = sum(value is not None for value in before)
    if cut < LEAST_BEFORE or len(times) - cut < LEAST_AFTER:
        raise TooShort(
            f"{NOT_YET} It has {cut} periods before and {len(times) - cut} after; "
            f"it takes {LEAST_BEFORE} before and {LEAST_AFTER} after."
        )
    if len(times) > MOST:
        raise BadSeries(f"There are {len(times)} periods; at most {MOST} can be looked at. Take longer ones.")
    return times, cut, np.array([value for value in (*before, *after) if value is not None], dtype=float)


def lines_and_step(times: Sequence[int], cut: int) -> Floats:
    """Return the columns of a level, a straight drift, and a step at the period with the place `cut`."""
    columns: Floats = np.column_stack((np.ones(len(times)), np.asarray(times, float), np.arange(len(times)) >= cut))
    return columns


def correlation(times: Sequence[int], rho: float) -> Floats:
    """Return how periods go together when each keeps the share `rho` of what the one before it was off by."""
    places = np.asarray(times)
    together: Floats = np.power(float(rho), np.abs(places[:, None] - places[None, :]))
    return together
