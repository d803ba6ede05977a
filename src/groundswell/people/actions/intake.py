"""Many people at once: everything is decided before the database is held, and written in a moment.

What may be done is what the actions for one person say; here it is asked about what was read beforehand.
"""

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from groundswell.kit import audit, clock
from groundswell.people.actions.cells import refuse_a_cycle, refuse_a_move
from groundswell.people.actions.names import checked_name
from groundswell.people.actions.people import checked_hours, checked_zone, newcomer
from groundswell.people.actions.roles import checked_spell, refuse_both_readers
from groundswell.people.actions.settings import STANDARD_ROLES
from groundswell.people.models import Cell, Membership, Person, Role, RoleAssignment
from groundswell.people.rules import Grant

_READ = (Person, Cell, Role, Membership, RoleAssignment)


class Overtaken(Exception):
    """Somebody changed the organisation since it was read: what was decided may be wrong, and nothing was written."""


class Intake:
    """What is to be done, held against what was there when it was read. Nothing is stored before `write`."""

    def __init__(self, by: Person | None) -> None:
        self.by, self.today = by, clock.today()
        # First: whatever changes while the rest is read is noticed when it is written.
        self._seen = _standing()
        self.people = {person.email: person for person in Person.objects.all()}
        self._parents: dict[UUID, UUID | None] = {}
        self.cells: dict[str, Cell] = {}
        for cell in Cell.objects.all():
            self.cells[cell.name.casefold()] = cell
            self._parents[cell.id] = cell.parent_id
        self.roles = {role.name.casefold(): role for role in Role.objects.all()}
        self._memberships: dict[UUID, list[Membership]] = {}
        for membership in Membership.objects.select_related("cell").order_by("from_on"):
            self._memberships.setdefault(membership.person_id, []).append(membership)
        self._assignments: dict[UUID, list[RoleAssignment]] = {}
        for assignment in RoleAssignment.objects.select_related("role"):
            self._assignments.setdefault(assignment.person_id, []).append(assignment)
        self._new_people: list[Person] = []
        self._new_cells: list[Cell] = []
        self._new_roles: list[Role] = []
        self._new_memberships: list[Membership] = []
        self._new_assignments: list[RoleAssignment] = []
        self._changed: list[tuple[Model, tuple[str, ...]]] = []
        self._gone: list[Membership] = []
        self._lines: list[audit.Line] = []
        self._undo: list[Callable[[], object]] = []

    @contextmanager
    def together(self) -> Iterator[None]:
        """Do everything within, or nothing of it."""
        self._undo = []
        try:
            yield
        except BaseException:
            for undo in reversed(self._undo):
                undo()
            raise

    def cell_of(self, person: Person) -> UUID | None:
        """Return where a person will be when everything planned has come: the last spell wins."""
        running = [each for each in self._memberships.get(person.id, ()) if _runs_after(each, self.today)]
        return running[-1].cell_id if running else None

    def holds(self, person: Person, role: Role) -> bool:
        """Tell whether a person holds a role, or will."""
        held = self._assignments.get(person.id, ())
        return any(each.role_id == role.id and _runs_after(each, self.today) for each in held)

    def add_person(self, *, name: str, email: str, weekly_hours: Decimal | None, time_zone: str) -> Person:
        """Let somebody belong here from today on."""
        person = newcomer(name=name, email=email, weekly_hours=weekly_hours, time_zone=time_zone)
        self._put(self.people, person.email, person)
        self._add(self._new_people, person)
        self._line("add_person", person.id, joined_on=person.joined_on)
        return person

    def change_person(self, *, person: Person, name: str, weekly_hours: Decimal | None, time_zone: str) -> None:
        """Change what is known of a person besides the address."""
        name, weekly_hours, time_zone = checked_name(name), checked_hours(weekly_hours), checked_zone(time_zone)
        self._change(person, name=name, weekly_hours=weekly_hours, time_zone=time_zone)
        self._line("change_person", person.id)

    def open_cell(self, *, name: str) -> Cell:
        """Open a cell by itself."""
        cell = Cell(name=checked_name(name))
        self._put(self.cells, cell.name.casefold(), cell)
        self._put(self._parents, cell.id, None)
        self._add(self._new_cells, cell)
        self._line("open_cell", cell.id, parent=None)
        return cell

    def put_cell_into(self, *, cell: Cell, parent: Cell) -> None:
        """Put a cell into another one."""
        refuse_a_cycle(cell, parent, self._parents)
        self._put(self._parents, cell.id, parent.id)
        self._change(cell, parent_id=parent.id)
        self._line("put_cell_into", cell.id, parent=parent.id)

    def move_to_cell(self, *, person: Person, cell: Cell) -> None:
        """Let a person belong to a cell from today on, or from the day on which they join."""
        day = max(self.today, person.joined_on)
        spells = self._memberships.get(person.id, [])
        refuse_a_move(person, cell, day, next((each for each in spells if each.from_on > day), None))
        for each in spells:
            self._end(each, day)
        membership = Membership(person=person, cell=cell, from_on=day, until_on=person.left_on)
        kept = [each for each in spells if each not in self._gone]
        self._put(self._memberships, person.id, [*kept, membership])
        self._add(self._new_memberships, membership)
        self._line("move_to_cell", person.id, cell=cell.id, day=day)

    def make_role(self, *, name: str) -> Role:
        """Make a role that opens nothing."""
        role = self._role(checked_name(name), Grant.NONE)
        self._line("make_role", role.id, grant=role.grant)
        return role

    def standard_role(self, grant: Grant) -> Role:
        """Return the first role with a grant, made when there is none yet."""
        held = sorted((role for role in self.roles.values() if role.grant == grant), key=lambda role: role.name)
        return held[0] if held else self._role(STANDARD_ROLES[grant], grant)

    def assign_role(self, *, role: Role, person: Person) -> None:
        """Let a person hold a role from today on, in all of the organisation."""
        spell = checked_spell(person, self.today, None)
        held = self._assignments.get(person.id, [])
        refuse_both_readers(role, person, spell, ((Grant(each.role.grant), each.spell) for each in held))
        assignment = RoleAssignment(role=role, person=person, from_on=spell.first, until_on=spell.end)
        self._put(self._assignments, person.id, [*held, assignment])
        self._add(self._new_assignments, assignment)
        days = {"from_on": spell.first, "until_on": spell.end}
        self._line("assign_role", person.id, role=role.id, grant=role.grant, **days, scope=())

    @transaction.atomic
    def write(self) -> None:
        """Do all of it. Raises Overtaken when something was changed since it was read."""
        if _standing() != self._seen:
            raise Overtaken
        Role.objects.bulk_create(self._new_roles)
        Cell.objects.bulk_create(self._new_cells)
        Person.objects.bulk_create(self._new_people)
        for row, fields in self._changed:
            row.save(update_fields=fields)
        Membership.objects.filter(id__in=[each.id for each in self._gone]).delete()
        Membership.objects.bulk_create(self._new_memberships)
        RoleAssignment.objects.bulk_create(self._new_assignments)
        audit.record_all(self._lines)

    def _role(self, name: str, grant: Grant) -> Role:
        role = Role(name=name, grant=grant)
        self._put(self.roles, name.casefold(), role)
        self._add(self._new_roles, role)
        return role

    def _end(self, membership: Membership, day: date) -> None:
        left = membership.spell.cut(day)
        if left is None:
            self._add(self._gone, membership)
        elif left != membership.spell:
            self._change(membership, until_on=left.end)

    def _line(self, verb: str, object_id: UUID, **changes: object) -> None:
        actor = None if self.by is None else self.by.id
        self._add(self._lines, audit.Line(actor, verb, "people", object_id, changes))

    def _add[Item](self, items: list[Item], item: Item) -> None:
        items.append(item)
        self._undo.append(items.pop)

    def _put[Key, Value](self, held: MutableMapping[Key, Value], key: Key, value: Value) -> None:
        self._undo.append(partial(held.update, {key: held[key]}) if key in held else partial(held.pop, key))
        held[key] = value

    def _change(self, row: Model, **values: object) -> None:
        before = {name: getattr(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
            self._undo.append(partial(setattr, row, name, before[name]))
        if not row._state.adding:  # noqa: SLF001 - documented
            self._add(self._changed, (row, tuple(values)))


def _standing() -> list[list[tuple[object, ...]]]:
    """Return everything that an intake looks at, to tell whether it is still so. Five queries."""
    return [list(model._default_manager.order_by("pk").values_list()) for model in _READ]  # noqa: SLF001 - documented


def _runs_after(dated: Membership | RoleAssignment, day: date) -> bool:
    return dated.until_on is None or dated.until_on > day
