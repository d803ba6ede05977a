"""Who belongs here, what they look after, and which sprint it is: for every member."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.kit import clock
from groundswell.people import queries, rules
from groundswell.people.answering import who
from groundswell.people.models import Cell, Membership, Person, Role, RoleAssignment, Served, within
from groundswell.web.access import Access, access


@dataclass(frozen=True)
class CellLine:
    """A cell with its members of today, and the names of the cells that it lies in."""

    cell: Cell
    around: tuple[str, ...]
    members: tuple[Person, ...]


@dataclass(frozen=True)
class RoleLine:
    """A role with who holds it today."""

    role: Role
    held: tuple[RoleAssignment, ...]


@access(Access.MEMBER)
def organisation(request: HttpRequest) -> HttpResponse:
    """Show the organisation as it is today."""
    today = clock.today()
    people = list(queries.active_people())
    cells = _cells(people)
    in_cells = {person.id for line in cells for person in line.members}
    words = {
        "organisation": queries.organisation(),
        "sprint": queries.sprint_of(today),
        "cells": cells,
        "others": [person for person in people if person.id not in in_cells],
        "roles": _roles(),
        "served": Served.objects.all(),
        "people": people,
        "administers": who(request).may_open(Access.ADMINISTRATOR),
    }
    if words["administers"]:
        words["away"] = Person.objects.filter(Q(left_on__lte=today) | Q(joined_on__gt=today))
    return render(request, "people/organisation.html", words)


def _cells(people: list[Person]) -> list[CellLine]:
    cells = {cell.id: cell for cell in Cell.objects.filter(Q(ended_on=None) | Q(ended_on__gt=clock.today()))}
    parents = {cell.id: cell.parent_id for cell in cells.values()}
    held = dict(Membership.objects.filter(within(clock.today())).values_list("person_id", "cell_id"))
    members: dict[UUID, list[Person]] = {}
    for person in people:
        if person.id in held:
            members.setdefault(held[person.id], []).append(person)
    lines = [
        CellLine(cell, _names_around(cell, cells, parents), tuple(members.get(cell.id, ()))) for cell in cells.values()
    ]
    return sorted(lines, key=lambda line: (*reversed(line.around), line.cell.name))


def _names_around(cell: Cell, cells: dict[UUID, Cell], parents: dict[UUID, UUID | None]) -> tuple[str, ...]:
    return tuple(cells[around].name for around in rules.ancestors(cell.id, parents) if around in cells)


def _roles() -> list[RoleLine]:
    held: dict[UUID, list[RoleAssignment]] = {}
    running = RoleAssignment.objects.filter(within(clock.today())).filter(person__in=queries.active_people())
    for assignment in running.select_related("person").prefetch_related("cells", "served"):
        held.setdefault(assignment.role_id, []).append(assignment)
    return [RoleLine(role, tuple(held.get(role.id, ()))) for role in Role.objects.all()]
