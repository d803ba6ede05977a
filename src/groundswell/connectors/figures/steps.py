"""A number a step, before and after a day, and another number beside it where something is compared."""

import math
from dataclasses import dataclass
from datetime import date, datetime

from groundswell.connectors.figures.dates import moments
from groundswell.connectors.figures.table import BadFigures, Cell, listed, rows_of

FROM, VALUE, OTHER = "from", "value", "other"

type Values = tuple[float | None, ...]


@dataclass(frozen=True)
class StepTable:
    """Values before and from a day on; `other` is None where there is no such column. None: a step without a value."""

    before: Values
    after: Values
    other: tuple[Values, Values] | None


def read_steps(content: bytes, on: date) -> StepTable:
    """Return the steps of a file around a day; raises BadFigures."""
    rows = rows_of(content)
    place, value, other = (rows.place(name) for name in (FROM, VALUE, OTHER))
    if place is None or value is None:
        raise BadFigures(
            f"The columns {FROM} and {VALUE} are needed, and {OTHER} may be there. "
            f"The columns are: {listed(rows.head)}."
        )
    days = rows.column(place)
    cut = _cut(days, moments(days), on)
    ours = [_number(cell) for cell in rows.column(value)]
    theirs = [_number(cell) for cell in rows.column(other)] if other is not None else None
    beside = None if theirs is None else (tuple(theirs[:cut]), tuple(theirs[cut:]))
    return StepTable(tuple(ours[:cut]), tuple(ours[cut:]), beside)


def _cut(cells: list[Cell], read: list[datetime | None], on: date) -> int:
    """Return how many steps begin before the day; they must stand in order, each once."""
    last: datetime | None = None
    for cell, moment in zip(cells, read, strict=True):
        if moment is None:
            raise cell.fault("is empty; each line needs the first day of its step")
        if last is not None and moment <= last:
            raise cell.fault("does not come after the line above it")
        last = moment
    return sum(moment is not None and moment.date() < on for moment in read)


def _number(cell: Cell) -> float | None:
    if not cell.text:
        return None
    try:
        found = float(cell.text.replace(",", ".") if cell.text.count(",") == 1 and "." not in cell.text else cell.text)
    except ValueError as fault:
        raise cell.fault("is no number") from fault
    if not math.isfinite(found):
        raise cell.fault("is no number")
    return found
