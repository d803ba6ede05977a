"""An export of Tempo: every row a worklog."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.utils.translation import gettext as _

from groundswell.connectors.columns import Named, Names, all_of, missing
from groundswell.connectors.days import day_of
from groundswell.hours.rules.amounts import minutes_of
from groundswell.kit.tables import Problem, Unreadable
from groundswell.kit.tables.wide import read_wide

_REQUIRED = ("Issue Key", "Hours", "Work date", "Username")
# Key and summary are called as Jira calls them; of the others no export in another language is known.
_NAMES: Names = {
    "Issue Key": ("Vorgangsschlüssel", "Clé de ticket", "Clave de incidencia"),
    "Issue summary": ("Zusammenfassung", "Résumé", "Resumen"),
    "Hours": (),
    "Work date": (),
    "Username": (),
    "Full name": (),
    "Work Description": (),
}
_MOST_HOURS = 1000


@dataclass(frozen=True, slots=True)
class Worklog:
    """One row."""

    line: int
    issue: str
    summary: str
    who: str
    day: date
    minutes: int
    words: str


def read_worklogs(file: Path, problems: list[Problem], said: Mapping[str, str] | None = None) -> Iterator[Worklog]:
    """Yield the worklogs of an export; a row that is wrong goes to `problems`. Raises `Unreadable`, and OSError.

    `said`: what columns are called in the file, by their English name.
    """
    table = read_wide(file, all_of(_NAMES, said))
    named = Named(table.columns, _NAMES, said)
    found = {name: named.at(name) for name in _NAMES}
    if found["Username"] is None:
        found["Username"] = found["Full name"]
    for name in _REQUIRED:
        if found[name] is None:
            raise Unreadable(missing(name))

    for line, values in table.rows:
        text = {name: "" if place is None else values[place].strip() for name, place in found.items()}
        wrong = list(_wrong(line, text))
        problems += wrong
        if not wrong:
            day, minutes = day_of(text["Work date"]), hours_of(text["Hours"])
            yield Worklog(
                line,
                text["Issue Key"],
                " ".join(text["Issue summary"].split()),
                text["Username"] or text["Full name"],
                day,  # type: ignore[arg-type]  # asked by _wrong
                minutes,  # type: ignore[arg-type]  # as above
                " ".join(text["Work Description"].split()),
            )
    problems += table.problems


def _wrong(line: int, text: dict[str, str]) -> Iterator[Problem]:
    if day_of(text["Work date"]) is None:
        words = _("“%(text)s” is no day that could only be one. Write it like 2026-01-10 or 10/Jan/26.")
        yield Problem(line, "Work date", words % {"text": text["Work date"][:40]})
    if not hours_of(text["Hours"]):
        yield Problem(line, "Hours", _("“%(text)s” is no number of hours.") % {"text": text["Hours"][:40]})
    if not (text["Username"] or text["Full name"]):
        yield Problem(line, "Username", _("It does not say whose time it is."))


def hours_of(text: str) -> int | None:
    """Return hours with a point or a comma, in minutes; None for what are none, or more than a thousand."""
    try:
        hours = Decimal(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return None
    return minutes_of(hours) if hours.is_finite() and 0 < hours <= _MOST_HOURS else None
