"""How far forecasts must be spread so that they come true as often as they say."""

import math
from bisect import bisect_left
from statistics import NormalDist
from typing import NamedTuple


class Row(NamedTuple):
    """What is done to one level: all three on the log of weeks."""

    shift: float  # added
    stretch: float  # of the distance from the uncalibrated median
    short: float  # added where the history is as short as it may be, fading until half a year


# From 20 histories (17 repositories, three projects of tasks; 8,080 forecasts), by `benchmarks/forecasting.py --fit`.
# The two of the shared data, which the benchmark is judged by, are not among them.
TABLE = {
    0.05: Row(-0.141, 1.149, -0.19),
    0.15: Row(0.021, 1.284, -0.11),
    0.3: Row(0.033, 1.295, -0.06),
    0.5: Row(0.041, 1.0, 0.0),
    0.7: Row(0.195, 0.613, 0.04),
    0.85: Row(0.294, 0.764, 0.08),
    0.95: Row(0.525, 0.73, 0.19),
}
ASKABLE = (min(TABLE), max(TABLE))
MIDDLE = 0.5
FULL_HISTORY = 26
SHORTEST_HISTORY = 6
_LEVELS = sorted(TABLE)
_Z = [NormalDist().inv_cdf(level) for level in _LEVELS]


def calibrated(level: float, middle: float, moment: float, weeks: int, own: float = 1.0) -> float:
    """Return when it will be done with the probability of `level`, from the uncalibrated `middle` and `moment`.

    `weeks`: how long the history is; `own`: how far the team's own forecasts erred, beside those of others.
    """
    row = _row(level)
    lacking = min(max(FULL_HISTORY - weeks, 0) / (FULL_HISTORY - SHORTEST_HISTORY), 1)
    shift = TABLE[MIDDLE].shift
    far = row.shift - shift + row.stretch * math.log(moment / middle)
    return middle * math.exp(shift + own * far + row.short * lacking)


def _row(level: float) -> Row:
    """Return the row of a level, between two rows by a straight line in normal deviates."""
    right = bisect_left(_LEVELS, level)
    if _LEVELS[right] == level:
        return TABLE[level]
    z = NormalDist().inv_cdf(level)
    share = (z - _Z[right - 1]) / (_Z[right] - _Z[right - 1])
    lower, upper = TABLE[_LEVELS[right - 1]], TABLE[_LEVELS[right]]
    return Row(*(one + share * (other - one) for one, other in zip(lower, upper, strict=True)))
