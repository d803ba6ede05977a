"""The reader of figures that may stay: it knows every roster, every figure and the rule, and learns what a stay tells.

A half that stayed says that the mean lies within half a point of it; one that moved says between which ends; and while
ratings stand still, everything that is known of the same people's mean is put together. Of each figure the reader takes
two signs: the half, and the middle of what is known of its mean by then. How both follow from the means it learns by
living through many sets of ratings of the same people (never the victims'), and then it draws the best linear
conclusion, as in `reading`.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from groundswell.engines.disclosure.attacks.reading import (
    CHANCES,
    MEAN,
    RATINGS,
    TINY,
    VARIANCE,
    Floats,
    Ratings,
    Reader,
    Seen,
    Target,
)

HALF = 0.5
LIVES = 2000
# The victims' dice begin elsewhere.
ELSEWHERE = 1_000_003
RIDGE = 3e-4
STEADY = 1e-6
# Below and above every mean.
ENDS = (0.0, 11.0)


class Signs(NamedTuple):
    """What is seen of figures: the halves, and the middle of what is known of each mean, by figure and life."""

    halves: Floats
    middles: Floats

    @property
    def both(self) -> Floats:
        """Both, figure by figure, so that those of the first figures come first."""
        rows: Floats = np.stack([self.halves, self.middles], axis=1).reshape(-1, self.halves.shape[1])
        return rows


def signs_of(seen: Sequence[Seen], means: Floats, *, standing: bool) -> Signs:
    """Return what the gate shows of these means (figure by life), and what that tells of each mean by then.

    `standing`: ratings stand still, so that figures of the same people are about one mean.
    """
    halves, middles = np.zeros_like(means), np.zeros_like(means)
    known: dict[object, tuple[Floats, Floats]] = {}
    for number, each in enumerate(seen):
        whose = tuple(who for _, who in each.parts) if standing else each.parts
        halves[number], low, high = _shown(means[number], None if each.before is None else halves[each.before])
        least, most = known.get(whose, ENDS)
        least, most = known[whose] = np.maximum(least, low), np.minimum(most, high)
        middles[number] = (least + most) / 2
    return Signs(halves, middles)


def _shown(means: Floats, before: Floats | None) -> tuple[Floats, Floats, Floats]:
    """Return the halves that are shown, and the ends between which each mean then lies."""
    half = np.floor(means / HALF + 0.5 + TINY) * HALF
    low, high = half - HALF / 2, half + HALF / 2
    if before is None:
        return half, low, high
    stays = np.abs(means - before) <= HALF + TINY
    low = np.where(stays, before - HALF, np.where(half > before, np.maximum(low, before + HALF), low))
    high = np.where(stays, before + HALF, np.where(half < before, np.minimum(high, before - HALF), high))
    return np.where(stays, before, half), low, high


class Remembering:
    """Reads the figures of the gate, all of them in the order in which they were shown."""

    def __init__(self, seen: Sequence[Seen], people: int, persistence: float, seed: int) -> None:
        self.seen, self.people, self.persistence, self.seed = seen, people, persistence, seed
        self.geometry = Reader(seen, people, persistence)

    def signs(self, lives: Sequence[Ratings]) -> Signs:
        """Return what is shown of some lives, each sprint by person; of one sprint where ratings stand still."""
        return signs_of(self.seen, self.means(lives), standing=self._standing)

    def means(self, lives: Sequence[Ratings]) -> Floats:
        """Return the mean of each figure in each life, before anything is rounded."""
        return np.stack([self._means_of(ratings) for ratings in lives], axis=1)

    def predicted(self, targets: Sequence[Target], signs: Signs, numbers: Sequence[int]) -> tuple[Floats, Floats]:
        """Return the mean (by target and life) and variance of each target's rating, given these figures."""
        places = [2 * number + part for number in numbers for part in (0, 1)]
        shared = (self._slopes @ self.geometry.with_targets(targets))[places]
        weighed = np.linalg.solve(self._covariance[np.ix_(places, places)], shared)
        return MEAN + weighed.T @ (signs.both[places] - MEAN), VARIANCE - (weighed * shared).sum(axis=0)

    def predicted_without_history(self, targets: Sequence[Target], signs: Signs) -> tuple[Floats, Floats]:
        """Return the same for a reader who has only seen each target's newest figure, and knows the rule."""
        newest = np.array([-1 if target.newest is None else target.newest for target in targets])
        halves, exact = self._learnt[0].halves[newest] - MEAN, self._learnt[1][newest] - MEAN
        shared = self.geometry.with_targets(targets)[newest, np.arange(len(targets))]
        shared *= (halves * exact).sum(axis=1) / (exact**2).sum(axis=1) * (newest >= 0)
        slope = shared / (halves**2).mean(axis=1)
        return MEAN + slope[:, None] * (signs.halves[newest] - MEAN), VARIANCE - slope * shared

    @property
    def _standing(self) -> bool:
        return self.persistence == 1

    def _means_of(self, ratings: Ratings) -> Floats:
        """Return the mean of each figure: a plain sum for each, since these are the victims' own."""
        still = len(ratings) == 1
        return np.array([
            sum(ratings[0 if still else sprint, list(who)].sum() for sprint, who in each.parts) / each.size
            for each in self.seen
        ])  # fmt: skip

    @cached_property
    def _learnt(self) -> tuple[Signs, Floats]:
        """Live through many sets of ratings: the signs, and the means from which they came."""
        dice = np.random.default_rng(self.seed + ELSEWHERE)
        parts = self.geometry
        by_part = np.zeros((len(parts.weights), LIVES))
        ratings = dice.choice(RATINGS, (LIVES, self.people), p=CHANCES).astype(float)
        for sprint in range(int(parts.sprint_of.max()) + 1):
            if sprint and not self._standing:
                anew = dice.random(ratings.shape) >= self.persistence
                ratings[anew] = dice.choice(RATINGS, int(anew.sum()), p=CHANCES)
            now = np.flatnonzero(parts.sprint_of == sprint)
            by_part[now] = parts.weights[now] @ ratings.T
        means = parts.gathered(by_part)
        return signs_of(self.seen, means, standing=self._standing), means

    @cached_property
    def _slopes(self) -> Floats:
        """How each sign follows from the means, by least squares over what was learnt."""
        signs, means = self._learnt
        about = means - MEAN
        gram = about @ about.T + STEADY * LIVES * np.eye(len(about))
        slopes: Floats = np.linalg.solve(gram, about @ (signs.both - MEAN).T).T
        return slopes

    @cached_property
    def _covariance(self) -> Floats:
        """The covariance of the signs: what follows from the means, and what is left."""
        signs, means = self._learnt
        left = signs.both - MEAN - self._slopes @ (means - MEAN)
        follows = self._slopes @ self.geometry.of_means @ self._slopes.T
        covariance: Floats = follows + left @ left.T / LIVES + RIDGE * np.eye(len(follows))
        return covariance
