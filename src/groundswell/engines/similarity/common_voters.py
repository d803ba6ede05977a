"""Whether those who voted on two statements voted alike: true duplicates agree, opposites do not."""

import math
from collections.abc import Mapping

ENOUGH_VOTERS = 10
ALIKE = 0.2


def is_voted_apart(one: Mapping[int, int], other: Mapping[int, int]) -> bool:
    """Return whether ten or more people voted on both, and not alike (voter to vote: 1, 0, -1)."""
    common = one.keys() & other.keys()
    if len(common) < ENOUGH_VOTERS:
        return False
    likeness = correlation([(one[voter], other[voter]) for voter in common])
    return likeness is not None and likeness < ALIKE


def correlation(pairs: list[tuple[int, int]]) -> float | None:
    """Return Pearson's r of pairs of votes; where all said one thing to each, 1 or -1; None where it says nothing."""
    n = len(pairs)
    if not n:
        return None
    a, b = sum(one for one, _ in pairs), sum(other for _, other in pairs)
    aa = n * sum(one * one for one, _ in pairs) - a * a
    bb = n * sum(other * other for _, other in pairs) - b * b
    if aa and bb:
        return (n * sum(one * other for one, other in pairs) - a * b) / math.sqrt(aa * bb)
    if aa or bb or not a * b:
        return None
    return 1.0 if a == b else -1.0
