"""An auditor of its own: slow, in plain rationals, without a line of the gate's code.

It knows what a colleague knows: who was in which cell when, and every figure that they can read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import lcm
from random import Random

type Row = dict[int, Fraction]

PRIME = 2**61 - 1


def solvable(figures: Iterable[frozenset[str]], k: int) -> frozenset[str] | None:
    """Return 1 to k - 1 people about whom something can be derived from sums over these sets of people, or None.

    Ratings are taken as constant and everybody as answering: what no reader can know, but could come near to.
    """
    sums = sorted(set(figures), key=sorted)
    alike: defaultdict[tuple[int, ...], set[str]] = defaultdict(set)
    for person in sorted(frozenset[str]().union(*sums)):
        alike[tuple(place for place, each in enumerate(sums) if person in each)].add(person)
    people = list(alike.values())
    many = [place for place, group in enumerate(people) if len(group) >= k]
    few = [place for place, group in enumerate(people) if len(group) < k]
    rows = [{place: Fraction(1) for place, where in enumerate(alike) if number in where} for number in range(len(sums))]
    left = _without(rows, many)
    touched = [place for place in few if any(row.get(place) for row in left)]
    for chosen in _suspects(left, touched, {place: len(people[place]) for place in touched}, k):
        if rank(left, [place for place in touched if place not in chosen]) < rank(left, touched):
            return frozenset().union(*(people[place] for place in chosen))
    return None


def _without(rows: Sequence[Row], columns: Iterable[int]) -> list[Row]:
    """Return a basis of what the rows can make that is zero in these columns."""
    left = [dict(row) for row in rows]
    for column in columns:
        pivot = next((row for row in left if row.get(column)), None)
        if pivot is not None:
            left = [_minus(row, pivot, column) for row in left if row is not pivot]
    return [row for row in left if any(row.values())]


def _minus(row: Row, pivot: Row, column: int) -> Row:
    factor = row.get(column, Fraction()) / pivot[column]
    return {place: row.get(place, Fraction()) - factor * pivot.get(place, Fraction()) for place in {*row, *pivot}}


def rank(rows: Sequence[Row], columns: Sequence[int]) -> int:
    """Return the rank of the rows in these columns."""
    inside = [{place: row.get(place, Fraction()) for place in columns} for row in rows]
    return len(inside) - _lost(inside, columns)


def _lost(rows: list[Row], columns: Sequence[int]) -> int:
    left = rows
    for column in columns:
        pivot = next((row for row in left if row.get(column)), None)
        if pivot is not None:
            left = [_minus(row, pivot, column) for row in left if row is not pivot]
    return len(left)


def _suspects(rows: Sequence[Row], places: Sequence[int], sizes: dict[int, int], k: int) -> Iterator[tuple[int, ...]]:
    """Yield the small sets of places that may hold a vector of the row space; no other set of fewer than k people can.

    One does if and only if the null space, read at these places alone, has dependent rows. They are looked at modulo a
    prime and through a random projection: what is independent there is independent, and the rest is looked at exactly.
    """
    shadows = _shadows(_null_space(rows, places), places, k)

    def grow(start: int, chosen: tuple[int, ...], basis: list[list[int]], left: int) -> Iterator[tuple[int, ...]]:
        for at in range(start, len(places)):
            place = places[at]
            if sizes[place] > left:
                continue
            rest = _reduced(shadows[place], basis)
            if not any(rest):
                yield (*chosen, place)
            else:
                yield from grow(at + 1, (*chosen, place), [*basis, rest], left - sizes[place])

    return grow(0, (), [], k - 1)


def _null_space(rows: Sequence[Row], places: Sequence[int]) -> list[dict[int, Fraction]]:
    """Return a basis of what every row is orthogonal to."""
    pivots: dict[int, Row] = {}
    left = [dict(row) for row in rows]
    for column in places:
        pivot = next((row for row in left if row.get(column)), None)
        if pivot is None:
            continue
        pivot = {place: value / pivot[column] for place, value in pivot.items()}
        left = [rest for row in left if any((rest := _minus(row, pivot, column)).values())]
        pivots = {at: _minus(row, pivot, column) for at, row in pivots.items()} | {column: pivot}
    free = [place for place in places if place not in pivots]
    return [{one: Fraction(1)} | {at: -row.get(one, Fraction()) for at, row in pivots.items()} for one in free]


def _shadows(null_space: Sequence[dict[int, Fraction]], places: Sequence[int], k: int) -> dict[int, list[int]]:
    dice = Random(k)
    width = [[dice.randrange(PRIME) for _ in range(k)] for _ in null_space]
    whole = [_in_integers(vector) for vector in null_space]
    return {
        place: [
            sum(vector.get(place, 0) * row[n] for vector, row in zip(whole, width, strict=True)) % PRIME
            for n in range(k)
        ]
        for place in places
    }


def _in_integers(vector: dict[int, Fraction]) -> dict[int, int]:
    scale = lcm(*(value.denominator for value in vector.values()))
    return {place: int(value * scale) for place, value in vector.items()}


def _reduced(row: list[int], basis: Sequence[list[int]]) -> list[int]:
    for each in basis:
        lead = next(n for n, value in enumerate(each) if value)
        if row[lead]:
            factor = row[lead] * pow(each[lead], -1, PRIME)
            row = [(value - factor * other) % PRIME for value, other in zip(row, each, strict=True)]
    return row
