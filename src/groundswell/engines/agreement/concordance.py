"""Kendall's W: 1 where all put the same things in the same order, 0 where their orders cancel out.

Source: Kendall and Babington Smith 1939, Ann. Math. Stat. 10(3); ties as in Kendall, Rank Correlation Methods, ch. 6.
Plain Python, so that a page may ask.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 2


class BadRankings(ValueError):
    """The rankings are none, or cannot be compared; the message says which and why."""


@dataclass(frozen=True)
class Concordance:
    """W of m people and n things; `chi_square` has n - 1 degrees of freedom.

    `w` is None where everybody puts everything in one place: there is no order to agree on. `p`: how often as much
    agreement would come about by chance. It is an approximation, rough below some seven things.
    """

    people: int
    things: int
    w: float | None
    chi_square: float
    p: float


def concordance(rankings: Sequence[Sequence[float]]) -> Concordance:
    """Return how far rankings agree: for each person a number for each thing, the least first; equal numbers are a tie.

    Raises BadRankings: each has to rank everything, since W knows no missing ranks.
    """
    m, n = len(rankings), _things(rankings)
    ranks = [_ranks(each) for each in rankings]
    sums = [math.fsum(column) for column in zip(*ranks, strict=True)]
    mean = m * (n + 1) / 2
    spread = math.fsum((each - mean) ** 2 for each in sums)
    most = m * m * (n**3 - n) - m * sum(_tied(each) for each in rankings)
    if not most:
        return Concordance(m, n, None, 0.0, 1.0)
    w = min(12 * spread / most, 1.0)
    chi_square = m * (n - 1) * w
    return Concordance(m, n, w, chi_square, upper_tail(chi_square, n - 1))


def _things(rankings: Sequence[Sequence[float]]) -> int:
    if len(rankings) < FEWEST:
        raise BadRankings("Agreement needs the rankings of two people or more.")
    n = len(rankings[0])
    if n < FEWEST:
        raise BadRankings("An order needs two things or more.")
    for place, each in enumerate(rankings, 1):
        if len(each) != n:
            raise BadRankings(f"Ranking {place} has {len(each)} things and the first has {n}: each must rank them all.")
        if not all(math.isfinite(rank) for rank in each):
            raise BadRankings(f"Ranking {place} has a rank that is no number.")
    return n


def _ranks(given: Sequence[float]) -> list[float]:
    """Return ranks from 1; those in one place share the mean of the places that they take."""
    counts = Counter(given)
    ranks, taken = {}, 0
    for number in sorted(counts):
        ranks[number] = taken + (counts[number] + 1) / 2
        taken += counts[number]
    return [ranks[number] for number in given]


def _tied(given: Sequence[float]) -> int:
    return sum(count**3 - count for count in Counter(given).values())


def upper_tail(chi_square: float, freedom: int) -> float:
    """Return how often chance gives as much or more, in the closed form for whole degrees of freedom."""
    half = chi_square / 2
    if freedom % 2:
        total, term = math.erfc(math.sqrt(half)), math.sqrt(half / math.pi) * 2 * math.exp(-half)
        steps = range(3, freedom + 1, 2)
    else:
        total, term = 0.0, math.exp(-half)
        steps = range(2, freedom + 1, 2)
    for step in steps:
        total += term
        term *= chi_square / step
    return min(total, 1.0)
