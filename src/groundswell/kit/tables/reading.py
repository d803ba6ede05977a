"""A CSV file, as bytes of any origin: rows of text, or one sentence that says what is wrong with it."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from groundswell.kit.tables.report import Problem

LARGEST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
_DELIMITERS = (",", ";", "\t")
# What Excel is told above the names: what parts the values.
SAYS_DELIMITER = re.compile(r'"?sep=[,;\t]?"?[,;\s]*', re.IGNORECASE)
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# What a text file may hold below the blank; anything else means that it is none.
_CONTROLS = frozenset(chr(code) for code in range(32)) - set("\t\n\r\f")


class Unreadable(Exception):
    """The file is no such table. The sentence says why, and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Shape:
    """What a table looks like: its columns, those that must be there, and what some of them are also called.

    `nobody` is said of a file with columns and no lines, `too_many` of one with more lines than are taken.
    """

    columns: tuple[str, ...]
    required: tuple[str, ...]
    nobody: str
    too_many: str
    also_called: Mapping[str, str] = field(default_factory=dict)

    def known(self, word: str) -> str:
        """Return which column a word of the first line means; the word itself where it means none."""
        name = "_".join(word.strip().strip('"').lower().replace("-", " ").replace("_", " ").split())
        return self.also_called.get(name, name)

    @property
    def least(self) -> str:
        """The first line of the smallest such table."""
        return ",".join(self.required)


@dataclass(frozen=True)
class Row:
    """One line of the file: its number, and the text of each column that the file has."""

    line: int
    values: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return the trimmed text of a column; "" where the file has none."""
        return self.values.get(column, "").strip()


@dataclass(frozen=True)
class Table:
    """What was read: sound rows, and the lines that do not fit the columns."""

    rows: Sequence[Row]
    problems: Sequence[Problem]


def read(content: bytes | str, shape: Shape) -> Table:
    """Return the rows of a file. Raises `Unreadable` with a sentence, and nothing else."""
    text = content if isinstance(content, str) else decoded(content)
    text = text.removeprefix("\ufeff")
    if not _CONTROLS.isdisjoint(text):
        raise Unreadable(_("This is not a text file. Save the table as CSV (UTF-8) and try again."))
    if not text.strip():
        empty = _("The file is empty. Its first line names the columns, at least: %(least)s")
        raise Unreadable(empty % {"least": shape.least})
    lines = _lines(text, _delimiter(text, shape))
    _line, words = next(lines, (1, []))
    if words and SAYS_DELIMITER.fullmatch(words[0]):
        _line, words = next(lines, (1, []))
    rows, problems = _rows(lines, _header(words, shape), shape)
    if not rows and not problems:
        raise Unreadable(shape.nobody)
    return Table(rows, problems)


def decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or Windows-1252."""
    if len(content) > LARGEST_BYTES:
        raise Unreadable(_("The file is larger than 5 MB. Split it, and import one part after the other."))
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return _decoded_as(encoding, content.removeprefix(mark))
    return _decoded_as(_guess(content), content)


def utf_16_without_mark(content: bytes) -> str:
    """Return which UTF-16 a text without a mark of its byte order is in; "" where it is in none."""
    # Every second byte of a mostly Latin text is zero there, and none elsewhere.
    head = content[:2000]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(head) > 1 and head[start::2].count(0) > len(head) // 4 and head[1 - start :: 2].count(0) == 0:
            return encoding
    return ""


def _guess(content: bytes) -> str:
    unmarked = utf_16_without_mark(content)
    if unmarked:
        return unmarked
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _decoded_as(encoding: str, content: bytes) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as broken:
        raise Unreadable(
            _("The letters of this file cannot be read. Save it as CSV (UTF-8) and try again.")
        ) from broken


def _delimiter(text: str, shape: Shape) -> str:
    """Return what separates the columns: whatever finds most of the known ones in the first line with words."""
    written = (line for line in text.splitlines() if line.strip())
    first = next((line for line in written if not SAYS_DELIMITER.fullmatch(line)), "")
    return max(_DELIMITERS, key=lambda each: sum(shape.known(word) in shape.columns for word in first.split(each)))


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each line that holds anything, with the number of its first line of text."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    line = 1
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as broken:
            raise Unreadable(_broken(line, str(broken))) from broken
        if any(value.strip() for value in values):
            yield line, values
        line = reader.line_num + 1


def _broken(line: int, cause: str) -> str:
    if "limit" in cause:
        return _("A value on line %(line)s is longer than 100,000 characters.") % {"line": line}
    return _("The quotation marks that begin on line %(line)s do not end as they should.") % {"line": line}


def _header(words: list[str], shape: Shape) -> list[str]:
    names = [shape.known(word) for word in words]
    unknown = [word.strip() for word, name in zip(words, names, strict=True) if name and name not in shape.columns]
    if unknown:
        raise Unreadable(
            _("The column “%(column)s” is not known. The first line names some of these: %(known)s.")
            % {"column": unknown[0][:100], "known": ", ".join(shape.columns)}
        )
    for name in shape.required:
        if name not in names:
            raise Unreadable(
                _("There is no column “%(column)s”. The first line names the columns, at least: %(least)s")
                % {"column": name, "least": shape.least}
            )
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice:
        raise Unreadable(_("The column “%(column)s” is there twice.") % {"column": twice})
    return names


def _rows(lines: Iterator[tuple[int, list[str]]], header: list[str], shape: Shape) -> tuple[list[Row], list[Problem]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, values in lines:
        if len(rows) + len(problems) == MOST_ROWS:
            raise Unreadable(shape.too_many)
        surplus = [value for name, value in _named(header, values) if not name and value.strip()]
        if surplus:
            problems.append(Problem(line, "", _("This line has more values than there are columns.")))
        else:
            rows.append(Row(line, {name: value for name, value in _named(header, values) if name}))
    return rows, problems


def _named(header: list[str], values: list[str]) -> Iterator[tuple[str, str]]:
    for index, value in enumerate(values):
        yield header[index] if index < len(header) else "", value
