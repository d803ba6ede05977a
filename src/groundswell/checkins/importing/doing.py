"""Check every line of a check-up, and keep what is sound; the trial is the same without the keeping."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.checkins import refusals
from groundswell.checkins.actions.check_ups import Line, keep_check_ups
from groundswell.checkins.rules import check_ups as rules
from groundswell.checkins.rules.check_ups import Fault, Scale, Told
from groundswell.checkins.rules.periods import Word
from groundswell.kit import clock
from groundswell.kit.tables import Change, Note, Problem, Report, Row, Table
from groundswell.people.models import Cell, Person

type Progress = Callable[[int], object]


@dataclass(frozen=True)
class Wanted:
    """A sound line, and what was left out of it on purpose."""

    line: int
    kept: Line
    note: str = ""


def bring_in(
    table: Table,
    *,
    by: Person | None,
    keep_good: bool = False,
    dry_run: bool = False,
    known: Iterable[Told] = (),
    progress: Progress | None = None,
) -> Report:
    """Bring the answers of a table in, sealed. One wrong line keeps all of it out, unless `keep_good` keeps the others.

    `known` are the answers that an open desk has already: those are left alone. Raises Refused without readers.
    """
    report = Report(rows=len(table.rows), problems=list(table.problems))
    wanted = _sound(table.rows, report, progress)
    fresh = rules.fresh([each.kept.told for each in wanted], known)
    chosen = [wanted[place] for place in fresh]
    for each in wanted:
        if each.note:
            report.notes.append(Note(each.line, each.note))
    report.changes = [Change(each.line, *_in_words(each.kept.told)) for each in chosen]
    if len(chosen) < len(wanted):
        count = len(wanted) - len(chosen)
        there = ngettext(
            "%(count)d answer of the file is here already.", "%(count)d answers of the file are here already.", count
        ) % {"count": count}
        report.notes.append(Note(0, there))
    report.problems.sort(key=lambda problem: problem.line)
    report.is_kept = not dry_run and bool(chosen) and (keep_good or not report.problems)
    if report.is_kept:
        keep_check_ups(by=by, lines=[each.kept for each in chosen])
    return report


def wanted_of(row: Row, names: "Names | None" = None) -> tuple[Wanted | None, list[Problem]]:
    """Return what a line says, or what is wrong with it: every fault of the line at once."""
    return _Checking(row, names or Names()).wanted()


class Names:
    """Who and which cell a word of the file means. Two queries."""

    def __init__(self) -> None:
        self.people: dict[str, list[Person]] = {}
        for person in Person.objects.all():
            for word in {person.email.casefold(), person.name.casefold()}:
                self.people.setdefault(word, []).append(person)
        self.cells: Mapping[str, Cell] = {cell.name.casefold(): cell for cell in Cell.objects.all()}


class _Checking:
    """One line, and what is wrong with it so far."""

    def __init__(self, row: Row, names: Names) -> None:
        self.row = row
        self.names = names
        self.problems: list[Problem] = []

    def wanted(self) -> tuple[Wanted | None, list[Problem]]:
        person, cell, scale = self._person(), self._cell(), self._scale()
        day = self._checked("date", rules.day_of(self.row.text("date"), clock.today()))
        rating = self._checked("rating", rules.rating_on(self.row.text("rating"), scale), scale) if scale else None
        reason = self._checked("reason", rules.reason_of(self.row.text("reason")))
        if self.problems or day is None or rating is None or scale is None or reason is None:
            return None, self.problems
        told = Told(
            day=day,
            rating=rating,
            scale=scale,
            person=person.id if person else None,
            name=person.name if person else "",
            cell=cell.name if cell else "",
            cause=reason[0],
            reason=reason[1],
        )
        return Wanted(self.row.line, Line(told, cell), self._note(told)), []

    def _person(self) -> Person | None:
        word = " ".join(self.row.text("person").split())
        found = self.names.people.get(word.casefold(), [])
        if word and len(found) != 1:
            self._wrong("person", refusals.of_person(len(found)))
        return found[0] if len(found) == 1 else None

    def _cell(self) -> Cell | None:
        word = " ".join(self.row.text("cell").split())
        found = self.names.cells.get(word.casefold())
        if word and found is None:
            self._wrong("cell", _("There is no cell of this name. Leave it empty, or open the cell first."))
        return found

    def _scale(self) -> Scale | None:
        return self._checked("scale", rules.scale_of(self.row.text("scale")))

    def _checked[Value](self, column: str, value: Value | Fault, scale: Scale | None = None) -> Value | None:
        if isinstance(value, Fault):
            self._wrong(column, refusals.of_check_up(value, scale))
            return None
        return value

    def _wrong(self, column: str, sentence: str) -> None:
        self.problems.append(Problem(self.row.line, column, sentence))

    def _note(self, told: Told) -> str:
        said = len(self.row.text("reason").split()) > 1
        if told.cause in {Word.PERSONAL, Word.BOTH} and said:
            return _("Of what is personal only that word is kept.")
        return _("“Rather not say” keeps nothing.") if said and not told.cause and not told.reason else ""


def _sound(rows: Iterable[Row], report: Report, progress: Progress | None) -> list[Wanted]:
    names, found = Names(), []
    for row in rows:
        wanted, problems = wanted_of(row, names)
        report.problems.extend(problems)
        if wanted is not None:
            found.append(wanted)
        if progress is not None:
            progress(1)
    return found


def _in_words(told: Told) -> tuple[str, str]:
    """Say which answer this is, without what it says: a terminal and a page may be seen by others."""
    who = _("with a name") if told.person else _("without a name")
    day = date_format(told.day, "j F Y")
    return who, _("an answer of %(day)s on %(scale)s, sealed to the readers") % {"day": day, "scale": told.scale}


def one(values: Mapping[str, str]) -> tuple[Wanted | None, list[Problem]]:
    """Return what a quick entry says, or what is wrong with it: the same checks as for a line of a file."""
    return wanted_of(Row(1, values))
