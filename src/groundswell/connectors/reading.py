"""What is read out of foreign JSON when it is read live: forgiving in small things, and never a guess."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.html import blocks_of
from groundswell.connectors.plain import storable
from groundswell.questions.records import Item, Kind, Message
from groundswell.register.threads.rules import text_of

type Row = dict[str, Any]
LONGEST_TEXT = 200_000
LONGEST_LINE = 480
_EARLIEST, _LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def rows(found: object, *path: str) -> list[Row]:
    """Return the objects of a list that lies at a path; what is no object is left out, and no list is an empty one."""
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def needed(found: object, *path: str, origin: str) -> list[Row]:
    """Return the objects of a list that must be there. Raises Unanswered: some other service answers."""
    at = found
    for name in path:
        at = at.get(name) if isinstance(at, dict) else None
    if not isinstance(at, list):
        words = _("%(origin)s answered with other data than expected: there is no list “%(name)s” in it.")
        raise Unanswered(Why.STRANGE, words % {"origin": origin, "name": ".".join(path)})
    return rows(at)


def inner(row: object, *path: str) -> Row:
    """Return the object at a path, or an empty one."""
    for name in path:
        row = row.get(name) if isinstance(row, dict) else None
    return row if isinstance(row, dict) else {}


def word(row: Row, *names: str) -> str:
    """Return the first of these that is text or a number, as one line; "" where there is none."""
    for name in names:
        found = row.get(name)
        if isinstance(found, str | int) and not isinstance(found, bool) and str(found).strip():
            return " ".join(storable(str(found)).split())[:LONGEST_LINE]
    return ""


def text(row: Row, name: str) -> str:
    """Return text of any number of lines."""
    found = row.get(name)
    return storable(found)[:LONGEST_TEXT].strip() if isinstance(found, str) else ""


def from_html(html: object) -> str:
    """Return the plain words of HTML."""
    return text_of(blocks_of(html[:LONGEST_TEXT]))[:LONGEST_TEXT] if isinstance(html, str) else ""


def moment(found: object) -> datetime | None:
    """Return a moment in UTC: ISO 8601, or seconds (or thousandths of them) since 1970; None for anything else."""
    if isinstance(found, str) and found[:4].isdecimal() and "-" in found:
        return _iso(found)
    try:
        seconds = float(found)  # type: ignore[arg-type]  # what is no number is said below
        seconds = seconds / 1000 if seconds > 100_000_000_000 else seconds  # noqa: PLR2004 - the year 5138 in seconds
        return _within(datetime.fromtimestamp(seconds, UTC))
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _iso(found: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(found.strip().replace(" UTC", "Z"))
        return _within((read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def _within(found: datetime) -> datetime | None:
    return found if _EARLIEST < found < _LATEST else None


def words_of(found: object) -> tuple[str, ...]:
    """Return labels: words, or objects with a name."""
    return tuple(dict.fromkeys(filter(None, _words(found))))


def _words(found: object) -> Iterator[str]:
    for each in found if isinstance(found, list) else ():
        yield word(each, "name", "title") if isinstance(each, dict) else word({"is": each}, "is")


def opening_of(item: Item, words: str) -> Message:
    """Return what an item begins with, where the service keeps it with the item itself."""
    return Message(
        key=item.key,
        item=item.key,
        author=item.author,
        written_at=item.opened_at,
        edited_at=item.as_of if item.as_of is not None and item.as_of > item.opened_at else None,
        text=words,
        kind=Kind.OPENING,
    )
