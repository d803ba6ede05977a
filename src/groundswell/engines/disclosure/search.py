"""Is there a vector in the row space whose support is fewer than k people? Exhaustive, and exact.

The search walks over the columns of one vector `start` and asks for `start + w`, w in the span of other light rows:
a column that no row touches is there for good and is paid for; any other column is either made zero (one row is
spent on it, exactly) or paid for. A branch ends when what was paid for passes the budget. Every vector lies on one
of these branches, so "nothing found" means "nothing there".
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from groundswell.engines.disclosure.rowspace import RowSpace, Vector, cancelled


class TooHard(Exception):
    """The search met its limit of steps before it had an answer. Whoever decides must take this as a danger."""


@dataclass(frozen=True)
class Rows:
    """The rows that a branch may still add: light ones, and how they were `changed` since (None: spent)."""

    space: RowSpace
    changed: Mapping[int, Vector | None]

    @cached_property
    def live(self) -> list[Vector]:
        """The changed rows that are not spent."""
        return [row for row in self.changed.values() if row]

    def times(self, column: int) -> int:
        """Return how many rows are not zero in a column: the search asks for nothing more often."""
        still = self.space.light_touching[column].difference(self.changed)
        return len(still) + len([1 for row in self.live if column in row])

    def touching(self, column: int) -> list[int]:
        """Return the pivots of the rows that are not zero in a column."""
        there = [each for each in self.space.light_touching[column] if each not in self.changed]
        return there + [each for each, row in self.changed.items() if row and column in row]

    def row(self, pivot: int) -> Vector:
        """Return a row as it stands on this branch."""
        return self.changed.get(pivot) or self.space.rows[pivot]

    def spent_on(self, column: int) -> tuple[Vector, "Rows"]:
        """Return one row that is not zero in a column, and the other rows made zero there."""
        first, *others = sorted(self.touching(column))
        spent = self.row(first)
        changed = {other: cancelled(self.row(other), spent, column) for other in others}
        return spent, Rows(self.space, {**self.changed, **changed, first: None})


@dataclass
class Search:
    """One search for a light vector; `steps`: how many branches may be looked at before `TooHard`."""

    space: RowSpace
    steps: int

    def near(self, start: Vector) -> Vector | None:
        """Return a vector of start + span(light rows) that concerns fewer than k people, or None if there is none."""
        return self._walk(start, Rows(self.space, {}), self.space.k - 1, frozenset())

    def _walk(self, start: Vector, rows: Rows, budget: int, paid: AbstractSet[int]) -> Vector | None:
        self._step()
        touched = {}
        for column in start.keys() - paid:
            touched[column] = rows.times(column)
            if not touched[column]:
                budget -= self.space.weights[column]
                if budget < 0:
                    return None
        fixed = {column for column, times in touched.items() if not times}
        free = sorted(
            touched.keys() - fixed, key=lambda each: (touched[each], -self.space.weights[each], each), reverse=True
        )
        return self._bargain(start, rows, budget, paid | fixed, free)

    def _bargain(
        self, start: Vector, rows: Rows, budget: int, paid: AbstractSet[int], free: list[int]
    ) -> Vector | None:
        """Make each free column zero, or pay for it and go on: whatever rows touch the others stays as it is."""
        left = sum(self.space.weights[column] for column in free)
        while left > budget:
            column = free.pop()
            spent, others = rows.spent_on(column)
            found = self._walk(cancelled(start, spent, column), others, budget, paid)
            if found or self.space.weights[column] > budget:
                return found
            budget -= self.space.weights[column]
            left -= self.space.weights[column]
            paid |= {column}
            self._step()
        return start

    def _step(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise TooHard


def exposed_with(space: RowSpace, vector: Mapping[int, int], steps: int) -> Vector | None:
    """Return a vector of support 1 to k - 1 people that `vector` would add to a space without one, or None."""
    left = space.residual(vector)
    if not all(space.is_light(column) for column in left):
        return None  # light rows are zero there, so nothing takes a heavy column away
    return Search(space, steps).near(left) if left else None
