"""An export of Jira: every row an issue, columns by their place."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from groundswell.connectors.columns import Named, Names, all_of, missing
from groundswell.connectors.days import day_of
from groundswell.kit.tables import Problem, Unreadable
from groundswell.kit.tables.wide import read_wide

# Jira's own day and week of work, where a time is written "1d 4h".
_UNIT = {"w": 5 * 8 * 3600, "d": 8 * 3600, "h": 3600, "m": 60, "s": 1}
_LENGTH = re.compile(r"(?:\d+\s*[wdhms]\s*)+", re.IGNORECASE)
_PIECE = re.compile(r"(\d+)\s*([wdhms])", re.IGNORECASE)
_NAMES: Names = {
    "Issue key": ("Key", "Vorgangsschlüssel", "Clé de ticket", "Clave de incidencia"),
    "Summary": ("Zusammenfassung", "Résumé", "Resumen"),
    "Issue Type": ("Vorgangstyp", "Type de ticket", "Tipo de Incidencia"),
    "Status": ("État", "Estado"),
    "Assignee": ("Zugewiesene Person", "Bearbeiter", "Personne assignée", "Persona asignada"),
    "Resolved": ("Erledigt", "Résolue", "Resuelta"),
    "Updated": ("Aktualisiert", "Mise à jour", "Actualizada"),
    "Created": ("Erstellt", "Création", "Creada"),
    "Original estimate": ("Ursprüngliche Schätzung", "Estimation originale"),
    "Remaining Estimate": ("Estimation restante",),
    # Sums with sub-tasks have other names, and are never read.
    "Time Spent": ("Benötigte Zeit", "Temps consacré"),
    "Story Points": (),
    "Sprint": (),
    "Parent key": ("Clé parent", "Clave principal"),
    "Log Work": (),
}
_CUSTOM = ("Custom field", "Benutzerdefinierte Felder", "Champs personnalisés", "Campo personalizado")
_POINTS, _PARENTS = ("Story Points", "Story point estimate"), ("Epic Link", "Parent Link")


@dataclass(frozen=True, slots=True)
class Worklog:
    """Time that somebody logged. `moment` is the text of when, as it stands there."""

    day: date
    moment: str
    author: str
    seconds: int
    words: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One row. Seconds and points are None where the file does not say them."""

    line: int
    key: str
    summary: str
    kind: str
    status: str
    assignee: str
    updated: date | None
    estimate: int | None
    remaining: int | None
    spent: int | None
    points: str
    sprints: tuple[str, ...]
    parent: str
    worklogs: tuple[Worklog, ...]


class _Wrong(Exception):
    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.sentence = column, sentence


def read_issues(file: Path, problems: list[Problem], said: Mapping[str, str] | None = None) -> Iterator[Issue]:
    """Yield the issues of an export; a row that is wrong goes to `problems`. Raises `Unreadable`, and OSError.

    `said`: what columns are called in the file, by their English name.
    """
    table = read_wide(file, all_of(_NAMES, said))
    places = _Places(Named(table.columns, _NAMES, said), table.columns.of)
    for line, values in table.rows:
        try:
            yield places.issue(line, values)
        except _Wrong as wrong:
            problems.append(Problem(line, wrong.column, wrong.sentence))
    problems += table.problems


class _Places:
    """Where each field stands."""

    def __init__(self, named: Named, custom: Callable[..., Sequence[int]]) -> None:
        key = named.at("Issue key")
        if key is None:
            raise Unreadable(missing("Issue key"))
        self.key = key
        self.summary = named.at("Summary")
        self.kind, self.status = named.at("Issue Type"), named.at("Status")
        self.assignee = named.at("Assignee")
        self.updated = [place for name in ("Resolved", "Updated", "Created") for place in named.of(name)[:1]]
        self.estimate = named.at("Original estimate")
        self.remaining = named.at("Remaining Estimate")
        self.spent = named.at("Time Spent")
        self.points = [*_custom(custom, _POINTS), *named.of("Story Points")]
        self.sprints = named.of("Sprint")
        self.parent = [*named.of("Parent key"), *_custom(custom, _PARENTS)]
        self.worklogs = named.of("Log Work")
        if self.spent is None and not self.worklogs:
            raise Unreadable(missing("Log Work") + " " + _("“Time Spent” is not there either, so no hours are in it."))

    def issue(self, line: int, values: list[str]) -> Issue:
        """Return the issue of a row."""
        key = values[self.key].strip()
        if not key:
            raise _Wrong("Issue key", _("There is no key."))
        return Issue(
            line=line,
            key=key,
            summary=_text(values, self.summary),
            kind=_text(values, self.kind),
            status=_text(values, self.status),
            assignee=_text(values, self.assignee),
            updated=self._updated(values),
            estimate=_seconds(values, self.estimate, "Original estimate"),
            remaining=_seconds(values, self.remaining, "Remaining Estimate"),
            spent=_seconds(values, self.spent, "Time Spent"),
            points=_first(values, self.points),
            sprints=tuple(dict.fromkeys(_all(values, self.sprints))),
            parent=_first(values, self.parent),
            worklogs=tuple(_worklog(text) for text in _all(values, self.worklogs)),
        )

    def _updated(self, values: list[str]) -> date | None:
        text = _first(values, self.updated)
        return day_of(text) if text else None


def _custom(places: Callable[..., Sequence[int]], names: Sequence[str]) -> Iterator[int]:
    return (place for name in names for place in places(*(f"{field} ({name})" for field in _CUSTOM)))


def _text(values: list[str], place: int | None) -> str:
    return "" if place is None else values[place].strip()


def _all(values: list[str], places: Sequence[int]) -> Iterator[str]:
    return (text for place in places if (text := values[place].strip()))


def _first(values: list[str], places: Sequence[int]) -> str:
    return next(_all(values, places), "")


def _seconds(values: list[str], place: int | None, column: str) -> int | None:
    text = _text(values, place)
    if not text:
        return None
    found = seconds_of(text)
    if found is None:
        raise _Wrong(column, _("“%(text)s” is no time. Jira writes seconds (144000), or 2h 30m.") % {"text": text[:40]})
    return found


def seconds_of(text: str) -> int | None:
    """Return a time in seconds: "144000", "144000.0" or "1d 4h" (a day of 8 hours, a week of 5 days)."""
    whole = text.removesuffix(".0")
    if whole.isascii() and whole.isdigit():
        return int(whole) if len(whole) < 10 else None  # noqa: PLR2004 - thirty years of seconds
    if not _LENGTH.fullmatch(text):
        return None
    found = sum(int(count) * _UNIT[unit.lower()] for count, unit in _PIECE.findall(text))
    return found if found < 10**9 else None


def _worklog(text: str) -> Worklog:
    """Return a worklog: `comment;date;author;seconds`, of which the comment may hold semicolons and lines."""
    parts = text.rsplit(";", 3)
    if len(parts) != 4:  # noqa: PLR2004 - as written above
        raise _Wrong("Log Work", _("“%(text)s” is no worklog (comment;date;author;seconds).") % {"text": text[-60:]})
    words, moment, author, seconds = (part.strip() for part in parts)
    day, length = day_of(moment), seconds_of(seconds)
    if day is None:
        raise _Wrong(
            "Log Work",
            _("“%(text)s” is no day that could only be one. Jira writes 10/Jan/26 11:19 AM.") % {"text": moment[:40]},
        )
    if length is None:
        raise _Wrong("Log Work", _("“%(text)s” is no number of seconds.") % {"text": seconds[:40]})
    return Worklog(day, moment, author, length, words)
