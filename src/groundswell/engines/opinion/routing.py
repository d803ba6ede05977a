"""Which statement a voter sees next, and how sure each share is.

Source of the priority: Small et al. 2021, RECERCA 26(2). Source of the interval: Wilson 1927, J. Am. Stat. Assoc. 22.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.engines.opinion.votes import Floats

NORMAL_90 = 1.6448536269514722


@dataclass(frozen=True)
class Intervals:
    """The share of those who saw each statement and agreed (disagreed), with a 90 % interval: arrays of length m."""

    agree: Floats
    agree_low: Floats
    agree_high: Floats
    disagree: Floats
    disagree_low: Floats
    disagree_high: Floats


def priorities(totals: NDArray[np.int64], extremity: Floats) -> Floats:
    """Return how much a statement should be seen next (m): agreed with, far out and rarely seen first."""
    agrees, disagrees, seen = totals.astype(float)
    passes = seen - agrees - disagrees
    importance = (1 - (passes + 1) / (seen + 2)) * (agrees + 1) / (seen + 2) * (1 + extremity)
    found: Floats = (importance * (1 + 8 * 2 ** (-seen / 5))) ** 2
    return found


def intervals(totals: NDArray[np.int64]) -> Intervals:
    """Return the shares with their Wilson intervals; 0 with the widest interval where nobody has seen a statement."""
    agrees, disagrees, seen = totals.astype(float)
    return Intervals(
        agrees / np.maximum(seen, 1), *wilson(agrees, seen), disagrees / np.maximum(seen, 1), *wilson(disagrees, seen)
    )


def wilson(count: Floats, seen: Floats) -> tuple[Floats, Floats]:
    """Return the 90 % Wilson interval of count out of seen."""
    squared = NORMAL_90**2
    total = seen + squared
    middle = (count + squared / 2) / total
    reach = NORMAL_90 / total * np.sqrt(count * (seen - count) / np.maximum(seen, 1) + squared / 4)
    return np.maximum(middle - reach, 0.0), np.minimum(middle + reach, 1.0)
