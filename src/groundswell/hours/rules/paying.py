"""A plan against the lines that may pay for it: a small transport problem, solved by looking at each set of kinds."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from groundswell.hours.rules.axes import Cells, Kind, Pays, Stream

type Cell = tuple[Stream, Kind]


@dataclass(frozen=True)
class Unpaid:
    """What of a plan no line pays: of which streams and kinds, what is planned of these, and what is there."""

    of: tuple[tuple[Stream, Kind], ...]
    planned: int
    there: int

    @property
    def minutes(self) -> int:
        """How much is missing."""
        return self.planned - self.there


def unpaid(cells: Cells, lines: Iterable[tuple[Pays, int]]) -> Unpaid | None:
    """Return where lines fall short of a plan the most, in the fewest streams and kinds; None where they suffice.

    However the lines are shared out, so much stays unpaid, and not more: a cut that is largest is a flow that is.
    """
    known = list(lines)
    planned = [key for key, minutes in cells.items() if minutes]
    cuts = [_cut(cells, known, some) for count in range(1, len(planned) + 1) for some in combinations(planned, count)]
    worst = max(cuts, key=lambda cut: cut.minutes, default=None)
    return worst if worst is not None and worst.minutes > 0 else None


def _cut(cells: Cells, lines: Sequence[tuple[Pays, int]], some: tuple[tuple[Stream, Kind], ...]) -> Unpaid:
    able = (minutes for pays, minutes in lines if any(pays.covers(*each) for each in some))
    return Unpaid(some, sum(cells[each] for each in some), sum(able))


@dataclass(frozen=True)
class Paying[Line]:
    """Minutes of a plan that a line pays."""

    stream: Stream
    kind: Kind
    line: Line
    minutes: int


def who_pays[Line: Hashable](cells: Cells, lines: Sequence[tuple[Line, Pays, int]]) -> list[Paying[Line]]:
    """Return which line pays which hours of a plan, as many of them as lines can pay together.

    The narrowest line pays first. Where an hour finds none, a line that pays for another gives way to one that can take
    that over (Ford and Fulkerson, 1956).
    """
    order = sorted(range(len(lines)), key=lambda place: len(lines[place][1].streams) * len(lines[place][1].kinds))
    left = [minutes for _line, _pays, minutes in lines]
    paid: dict[tuple[Cell, int], int] = {}
    for cell, minutes in cells.items():
        wanted = minutes
        while wanted and (path := _path(cell, lines, order, left, paid)):
            moved = min(wanted, left[path[-1][1]], *(paid[giving, at] for giving, at in _given_up(path)))
            for taking, at in path:
                paid[taking, at] = paid.get((taking, at), 0) + moved
            for giving, at in _given_up(path):
                paid[giving, at] -= moved
            left[path[-1][1]] -= moved
            wanted -= moved
    found: dict[tuple[Cell, Line], int] = {}
    for cell in cells:
        for place in order:
            minutes = paid.get((cell, place), 0)
            if minutes:
                found[cell, lines[place][0]] = found.get((cell, lines[place][0]), 0) + minutes
    return [Paying(stream, kind, line, minutes) for ((stream, kind), line), minutes in found.items()]


def _path[Line](
    cell: Cell,
    lines: Sequence[tuple[Line, Pays, int]],
    order: Sequence[int],
    left: Sequence[int],
    paid: Mapping[tuple[Cell, int], int],
) -> list[tuple[Cell, int]]:
    """Return who takes which line, so that at the end of the shortest chain a line has something left; or nothing."""
    chains, seen = [[(cell, place)] for place in order if lines[place][1].covers(*cell)], set[int]()
    while chains:
        chain = chains.pop(0)
        place = chain[-1][1]
        if left[place]:
            return chain
        if place not in seen:
            seen.add(place)
            giving = [other for (other, at), minutes in paid.items() if at == place and minutes]
            chains += [
                [*chain, (other, at)]
                for other in giving
                for at in order
                if at not in seen and lines[at][1].covers(*other)
            ]
    return []


def _given_up(path: Sequence[tuple[Cell, int]]) -> list[tuple[Cell, int]]:
    """Return what each but the first gives up: the line that the one before them takes."""
    return [(taker, line) for (_before, line), (taker, _takes) in pairwise(path)]
