"""Is there a vector in the row space whose support is fewer than k people? Exhaustive, and exact.

The search walks over the columns of one vector `start` and asks for `start + w`, w in the span of other light rows:
a column that no row touches is there for good and is paid for; any other column is either made zero (one row is
spent on it, exactly) or paid for. A branch ends when what was paid for passes the budget. Every vector lies on one
of these branches, so "nothing found" means "nothing there".
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from groundswell.engines.disclosure.rowspace import RowSpace, Vector, cancelled


class TooHard(Exception):
    """The search met its limit of steps before it had an answer. Whoever decides must take this as a danger."""


@dataclass(frozen=True)
class Rows:
    """The rows that a branch may still add: light ones, and how they were `changed` since (None: spent)."""

    space: RowSpace
    changed: Mapping[int, Vector | None]

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
        self.steps -= 1
        if self.steps < 0:
            raise TooHard
        touched, fixed = {}, set()
        for column in start.keys() - paid:
            touched[column] = len(rows.touching(column))
            if not touched[column]:
                fixed.add(column)
                budget -= self.space.weights[column]
                if budget < 0:
                    return None
        free = touched.keys() - fixed
        if self._weight(free) <= budget:
            return start
        column = min(free, key=lambda each: (touched[each], -self.space.weights[each], each))
        spent, others = rows.spent_on(column)
        found = self._walk(cancelled(start, spent, column), others, budget, paid | fixed)
        if found or self.space.weights[column] > budget:
            return found
        return self._walk(start, rows, budget - self.space.weights[column], paid | fixed | {column})

    def _weight(self, columns: AbstractSet[int]) -> int:
        return sum(self.space.weights[column] for column in columns)


def exposed_with(space: RowSpace, vector: Mapping[int, int], steps: int) -> Vector | None:
    """Return a vector of support 1 to k - 1 people that `vector` would add to a space without one, or None."""
    left = space.residual(vector)
    if not all(space.is_light(column) for column in left):
        return None  # light rows are zero there, so nothing takes a heavy column away
    return Search(space, steps).near(left) if left else None
