"""Which unions of reporting groups are published: as much as the rules allow, chosen for what it will still say later.

A figure "spends" differences: whatever is published now forbids every later set that differs from it by 1 to k - 1
people. Every union is asked of the exact row space first; the order in which safe ones are taken is a matter of
worth alone. A set of people stays publishable (at no further cost) until one of them leaves, so its worth is the
number of cells that it speaks for times the periods it is expected to stand. Where few groups are open, all their
unions compete; where many are, each cell is asked for itself first and the rest is rolled up, unit by unit.
Whatever was refused stays refused, because the space only grows: one pass is the fixed point.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from groundswell.engines.disclosure.figures import Group, People, Rules
from groundswell.engines.disclosure.opening import Parents, lineage, organisation_of
from groundswell.engines.disclosure.rowspace import Atoms, RowSpace, Vector, atoms_of
from groundswell.engines.disclosure.search import TooHard, exposed_with

# With six open groups there are 63 unions to compare.
FEW = 6

type Row = Mapping[str, int]
type Names = tuple[str, ...]


@dataclass
class Choosing:
    """One period's choice. `answered`: answers per group; `past`: the distinct rows published so far."""

    rules: Rules
    parents: Parents
    groups: Mapping[str, Group]
    answered: Mapping[str, int]
    past: Sequence[Row]
    rolling: Mapping[str, Row] = field(default_factory=dict)
    unions: list[Names] = field(default_factory=list)
    rolled: list[str] = field(default_factory=list)
    unproven: set[str] = field(default_factory=set)
    covered: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    around: dict[str, Names] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = [dict.fromkeys(group.people, 1) for group in self.groups.values()]
        self.atoms: Atoms = atoms_of([*self.past, *rows, *self.rolling.values()])
        self.space = RowSpace(self.atoms.weights, self.rules.k)
        for row in sorted(self.past, key=len):
            self.space.add(self.atoms.vector(row))
        self.vectors = {name: self.atoms.vector(row) for name, row in zip(self.groups, rows, strict=True)}
        self.below = groups_below(self.groups, self.parents)

    def run(self) -> None:
        """Choose: what stands already, then unit by unit from below, then rolling figures for what has nothing."""
        self._keep_what_stands()
        for unit in sorted(self.parents, key=lambda each: (-len(lineage(each, self.parents)), each)):
            self._serve(self._open_below(unit))
        for name in sorted(self.rolling.keys() - self.covered):
            self._try_rolling(name)

    def _keep_what_stands(self) -> None:
        for name in self.groups:
            if not self.space.residual(self.vectors[name]):
                self._try((name,))
        for names in self._unions_published_before():
            if self.covered.isdisjoint(names):
                self._try(names)

    def _unions_published_before(self) -> list[Names]:
        home = {person: name for name, group in self.groups.items() for person in group.people}
        found = set()
        for row in self.past:
            names = {home.get(person) for person in row} if set(row.values()) == {1} else set()
            if None not in names and sum(len(self.groups[name].people) for name in names if name) == len(row):
                found.add(tuple(sorted(name for name in names if name)))
        return sorted((each for each in found if len(each) > 1), key=lambda each: (-len(each), each))

    def _open_below(self, unit: str) -> list[str]:
        return [name for name in self.below.get(unit, []) if name not in self.covered]

    def _serve(self, names: list[str]) -> None:
        if len(names) <= FEW:
            self._serve_by_worth(names)
        else:
            self._serve_each_then_the_rest(names)

    def _serve_by_worth(self, names: list[str]) -> None:
        every = [union for size in range(1, len(names) + 1) for union in combinations(names, size)]
        for union in sorted(every, key=lambda each: (-self._worth(each), each)):
            if self.covered.isdisjoint(union):
                self._try(union)
        for name in sorted(names, key=lambda each: (-self._worth((each,)), each)):
            if name not in self.own:
                self._try((name,))

    def _serve_each_then_the_rest(self, names: list[str]) -> None:
        for name in sorted(names, key=lambda each: (-self._worth((each,)), each)):
            self._try((name,))
        rest = tuple(name for name in names if name not in self.covered)
        if not self._try(rest):
            without_one = (tuple(each for each in rest if each != name) for name in self._largest_first(rest))
            any(self._try(union) for union in without_one)

    def _largest_first(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=lambda name: (-len(self.groups[name].people), name))

    def _worth(self, union: Names) -> float:
        people = sum(len(self.groups[name].people) for name in union)
        stands = 1 / (1 - (1 - self.rules.turnover) ** people)
        cells = sum(len(self.groups[name].cells) for name in union)
        return (self.rules.own_weight if cells == 1 else cells) * stands

    def _try(self, union: Names) -> bool:
        if not union or not self._has_answers(union):
            return False
        vector: Vector = {}
        for name in union:
            for column in self.vectors[name]:
                vector[column] = 1
        if not self._is_safe(vector, union):
            return False
        self.space.add(vector)
        self._note(union)
        return True

    def _note(self, union: Names) -> None:
        self.unions.append(union)
        self.covered.update(union)
        if len(union) == 1:
            self.own.add(union[0])
        else:
            self.around.update(dict.fromkeys(union, union))

    def _has_answers(self, union: Names) -> bool:
        """Return whether the union, and what it leaves of a union around it, has answers of at least k people."""
        parts = [set(union), *(self._left_of(name, around) for name in union if (around := self.around.get(name)))]
        return all(sum(self.answered[name] for name in part) >= self.rules.k for part in parts if part)

    def _left_of(self, name: str, around: Names) -> set[str]:
        return {other for other in around if other != name and other not in self.own}

    def _is_safe(self, vector: Vector, names: Iterable[str]) -> bool:
        try:
            return exposed_with(self.space, vector, self.rules.steps) is None
        except TooHard:
            self.unproven.update(names)
            return False

    def _try_rolling(self, name: str) -> None:
        vector = self.atoms.vector(self.rolling[name])
        if self._is_safe(vector, (name,)):
            self.space.add(vector)
            self.rolled.append(name)
            self.covered.add(name)


def groups_below(names: Iterable[str], parents: Parents) -> Mapping[str, list[str]]:
    """Return the groups at and below every unit that is no cell, in order."""
    above = set(parents.values()) | {organisation_of(parents)}
    below: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        for unit in lineage(name, parents):
            if unit in above:
                below[unit].append(name)
    return below


def people_behind(union: Names, groups: Mapping[str, Group]) -> People:
    """Return everybody in a union of groups."""
    return frozenset().union(*(groups[name].people for name in union))
