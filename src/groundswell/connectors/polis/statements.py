"""What the statements of a conversation say, and which of them were rejected: `comments.csv` of Polis."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from groundswell.connectors.polis.cells import SEPARATORS
from groundswell.connectors.polis.numbers import shortened, whole
from groundswell.connectors.polis.refusals import BadTable

NUMBER = ("comment-id", "statement-id", "tid")
WORDS = ("comment-body", "text", "txt")
MODERATED = ("moderated", "mod")
REJECTED, OPEN, ACCEPTED = "-1", "0", "1"


@dataclass(frozen=True)
class Statements:
    """Texts by the number of the statement, and the numbers of those that moderation rejected."""

    texts: dict[int, str]
    rejected: frozenset[int]


def read_statements(content: bytes) -> Statements:
    """Return the statements of a file; raises BadTable. Of two rows with one number the later counts."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise BadTable(f"Line {line} is no text in UTF-8. Save the table as CSV (UTF-8), and try again.") from fault
    separator = max(SEPARATORS, key=text.lstrip().partition("\n")[0].count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return _of((reader.line_num, row) for row in reader if any(cell.strip() for cell in row))
    except csv.Error as fault:
        raise BadTable(f"Line {reader.line_num} cannot be read as CSV: {fault}.") from fault


def _of(rows: Iterator[tuple[int, list[str]]]) -> Statements:
    line, head = next(rows, (0, []))
    if not head:
        raise BadTable("The file is empty.")
    names = [name.strip().lower().replace("_", "-") for name in head]
    number, words, moderated = (_place(names, of) for of in (NUMBER, WORDS, MODERATED))
    if number is None or (words is None and moderated is None):
        raise BadTable(f"Line {line} heads no list of statements (comment-id, moderated, comment-body).")
    texts: dict[int, str] = {}
    rejected: dict[int, bool] = {}
    for at, row in rows:
        if len(row) != len(head):
            raise BadTable(f"Line {at} has {len(row)} cells, and the head has {len(head)}.")
        one = whole(row[number].strip(), f"Line {at}, column {head[number]}")
        texts[one] = "" if words is None else row[words].strip()
        rejected[one] = moderated is not None and _is_rejected(row[moderated].strip(), at, head[moderated])
    return Statements(texts, frozenset(one for one, is_rejected in rejected.items() if is_rejected))


def _is_rejected(text: str, line: int, name: str) -> bool:
    plain = text.removesuffix(".0")
    if plain not in {REJECTED, OPEN, ACCEPTED, ""}:
        raise BadTable(f"Line {line}, column {name}: “{shortened(text)}” is none of -1 (rejected), 0 and 1 (accepted).")
    return plain == REJECTED


def _place(names: list[str], of: Iterable[str]) -> int | None:
    return next((names.index(name) for name in of if name in names), None)
