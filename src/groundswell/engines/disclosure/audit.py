"""The audit: whether anything about 1 to k - 1 people is solvable from everything ever published.

It is independent of the gate's choices: it looks at nothing but the figures, and builds the row space anew.

A person's rating is treated as one number that never changes, and everybody on a roster as answering. Is that the
worst case? For figures of single periods it is: were ratings free to change, the space would fall apart into one part
per period, each of which lies, as it is, in the space of constant ratings. A rolling figure ties periods together, so
it must also stand alone: nobody in it has another figure in the periods that it counts. Then its people appear in a
vector either all or not at all, and the argument holds again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from groundswell.engines.disclosure.figures import Counted, Figure, Kind, People
from groundswell.engines.disclosure.rowspace import Atoms, RowSpace, Vector, atoms_of
from groundswell.engines.disclosure.search import exposed_with

# Far beyond what histories of 10,000 people need; a search that long must end in an answer or in `TooHard`.
STEPS = 10_000_000

type Row = Mapping[str, int]


@dataclass(frozen=True)
class Exposure:
    """People, fewer than k, about whom something is solvable: a combination of figures concerns nobody else."""

    people: People


@dataclass(frozen=True)
class Audit:
    """The result. `rank`: independent figures; `light`: independent combinations that leave all large atoms out.

    `entangled`: people counted by a rolling figure and by another figure in the same period.
    """

    k: int
    figures: int
    people: int
    atoms: int
    rank: int
    light: int
    exposures: tuple[Exposure, ...]
    entangled: People

    @property
    def holds(self) -> bool:
        """Return whether nothing about 1 to k - 1 people is solvable."""
        return not self.exposures and not self.entangled


def audit(figures: Iterable[Figure], k: int, steps: int = STEPS) -> Audit:
    """Audit everything ever published. Raises `TooHard` rather than guess."""
    listed = list(figures)
    rows = distinct_rows(listed)
    atoms = atoms_of(rows)
    space, vectors = searched(rows, atoms, k, steps)
    found = tuple(Exposure(people_of(vector, atoms)) for vector in vectors)
    light = len(space.light_rows())
    return Audit(
        k, len(listed), len(atoms.column_of), len(atoms.people), len(space.rows), light, found, entangled(listed)
    )


def row_space(rows: Sequence[Row], atoms: Atoms, k: int) -> RowSpace:
    """Return the space of the rows, small figures first: they fill the least."""
    space = RowSpace(atoms.weights, k)
    for row in sorted(rows, key=len):
        space.add(atoms.vector(row))
    return space


def searched(rows: Sequence[Row], atoms: Atoms, k: int, steps: int) -> tuple[RowSpace, list[Vector]]:
    """Return the space of the rows, and a vector of fewer than k people for each row that brought one.

    Every vector has a row with which it entered the space, and is looked for there; so none means that there is none.
    """
    space, found = RowSpace(atoms.weights, k), []
    for row in sorted(rows, key=len):
        vector = atoms.vector(row)
        if light := exposed_with(space, vector, steps):
            found.append(light)
        space.add(vector)
    return space, found


def distinct_rows(figures: Iterable[Figure]) -> list[Row]:
    """Return a spanning set of rows, each as person to number of times counted.

    Ratings are constant, so equal rows say the same and are kept once. Left out are figures whose people are other
    figures of the same period put together: they are sums of rows that stay.
    """
    single: defaultdict[int, set[People]] = defaultdict(set)
    several: dict[frozenset[tuple[str, int]], Row] = {}
    for figure in figures:
        if len(figure.counted) == 1:
            single[figure.period].add(figure.counted[0].people)
        else:
            row = row_of(figure.counted)
            several[frozenset(row.items())] = row
    kept = dict.fromkeys(people for period in sorted(single) for people in _no_sums(single[period]))
    return [dict.fromkeys(people, 1) for people in kept] + list(several.values())


def _no_sums(published: set[People]) -> list[People]:
    largest_first = sorted(published, key=lambda people: (-len(people), min(people)))
    fewest = len(largest_first[-1])
    return [each for each in largest_first if len(each) < 2 * fewest or not _is_sum(each, largest_first)]


def _is_sum(whole: People, largest_first: Sequence[People]) -> bool:
    left = set(whole)
    for part in largest_first:
        if part <= left and part != whole:
            left -= part
    return not left


def row_of(counted: Sequence[Counted]) -> Row:
    """Return how often each person is counted."""
    if len(counted) == 1:
        return dict.fromkeys(counted[0].people, 1)
    return Counter(person for each in counted for person in each.people)


def people_of(vector: Vector, atoms: Atoms) -> People:
    """Return the people whom a vector concerns."""
    return frozenset(person for column in vector for person in atoms.people[column])


def entangled(figures: Sequence[Figure]) -> People:
    """Return the people of rolling figures who are also in another figure about one of the same periods."""
    rolling = [figure for figure in figures if figure.kind == Kind.ROLLING]
    counted = {each.period for figure in rolling for each in figure.counted}
    times = Counter(
        (each.period, person)
        for figure in figures
        for each in figure.counted
        if each.period in counted
        for person in each.people
    )
    return frozenset(
        person
        for figure in rolling
        for each in figure.counted
        for person in each.people
        if times[each.period, person] > 1
    )
