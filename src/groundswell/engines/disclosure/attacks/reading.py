"""The reader who knows every roster and every figure, and draws the best linear conclusion about one person.

A rating is taken as a draw from the known distribution of ratings, correlated with the same person's rating d sprints
away by persistence ** d. A figure is a mean of ratings plus a rounding error. Then the best linear unbiased prediction
of one rating from any set of figures is a matter of one covariance matrix (Goldberger 1962; Robinson, "That BLUP is a
good thing", Statistical Science 6(1), 1991). A difference that isolates a person is a special case that it finds
without being told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Ratings = NDArray[np.int64]

RATINGS = np.arange(1, 11)
# Skewed as check-ups are: the mode is 8 (28 %), and 7 % are below 5.
CHANCES = np.array([0.005, 0.01, 0.02, 0.035, 0.06, 0.11, 0.2, 0.28, 0.18, 0.1])
MEAN = float(CHANCES @ RATINGS)
VARIANCE = float(CHANCES @ (RATINGS - MEAN) ** 2)
TINY = 1e-9
JITTER = 1e-6


@dataclass(frozen=True)
class Seen:
    """One number that was shown: whose mean (columns of people, by sprint), rounded to which step.

    `before`: the number at which it stays while that is near enough, by its place among all that was shown; or None.
    """

    parts: tuple[tuple[int, tuple[int, ...]], ...]
    step: float
    own: bool = False
    before: int | None = None

    @property
    def sprint(self) -> int:
        """The sprint in which it was shown."""
        return self.parts[-1][0]

    @property
    def size(self) -> int:
        """How many ratings it is the mean of."""
        return sum(len(people) for _, people in self.parts)


@dataclass(frozen=True)
class Target:
    """Whose rating of which sprint the reader wants, and the figure that a reader without a history would use."""

    person: int
    sprint: int
    newest: int | None


def lived(people: int, sprints: int, persistence: float, dice: np.random.Generator) -> Ratings:
    """Return everybody's ratings, sprint by person: kept with this chance, else drawn anew."""
    ratings = dice.choice(RATINGS, (sprints, people), p=CHANCES)
    kept = dice.random((sprints, people)) < persistence
    for sprint in range(1, sprints):
        ratings[sprint] = np.where(kept[sprint], ratings[sprint - 1], ratings[sprint])
    return ratings


def shown(seen: Sequence[Seen], ratings: Ratings) -> Floats:
    """Return the rounded means; a tie goes up, as in the gate."""
    means = [sum(ratings[sprint, list(people)].sum() for sprint, people in each.parts) / each.size for each in seen]
    steps = np.array([each.step for each in seen])
    rounded: Floats = np.floor(np.array(means) / steps + 0.5 + TINY) * steps
    return rounded


class Reader:
    """Reads a list of figures, in the order in which they were shown."""

    def __init__(self, seen: Sequence[Seen], people: int, persistence: float) -> None:
        self.seen, self.persistence = seen, persistence
        parts = [(number, sprint, who) for number, each in enumerate(seen) for sprint, who in each.parts]
        self.figure_of = np.array([number for number, _, _ in parts])
        self.sprint_of = np.array([sprint for _, sprint, _ in parts])
        self.weights = np.zeros((len(parts), people))
        for place, (number, _, who) in enumerate(parts):
            self.weights[place, list(who)] = 1 / seen[number].size

    @cached_property
    def covariance(self) -> Floats:
        """The covariance of the figures."""
        return self.of_means + self._rounding()

    @cached_property
    def of_means(self) -> Floats:
        """The covariance of the means of which they are the figures."""
        return self.gathered(self.gathered(self._between(self.weights, self.sprint_of)).T)

    @cached_property
    def variances(self) -> Floats:
        """The variance of each figure: all that a reader needs who looks at one figure at a time."""
        own: Floats = VARIANCE * self.gathered((self.weights**2).sum(axis=1)[:, None])[:, 0]
        for number in (number for number, each in enumerate(self.seen) if len(each.parts) > 1):
            parts = np.flatnonzero(self.figure_of == number)
            own[number] = self._between(self.weights[parts], self.sprint_of[parts]).sum()
        return own + (np.array([each.step for each in self.seen]) ** 2 / 12 + JITTER)

    @cached_property
    def inverse_root(self) -> Floats:
        """The inverse of the covariance's Cholesky root; its leading blocks belong to the figures shown first."""
        return np.linalg.inv(np.linalg.cholesky(self.covariance))

    def shown_of(self, still: Ratings) -> Floats:
        """Return the figures (rows) of people whose ratings stand still, for several sets of ratings (columns)."""
        means = self.gathered(self.weights) @ still.T
        steps = np.array([each.step for each in self.seen])[:, None]
        rounded: Floats = np.floor(means / steps + 0.5 + TINY) * steps
        return rounded

    def predicted(self, targets: Sequence[Target], values: Floats, until: int) -> tuple[Floats, Floats]:
        """Return the mean and variance of each target's rating, given the first `until` figures.

        `values`: the figures, or a column of them for each set of ratings; then so are the means.
        """
        root = self.inverse_root[:until, :until]
        seen = root @ self.with_targets(targets)[:until]
        return MEAN + seen.T @ (root @ (values[:until] - MEAN)), VARIANCE - (seen**2).sum(axis=0)

    def predicted_without_history(self, targets: Sequence[Target], values: Floats) -> tuple[Floats, Floats]:
        """Return the same for a reader who has only seen each target's newest figure."""
        newest = np.array([-1 if target.newest is None else target.newest for target in targets])
        known = newest >= 0
        with_target = np.where(known, self.with_targets(targets)[newest, np.arange(len(targets))], 0)
        slope = with_target / self.variances[newest]
        return MEAN + (slope * (values[newest] - MEAN).T).T, VARIANCE - slope * with_target

    def _between(self, weights: Floats, sprints: Ratings) -> Floats:
        apart = np.abs(sprints[:, None] - sprints[None, :])
        shared: Floats = VARIANCE * (weights @ weights.T) * self.persistence**apart
        return shared

    def with_targets(self, targets: Sequence[Target]) -> Floats:
        """Return the covariance of each figure's mean with each target's rating."""
        apart = np.abs(self.sprint_of[:, None] - np.array([target.sprint for target in targets])[None, :])
        columns = self.weights[:, [target.person for target in targets]]
        return self.gathered(VARIANCE * columns * self.persistence**apart)

    def gathered(self, by_part: Floats) -> Floats:
        """Add up the parts of each figure."""
        if len(by_part) == len(self.seen):
            return by_part
        gathered = np.zeros((len(self.seen), by_part.shape[1]))
        np.add.at(gathered, self.figure_of, by_part)
        return gathered

    def _rounding(self) -> Floats:
        """Return the covariance of rounding errors: independent, but equal where the same ratings are shown again."""
        same: dict[object, int] = {}
        rows = [each.parts if self.persistence < 1 else tuple(who for _, who in each.parts) for each in self.seen]
        number = np.array([same.setdefault(row, place) for place, row in enumerate(rows)])
        errors = np.array([each.step**2 / 12 for each in self.seen])
        return np.where(number[:, None] == number[None, :], errors[:, None], 0) + JITTER * np.eye(len(self.seen))


def guessed(means: Floats, variances: Floats) -> Ratings:
    """Return the likeliest rating: what the figures say, weighed with how often each rating is given."""
    variances = np.clip(variances, 1e-6, VARIANCE * (1 - 1e-6))
    noise = 1 / (1 / variances - 1 / VARIANCE)
    centre = noise * (means / variances - MEAN / VARIANCE)
    fit = np.log(CHANCES)[None, :] - (RATINGS[None, :] - centre[:, None]) ** 2 / (2 * noise[:, None])
    return RATINGS[np.argmax(fit, axis=1)]


def newest_of(seen: Sequence[Seen]) -> Mapping[int, int]:
    """Return each person's newest figure: of their own cell if they ever had one, else the newest and smallest."""
    best: dict[int, tuple[tuple[bool, int, int], int]] = {}
    for number, each in enumerate(seen):
        rank = (each.own, each.sprint, -each.size)
        for person in each.parts[-1][1]:
            if person not in best or best[person][0] < rank:
                best[person] = (rank, number)
    return {person: number for person, (_, number) in best.items()}
