"""Tables of any size, read row by row from a file: columns by their place, since names may stand there many times."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from groundswell.kit.tables.reading import SAYS_DELIMITER, Unreadable, utf_16_without_mark
from groundswell.kit.tables.report import Problem

_PIECE = 1 << 20
_HEAD = 1 << 16
_DELIMITERS = (",", ";", "\t")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class Columns:
    """The names of a table's first line, each with every place where it stands."""

    places: Mapping[str, Sequence[int]]
    count: int

    def of(self, *names: str) -> Sequence[int]:
        """Return the places of the first of these names that is there; none where none is."""
        return next((self.places[plain(name)] for name in names if plain(name) in self.places), ())

    def at(self, *names: str) -> int | None:
        """Return the first place of the first of these names that is there."""
        return next(iter(self.of(*names)), None)


@dataclass(frozen=True)
class Wide:
    """A table that is read as it is asked for, once. Rows that do not fit its columns are noted in `problems`."""

    columns: Columns
    rows: Iterator[tuple[int, list[str]]]
    problems: list[Problem]


def plain(name: str) -> str:
    """Return a name as it is compared: without case, blanks at its ends, and marks around it."""
    return " ".join(name.strip().strip('"').casefold().replace("_", " ").split())


def read_wide(file: Path, known: Sequence[str]) -> Wide:
    """Open a file whose first line names some `known` columns. Raises `Unreadable` with a sentence, and OSError."""
    encoding = _encoding(file)
    lines = _lines(file, encoding, _delimiter(file, encoding, known))
    _first, names = next(lines, (1, []))
    if names and SAYS_DELIMITER.fullmatch(names[0]):
        _first, names = next(lines, (1, []))
    if not any(name.strip() for name in names):
        raise Unreadable(_("The file is empty. Its first line names the columns."))
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(plain(name), []).append(place)
    problems: list[Problem] = []
    columns = Columns(places, len(names))
    return Wide(columns, _fitting(lines, len(names), problems), problems)


def _fitting(
    lines: Iterator[tuple[int, list[str]]], count: int, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that fit: one that is shorter gets empty values, one that is longer must hold nothing more."""
    for line, values in lines:
        if len(values) < count:
            values.extend([""] * (count - len(values)))
        elif len(values) > count and any(value.strip() for value in values[count:]):
            problems.append(Problem(line, "", _("This line has more values than there are columns.")))
            continue
        yield line, values


def _lines(file: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    with file.open(encoding=encoding, newline="") as text:
        reader, line = csv.reader(_without_zeros(text), delimiter=delimiter, strict=True), 1
        while True:
            try:
                values = next(reader, None)
            except csv.Error as broken:
                raise Unreadable(_broken(line, str(broken))) from broken
            except UnicodeDecodeError as broken:
                raise Unreadable(_no_text(_unreadable_line(file, encoding))) from broken
            if values is None:
                return
            if values and (len(values) > 1 or values[0].strip()):
                yield line, values
            line = reader.line_num + 1


def _without_zeros(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines; one with a zero byte is no text, and no database keeps it."""
    for number, line in enumerate(lines, 1):
        if "\0" in line:
            raise Unreadable(_no_text(number))
        yield line


def _unreadable_line(file: Path, encoding: str) -> int:
    """Return the number of the first line with a letter that could not be read."""
    with file.open(encoding=encoding, errors="replace", newline="") as text:
        return next((number for number, line in enumerate(text, 1) if "\ufffd" in line), 1)


def _no_text(line: int) -> str:
    return _("Line %(line)s is not text. Save the table as CSV (UTF-8) and try again.") % {"line": line}


def _broken(line: int, cause: str) -> str:
    if "limit" in cause:
        return _("A value on line %(line)s is longer than 100,000 characters.") % {"line": line}
    return _("The quotation marks that begin on line %(line)s do not end as they should.") % {"line": line}


def _delimiter(file: Path, encoding: str, known: Sequence[str]) -> str:
    with file.open(encoding=encoding, errors="replace", newline="") as text:
        written = (line[:_HEAD] for line in text if line.strip())
        first = next(written, "")
        if SAYS_DELIMITER.fullmatch(first):
            first = next(written, "")
    wanted = {plain(name) for name in known}
    return max(_DELIMITERS, key=lambda each: sum(plain(word) in wanted for word in first.split(each)))


def _encoding(file: Path) -> str:
    """Return how the letters of a file are written; what is neither UTF-8 nor UTF-16 is Windows-1252."""
    with file.open("rb") as content:
        head = content.read(_PIECE)
        for mark, encoding in _MARKS:
            if head.startswith(mark):
                return encoding
        unmarked = utf_16_without_mark(head)
        if unmarked:
            return unmarked
        decoder, piece = codecs.getincrementaldecoder("utf-8")(), head
        try:
            while piece:
                decoder.decode(piece)
                piece = content.read(_PIECE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"
