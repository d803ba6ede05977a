"""Do what a file asks for, or try it: the trial is the real run, rolled back."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.kit.tables import Change, Note, Problem, Report, Table
from groundswell.people import actions, queries
from groundswell.people.actions.intake import Intake, Overtaken
from groundswell.people.importing.wishes import Wish, wish_of
from groundswell.people.models import Cell, Person, Role
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant

type Progress = Callable[[int], object]

_LONGEST_NAME = 200
# How often it is decided anew, when somebody changes the organisation between reading and writing.
_TRIES = 5
_STANDARD = frozenset(grant.value for grant in Grant if grant)


def bring_in(
    table: Table,
    *,
    by: Person | None,
    organisation: str = "",
    keep_good: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Bring the people of a table in. One wrong line keeps all of it out, unless `keep_good` keeps the others.

    An empty field changes nothing, and nobody is removed: what a file does not say stays as it is. The first people
    bring their organisation with them, called `organisation`, or as the part of their addresses after the @ is.
    """
    wishes = _wishes(table, progress)
    for _try in range(_TRIES):
        run = _Run(by, Report(rows=len(table.rows), problems=list(table.problems)))
        run.try_all(wishes)
        with suppress(Overtaken, IntegrityError), transaction.atomic():
            # Whoever else writes waits from here on, so what could be decided has been.
            run.intake.write()
            run.found(organisation)
            run.report.is_kept = not dry_run and (keep_good or not run.report.problems)
            transaction.set_rollback(not run.report.is_kept)
            return run.report
    raise Refused(_("Somebody else is changing the organisation at this moment. Try again."))


def _wishes(table: Table, progress: Progress | None) -> list[tuple[Wish | None, list[Problem]]]:
    """Return what every row asks for, or what is wrong with it."""
    found = []
    for row in table.rows:
        found.append(wish_of(row))
        if progress is not None:
            progress(1)
    return found


class _Run:
    """One run: what was there at its beginning, and what it would do."""

    def __init__(self, by: Person | None, report: Report) -> None:
        self.by = by
        self.report = report
        self.intake = Intake(by)
        self.lines: dict[str, int] = {}
        self.parents: dict[str, tuple[str, int]] = {}

    def try_all(self, wishes: Iterable[tuple[Wish | None, list[Problem]]]) -> None:
        """Decide everything that the lines ask for, and note what is wrong with them."""
        for wish, problems in wishes:
            self.report.problems.extend(problems)
            if wish is not None:
                self.try_one(wish)
        self.report.problems.sort(key=lambda problem: problem.line)

    def found(self, name: str) -> None:
        """Found the organisation, where people came in and nobody has: without it no letter goes out."""
        first = next((email for email in self.lines if email in self.intake.people), None)
        if first is None or queries.is_founded():
            return
        organisation = actions.found(by=self.by, name=name or first.rpartition("@")[2][:_LONGEST_NAME])
        change = Change(self.lines[first], organisation.name, _("a new organisation, with its sprints and its letter"))
        self.report.changes.insert(0, change)

    def try_one(self, wish: Wish) -> None:
        """Decide what one line asks for; when a part of it is refused, nothing of the line stays."""
        before = len(self.report.changes)
        try:
            with self.intake.together():
                self._one(wish)
        except _Wrong as wrong:
            del self.report.changes[before:]
            self.report.problems.append(Problem(wish.line, wrong.column, wrong.sentence))

    def _one(self, wish: Wish) -> None:
        first = self.lines.setdefault(wish.email, wish.line)
        if first != wish.line:
            raise _Wrong("email", _("%(email)s is on line %(line)s already.") % {"email": wish.email, "line": first})
        person = self.intake.people.get(wish.email)
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
            person = self.intake.add_person(
                name=wish.name,
                email=wish.email,
                weekly_hours=wish.weekly_hours,
                time_zone=wish.time_zone or settings.TIME_ZONE,
            )
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
                self.intake.change_person(person=person, name=wish.name, weekly_hours=hours, time_zone=zone)
        for sentence in filter(None, told):
            self._change(wish, sentence)
        return person

    def _put_into_cell(self, wish: Wish, person: Person) -> None:
        if not wish.cell:
            return
        cell = self._cell(wish, wish.cell, "cell")
        if wish.parent:
            self._put_cell_into(wish, cell)
        if self.intake.cell_of(person) == cell.id:
            return
        with _refusals("cell"):
            self.intake.move_to_cell(person=person, cell=cell)
        self._change(wish, _("belongs to %(cell)s") % {"cell": cell.name})

    def _cell(self, wish: Wish, name: str, column: str) -> Cell:
        cell = self.intake.cells.get(name.casefold())
        if cell is None:
            with _refusals(column):
                cell = self.intake.open_cell(name=name)
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
            self.intake.put_cell_into(cell=cell, parent=parent)
        self._change(wish, _("lies inside %(parent)s") % {"parent": parent.name}, cell.name)

    def _give_role(self, wish: Wish, person: Person, name: str) -> None:
        role = self._role(wish, name)
        if self.intake.holds(person, role):
            return
        with _refusals("roles"):
            self.intake.assign_role(role=role, person=person)
        self._change(wish, _("holds the role %(role)s") % {"role": role.name})

    def _role(self, wish: Wish, name: str) -> Role:
        role = self.intake.roles.get(name.casefold())
        if role is None and name.casefold() in _STANDARD:
            return self.intake.standard_role(Grant(name.casefold()))
        if role is None:
            with _refusals("roles"):
                role = self.intake.make_role(name=name)
            self._change(wish, _("a new role, which opens nothing"), name)
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
