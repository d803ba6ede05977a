"""The gate: one closed period in, what is published out. Nothing else computes an average of people.

It decides by people and never by what they answered, apart from the number of answers; so what is *not* shown says
nothing about ratings. What it shows is the nearest half, or what was last shown under the same unit while that is near
enough. It is a pure function: equal arguments give equal releases, whatever their order.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction

from groundswell.engines.disclosure import rounding
from groundswell.engines.disclosure.audit import distinct_rows, row_of
from groundswell.engines.disclosure.choosing import Choosing, Names, people_behind
from groundswell.engines.disclosure.figures import (
    BadPeriod,
    Counted,
    Decision,
    Figure,
    Group,
    Kind,
    Period,
    Reason,
    Release,
    Rules,
    UnlikeScales,
)
from groundswell.engines.disclosure.memory import held, last_shown
from groundswell.engines.disclosure.opening import Parents, lineage

type Window = tuple[tuple[Period, Group], ...]


def release(
    period: Period,
    *,
    parents: Parents,
    published: Sequence[Figure],
    rules: Rules,
    earlier: Sequence[Period] = (),
) -> Release:
    """Decide what is published of a period, once, after its close.

    `parents`: every unit of today's tree to the one above it, the organisation to None. `published`: every figure
    ever published of this question, in any order. `earlier`: the periods just before, with answers that were kept
    sealed, for rolling figures; without them there are none. Raises BadPeriod if the period was published before.
    """
    if any(figure.period >= period.number for figure in published):
        raise BadPeriod(f"Period {period.number}, or a later one, has been published; what is published is frozen.")
    ordered = sorted(published, key=lambda figure: (figure.period, figure.kind, figure.unit, figure.cells))
    return _Gate(period, parents, ordered, rules, earlier).release()


@dataclass
class _Gate:
    period: Period
    parents: Parents
    published: Sequence[Figure]
    rules: Rules
    earlier: Sequence[Period]

    def __post_init__(self) -> None:
        self.groups = {group.name: group for group in sorted(self.period.groups, key=lambda each: each.name)}
        for unknown in sorted(self.groups.keys() - self.parents.keys()):
            raise BadPeriod(f"The group {unknown} belongs to no unit.")
        self.ratings = {name: ratings for name in self.groups if (ratings := _ratings(self.period, name)) is not None}
        self.leaves = self.parents.keys() - self.parents.values()
        self.windows = self._windows()
        self.before = last_shown(self.published, self.period.scale)

    def release(self) -> Release:
        if not any(self.ratings.values()):
            return Release(self.period.number, (), self._decisions((), frozenset()), self._participation())
        choice = self._choice()
        figures = [self._figure(union) for union in sorted(choice.unions)]
        figures += [self._rolling(name) for name in sorted(choice.rolled)]
        figures += self._totals(choice)
        decisions = self._decisions(figures, choice.unproven)
        return Release(self.period.number, tuple(figures), decisions, self._participation())

    def _choice(self) -> Choosing:
        choice = Choosing(
            self.rules,
            self.parents,
            {name: self.groups[name] for name in self.ratings},
            {name: len(ratings) for name, ratings in self.ratings.items()},
            distinct_rows(self.published),
            {name: row_of(_counted(window)) for name, window in self.windows.items()},
        )
        choice.run()
        return choice

    def _figure(self, union: Names) -> Figure:
        cells = _cells(self.groups[name] for name in union)
        kind = Kind.OWN if len(cells) == 1 and cells[0] in self.leaves else Kind.ROLLED_UP
        unit = union[0] if len(union) == 1 else self._unit_above(union)
        return self._summed(kind, unit, union)

    def _rolling(self, name: str) -> Figure:
        window = self.windows[name]
        ratings = [rating for period, _ in window for rating in _ratings(period, name) or ()]
        return self._made(Kind.ROLLING, name, ratings, cells=self.groups[name].cells, counted=_counted(window))

    def _totals(self, choice: Choosing) -> list[Figure]:
        """Return the units above the cells: sums of what is published anyway, so they add nothing to the space."""
        found = []
        for unit, below in choice.below.items():
            parts = _disjoint_parts(set(below), choice.unions)
            names = tuple(sorted(name for part in parts for name in part))
            if len(parts) > 1:
                missing = _cells(self.groups[name] for name in below if name not in names)
                found.append(self._summed(Kind.TOTAL, unit, names, missing))
        return sorted(found, key=lambda figure: figure.unit)

    def _summed(self, kind: Kind, unit: str, names: Names, without: tuple[str, ...] = ()) -> Figure:
        counted = (Counted(self.period.number, people_behind(names, self.groups)),)
        ratings = [rating for name in names for rating in self.ratings[name]]
        cells = _cells(self.groups[name] for name in names)
        return self._made(kind, unit, ratings, cells=cells, counted=counted, without=without)

    def _unit_above(self, union: Names) -> str:
        lines = [lineage(name, self.parents) for name in union]
        return next(unit for unit in lines[0] if all(unit in line for line in lines))

    def _made(
        self,
        kind: Kind,
        unit: str,
        ratings: Sequence[Fraction],
        *,
        cells: tuple[str, ...],
        counted: tuple[Counted, ...],
        without: tuple[str, ...] = (),
    ) -> Figure:
        scale, count = self.period.scale, len(ratings)
        mean = held(sum(ratings, Fraction()) / count, self.before.get(unit))
        low, high = rounding.band_around(mean, count, scale)
        band = rounding.count_band(count)
        return Figure(self.period.number, kind, unit, cells, counted, scale, mean, band, low, high, without)

    def _participation(self) -> int | None:
        answered = sum(len(answers) for answers in self.period.answers.values())
        return rounding.participation(answered, sum(len(group.people) for group in self.groups.values()))

    def _decisions(self, figures: Sequence[Figure], unproven: AbstractSet[str]) -> tuple[Decision, ...]:
        by_cell: dict[tuple[str, Kind], int] = {
            (cell, figure.kind): place for place, figure in enumerate(figures) for cell in figure.cells
        }
        home = {cell: group for group in self.groups.values() for cell in group.cells}
        return tuple(self._decision(cell, home.get(cell), by_cell, unproven) for cell in sorted(self.leaves))

    def _decision(
        self, cell: str, group: Group | None, by_cell: Mapping[tuple[str, Kind], int], unproven: AbstractSet[str]
    ) -> Decision:
        kinds = (kind for kind in (Kind.OWN, Kind.ROLLED_UP, Kind.ROLLING) if (cell, kind) in by_cell)
        kind = next(kinds, None)
        figure = by_cell[cell, kind] if kind else None
        return Decision(cell, kind, figure, None if kind == Kind.OWN else self._reason(group, unproven))

    def _reason(self, group: Group | None, unproven: AbstractSet[str]) -> Reason:
        if not any(self.period.answers.values()):
            return Reason.NOBODY_ANSWERED
        if group and group.name not in self.ratings:
            return Reason.SCALES
        if not group or len(group.cells) > 1 or len(self.ratings[group.name]) < self.rules.k:
            return Reason.TOO_FEW
        return Reason.UNPROVEN if group.name in unproven else Reason.DIFFERENCE

    def _windows(self) -> dict[str, Window]:
        """Return, for each cell that had nothing for the last periods, these periods and this one."""
        before = sorted((each for each in self.earlier if each.number < self.period.number), key=lambda p: p.number)
        periods = [*before[1 - self.rules.rolling :], self.period] if self.rules.rolling > 1 else []
        if len(periods) < max(self.rules.rolling, 1) or len({each.scale for each in periods}) > 1:
            return {}
        taken = _taken(self.published, {each.number for each in periods})
        windows = {name: _window(name, periods) for name in self.ratings}
        return {
            name: window
            for name, window in windows.items()
            if window and self._may_roll(window, taken) and all(_ratings(each, name) is not None for each in periods)
        }

    def _may_roll(self, window: Window, taken: Mapping[int, AbstractSet[str]]) -> bool:
        """Return whether a window is one cell's own, counted nowhere yet, and for certain of answers of k people.

        Nobody knows who answered: six answers of three periods may be of two people. k answers of one are of k.
        """
        own = all(len(group.cells) == 1 and group.cells[0] in self.leaves for _, group in window)
        answered = max(len(period.answers.get(group.name, ())) for period, group in window)
        free = all(group.people.isdisjoint(taken.get(period.number, ())) for period, group in window)
        return own and free and answered >= self.rules.k


def _cells(groups: Iterable[Group]) -> tuple[str, ...]:
    return tuple(sorted(cell for group in groups for cell in group.cells))


def _ratings(period: Period, name: str) -> list[Fraction] | None:
    """Return a group's ratings on the period's scale, or None if nobody decided how to read one of them."""
    try:
        return rounding.on_scale(period.answers.get(name, ()), period.scale, period.conversions)
    except UnlikeScales:
        return None


def _disjoint_parts(below: AbstractSet[str], unions: Iterable[Names]) -> list[Names]:
    """Return what is published below a unit, as parts that share nobody."""
    inside = [union for union in unions if below >= set(union)]
    wide = {name for union in inside if len(union) > 1 for name in union}
    return [union for union in inside if len(union) > 1 or union[0] not in wide]


def _window(name: str, periods: Sequence[Period]) -> Window | None:
    found = [(period, group) for period in periods for group in period.groups if group.name == name]
    return tuple(found) if len(found) == len(periods) else None


def _counted(window: Window) -> tuple[Counted, ...]:
    return tuple(Counted(period.number, group.people) for period, group in window)


def _taken(figures: Iterable[Figure], periods: AbstractSet[int]) -> dict[int, set[str]]:
    """Return who has been counted in a published figure of each period."""
    taken: dict[int, set[str]] = {}
    for figure in figures:
        for each in figure.counted:
            if each.period in periods:
                taken.setdefault(each.period, set()).update(each.people)
    return taken
