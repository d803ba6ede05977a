"""Cells, who belongs to them, and what else an advocate serves."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people import queries, rules
from groundswell.people.actions import line
from groundswell.people.actions.names import checked_name
from groundswell.people.models import Cell, Membership, Person, Served
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience


@transaction.atomic
def open_cell(*, by: Person | None, name: str, parent: Cell | None = None) -> Cell:
    """Open a cell, inside another or by itself."""
    name = _free_name_of_a_cell(name, None)
    cell = Cell.objects.create(name=name, parent=parent)
    line.write(by, "open_cell", cell.id, parent=None if parent is None else parent.id)
    return cell


@transaction.atomic
def rename_cell(*, by: Person | None, cell: Cell, name: str) -> Cell:
    """Give a cell another name: who belongs to it, and who serves it, stays."""
    old, cell.name = cell.name, _free_name_of_a_cell(name, cell)
    cell.former_names = list(dict.fromkeys([*cell.former_names, old]))
    cell.save(update_fields=["name", "former_names"])
    line.write(by, "rename_cell", cell.id)
    return cell


@transaction.atomic
def put_cell_into(*, by: Person | None, cell: Cell, parent: Cell | None) -> Cell:
    """Put a cell into another one (None: into none). A cell never ends up inside itself."""
    refuse_a_cycle(cell, parent, queries.parents_of_cells())
    cell.parent = parent
    cell.save(update_fields=["parent"])
    line.write(by, "put_cell_into", cell.id, parent=None if parent is None else parent.id)
    return cell


@transaction.atomic
def end_cell(*, by: Person | None, cell: Cell, day: date | None = None) -> Cell:
    """Close a cell that nobody belongs to any more."""
    day = day or clock.today()
    inside = [cell.id, *queries.cells_inside(cell)]
    if Membership.objects.filter(Q(until_on=None) | Q(until_on__gt=day), cell__in=inside).exists():
        raise Refused(_("“%(cell)s” has members on that day or later: move them first.") % {"cell": cell.name}, "cell")
    if Cell.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day), id__in=inside[1:]).exists():
        raise Refused(_("Other cells lie inside “%(cell)s”: close them first.") % {"cell": cell.name}, "cell")
    cell.ended_on = day
    cell.save(update_fields=["ended_on"])
    line.write(by, "end_cell", cell.id, day=day)
    return cell


@transaction.atomic
def move_to_cell(*, by: Person | None, person: Person, cell: Cell | None, day: date | None = None) -> None:
    """Let a person belong to a cell (None: to none) from a day on, today when none is named."""
    day = max(day or clock.today(), person.joined_on)
    later = Membership.objects.filter(person=person, from_on__gt=day).select_related("cell").order_by("from_on").first()
    refuse_a_move(person, cell, day, later)
    running = Membership.objects.filter(person=person, from_on__lte=day).order_by("-from_on").first()
    if running is not None and cell is not None and running.cell_id == cell.id and running.spell.holds_on(day):
        return
    end_memberships(person, day)
    if cell is not None:
        Membership.objects.create(person=person, cell=cell, from_on=day, until_on=person.left_on)
    line.write(by, "move_to_cell", person.id, cell=None if cell is None else cell.id, day=day)


@transaction.atomic
def serve(
    *,
    by: Person | None,
    kind: Served.Kind,
    name: str,
    default_audience: Audience = Audience.ORGANISATION,
    channels: tuple[str, ...] = (),
) -> Served:
    """Name a community or a project that an advocate may serve."""
    name = _free_name_of_served(name, None)
    served = Served.objects.create(kind=kind, name=name, default_audience=default_audience, channels=list(channels))
    line.write(by, "serve", served.id, kind=kind)
    return served


@transaction.atomic
def rename_served(*, by: Person | None, served: Served, name: str) -> Served:
    """Give a community or a project another name: who serves it stays."""
    served.name = _free_name_of_served(name, served)
    served.save(update_fields=["name"])
    line.write(by, "rename_served", served.id)
    return served


def _free_name_of_a_cell(name: str, cell: Cell | None) -> str:
    name, others = checked_name(name), Cell.objects.exclude(id=cell.id) if cell else Cell.objects.all()
    taken = next((each for each in others if each.name.casefold() == name.casefold()), None)
    if taken is None:
        return name
    sentence = _("There was a cell named “%(name)s”. It is closed: give that one another name first.")
    if taken.ended_on is None:
        sentence = _("There is a cell named “%(name)s” already.")
    raise Refused(sentence % {"name": name}, "name")


def _free_name_of_served(name: str, served: Served | None) -> str:
    name, others = checked_name(name), Served.objects.exclude(id=served.id) if served else Served.objects.all()
    taken = next((each for each in others if each.name.casefold() == name.casefold()), None)
    if taken is not None:
        raise Refused(_("There is one named “%(name)s” already.") % {"name": name}, "name")
    return name


def end_memberships(person: Person, day: date) -> None:
    """End whatever cell a person belongs to on this day or later; a spell that would have no day left goes."""
    for membership in Membership.objects.filter(person=person):
        left = membership.spell.cut(day)
        if left is None:
            membership.delete()
        elif left != membership.spell:
            membership.until_on = left.end
            membership.save(update_fields=["until_on"])


def refuse_a_cycle(cell: Cell, parent: Cell | None, parents: Mapping[UUID, UUID | None]) -> None:
    """Refuse to put a cell into itself, through however many others."""
    if rules.makes_a_cycle(cell.id, None if parent is None else parent.id, parents):
        raise Refused(
            _("“%(cell)s” cannot lie inside “%(parent)s”: it would lie inside itself.")
            % {"cell": cell.name, "parent": "" if parent is None else parent.name},
            "parent",
        )


def refuse_a_move(person: Person, cell: Cell | None, day: date, later: Membership | None) -> None:
    """Refuse a move that the cell, the person or a `later` move forbids on that day."""
    if cell is not None and cell.ended_on is not None and cell.ended_on <= day:
        raise Refused(_("“%(cell)s” has ended: choose another cell.") % {"cell": cell.name}, "cell")
    if person.left_on is not None and person.left_on <= day:
        raise Refused(_("%(name)s will have left by then.") % {"name": person.name}, "day")
    if later is not None:
        raise Refused(
            _("%(name)s moves to “%(cell)s” on %(day)s already. A person belongs to one cell at a time.")
            % {"name": person.name, "cell": later.cell.name, "day": later.from_on.isoformat()},
            "day",
        )
