"""How long questions waited: asked, answered or not yet, and until when they were watched."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from groundswell.connectors.figures.dates import moments
from groundswell.connectors.figures.table import BadFigures, Cell, listed, rows_of

ASKED, ANSWERED, UNTIL = "asked_at", "answered_at", "until"
AN_HOUR = 3600
# As databases and tables of programs write that there is none.
_NEVER = frozenset({"null", "\\n", "nat", "nan", "none", "n/a", "-"})


@dataclass(frozen=True)
class WaitTable:
    """Hours that each question waited, and whether an answer ended it."""

    hours: tuple[float, ...]
    answered: tuple[bool, ...]


def read_waits(content: bytes) -> WaitTable:
    """Return the waits of a file; raises BadFigures."""
    rows = rows_of(content)
    places = {name: rows.place(name) for name in (ASKED, ANSWERED, UNTIL)}
    missing = [name for name, place in places.items() if place is None]
    if missing:
        raise BadFigures(f"The columns {', '.join(missing)} are missing. The columns are: {listed(rows.head)}.")
    if not rows.lines:
        raise BadFigures("The file has a head and no line below it.")
    cells = {name: rows.column(place) for name, place in places.items() if place is not None}
    cells[ANSWERED] = [replace(cell, text="") if cell.text.lower() in _NEVER else cell for cell in cells[ANSWERED]]
    read = _together(cells)
    waits = [
        _wait(
            [cells[name][row] for name in (ASKED, ANSWERED, UNTIL)],
            [read[name][row] for name in (ASKED, ANSWERED, UNTIL)],
        )
        for row in range(len(rows.lines))
    ]
    return WaitTable(tuple(hours for hours, _ in waits), tuple(answered for _, answered in waits))


def _together(cells: dict[str, list[Cell]]) -> dict[str, list[datetime | None]]:
    """Return the moments of all three columns, of which each may settle how the others write dates."""
    every = [cell for column in cells.values() for cell in column]
    found = moments(every)
    rows = len(cells[ASKED])
    return {name: found[number * rows : (number + 1) * rows] for number, name in enumerate(cells)}


def _wait(cells: Sequence[Cell], moments_of: Sequence[datetime | None]) -> tuple[float, bool]:
    asked, answered, until = moments_of
    if asked is None:
        raise cells[0].fault("is empty; each line needs the moment of the question")
    end, cell = (answered, cells[1]) if answered else (until, cells[2])
    if end is None:
        raise cells[2].fault("is empty; a question without an answer needs the moment until which it was watched")
    if end < asked:
        raise cell.fault("lies before the moment of the question")
    return (end - asked).total_seconds() / AN_HOUR, answered is not None
