"""Our own table of hours: person, day, hours, and as much more as one likes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from groundswell.hours.actions.arriving import Arriving, Batch, Keys
from groundswell.hours.rules.amounts import read as read_amount
from groundswell.hours.rules.axes import OF_KIND, OF_STREAM, Activity, Kind, Stream
from groundswell.kit.tables import Problem, Unreadable
from groundswell.kit.tables.wide import Columns, read_wide

COLUMNS = (
    "person", "day", "hours", "stream", "kind", "activity", "line", "role", "reference", "words", "ahead", "id"
)  # fmt: skip  # names beside each other
REQUIRED = ("person", "day", "hours")
_YES, _NO = {"yes", "y", "true", "1", "x"}, {"", "no", "n", "false", "0"}


def read(file: Path) -> Batch:
    """Return the hours of a table. Raises `Unreadable` with a sentence."""
    table = read_wide(file, COLUMNS)
    for name in REQUIRED:
        if table.columns.at(name) is None:
            raise Unreadable(
                _("There is no column “%(column)s”. The first line names the columns, at least: %(least)s")
                % {"column": name, "least": ",".join(REQUIRED)}
            )
    batch, keys, ids = Batch(), Keys(), set[str]()
    for line, values in table.rows:
        batch.lines += 1
        row = _Row(line, values, table.columns)
        arriving = row.read(keys)
        if arriving is not None and arriving.key in ids:
            row.wrong("id", _("This id is on an earlier line already."))
            arriving = None
        batch.problems += row.problems
        if arriving is not None:
            ids.add(arriving.key)
            batch.rows.append(arriving)
    batch.problems += table.problems
    return batch


class _Row:
    """One line, and everything that is wrong with it."""

    def __init__(self, line: int, values: list[str], columns: Columns) -> None:
        self.line, self.problems = line, list[Problem]()
        self._values, self._columns = values, columns

    def text(self, column: str) -> str:
        """Return the text of a column without blanks at its ends; "" where there is none."""
        place = self._columns.at(column)
        return "" if place is None else " ".join(self._values[place].split())

    def wrong(self, column: str, sentence: str) -> None:
        """Note something that is wrong."""
        self.problems.append(Problem(self.line, column, sentence))

    def read(self, keys: Keys) -> Arriving | None:
        """Return the hour of the line."""
        day, minutes = self._day(), self._minutes()
        activity = self._one_of("activity", Activity) or Activity.WORK
        stream, kind = self._one_of("stream", Stream), self._one_of("kind", Kind)
        is_ahead = self._is_ahead()
        if self.problems or day is None or minutes is None:
            return None
        found = Arriving(
            line=self.line,
            column="person",
            key="",
            who=self.text("person"),
            day=day,
            minutes=minutes,
            reference=self.text("reference"),
            words=self.text("words"),
            stream=OF_STREAM.get(activity, stream),
            kind=OF_KIND.get(activity, kind),
            activity=activity,
            funding=self.text("line"),
            role=self.text("role"),
            is_ahead=is_ahead,
        )
        return replace(found, key=self._key(found, keys))

    def _key(self, found: Arriving, keys: Keys) -> str:
        named = self.text("id")
        if named:
            return f"id {named}"[:80]
        return keys.of(found.who.casefold(), found.day, found.minutes, found.reference, found.words, found.role)

    def _day(self) -> date | None:
        text = self.text("day")
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.wrong("day", _("“%(text)s” is no day. Write it like 2026-11-03.") % {"text": text[:40]})
            return None

    def _minutes(self) -> int | None:
        text = self.text("hours")
        minutes = read_amount(text)
        if not minutes:
            self.wrong("hours", _("“%(text)s” is no time. Write it like 2, 2.5, 1:30 or 45m.") % {"text": text[:40]})
        return minutes

    def _one_of[Choice: (Stream, Kind, Activity)](self, column: str, choices: type[Choice]) -> Choice | None:
        text = self.text(column).lower()
        if not text:
            return None
        try:
            return choices(text)
        except ValueError:
            words = _("“%(text)s” is none of these: %(choices)s.")
            self.wrong(column, words % {"text": text[:40], "choices": ", ".join(choices)})
            return None

    def _is_ahead(self) -> bool:
        text = self.text("ahead").lower()
        if text not in _YES | _NO:
            self.wrong("ahead", _("Write yes or no."))
        return text in _YES
