"""A table of any tool: bytes in, lines with their numbers out, or one sentence with the place of what is wrong."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

SEPARATORS = (",", ";", "\t", "|")
LARGEST = 200 * 1024 * 1024
SHOWN = 40
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class BadFigures(ValueError):
    """A file does not hold what it should; the message says where and what."""


@dataclass(frozen=True)
class Cell:
    """What stands in one cell, and where."""

    line: int
    column: str
    text: str

    def fault(self, what: str) -> BadFigures:
        """Return the refusal of this cell."""
        return BadFigures(f"Line {self.line}, column {self.column}: “{shortened(self.text)}” {what}.")


@dataclass(frozen=True)
class Rows:
    """The head of a table, and the lines below it that are not empty."""

    head: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]

    def place(self, *names: str) -> int | None:
        """Return the column that has one of these names, whatever its case, blanks and underscores."""
        plain = [named(name) for name in self.head]
        return next((plain.index(name) for name in names if name in plain), None)

    def column(self, place: int) -> list[Cell]:
        """Return the cells of a column."""
        name = self.head[place].strip() or str(place + 1)
        return [Cell(line, name, cells[place].strip()) for line, cells in self.lines]


def rows_of(content: bytes) -> Rows:
    """Return the rows of a file; raises BadFigures."""
    text = _decoded(content)
    first = text.lstrip("\r\n ").partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[tuple[int, tuple[str, ...]]] = []
    began = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append((began, tuple(row)))
            began = reader.line_num + 1
    except csv.Error as fault:
        raise BadFigures(f"Line {reader.line_num} cannot be read as CSV: {fault}.") from fault
    if not found:
        raise BadFigures("The file is empty.")
    head = found[0][1]
    return Rows(head, tuple((line, _fitted(line, cells, head)) for line, cells in found[1:]))


def headless(rows: Rows) -> Rows:
    """Return the same table where its first line is no head but a row; columns are called by their numbers."""
    numbers = tuple(str(place + 1) for place in range(len(rows.head)))
    return Rows(numbers, ((1, rows.head), *rows.lines))


def named(name: str) -> str:
    """Return a heading as it is compared."""
    return "_".join(name.strip().lower().replace("-", " ").replace("_", " ").split())


def shortened(text: str) -> str:
    """Return foreign words on one line, without what would move the cursor, cut where they are long."""
    line = "".join(each if each.isprintable() else " " for each in text)
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def listed(names: Sequence[str]) -> str:
    """Return headings for a sentence."""
    shown = ", ".join(shortened(name.strip()) or "(no name)" for name in names[:12])
    return f"{shown}, …" if len(names) > 12 else shown  # noqa: PLR2004 - a sentence, no list


def _fitted(line: int, cells: tuple[str, ...], head: tuple[str, ...]) -> tuple[str, ...]:
    if any(cell.strip() for cell in cells[len(head) :]):
        raise BadFigures(f"Line {line} has {len(cells)} cells, and the head has {len(head)}.")
    return (*cells, *[""] * (len(head) - len(cells)))[: len(head)]


def _decoded(content: bytes) -> str:
    if len(content) > LARGEST:
        raise BadFigures("The file is larger than 200 MB: is it the right one?")
    encoding = _MARKS.get(content[:2], "utf-8-sig")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise BadFigures(f"Line {line} is no text in UTF-8. Save the table as CSV (UTF-8), and try again.") from fault
    if "\0" in text:
        raise BadFigures("The file holds bytes that no text has: is it a CSV file?")
    return text
