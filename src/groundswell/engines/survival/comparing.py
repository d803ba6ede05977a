"""Waits before and after a date, item by item: the log-rank test, and the difference of restricted means."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist

from groundswell.engines.survival.product_limit import Waits, kaplan_meier

LEVEL = 0.95


class BadComparison(ValueError):
    """The two cannot be compared; the message says why."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two groups of waits: `p` of the log-rank test, and by how much the mean wait within `horizon` differs.

    `before` and `after` are mean waits, each wait cut at the horizon; `change` is after less before, between `low` and
    `high`. All in the unit of the waits.
    """

    p: float
    horizon: float
    before: float
    after: float
    low: float
    high: float

    @property
    def change(self) -> float:
        """By how much longer one waits after."""
        return self.after - self.before

    @property
    def differs(self) -> bool:
        """Whether no change at all is outside of the interval."""
        return self.low > 0 or self.high < 0


type Items = Sequence[tuple[float, bool]]


def compare_waits(before: Items, after: Items, *, horizon: float | None = None, level: float = LEVEL) -> Compared:
    """Compare waits, each with whether it has ended; `horizon`: none is followed longer (the longest both have).

    The log-rank statistic (Mantel, 1966) counts what ended before at each time against what would have if both waited
    alike; its p is that of the normal distribution. The restricted mean (Irwin, 1949) is the area under the curve of
    those that wait; its variance is Greenwood's, times m/(m-1) where m of them ended (Kaplan and Meier, 1958).
    """
    if not before or not after:
        raise BadComparison("There must be at least one item before and one after.")
    one, other = (kaplan_meier([wait for wait, _ in items], [ended for _, ended in items]) for items in (before, after))
    longest = min(one.known_until, other.known_until)
    reach = min(one.times[-1], other.times[-1]) if horizon is None else horizon
    if not 0 < reach <= longest:
        raise BadComparison(f"The horizon is {reach:g}; both are known for {longest:g} at most, and it starts after 0.")
    (first, spread), (second, wider) = _restricted(one, reach), _restricted(other, reach)
    half = NormalDist().inv_cdf((1 + level) / 2) * math.sqrt(spread + wider)
    return Compared(_log_rank(before, after), reach, first, second, second - first - half, second - first + half)


def restricted_mean(items: Items, horizon: float) -> float | None:
    """Return the mean wait, each wait cut at the horizon; None where nothing was watched for so long and all wait."""
    curve = kaplan_meier([wait for wait, _ in items], [ended for _, ended in items])
    return _restricted(curve, horizon)[0] if items and curve.known_until >= horizon else None


def _restricted(waits: Waits, horizon: float) -> tuple[float, float]:
    """Return the mean of waits cut at the horizon, and its variance."""
    ends = [*(time for time in waits.times if time < horizon), horizon]
    parts = [(end - start) * waits.waiting[place] for place, (start, end) in enumerate(pairwise(ends))]
    mean, variance, left = sum(parts), 0.0, sum(parts)
    for place, part in enumerate([0.0, *parts[:-1]]):
        left -= part
        ended, at_risk = waits.ended[place], waits.at_risk[place]
        if ended and at_risk > ended:
            variance += left**2 * ended / (at_risk * (at_risk - ended))
    observed = sum(ended for time, ended in zip(waits.times, waits.ended, strict=True) if time <= horizon)
    return mean, variance * observed / (observed - 1) if observed > 1 else variance


def _log_rank(before: Items, after: Items) -> float:
    """Return p; 1 where nothing ended while items of both groups waited."""
    ours, theirs = (sorted(wait for wait, _ in items) for items in (before, after))
    ended_before = Counter(wait for wait, ended in before if ended)
    ended = ended_before + Counter(wait for wait, ended in after if ended)
    surplus, variance = 0.0, 0.0
    for time, count in ended.items():
        waiting = len(ours) - bisect_left(ours, time)
        total = waiting + len(theirs) - bisect_left(theirs, time)
        share = waiting / total
        surplus += ended_before[time] - count * share
        if total > 1:
            variance += count * share * (1 - share) * (total - count) / (total - 1)
    return math.erfc(abs(surplus) / math.sqrt(2 * variance)) if variance else 1.0
