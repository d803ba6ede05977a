"""How long things wait, when some of them still do: the product-limit estimator."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

LEVEL = 0.95
# A share that is a half but for the rounding of its factors is a half.
ROUNDING = 1e-12


class BadWaits(ValueError):
    """What was given is no list of waits; the message says where."""


@dataclass(frozen=True, slots=True)
class Waits:
    """The share that still waits after each time, with its interval; times rise, the first is 0."""

    times: tuple[float, ...]
    at_risk: tuple[int, ...]  # how many still waited just before
    ended: tuple[int, ...]
    waiting: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def n(self) -> int:
        """How many things there are."""
        return self.at_risk[0] if self.at_risk else 0

    @property
    def unanswered(self) -> int:
        """How many of them still wait."""
        return self.n - sum(self.ended)

    @property
    def median(self) -> float | None:
        """The time after which at most half still wait; None where that was never reached."""
        return self.percentile(0.5)

    @property
    def p75(self) -> float | None:
        """The time after which at most a quarter still wait."""
        return self.percentile(0.75)

    @property
    def p90(self) -> float | None:
        """The time after which at most a tenth still wait."""
        return self.percentile(0.9)

    def percentile(self, share: float) -> float | None:
        """Return the first time by which `share` have ended; None where that was never reached."""
        bound = (1 - share) * (1 + ROUNDING) + ROUNDING
        return next((time for time, waiting in zip(self.times, self.waiting, strict=True) if waiting <= bound), None)

    def percentile_interval(self, share: float) -> tuple[float | None, float | None]:
        """Return between which times that share is reached, where the interval's ends reach it (Brookmeyer, 1982)."""
        bound = (1 - share) * (1 + ROUNDING) + ROUNDING
        low, high = (
            next((time for time, end in zip(self.times, ends, strict=True) if end <= bound), None)
            for ends in (self.low, self.high)
        )
        return low, high

    @property
    def known_until(self) -> float:
        """How far the curve is known: as long as the longest wait was watched, for ever where nothing waits then."""
        if not self.times:
            return 0.0
        return self.times[-1] if self.waiting[-1] > 0 else math.inf

    def within(self, time: float) -> float | None:
        """Return the share that has ended by `time`; None where nothing was watched for so long."""
        return 1 - self.waiting[self._place(time)] if self._is_known(time) else None

    def within_interval(self, time: float) -> tuple[float, float] | None:
        """Return the interval of `within`; None where there is none of it."""
        place = self._place(time)
        return (1 - self.high[place], 1 - self.low[place]) if self._is_known(time) else None

    def _is_known(self, time: float) -> bool:
        return bool(self.times) and time <= self.known_until

    def _place(self, time: float) -> int:
        return max(bisect_right(self.times, time) - 1, 0)


def kaplan_meier(durations: Sequence[float], observed: Sequence[bool], *, level: float = LEVEL) -> Waits:
    """Return how many still wait after each time; `observed`: whether a wait has ended, or was only watched so long.

    S(t) is the product of 1 - d/n over the times at which d of n end (Kaplan and Meier, 1958); what ends and what was
    only watched until the same time: the ends come first. Its variance is S² Σ d/(n(n-d)) (Greenwood, 1926), and its
    interval lies evenly on log(-log S) (Kalbfleisch and Prentice, 1980), so that it never leaves 0 to 1.
    """
    counted = _counted(durations, observed)
    z = NormalDist().inv_cdf((1 + level) / 2)
    at_risk, waiting, variance = len(durations), 1.0, 0.0
    rows: list[tuple[float, int, int, float, float, float]] = []
    for time, (ended, left) in counted:
        if ended == at_risk:
            waiting, variance = 0.0, math.inf
        else:
            waiting *= 1 - ended / at_risk
            variance += ended / (at_risk * (at_risk - ended))
        rows.append((time, at_risk, ended, waiting, *_interval(waiting, variance, z)))
        at_risk -= ended + left
    return Waits(*(tuple(column) for column in zip(*rows, strict=True))) if durations else _NOTHING


_NOTHING = Waits((), (), (), (), (), ())


def _counted(durations: Sequence[float], observed: Sequence[bool]) -> list[tuple[float, tuple[int, int]]]:
    """Return, for each time from 0 on, how many ended then and how many were watched until then."""
    if len(durations) != len(observed):
        raise BadWaits(
            f"There are {len(durations)} durations, and {len(observed)} that say whether they were observed."
        )
    counted: dict[float, list[int]] = {0.0: [0, 0]}
    for place, (duration, ended) in enumerate(zip(durations, observed, strict=True), start=1):
        if not math.isfinite(duration) or duration < 0:
            raise BadWaits(f"Wait {place} is {duration}; it must be a number from 0 up.")
        counted.setdefault(float(duration), [0, 0])[0 if ended else 1] += 1
    return [(time, (ended, left)) for time, (ended, left) in sorted(counted.items())]


def _interval(waiting: float, variance: float, z: float) -> tuple[float, float]:
    if waiting >= 1 or waiting <= 0:
        return waiting, waiting
    middle = math.log(-math.log(waiting))
    half = z * math.sqrt(variance) / -math.log(waiting)
    return math.exp(-math.exp(middle + half)), math.exp(-math.exp(middle - half))
