"""The row space of what was published, in exact integers.

A published mean over people whose number is known is a published sum. So everything that a reader can derive by
adding and subtracting figures is the row space, over the rationals, of the incidence matrix (figures x people).
People with the same membership in every figure have equal columns: such an *atom* is one column with a weight, the
number of its people. Rows are kept in reduced echelon form, each as a primitive integer vector; nothing is rounded.

Method: linear disclosure auditing (Chin and Ozsoyoglu, "Auditing and inference control in statistical databases",
IEEE TSE 8(6), 1982), here for groups of up to k - 1 people instead of single ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import gcd

# Column (an atom's number) to a coefficient that is not zero.
type Vector = dict[int, int]


def primitive(vector: Vector) -> Vector:
    """Return the vector divided by what all its coefficients share."""
    shared = gcd(*vector.values())
    return vector if shared <= 1 else {column: value // shared for column, value in vector.items()}


def cancelled(vector: Vector, row: Vector, column: int) -> Vector:
    """Return the multiple of `vector` plus a multiple of `row` that is zero in `column`, as a primitive vector."""
    above, below = vector[column], row[column]
    shared = gcd(above, below)
    keep, take = below // shared, above // shared
    result = dict(vector) if keep == 1 else {each: value * keep for each, value in vector.items()}
    for each, value in row.items():
        changed = result.get(each, 0) - take * value
        if changed:
            result[each] = changed
        else:
            del result[each]
    return result if keep in {1, -1} else primitive(result)


@dataclass
class RowSpace:
    """Rows in reduced echelon form.

    `weights`: people per column. A row's pivot is a *heavy* column, one of k or more people, wherever it has one. So
    the *light* rows, those with another pivot, span exactly the vectors of the space that are zero on every heavy
    column: whatever concerns fewer than k people is among them.
    """

    weights: Sequence[int]
    k: int
    rows: dict[int, Vector] = field(default_factory=dict)
    touching: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    light_touching: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def residual(self, vector: Mapping[int, int]) -> Vector:
        """Return what the rows cannot explain of a vector, up to a factor; empty if it lies in the space."""
        left = dict(vector)
        for pivot in [column for column in left if column in self.rows]:
            left = cancelled(left, self.rows[pivot], pivot)
        return left

    def add(self, vector: Mapping[int, int]) -> int | None:
        """Take a vector in; return its pivot, or None if the space had it already."""
        left = primitive(self.residual(vector))
        if not left:
            return None
        pivot = min(left, key=self._cost)
        for other in sorted(self.touching[pivot]):
            self._replace(other, cancelled(self.rows[other], left, pivot))
        self._replace(pivot, left)
        return pivot

    def is_light(self, column: int) -> bool:
        """Return whether a column stands for fewer than k people."""
        return self.weights[column] < self.k

    def light_rows(self) -> dict[int, Vector]:
        """Return the rows that are zero on every heavy column, by pivot."""
        return {pivot: row for pivot, row in self.rows.items() if self.is_light(pivot)}

    def _cost(self, column: int) -> tuple[bool, int, int, int]:
        return self.is_light(column), len(self.touching[column]), -self.weights[column], column

    def _replace(self, pivot: int, row: Vector) -> None:
        before = self.rows.get(pivot, {})
        indexes = (self.touching, self.light_touching) if self.is_light(pivot) else (self.touching,)
        for index in indexes:
            for column in before.keys() - row.keys():
                index[column].discard(pivot)
            for column in row.keys() - before.keys():
                index[column].add(pivot)
        self.rows[pivot] = row


@dataclass(frozen=True)
class Atoms:
    """People who stand together in every row, as columns."""

    people: tuple[tuple[str, ...], ...]
    column_of: Mapping[str, int]

    @property
    def weights(self) -> tuple[int, ...]:
        """The number of people of each column."""
        return tuple(len(each) for each in self.people)

    def vector(self, row: Mapping[str, int]) -> Vector:
        """Return a row over people as a row over atoms; the row must have been among those the atoms were made of."""
        return {self.column_of[person]: times for person, times in row.items()}


def atoms_of(rows: Iterable[Mapping[str, int]]) -> Atoms:
    """Return the atoms of rows given as person to number of times counted. The order of rows is of no account."""
    signature: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for person, times in row.items():
            signature[person].append((number, times))
    together: defaultdict[tuple[tuple[int, int], ...], list[str]] = defaultdict(list)
    for person in sorted(signature):
        together[tuple(signature[person])].append(person)
    people = tuple(tuple(each) for each in together.values())
    return Atoms(people, {person: column for column, each in enumerate(people) for person in each})
