"""How many have ended in one way, when they may end in others too."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from groundswell.engines.survival.product_limit import LEVEL, ROUNDING, BadWaits


@dataclass(frozen=True, slots=True)
class Incidence:
    """The share that has ended in one way by each time, with its interval; times rise, the first is 0."""

    times: tuple[float, ...]
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    known_until: float  # as long as the longest was watched; for ever where nothing waits then

    def by(self, time: float) -> tuple[float, float, float] | None:
        """Return the share by a time, with the ends of its interval; None where nothing was watched for so long."""
        if time > self.known_until:
            return None
        place = max(bisect_right(self.times, time) - 1, 0)
        return self.share[place], self.low[place], self.high[place]


def incidence(durations: Sequence[float], causes: Sequence[str], cause: str, *, level: float = LEVEL) -> Incidence:
    """Return how many ended by `cause` ("" is: only watched so long) by each time.

    F(t) is the sum of S(t-) d/n, where S falls by whatever ends (Aalen and Johansen, 1978); to take other ends for
    "only watched" would count as if they could still come. Its variance is by the delta method (Marubini and
    Valsecchi, 1995), its interval lies evenly on log(-log F).
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    waiting, share, at_risk = 1.0, 0.0, len(durations)
    steps: list[tuple[float, float, float, float, float]] = []  # time, share, and three sums of the variance
    fixed, linear, square = 0.0, 0.0, 0.0
    for time, (ours, others, watched) in _counted(durations, causes, cause):
        ended = ours + others
        if ended:
            share += waiting * ours / at_risk
            spread = ended / (at_risk * (at_risk - ended)) if ended < at_risk else 0.0
            spent = waiting * ours / at_risk**2
            # Var = Σ (F(t)-F(i))² spread + S² (n-d) d / n³ - 2 (F(t)-F(i)) S d / n², summed so that F(t) may move on.
            square += spread
            linear += share * spread + spent
            fixed += share**2 * spread + 2 * share * spent + waiting**2 * (at_risk - ours) * ours / at_risk**3
            waiting *= 1 - ended / at_risk
        steps.append((time, share, square, linear, fixed))
        at_risk -= ended + watched
    rows = [(time, share, *_interval(share, share**2 * s - 2 * share * b + c, z)) for time, share, s, b, c in steps]
    known_until = steps[-1][0] if waiting > 0 else math.inf
    times, shares, low, high = zip(*rows, strict=True)
    return Incidence(times, shares, low, high, known_until)


def _counted(durations: Sequence[float], causes: Sequence[str], cause: str) -> list[tuple[float, list[int]]]:
    """Return, for each time from 0 on, how many ended by the cause, by another, and were only watched until then."""
    if len(durations) != len(causes):
        raise BadWaits(f"There are {len(durations)} durations, and {len(causes)} that say how they ended.")
    counted: dict[float, list[int]] = {0.0: [0, 0, 0]}
    for place, (duration, how) in enumerate(zip(durations, causes, strict=True), start=1):
        if not math.isfinite(duration) or duration < 0:
            raise BadWaits(f"Wait {place} is {duration}; it must be a number from 0 up.")
        counted.setdefault(float(duration), [0, 0, 0])[0 if how == cause else 1 if how else 2] += 1
    return sorted(counted.items())


def _interval(share: float, variance: float, z: float) -> tuple[float, float]:
    # The sum of all parts is 1 but for their rounding, and there is no interval of it.
    if share <= 0 or share >= 1 - ROUNDING:
        return share, share
    middle = math.log(-math.log(share))
    half = z * math.sqrt(max(variance, 0.0)) / -(share * math.log(share))
    return math.exp(-math.exp(middle + half)), math.exp(-math.exp(middle - half))
