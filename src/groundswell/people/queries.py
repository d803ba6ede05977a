"""Reads about the organisation."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from groundswell.kit import clock
from groundswell.kit.once import once_a_page
from groundswell.kit.prepared import Given, prepared
from groundswell.people import rules
from groundswell.people.letter import rules as letter_rules
from groundswell.people.models import (
    Cell,
    Leave,
    Letter,
    Membership,
    Milestone,
    Organisation,
    Person,
    RoleAssignment,
    SprintStretch,
    within,
)
from groundswell.people.rules import Calendar, Grant, Sprint


@dataclass(frozen=True)
class ReaderRole:
    """Somebody who can read what is sealed to them today, and for whom they do it."""

    person: Person
    grant: Grant
    scope_names: tuple[str, ...]
    is_organisation_wide: bool
    cells: frozenset[UUID]


@once_a_page
def organisation() -> Organisation:
    """Return the organisation; one that nobody has founded yet has the standard choices, and is not saved."""
    return next(iter(_organisations()), None) or Organisation(name="")


def is_founded() -> bool:
    """Tell whether somebody has named this organisation."""
    return Organisation.objects.exists()


def somebody_administers() -> bool:
    """Tell whether somebody of today can add people and give roles."""
    held = RoleAssignment.objects.filter(within(clock.today()), role__grant=Grant.ADMINISTRATOR)
    return held.filter(person__in=active_people()).exists()


def active_people(day: date | None = None) -> QuerySet[Person]:
    """Return who belongs to the organisation on a day (today when none is named), by name."""
    day = day or clock.today()
    return Person.objects.filter(Q(left_on=None) | Q(left_on__gt=day), joined_on__lte=day)


def people_during(first: date, last: date) -> QuerySet[Person]:
    """Return who belongs to the organisation on some day between these, both included, by name."""
    return Person.objects.filter(Q(left_on=None) | Q(left_on__gt=first), joined_on__lte=last)


def people_by_cell(*, but: Person) -> list[tuple[Cell | None, list[Person]]]:
    """Return who belongs here today, but for one, by cell and by name; at the end those in no cell. Two queries."""
    here = {person.id: person for person in active_people().exclude(id=but.id)}
    cell_of_person = cells_of_people()
    found: dict[UUID | None, tuple[Cell | None, list[Person]]] = {}
    for person in here.values():
        cell = cell_of_person.get(person.id)
        found.setdefault(cell.id if cell else None, (cell, []))[1].append(person)
    return sorted(found.values(), key=lambda each: (each[0] is None, each[0].name.casefold() if each[0] else ""))


@once_a_page
def cell_of(person: Person, day: date | None = None) -> Cell | None:
    """Return the cell that a person belongs to on a day (today when none is named)."""
    return next((held.cell for held in _memberships(person=person, day=day or clock.today())), None)


def cells_of_people(day: date | None = None, *, among: Collection[UUID] | None = None) -> dict[UUID, Cell]:
    """Return the cell of everybody who is in one on a day (today when none is named), or of these people alone.

    One query, none where nobody is named.
    """
    held = Membership.objects.filter(within(day or clock.today())).select_related("cell")
    asked = held if among is None else held.filter(person__in=among)
    return {each.person_id: each.cell for each in asked}


def cells_during(first: date, last: date) -> dict[UUID, Cell]:
    """Return the cell of everybody who is in one on some day between these: of two the first. One query."""
    held = Membership.objects.filter(Q(until_on=None) | Q(until_on__gt=first), from_on__lte=last)
    found: dict[UUID, Cell] = {}
    for each in held.select_related("cell").order_by("from_on"):
        found.setdefault(each.person_id, each.cell)
    return found


def members_of(cell: Cell, day: date | None = None) -> QuerySet[Person]:
    """Return who belongs to a cell, or to a cell inside it, on a day (today when none is named)."""
    inside = [cell.id, *cells_inside(cell)]
    return active_people(day).filter(within(day or clock.today(), "memberships__"), memberships__cell__in=inside)


def names_of_cells() -> list[tuple[UUID, str]]:
    """Return every cell with each of its names, those of before too. One query."""
    rows = Cell.objects.values_list("id", "name", "former_names")
    return [(cell, each) for cell, name, former in rows for each in (name, *former)]


def cells_inside(cell: Cell) -> list[UUID]:
    """Return the ids of all cells that lie inside this one, at any depth."""
    parents = parents_of_cells()
    return [each for each in parents if cell.id in rules.ancestors(each, parents)]


def cells_around(cell: Cell) -> list[UUID]:
    """Return the ids of the cells that this one lies in, the nearest first."""
    return rules.ancestors(cell.id, parents_of_cells())


@once_a_page
def parents_of_cells() -> dict[UUID, UUID | None]:
    """Return, for each cell, the cell around it."""
    return dict(_parents())


@once_a_page
def calendar() -> Calendar:
    """Return the organisation's sprints and milestones; the standard ones where nobody has chosen."""
    stretches = [rules.Stretch(each.from_on, each.days, each.number) for each in SprintStretch.objects.all()]
    milestones = [rules.Milestone(each.name, each.day) for each in Milestone.objects.all()]
    if not stretches:
        return Calendar([rules.STANDARD_STRETCH], milestones or rules.STANDARD_MILESTONES)
    return Calendar(stretches, milestones)


def sprint_of(day: date) -> Sprint:
    """Return the sprint that holds a day."""
    return calendar().sprint_of(day)


def sprint_now() -> Sprint:
    """Return the sprint that runs today."""
    return sprint_of(clock.today())


def next_sprint(day: date | None = None) -> Sprint:
    """Return the sprint after the one that holds a day (today when none is named)."""
    sprints = calendar()
    return sprints.after(sprints.sprint_of(day or clock.today()))


def previous_sprint(day: date | None = None) -> Sprint:
    """Return the sprint before the one that holds a day (today when none is named)."""
    sprints = calendar()
    return sprints.before(sprints.sprint_of(day or clock.today()))


def days_away(people: Collection[UUID], first: date, last: date) -> dict[UUID, set[date]]:
    """Return on which days from `first` to `last` (both included) each of these people is away. One query."""
    found: dict[UUID, set[date]] = {}
    rows = Leave.objects.filter(person__in=list(people), from_on__lte=last, to_on__gte=first)
    for person, from_on, to_on in rows.values_list("person_id", "from_on", "to_on"):
        days = (min(to_on, last) - max(from_on, first)).days + 1
        found.setdefault(person, set()).update(max(from_on, first) + timedelta(days=day) for day in range(days))
    return found


@once_a_page
def letter_after(day: date) -> date | None:
    """Return the day of the first weekly letter that went to everybody after a day, or None where none has."""
    letters = Letter.objects.filter(day__gt=day, is_complete=True).order_by("day")
    return letters.values_list("day", flat=True).first()


def next_letter() -> date:
    """Return the day of the next weekly letter."""
    found, now = organisation(), clock.local()
    newest = letter_rules.newest_hour(now, found.letter_weekday, found.letter_hour)
    return newest + timedelta(days=letter_rules.DAYS_BETWEEN)


def readers_today() -> list[ReaderRole]:
    """Return every advocate and alternate of today with what they serve, advocates first, then by name."""
    return readers_on(clock.today())


def readers_on(day: date) -> list[ReaderRole]:
    """Return every advocate and alternate of a day; somebody with two assignments of one grant is listed once."""
    found: dict[tuple[UUID, Grant], list[RoleAssignment]] = {}
    for held in _reading_assignments(day=day):
        found.setdefault((held.person_id, Grant(held.role.grant)), []).append(held)
    readers = [_reader(grant, held) for (_, grant), held in found.items()]
    return sorted(readers, key=lambda reader: (reader.grant, reader.person.name, str(reader.person.id)))


def serves(reader: ReaderRole, cell: Cell | None) -> bool:
    """Tell whether somebody of this cell (None: without one) is within what this reader serves."""
    if reader.is_organisation_wide:
        return True
    return cell is not None and not reader.cells.isdisjoint({cell.id, *cells_around(cell)})


@prepared
def _organisations(given: Given) -> QuerySet[Organisation]:
    del given
    return Organisation.objects.order_by("id")[:1]


@prepared
def _memberships(given: Given) -> QuerySet[Membership]:
    return Membership.objects.filter(within(given.day), person=given.person).select_related("cell")


@prepared
def _parents(given: Given) -> QuerySet[Cell, tuple[UUID, UUID | None]]:
    del given
    return Cell.objects.values_list("id", "parent_id")


@prepared
def _reading_assignments(given: Given) -> QuerySet[RoleAssignment]:
    """Return the assignments, one row for each cell and each thing served: one query, as every voice asks for it."""
    held = RoleAssignment.objects.filter(within(given.day), role__grant__in=[grant.value for grant in rules.READING])
    belongs = Q(person__left_on=None) | Q(person__left_on__gt=given.day)
    named = {"cell": "cells__id", "cell_name": "cells__name", "served_id": "served__id", "served_name": "served__name"}
    return (
        held.filter(belongs, person__joined_on__lte=given.day)
        .select_related("person", "role")
        .annotate(**{name: F(path) for name, path in named.items()})
    )


def _reader(grant: Grant, held: list[Any]) -> ReaderRole:
    cells = {row.cell: row.cell_name for row in held if row.cell}
    served = {row.served_id: row.served_name for row in held if row.served_id}
    is_wide = any(not row.cell and not row.served_id for row in held)
    names = () if is_wide else tuple(sorted([*cells.values(), *served.values()]))
    return ReaderRole(held[0].person, grant, names, is_wide, frozenset(cells))
