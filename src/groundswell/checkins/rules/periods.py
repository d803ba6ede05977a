"""When a check-in opens, closes and ends, who may answer it, and why there may be none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from groundswell.engines.disclosure import Group, group_of_joiner, reporting_groups
from groundswell.people.rules import Sprint

LEAST_K = 4
LONGEST_OPEN_DAYS = 28
# How long answers wait for a reader before they are destroyed.
UNOPENED_DAYS = 14
RATING = "rating"
ORGANISATION = "organisation"


class PeriodState(StrEnum):
    """Where a check-in stands."""

    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "released"
    DESTROYED = "destroyed"


class Word(StrEnum):
    """What somebody below 5 says it mostly is. "Rather not say" is no word: it stores nothing."""

    PROCESS = "process"
    PERSONAL = "personal"
    BOTH = "both"


class Obstacle(StrEnum):
    """Why a check-in that is due cannot open."""

    NO_MILESTONE = "no milestone"
    NO_READERS = "no readers"
    TOO_FEW = "too few"


@dataclass(frozen=True)
class Plan:
    """When check-ins open: at a milestone of every so many sprints, for so many days."""

    is_on: bool
    milestone: str
    days_open: int
    every_sprints: int


@dataclass(frozen=True)
class Opening:
    """A check-in that may open: of a sprint, from a day to a day (both included)."""

    sprint: int
    opened_on: date
    closes_on: date


def due(plan: Plan, sprint: Sprint, today: date, last: int | None) -> Opening | Obstacle | None:
    """Return the check-in that is due today, why it cannot be, or None where none is.

    `last` is the sprint of the latest check-in ever. One that could not open on its day opens on a later one, as long
    as it would have been open; a sprint whose milestone has passed by more than that has none.
    """
    if not plan.is_on or sprint.number < 1 or not _is_its_turn(sprint.number, last, plan.every_sprints):
        return None
    days = [day for name, day in sprint.milestones if name == plan.milestone]
    if not days:
        return Obstacle.NO_MILESTONE
    if not days[0] <= today < days[0] + timedelta(days=plan.days_open):
        return None
    return Opening(sprint.number, today, today + timedelta(days=plan.days_open - 1))


def _is_its_turn(sprint: int, last: int | None, every: int) -> bool:
    return last is None or sprint >= last + every


def is_at_an_end(state: PeriodState) -> bool:
    """Tell whether nothing of the answers is left."""
    return state in {PeriodState.RELEASED, PeriodState.DESTROYED}


def is_over(closes_on: date, today: date) -> bool:
    """Tell whether the last day on which a ballot counts has passed."""
    return today > closes_on


def is_to_be_looked_at(opened_on: date, looked_on: date | None, today: date) -> bool:
    """Tell whether it is time to look whether every ballot has come back: once a day, and not on the first.

    At the beginning of a day, so that the moment of a close says nothing of when the last one answered.
    """
    return today > max(opened_on, looked_on or opened_on)


def is_forfeit(closed_on: date, today: date) -> bool:
    """Tell whether nobody opened the answers in time."""
    return today > destroyed_after(closed_on)


def destroyed_after(closed_on: date) -> date:
    """Return the last day on which the answers can be opened."""
    return closed_on + timedelta(days=UNOPENED_DAYS)


# ---------------------------------------------------------------- who may answer


def tree_of(cells: Mapping[str, str | None], ended: Iterable[str] = ()) -> dict[str, str | None]:
    """Return every unit to the one above it, the organisation on top. A cell that has ended is stepped over."""
    gone = set(ended)
    tree: dict[str, str | None] = {ORGANISATION: None}
    for cell in cells:
        if cell not in gone:
            tree[cell] = _first_standing(cells.get(cell), cells, gone)
    return tree


def _first_standing(unit: str | None, cells: Mapping[str, str | None], gone: set[str]) -> str:
    while unit is not None and unit in gone:
        unit = cells.get(unit)
    return unit or ORGANISATION


def groups_of(roster: Mapping[str, str | None], tree: Mapping[str, str | None], k: int) -> tuple[Group, ...] | Obstacle:
    """Return the reporting groups of a roster (person to cell, or None), or why there are none."""
    return reporting_groups(roster, tree, k) or Obstacle.TOO_FEW


def joining(
    roster: Mapping[str, str | None], known: Iterable[str], groups: tuple[Group, ...], tree: Mapping[str, str | None]
) -> dict[str, str]:
    """Return the group of each who joined an open period; who is in none votes with the next period."""
    fresh = {person: roster[person] for person in sorted(roster.keys() - set(known))}
    found = {person: group_of_joiner(cell, groups, tree) for person, cell in fresh.items()}
    return {person: group for person, group in found.items() if group is not None}
