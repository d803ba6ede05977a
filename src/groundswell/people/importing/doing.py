"""Do what a file asks for, or try it: the trial is the real run, rolled back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people import actions
from groundswell.people.importing.reading import Table
from groundswell.people.importing.report import Change, Note, Problem, Report
from groundswell.people.importing.wishes import Wish, wish_of
from groundswell.people.models import Cell, Membership, Person, Role, RoleAssignment
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant

type Progress = Callable[[int], object]

_STANDARD = frozenset(grant.value for grant in Grant if grant)


def bring_in(
    table: Table, *, by: Person | None, keep_good: bool = False, dry_run: bool = False, progress: Progress | None = None
) -> Report:
    """Bring the people of a table in. One wrong line keeps all of it out, unless `keep_good` keeps the others.

    An empty field changes nothing, and nobody is removed: what a file does not say stays as it is.
    """
    with transaction.atomic():
        run = _Run(by, Report(rows=len(table.rows), problems=list(table.problems)))
        for row in table.rows:
            wish, problems = wish_of(row)
            run.report.problems.extend(problems)
            if wish is not None:
                run.try_one(wish)
            if progress is not None:
                progress(1)
        run.report.problems.sort(key=lambda problem: problem.line)
        run.report.is_kept = not dry_run and (keep_good or not run.report.problems)
        transaction.set_rollback(not run.report.is_kept)
    return run.report


class _Run:
    """One run: what was there at its beginning, and what it has done so far."""

    def __init__(self, by: Person | None, report: Report) -> None:
        self.by = by
        self.report = report
        self.today: date = clock.today()
        self.lines: dict[str, int] = {}
        self.parents: dict[str, tuple[str, int]] = {}
        self._look()

    def _look(self) -> None:
        self.people = {person.email: person for person in Person.objects.all()}
        self.cells = {cell.name.casefold(): cell for cell in Cell.objects.select_related("parent")}
        self.roles = {role.name.casefold(): role for role in Role.objects.all()}
        # Where each will be when everything planned has come: the last spell wins.
        running = Membership.objects.exclude(until_on__lte=self.today).order_by("from_on")
        self.cell_of = dict(running.values_list("person_id", "cell_id"))
        self.held = set(RoleAssignment.objects.exclude(until_on__lte=self.today).values_list("person_id", "role_id"))

    def try_one(self, wish: Wish) -> None:
        """Do what one line asks for; when a part of it is refused, nothing of the line stays."""
        before = len(self.report.changes)
        try:
            with transaction.atomic():
                self._one(wish)
        except _Wrong as wrong:
            del self.report.changes[before:]
            self._look()
            self.report.problems.append(Problem(wish.line, wrong.column, wrong.sentence))

    def _one(self, wish: Wish) -> None:
        first = self.lines.setdefault(wish.email, wish.line)
        if first != wish.line:
            raise _Wrong("email", _("%(email)s is on line %(line)s already.") % {"email": wish.email, "line": first})
        person = self.people.get(wish.email)
        if person is not None and person.left_on is not None:
            self._note_departure(wish, person, person.left_on)
            return
        person = self._joined(wish) if person is None else self._changed(wish, person)
        self._put_into_cell(wish, person)
        for name in wish.roles:
            self._give_role(wish, person, name)

    def _note_departure(self, wish: Wish, person: Person, day: date) -> None:
        left = _("%(name)s left on %(day)s, or will: nothing was changed. Who comes back is brought back by hand.")
        self.report.notes.append(Note(wish.line, left % {"name": person.name, "day": day.isoformat()}))

    def _joined(self, wish: Wish) -> Person:
        with _refusals():
            person = actions.add_person(
                by=self.by,
                name=wish.name,
                email=wish.email,
                weekly_hours=wish.weekly_hours,
                time_zone=wish.time_zone or settings.TIME_ZONE,
            )
        self.people[person.email] = person
        self._change(wish, _("joins"))
        return person

    def _changed(self, wish: Wish, person: Person) -> Person:
        hours = person.weekly_hours if wish.weekly_hours is None else wish.weekly_hours
        zone = wish.time_zone or person.time_zone
        told = [
            _("name: %(old)s → %(new)s") % {"old": person.name, "new": wish.name} if person.name != wish.name else "",
            _("hours a week: %(new)s") % {"new": hours} if person.weekly_hours != hours else "",
            _("time zone: %(new)s") % {"new": zone} if person.time_zone != zone else "",
        ]
        if any(told):
            with _refusals():
                actions.change_person(by=self.by, person=person, name=wish.name, weekly_hours=hours, time_zone=zone)
        for sentence in filter(None, told):
            self._change(wish, sentence)
        return person

    def _put_into_cell(self, wish: Wish, person: Person) -> None:
        if not wish.cell:
            return
        cell = self._cell(wish, wish.cell, "cell")
        if wish.parent:
            self._put_cell_into(wish, cell)
        if self.cell_of.get(person.id) == cell.id:
            return
        with _refusals("cell"):
            actions.move_to_cell(by=self.by, person=person, cell=cell)
        self.cell_of[person.id] = cell.id
        self._change(wish, _("belongs to %(cell)s") % {"cell": cell.name})

    def _cell(self, wish: Wish, name: str, column: str) -> Cell:
        cell = self.cells.get(name.casefold())
        if cell is None:
            with _refusals(column):
                cell = actions.open_cell(by=self.by, name=name)
            self.cells[name.casefold()] = cell
            self._change(wish, _("a new cell"), cell.name)
        return cell

    def _put_cell_into(self, wish: Wish, cell: Cell) -> None:
        said, line = self.parents.setdefault(wish.cell.casefold(), (wish.parent.casefold(), wish.line))
        if said != wish.parent.casefold():
            raise _Wrong("parent", _("Line %(line)s puts this cell into another one.") % {"line": line})
        parent = self._cell(wish, wish.parent, "parent")
        if cell.parent_id == parent.id:
            return
        with _refusals("parent"):
            actions.put_cell_into(by=self.by, cell=cell, parent=parent)
        self._change(wish, _("lies inside %(parent)s") % {"parent": parent.name}, cell.name)

    def _give_role(self, wish: Wish, person: Person, name: str) -> None:
        role = self._role(wish, name)
        if (person.id, role.id) in self.held:
            return
        with _refusals("roles"):
            actions.assign_role(by=self.by, role=role, person=person)
        self.held.add((person.id, role.id))
        self._change(wish, _("holds the role %(role)s") % {"role": role.name})

    def _role(self, wish: Wish, name: str) -> Role:
        role = self.roles.get(name.casefold())
        if role is None and name.casefold() in _STANDARD:
            role = actions.standard_role(Grant(name.casefold()))
        elif role is None:
            with _refusals("roles"):
                role = actions.make_role(by=self.by, name=name)
            self._change(wish, _("a new role, which opens nothing"), name)
        self.roles[name.casefold()] = role
        return role

    def _change(self, wish: Wish, sentence: str, who: str = "") -> None:
        self.report.changes.append(Change(wish.line, who or wish.name, sentence))


class _Wrong(Exception):
    """A line asks for what cannot be done."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column
        self.sentence = sentence


@contextmanager
def _refusals(column: str = "") -> Iterator[None]:
    """Turn the refusal of an action into a problem of the line, in the column that it is about."""
    try:
        yield
    except Refused as refused:
        raise _Wrong(column or refused.field, refused.sentence) from refused
