"""The level a team works at, how sure it is, and how it wanders."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import NormalDist

HALF_LIFE = 8  # weeks after which a week counts half
WINDOW = 52
WANDERING = 0.12  # standard deviation of the log level's step from one week to the next
USUAL_SPREAD = 0.6  # coefficient of variation of a week's work, where a team has shown little of its own
USUAL_WEEKS = 8  # as many weeks as the usual spread counts for
LEAST_SHARE = 0.2  # of the mean of the last twelve weeks: a level never falls below it
RECENT = 12


@dataclass(frozen=True, slots=True)
class Level:
    """A team's pace: work a week, the spread of a week around it, and how few weeks it rests on."""

    pace: float
    spread: float  # squared coefficient of variation
    unsureness: float  # sum of the squared weights: 1 / the number of weeks that it rests on

    def quantile(self, remaining: float, level: float) -> float:
        """Return the weeks by which `remaining` is done with probability `level`.

        The log of the work of k weeks is taken as normal around log(k pace): its variance is that of the mean of k
        weeks and of the pace itself, log(1 + cv² (1/n + 1/k)) (delta method), and of a level that walks, k σ²/3: the
        mean of a random walk over k steps.
        """
        weeks = remaining / self.pace
        return weeks * math.exp(NormalDist().inv_cdf(level) * self.deviation(remaining))

    def deviation(self, remaining: float) -> float:
        """Return the standard deviation of the log of the weeks that `remaining` takes."""
        weeks = remaining / self.pace
        variance = math.log1p(self.spread * (self.unsureness + 1 / max(weeks, 1))) + WANDERING**2 * weeks / 3
        return math.sqrt(variance)


class Course:
    """The level of a history as it was before each week: an exponentially weighted mean (Brown, 1956)."""

    def __init__(self, finished: Sequence[float]) -> None:
        """Go through the weeks once, the latest last."""
        keep = math.pow(0.5, 1 / HALF_LIFE)
        self._done = [0.0, *accumulate(finished)]
        self._paces, self._unsure = [0.0], [0.0]
        errors, paces = [0.0], [0.0]
        total, weights, squares = 0.0, 0.0, 0.0
        for week in finished:
            # Before the first week there is no pace that could err.
            errors.append((week - self._paces[-1]) ** 2 if weights else 0.0)
            paces.append(self._paces[-1] ** 2)
            total, weights, squares = keep * total + week, keep * weights + 1, keep * keep * squares + 1
            self._paces.append(total / weights)
            self._unsure.append(squares / weights**2)
        self._errors, self._squares = list(accumulate(errors)), list(accumulate(paces))

    def recent(self, week: int) -> float:
        """Return the mean of the last twelve weeks before one."""
        first = max(0, week - RECENT)
        return (self._done[week] - self._done[first]) / (week - first)

    def before(self, week: int) -> Level:
        """Return the level as it was before a week, from 1 on."""
        pace = self._paces[week]
        first = min(max(HALF_LIFE, week - WINDOW), week)
        errors = self._errors[week] - self._errors[first]
        squares = self._squares[week] - self._squares[first]
        # Drawn towards the usual spread where there is little to go by.
        usual = USUAL_WEEKS * pace**2
        spread = (errors + USUAL_SPREAD**2 * usual) / (squares + usual) if squares + usual else USUAL_SPREAD**2
        return Level(max(pace, LEAST_SHARE * self.recent(week)), spread, self._unsure[week])

    def took(self, week: int, remaining: float) -> float | None:
        """Return how long so many took from a week on, with a fraction; None where they are not done."""
        end = bisect_left(self._done, self._done[week] + remaining - 1e-9)
        if end == len(self._done):
            return None
        before = self._done[end - 1]
        return end - 1 - week + (self._done[week] + remaining - before) / (self._done[end] - before)


def level_of(finished: Sequence[float]) -> Level:
    """Return the level after a history."""
    return Course(finished).before(len(finished))
