"""Which kind of list a file is, and its events: JSON, a calendar, or CSV."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from groundswell.connectors.conferences import calendar
from groundswell.connectors.conferences.rows import Row, event_of
from groundswell.connectors.located import Unreadable as NoJson
from groundswell.connectors.located import decoded, load
from groundswell.kit.tables import Problem, Unreadable
from groundswell.kit.tables.wide import plain, read_wide
from groundswell.teaching.actions import ArrivingEvent

_MOST = 20_000
_KNOWN = (
    "name",
    "title",
    "subject",
    "conference",
    "start date",
    "end date",
    "website url",
    "location",
    "deadline",
    "cfp",
)
_BLANK = re.compile(r"[\s,]*")
# Under which key a list stands where it is not the whole file.
_LISTS = ("conferences", "events", "cfps", "data", "items", "results")


class Empty(Unreadable):
    """The file is a list that holds nothing, as one of many may be."""


@dataclass
class Found:
    """What a list holds: `source` is its kind, `left_out` tells what of it was left out on purpose."""

    source: str
    events: list[ArrivingEvent] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0


def read(file: Path) -> Found:
    """Return the events of a file. Raises `Unreadable` with a sentence, and OSError."""
    with file.open("rb") as opened:
        content = opened.read(calendar.MOST_BYTES + 1)
    if len(content) > calendar.MOST_BYTES:
        raise Unreadable(_("This file is larger than 16 MB. Bring in one year of it after the other."))
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:20]
    if head.upper().startswith(b"BEGIN:VCALENDAR"):
        found = Found("ics")
        found.events, found.left_out = calendar.read(content)
        return found
    return _read_json(content) if head[:1] in {b"[", b"{"} else _read_table(file)


def _read_json(content: bytes) -> Found:
    found = Found("json")
    try:
        text = decoded(content, most=calendar.MOST_BYTES)
        load(content)
    except NoJson as fault:
        raise Unreadable(str(fault)) from None
    for count, (line, value) in enumerate(_objects(text)):
        if count == _MOST:
            raise Unreadable(_("This list holds more than 20,000 conferences. Bring in one year after the other."))
        _add(found, Row(line, _flat(value)))
    if not found.events and not found.problems:
        raise (Unreadable if _beginning(text) is None else Empty)(
            _("There is no conference in this file: it should hold a list of them.")
        )
    return found


def _objects(text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Yield the objects of the list in a document that is known to be JSON, each with its line."""
    decoder, at, line, counted = json.JSONDecoder(), _beginning(text), 1, 0
    while at is not None:
        at = _BLANK.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing too
        if at >= len(text) or text[at] == "]":
            return
        line, counted = line + text.count("\n", counted, at), at
        value, at = decoder.raw_decode(text, at)
        yield line, value if isinstance(value, dict) else {}


def _beginning(text: str) -> int | None:
    """Return the place after the bracket of the list: of the whole file, or under a key that names one."""
    start = _BLANK.match(text.removeprefix("\ufeff"))
    at = start.end() if start else 0
    if text[at : at + 1] == "[":
        return at + 1
    match = re.search(rf'"(?:{"|".join(_LISTS)})"\s*:\s*\[', text)
    return match.end() if match else None


def _flat(value: Mapping[str, object], before: str = "") -> dict[str, str]:
    """Return the texts of an object and of those in it, by their names with dots; a list is its first and last."""
    found: dict[str, str] = {}
    for name, each in value.items():
        key = f"{before}{name}"
        if isinstance(each, dict):
            found |= _flat(each, f"{key}.")
        elif isinstance(each, list) and each:
            found |= {key: _text(each[0]), f"{key}.last": _text(each[-1])}
        else:
            found[key] = _text(each)
    return found


def _text(value: object) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value).strip()


def _read_table(file: Path) -> Found:
    found = Found("csv")
    table = read_wide(file, _KNOWN)
    if not any(plain(each) in table.columns.places for each in ("name", "title", "subject", "conference")):
        raise Unreadable(
            _("There is no column “name”. The first line names the columns, at least: name,start date,deadline.")
        )
    names = {place: name for name, places in table.columns.places.items() for place in places}
    for count, (line, values) in enumerate(table.rows):
        if count == _MOST:
            raise Unreadable(_("This list holds more than 20,000 conferences. Bring in one year after the other."))
        _add(found, Row(line, {names[place]: value.strip() for place, value in enumerate(values)}))
    found.problems += table.problems
    return found


def _add(found: Found, row: Row) -> None:
    event, problems = event_of(row)
    found.problems += problems
    if event is not None:
        found.events.append(event)
