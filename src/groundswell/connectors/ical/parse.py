"""iCalendar (RFC 5545): bytes in, events out. What repeats is told time by time, a year ahead."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

from django.utils.translation import gettext as _
from icalendar import Calendar, Component

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.events import Event
from groundswell.connectors.plain import tidy
from groundswell.kit import repeating

MOST_EVENTS, MOST_TURNS = 5_000, 5_000
_BEHIND, _AHEAD, _LONGEST = timedelta(days=30), timedelta(days=400), timedelta(days=60)
_LONGEST_LINE = 480
_BAD = (ValueError, TypeError, OverflowError, KeyError, AttributeError, IndexError)


def read(content: bytes, *, origin: str, now: datetime) -> list[Event]:
    """Return the events of a calendar from a month ago to a year ahead. Raises Unanswered for what is no calendar.

    An event that cannot be understood is left out. A time without a zone, or in one that nobody knows, counts as UTC.
    """
    try:
        calendars = cast("list[Any]", Calendar.from_ical(content, multiple=True))
    except _BAD:
        calendars = []
    if not calendars or b"BEGIN:VCALENDAR" not in content.upper():
        words = _("%(origin)s answered with something that is no calendar, or only a part of one.")
        raise Unanswered(Why.STRANGE, words % {"origin": origin})
    found = [each for calendar in calendars for each in calendar.walk("VEVENT")][:MOST_EVENTS]
    window = repeating.Window(now - _BEHIND, now + _AHEAD, _LONGEST)
    moved = {(_line(each, "UID"), _key_day(each)) for each in found if "RECURRENCE-ID" in each}
    return [event for each in found for event in _events(each, window, moved)]


def _events(found: Component, window: repeating.Window, moved: set[tuple[str, str]]) -> list[Event]:
    try:
        return list(_told(found, window, moved))
    except _BAD:
        return []


def _told(found: Component, window: repeating.Window, moved: set[tuple[str, str]]) -> Iterator[Event]:
    start = _value(found, "DTSTART")
    first, length = _aware(start), _length(found, start)
    uid = _line(found, "UID") or f"{_line(found, 'SUMMARY')} {first.isoformat()}"
    if "RRULE" not in found:
        if window.first - length <= first <= window.last:
            key = f"{uid} {_key_day(found)}" if "RECURRENCE-ID" in found else uid
            yield _event(found, key, first, length, is_day=not isinstance(start, datetime))
        return
    left_out = {_aware(each).date().isoformat() for each in _listed(found.get("EXDATE"))}
    for turn, each in enumerate(repeating.starts(found["RRULE"], first, window)):
        day = each.date().isoformat()
        if turn >= MOST_TURNS:
            return
        if each + length >= window.first and day not in left_out and (uid, day) not in moved:
            yield _event(found, f"{uid} {day}", each, length, is_day=not isinstance(start, datetime))


def _event(found: Component, key: str, first: datetime, length: timedelta, *, is_day: bool) -> Event:
    # A calendar means the day after the last one, and an end at midnight is of the day before.
    last = first + length - timedelta(microseconds=1) if length else first
    place, address = _line(found, "LOCATION"), _line(found, "URL")
    return Event(
        key=key,
        name=_line(found, "SUMMARY") or _("(without a name)"),
        starts_on=first.date(),
        ends_on=last.date(),
        starts_at=None if is_day else first,
        place=place if not place.startswith(("http://", "https://")) else "",
        is_online=place.startswith(("http://", "https://")),
        address=address if address.startswith(("http://", "https://")) else "",
        is_cancelled=_line(found, "STATUS").upper() == "CANCELLED",
    )


def _value(found: Component, name: str) -> date | datetime:
    value = cast("Any", found[name]).dt
    if not isinstance(value, date):
        raise TypeError(name)
    return value


def _aware(value: date | datetime) -> datetime:
    if not isinstance(value, datetime):
        return datetime.combine(value, time.min, UTC)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _length(found: Component, start: date | datetime) -> timedelta:
    if "DTEND" in found:
        return max(timedelta(), _aware(_value(found, "DTEND")) - _aware(start))
    if "DURATION" in found:
        return max(timedelta(), cast("timedelta", cast("Any", found["DURATION"]).dt))
    return timedelta() if isinstance(start, datetime) else timedelta(days=1)


def _key_day(found: Component) -> str:
    try:
        return _aware(_value(found, "RECURRENCE-ID")).date().isoformat()
    except _BAD:
        return ""


def _listed(found: object) -> Iterator[date | datetime]:
    for each in found if isinstance(found, list) else [found] if found is not None else []:
        yield from (part.dt for part in getattr(each, "dts", ()))


def _line(found: Component, name: str) -> str:
    return " ".join(tidy(str(found.get(name, ""))).split())[:_LONGEST_LINE]
