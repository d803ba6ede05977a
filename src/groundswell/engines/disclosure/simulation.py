"""Organisations whose people join, leave and move, sprint by sprint, for measuring the gate and its attackers.

`leaving` and `moving` are chances per person and sprint, `filling` per empty place and sprint. Everything follows from
the dice, so that a seed gives the same organisation everywhere.
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from groundswell.engines.disclosure.figures import Answer, Figure, Period, Release, Rules, Scale
from groundswell.engines.disclosure.gate import release
from groundswell.engines.disclosure.opening import Parents, reporting_groups

SPRINTS = 26
LEAVING = 0.05
MOVING = 0.01
FILLING = 1.0
# Places stay empty for a while in every second organisation of `any_organisation`.
SLOW_FILLING = 0.5
TOP = "everyone"
# 24 to 41 people, some with a cell too small to be shown; the last two are organisations of 180 and more.
SMALL: tuple[tuple[int, ...], ...] = (
    (8, 8, 8),
    (8, 8, 8, 8),
    (8, 8, 8, 8, 8),
    (12, 12, 12),
    (8, 12, 20),
    (20, 20),
    (5, 8, 12),
    (8, 8, 20),
    (8, 8, 12, 12),
    (8, 8, 8, 1),
    (12, 20, 3),
)
LARGE: tuple[tuple[int, ...], ...] = ((12,) * 15, (8,) * 9 + (12,) * 5 + (20,) * 3)
LARGE_SHARE = 0.02

type Roster = Mapping[str, str | None]


@dataclass(frozen=True)
class Organisation:
    """A tree of units, the nominal size of each cell, and who is where, sprint by sprint."""

    parents: Parents
    sizes: Mapping[str, int]
    rosters: tuple[Roster, ...]

    @property
    def people(self) -> list[str]:
        """Everybody who was ever there."""
        return sorted({person for roster in self.rosters for person in roster})


def any_organisation(dice: random.Random) -> Organisation:
    """Return one of the shapes above, by chance."""
    sizes = dice.choice(LARGE if dice.random() < LARGE_SHARE else SMALL)
    return organisation(sizes, dice, filling=dice.choice((FILLING, SLOW_FILLING)))


def organisation(
    sizes: Sequence[int],
    dice: random.Random,
    *,
    sprints: int = SPRINTS,
    leaving: float = LEAVING,
    moving: float = MOVING,
    filling: float = FILLING,
    cells_in_a_unit: int = 0,
) -> Organisation:
    """Return an organisation with cells of these sizes, in units of so many cells, or directly below the top."""
    names = [f"cell {number:04}" for number in range(len(sizes))]
    parents = _tree(names, cells_in_a_unit)
    number = count()
    roster = {f"p{next(number):06}": name for name, size in zip(names, sizes, strict=True) for _ in range(size)}
    rosters = [roster]
    for _ in range(sprints - 1):
        roster = {person: cell for person, cell in roster.items() if dice.random() >= leaving}
        roster = {person: dice.choice(names) if dice.random() < moving else cell for person, cell in roster.items()}
        there = Counter(roster.values())
        gaps = [name for name, size in zip(names, sizes, strict=True) for _ in range(size - there[name])]
        roster |= {f"p{next(number):06}": name for name in gaps if dice.random() < filling}
        rosters.append(roster)
    return Organisation(parents, dict(zip(names, sizes, strict=True)), tuple(rosters))


def _tree(names: Sequence[str], cells_in_a_unit: int) -> dict[str, str | None]:
    parents: dict[str, str | None] = {TOP: None}
    for place, name in enumerate(names):
        unit = f"unit {place // cells_in_a_unit:03}" if cells_in_a_unit else TOP
        parents.setdefault(unit, TOP)
        parents[name] = unit
    return parents


def released(org: Organisation, rules: Rules) -> list[Release]:
    """Return what the gate publishes over all sprints. Everybody answers; what they answer decides nothing."""
    figures: list[Figure] = []
    periods: list[Period] = []
    releases: list[Release] = []
    for number, roster in enumerate(org.rosters):
        groups = reporting_groups(roster, org.parents, rules.k)
        answers = {group.name: (Answer(7, Scale(1, 10)),) * len(group.people) for group in groups}
        period = Period(number, groups, answers)
        made = release(period, parents=org.parents, published=figures, rules=rules, earlier=periods[-2:])
        periods.append(period)
        releases.append(made)
        figures.extend(made.figures)
    return releases
