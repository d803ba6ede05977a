"""A table of separated values, cut into cells a few megabytes at a time, whatever its size.

Without a quotation mark the cells are found by arithmetic on the bytes; from the first one on, Python's csv reads.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from groundswell.connectors.polis.refusals import BadTable

MARK = "\ufeff"
LONGEST_LINE = 64 * 2**20
# What a number may reach beyond the last cell while it is read digit by digit.
MARGIN = bytes(24)
BATCH = 20_000
SEPARATORS = ",;\t"
# Between cells that csv has read; no cell of a number holds it.
UNIT = "\x1f"
OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")


@dataclass(frozen=True)
class Block:
    """Some lines: cell k of line i is `data[starts[i, k]:ends[i, k]]`; `numbers` are the lines' numbers in the file."""

    data: NDArray[np.uint8]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    numbers: NDArray[np.int64]

    def text(self, line: int, column: int) -> str:
        """Return one cell as it stands, without blanks around it."""
        return (
            self.data[self.starts[line, column] : self.ends[line, column]].tobytes().decode("utf-8", "replace").strip()
        )


@dataclass(frozen=True)
class Head:
    """The first line: its names as given, the separator, and the number of the line."""

    names: tuple[str, ...]
    separator: str
    line: int


def table(chunks: Iterable[bytes]) -> tuple[Head, Iterator[Block]]:
    """Return the head, and the lines below it as blocks of as many cells; raises BadTable, also while it is read."""
    pieces = _pieces(chunks)
    first = next(pieces, b"")
    if first.startswith(OTHER_ENCODINGS) or b"\0" in first[:4096]:
        raise BadTable("This is no text in UTF-8. Save the table as CSV (UTF-8), and try again.")
    head, rest = _head(first, pieces)
    return head, _blocks(rest, head)


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield whole lines, each ended by one line feed."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        cut = rest.rfind(b"\n") + 1 or rest.rfind(b"\r", 0, -1) + 1
        if cut:
            yield _with_line_feeds(rest[:cut])
            rest = rest[cut:]
        if len(rest) > LONGEST_LINE:
            raise BadTable("It has a line of more than 64 MB, so it is no table of votes.")
    if rest:
        yield _with_line_feeds(rest if rest.endswith((b"\n", b"\r")) else rest + b"\n")


def _with_line_feeds(lines: bytes) -> bytes:
    return lines.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in lines else lines


def _head(first: bytes, pieces: Iterator[bytes]) -> tuple[Head, Iterator[bytes]]:
    """Return the first line that is not blank, and what follows it."""
    number, separator = 0, ""
    for piece in chain([first.removeprefix(MARK.encode())], pieces):
        rest = piece
        while rest:
            line, _, rest = rest.partition(b"\n")
            number += 1
            text = line.decode("utf-8", "replace").strip(" ")
            if text.lower().startswith("sep=") and len(text) == 5:  # noqa: PLR2004 - what Excel writes before a table
                separator = text[-1]
            elif text.strip():
                separator = separator or max(SEPARATORS, key=text.count)
                names = tuple(name.strip() for name in next(csv.reader([text], delimiter=separator)))
                return Head(names, separator, number), chain([rest] if rest else [], pieces)
    raise BadTable("The file is empty.")


def _blocks(pieces: Iterator[bytes], head: Head) -> Iterator[Block]:
    line = head.line
    for piece in pieces:
        if b'"' in piece:
            yield from _quoted(chain([piece], pieces), head, line)
            return
        count = piece.count(b"\n")
        yield _cut(piece, ord(head.separator), len(head.names), np.arange(line + 1, line + count + 1))
        line += count


def _quoted(pieces: Iterator[bytes], head: Head, line: int) -> Iterator[Block]:
    """Yield blocks of what csv reads; a cell may then hold separators and line feeds."""
    lines = (each for piece in pieces for each in StringIO(piece.decode("utf-8", "surrogateescape")))
    reader = csv.reader(lines, delimiter=head.separator, strict=True)
    numbered = ((line + reader.line_num, row) for row in reader)
    try:
        while batch := list(islice(numbered, BATCH)):
            yield _of_rows(batch, len(head.names))
    except csv.Error as fault:
        raise BadTable(f"Line {line + reader.line_num} cannot be read as CSV: {fault}.") from fault


def _of_rows(rows: list[tuple[int, list[str]]], width: int) -> Block:
    flat = str.maketrans("\n\x1f", "  ")
    joined = "".join(UNIT.join(cell.translate(flat) for cell in row) + "\n" for _, row in rows)
    return _cut(joined.encode("utf-8", "surrogateescape"), ord(UNIT), width, np.array([number for number, _ in rows]))


def _cut(lines: bytes, separator: int, width: int, numbers: NDArray[np.int64]) -> Block:
    """Return whole lines as cells; blank ones are left out, and any other of another width is a fault."""
    data = np.frombuffer(lines + MARGIN, np.uint8)
    ends = np.flatnonzero((data == separator) | (data == ord("\n"))).astype(np.int32)
    starts = np.empty_like(ends)
    starts[:1], starts[1:] = 0, ends[:-1] + 1
    last = np.flatnonzero(data[ends] == ord("\n"))
    widths = np.diff(last, prepend=-1)
    first = last - widths + 1
    is_blank = ends[last] - starts[first] == widths - 1
    for place in np.flatnonzero((widths != width) & ~is_blank):
        is_blank[place] = _is_blank(
            data[starts[first[place]] : ends[last[place]]], widths[place], width, numbers[place]
        )
    if is_blank.any():
        cells = np.repeat(~is_blank, widths)
        starts, ends, numbers = starts[cells], ends[cells], numbers[~is_blank]
    return Block(data, starts.reshape(-1, width), ends.reshape(-1, width), numbers)


def _is_blank(line: NDArray[np.uint8], cells: int, width: int, number: int) -> bool:
    if line.tobytes().strip():
        raise BadTable(f"Line {number} has {cells} {'cell' if cells == 1 else 'cells'}, and the head has {width}.")
    return True
