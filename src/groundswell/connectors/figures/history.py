"""How many were finished each week: from the dates of finished items, or from counts a week."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from groundswell.connectors.figures.dates import is_moment, moments
from groundswell.connectors.figures.table import BadFigures, Cell, Rows, headless, listed, rows_of

FINISHED = (
    *("finished", "finished_at", "finished_on", "finished_date", "done", "done_at", "done_on", "done_date"),
    *("completed", "completed_at", "completed_on", "completed_date", "completedon", "resolved", "resolved_at"),
    *("resolution_date", "resolutiondate", "closed", "closed_at", "closed_on", "closed_date", "end_date"),
    # As Jira and spreadsheets say it in German, French, Spanish and Italian.
    *("erledigt", "erledigt_am", "abgeschlossen", "abgeschlossen_am", "geschlossen", "geschlossen_am", "fertig"),
    *("résolue", "résolu", "terminé", "fermé", "resuelta", "resuelto", "terminado", "cerrado", "risolto", "completato"),
)
WEEK = ("week", "week_start", "week_of", "first_day", "starting", "woche")
COUNT = ("finished_per_week", "count", "throughput", "items", "finished", "done", "completed", "closed", "number")
ANY_DATE = ("date", "day", "datum", "fecha", "data")
A_WEEK = timedelta(days=7)
MOST_WEEKS = 52 * 60
# Days as spreadsheets count them, from 1990 to 2100; and moments as computers do, in seconds and thousandths.
_NUMBERED_DAYS, _SECONDS, _THOUSAND = (32_874, 73_050), (10**9, 4 * 10**9), 1000
_COMPACT = len("20261005")
_GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_FRACTION = re.compile(r"\d+[.,](?:\d{1,2}|\d{4,})|0[.,]\d+|\d{4,}[.,]\d+")


@dataclass(frozen=True)
class History:
    """Weeks from Monday, the earliest first; the one that was not over yet is left out."""

    first_week: date | None  # None: the file counts weeks without dates
    finished_per_week: tuple[float, ...]
    items: int | None  # None: the file has counts
    unfinished: int  # lines without a date
    left_out: int  # finished in the week that is not over
    column: str


def read_history(content: bytes, *, until: date | None = None) -> History:
    """Return the history of a file; raises BadFigures.

    `until`: the day on which the file was written; its week counts if it was over then. Without it, the week of the
    last date is taken as over, since nothing says when the file was written.
    """
    rows = rows_of(content)
    if _is_headless(rows):
        rows = headless(rows)
    if not rows.lines:
        raise BadFigures("The file has a head and no line below it.")
    dates, week, count = _date_column(rows), rows.place(*WEEK), rows.place(*COUNT)
    if dates is not None and week is None and _has_moments(rows.column(dates)) and rows.place(*FINISHED) == dates:
        return _dated(rows.column(dates), until)
    if count is not None and (week not in {None, count} or _is_numeric(rows.column(count))):
        return _counted(rows, week if week is not None else rows.place(*ANY_DATE), count, until)
    if dates is not None:
        return _dated(rows.column(dates), until)
    if len(rows.head) == 1 and _is_numeric(rows.column(0)):
        return _counted(rows, None, 0, until)
    raise BadFigures(
        "No column was found with the dates of finished items (finished_date, resolved, …) or with counts "
        f"(week, finished_per_week). The columns are: {listed(rows.head)}."
    )


def _is_headless(rows: Rows) -> bool:
    return all(_is_number(cell) or is_moment(cell.strip()) for cell in rows.head if cell.strip())


def _date_column(rows: Rows) -> int | None:
    place = rows.place(*FINISHED)
    if place is None:
        place = rows.place(*ANY_DATE)
    return 0 if place is None and len(rows.head) == 1 and not _is_numeric(rows.column(0)) else place


def _dated(cells: Sequence[Cell], until: date | None) -> History:
    found = [moment for moment in moments(cells) if moment is not None]
    if not found:
        raise BadFigures(f"Column {cells[0].column} has no date: nothing was ever finished.")
    first, after = _monday(min(found)), _monday(max(found)) + A_WEEK
    if until is not None:
        over = _monday(datetime(until.year, until.month, until.day, tzinfo=UTC))
        after = over if over > first else first + A_WEEK
    weeks = (after - first).days // 7
    if weeks > MOST_WEEKS:
        raise BadFigures(f"The dates of column {cells[0].column} lie {weeks // 52} years apart: is one of them wrong?")
    counted = Counter(_monday(moment) for moment in found)
    finished = tuple(float(counted[first + number * A_WEEK]) for number in range(weeks))
    unfinished = len(cells) - len(found)
    return History(first, finished, len(found), unfinished, len(found) - int(sum(finished)), cells[0].column)


def _counted(rows: Rows, week: int | None, count: int, until: date | None) -> History:
    cells = rows.column(count)
    _require_no_grouping(cells)
    counts = [_count(cell) for cell in cells]
    if week is None:
        _require_no_moments(cells, counts)
    if week is None or _is_numeric(rows.column(week)):
        return History(None, tuple(counts), None, 0, 0, cells[0].column)
    named = rows.column(week)
    days = moments(named)
    by_week: dict[date, float] = {}
    for cell, day, finished in zip(named, days, counts, strict=True):
        if day is None:
            raise cell.fault("is no date; each count needs its week")
        if _monday(day) in by_week:
            raise cell.fault("names a week that stands above already")
        by_week[_monday(day)] = finished
    first, last = min(by_week), max(by_week)
    weeks = (last - first).days // 7 + 1
    if weeks > MOST_WEEKS:
        raise BadFigures(f"The weeks of column {named[0].column} lie {weeks // 52} years apart: is one of them wrong?")
    spread = tuple(by_week.get(first + number * A_WEEK, 0.0) for number in range(weeks))
    is_open = until is not None and last <= until < last + A_WEEK - timedelta(days=1) and weeks > 1
    kept = spread[:-1] if is_open else spread
    return History(first, kept, None, 0, int(spread[-1]) if is_open else 0, cells[0].column)


def _require_no_grouping(cells: Sequence[Cell]) -> None:
    """Refuse "1.200" where no other line settles whether it is one and a fifth, or twelve hundred."""
    grouped = next((cell for cell in cells if _GROUPED.fullmatch(cell.text)), None)
    if grouped is not None and not any(_FRACTION.fullmatch(cell.text) for cell in cells):
        raise grouped.fault("can be read as two numbers; write thousands without a mark")


def _require_no_moments(cells: Sequence[Cell], counts: Sequence[float]) -> None:
    """Refuse moments that are written as numbers: as counts they would be tens of thousands each week."""
    spans = (_NUMBERED_DAYS, _SECONDS, tuple(each * _THOUSAND for each in _SECONDS))
    for first, last in spans:
        if counts and all(first <= each <= last for each in counts):
            raise cells[0].fault("looks like a day written as a number, as every line does; write days as 2026-10-05")


def _count(cell: Cell) -> float:
    text = cell.text.replace(",", ".") if cell.text.count(",") == 1 and "." not in cell.text else cell.text
    try:
        number = float(text)
    except ValueError:
        raise cell.fault("is no number of finished items; a week without any has 0") from None
    if not math.isfinite(number) or number < 0:
        raise cell.fault("cannot be a number of finished items; it must be 0 or more")
    return number


def _is_numeric(cells: Sequence[Cell]) -> bool:
    """Tell whether a column holds numbers: its first filled cell does."""
    return next((_is_number(cell.text) for cell in cells if cell.text), False)


def _has_moments(cells: Sequence[Cell]) -> bool:
    return next((is_moment(cell.text) for cell in cells if cell.text), False)


def _is_number(text: str) -> bool:
    text = text.strip()
    if len(text) == _COMPACT and text.isdigit() and is_moment(text):
        return False
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def _monday(moment: datetime) -> date:
    return moment.date() - timedelta(days=moment.weekday())
