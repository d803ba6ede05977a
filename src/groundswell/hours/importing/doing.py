"""Bring the hours of a file in, or try it: the trial is the real run, rolled back."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console

from groundswell.hours import actions
from groundswell.hours.actions import Brought
from groundswell.hours.actions.arriving import Arriving, Batch, Defaults, together
from groundswell.hours.actions.bringing import Counted, Taken
from groundswell.hours.importing.people import WhoIsWho
from groundswell.hours.models import Entry, FundingLine
from groundswell.hours.rules.amounts import DAY, in_hours
from groundswell.kit import clock
from groundswell.kit.tables import Change, Note, Problem, Report, Unreadable, tell
from groundswell.people.models import Person, Role

# A sum of a whole issue may be of many days; more than a year of them is a mistake of units.
_MOST_MINUTES = DAY * 366
_LONGEST_WORDS, _LONGEST_REFERENCE = 300, 80


def bring_in(
    batch: Batch,
    source: Entry.Source,
    *,
    by: Person | None,
    defaults: Defaults | None = None,
    keep_good: bool = False,
    dry_run: bool = False,
) -> Report:
    """Bring in what a reader found. One wrong line keeps all of it out, unless `keep_good` keeps the others."""
    run = _Run(defaults or Defaults())
    rows = [brought for row in batch.rows if (brought := run.one(row)) is not None]
    problems = [_told(problem, count) for problem, count in together([*batch.problems, *run.problems])]
    report = Report(rows=batch.lines, problems=problems, notes=list(batch.notes))
    with transaction.atomic():
        taken = actions.bring_hours(by=by, source=source, rows=rows, superseded=batch.superseded, gone=batch.gone)
        report.changes = run.changes(taken)
        report.is_kept = not dry_run and (keep_good or not problems)
        transaction.set_rollback(not report.is_kept)
    return report


def command(
    file: Path,
    read: Callable[[Path], Batch],
    source: Entry.Source,
    *,
    console: Console,
    defaults: Defaults | None = None,
    keep_good: bool,
    dry_run: bool,
) -> bool:
    """Bring a file in and say what that did; return whether every line of it was sound."""
    try:
        report = bring_in(read(file), source, by=None, defaults=defaults, keep_good=keep_good, dry_run=dry_run)
    except OSError:
        console.print(_("The file %(file)s cannot be opened.") % {"file": file}, markup=False)
        return False
    except Unreadable as fault:
        console.print(fault.sentence, markup=False)
        return False
    tell(report, keep_good=keep_good, dry_run=dry_run, console=console)
    return not report.problems


class _Run:
    """One run: who and what is known, and what is wrong with the rows."""

    def __init__(self, defaults: Defaults) -> None:
        self.defaults, self.today = defaults, clock.today()
        self.who = WhoIsWho()
        self.lines = {name.casefold(): key for name, key in FundingLine.objects.values_list("name", "id")}
        self.roles = {name.casefold(): key for name, key in Role.objects.values_list("name", "id")}
        self.problems: list[Problem] = []
        self.first_line: dict[UUID, int] = {}

    def one(self, row: Arriving) -> Brought | None:
        """Return a row as it can be kept, or None and what is wrong with it."""
        person = next(filter(None, map(self.who.find, (row.who, *row.also))), None)
        wrong = self._wrong(row, person)
        if wrong is not None or person is None:
            self.problems += [wrong] if wrong else []
            return None
        self.first_line.setdefault(person, row.line)
        return Brought(
            external_id=row.key or None,
            worklog=row.worklog or None,
            is_sum=row.is_sum,
            person=person,
            day=row.day,
            minutes=row.minutes,
            stream=row.stream or self.defaults.stream,
            kind=row.kind or self.defaults.kind,
            activity=row.activity,
            funding=self.lines.get(row.funding.casefold()),
            role=self.roles.get(row.role.casefold()),
            reference=row.reference[:_LONGEST_REFERENCE],
            words=row.words[:_LONGEST_WORDS],
            is_ahead=row.is_ahead,
        )

    def _wrong(self, row: Arriving, person: UUID | None) -> Problem | None:
        if person is None:
            words = _("Nobody here is called “%(who)s”, or two people are: write the address instead.")
            return Problem(row.line, row.column, words % {"who": row.who[:100]})
        if not 1 <= row.minutes <= _MOST_MINUTES:
            return Problem(
                row.line, "", _("These are no hours of one entry: %(text)s.") % {"text": in_hours(row.minutes)}
            )
        if row.day > self.today:
            return Problem(row.line, "", _("%(day)s is still to come.") % {"day": row.day.isoformat()})
        if row.funding and row.funding.casefold() not in self.lines:
            return Problem(row.line, "line", _("There is no line “%(line)s”.") % {"line": row.funding[:100]})
        if row.role and row.role.casefold() not in self.roles:
            return Problem(row.line, "role", _("There is no role “%(role)s”.") % {"role": row.role[:100]})
        return None

    def changes(self, taken: Taken) -> list[Change]:
        """Return what changed, a line for each person."""
        names = dict(Person.objects.filter(id__in=taken.by_person).values_list("id", "name"))
        found = [
            Change(self.first_line[person], names[person], _counted(counted))
            for person, counted in taken.by_person.items()
            if counted.new or counted.changed
        ]
        if taken.superseded:
            words = ngettext(
                "%(n)d sum of an issue made place for its single hours",
                "%(n)d sums of issues made place for their single hours",
                taken.superseded,
            )
            found.append(Change(1, "", words % {"n": taken.superseded}))
        return sorted(found, key=lambda change: change.line)


def _counted(counted: Counted) -> str:
    told = {"new": counted.new, "hours": in_hours(counted.minutes), "changed": counted.changed}
    if not counted.changed:
        return _("%(new)s new, %(hours)s") % told
    return _("%(new)s new, %(hours)s; %(changed)s changed") % told


def _told(problem: Problem, count: int) -> Problem:
    if count == 1:
        return problem
    more = ngettext("and on %(n)d more line", "and on %(n)d more lines", count - 1) % {"n": count - 1}
    return Problem(problem.line, problem.column, f"{problem.sentence} ({more})")


__all__ = ["Note", "bring_in", "command"]
