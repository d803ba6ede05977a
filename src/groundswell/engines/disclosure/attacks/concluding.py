"""What a reader concludes in either world: of a naive release each number for itself, of the gate with its memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from groundswell.engines.disclosure.attacks.reading import (
    MEAN,
    VARIANCE,
    Floats,
    Ratings,
    Reader,
    Seen,
    Target,
    guessed,
    shown,
)
from groundswell.engines.disclosure.attacks.remembering import Remembering, Signs
from groundswell.engines.disclosure.attacks.scoring import Scores
from groundswell.engines.disclosure.attacks.worlds import World

LOW = 5


@dataclass(frozen=True)
class Standing:
    """People whose ratings stand still, in several sets (`ratings`: set by person), and what is guessed of them."""

    world: World
    ratings: Ratings
    remembering: Remembering

    def guesses(self, seen: Sequence[Seen], targets: Sequence[Target]) -> Ratings:
        """Return a guess for each target and set of ratings, from what an attack saw."""
        if not seen:
            return self._unseen(len(targets))
        if self.world.naive:
            reader = Reader(seen, self.ratings.shape[1], 1.0)
            return self._guessed(*reader.predicted(targets, reader.shown_of(self.ratings), len(seen)))
        numbers = [self._number_of[id(each)] for each in seen]
        return self._guessed(*self.remembering.predicted(targets, self._signs, numbers))

    def guesses_without_history(self, targets: Sequence[Target]) -> Ratings:
        """Return the same from each target's newest own figure alone."""
        if not self.world.seen:
            return self._unseen(len(targets))
        if self.world.naive:
            return self._guessed(*self._plain.predicted_without_history(targets, self._plain_numbers))
        return self._guessed(*self.remembering.predicted_without_history(targets, self._signs))

    def _guessed(self, means: Floats, variances: Floats) -> Ratings:
        return guessed(means.ravel(), np.repeat(variances, len(self.ratings)))

    def _unseen(self, targets: int) -> Ratings:
        many = targets * len(self.ratings)
        return guessed(np.full(many, MEAN), np.full(many, VARIANCE))

    @cached_property
    def _number_of(self) -> dict[int, int]:
        return {id(each): number for number, each in enumerate(self.world.seen)}

    @cached_property
    def _plain(self) -> Reader:
        return Reader(self.world.seen, self.ratings.shape[1], 1.0)

    @cached_property
    def _plain_numbers(self) -> Floats:
        return self._plain.shown_of(self.ratings)

    @cached_property
    def _signs(self) -> Signs:
        return self.remembering.signs([ratings[None] for ratings in self.ratings])


@dataclass(frozen=True)
class Lives:
    """People whose ratings move (each life: sprint by person, kept from sprint to sprint with a chance)."""

    world: World
    lives: Sequence[Ratings]
    remembering: Remembering

    def scored(self, targets: Sequence[Target], until: int) -> Scores:
        """Return what is predicted of each target from the first figures, from its newest own one, and who was low."""
        sprints, people = ([each.sprint for each in targets], [each.person for each in targets])
        low = np.stack([ratings[sprints, people] < LOW for ratings in self.lives], axis=1)
        if self.world.naive:
            with_history, _ = self._plain.predicted(targets, self._plain_numbers, until)
            alone, _ = self._plain.predicted_without_history(targets, self._plain_numbers)
        else:
            with_history, _ = self.remembering.predicted(targets, self._signs, range(until))
            alone, _ = self.remembering.predicted_without_history(targets, self._signs)
        return with_history.T.ravel(), alone.T.ravel(), low.T.ravel()

    @cached_property
    def _plain(self) -> Reader:
        return Reader(self.world.seen, len(self.world.column_of), self.remembering.persistence)

    @cached_property
    def _plain_numbers(self) -> Floats:
        return np.stack([shown(self.world.seen, ratings) for ratings in self.lives], axis=1)

    @cached_property
    def _signs(self) -> Signs:
        return self.remembering.signs(self.lives)
