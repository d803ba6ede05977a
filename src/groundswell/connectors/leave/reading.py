"""When a calendar says that somebody is away: whole days, and minutes of days. No word of it is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, cast

from django.utils.translation import gettext as _
from icalendar import Component

from groundswell.connectors.calendars import events_in
from groundswell.kit import repeating
from groundswell.kit.tables import Unreadable

MOST_BYTES = 4 * 1024 * 1024
_MOST_EVENTS, _MOST_PARTS, _MOST_TURNS = 10_000, 40_000, 100_000
_LONGEST = timedelta(days=366)
_BEHIND, _AHEAD = timedelta(days=366), timedelta(days=731)
_DAY = 24 * 60


@dataclass(frozen=True)
class Away:
    """When somebody is away; `left_out` events could not be understood, and `cut` ones go on past what is looked at."""

    days: frozenset[date]
    parts: dict[date, int]
    left_out: int
    cut: int


@dataclass
class _Looked:
    turns: int = 0
    left_out: int = 0
    cut: int = 0


def read(data: bytes, zone: tzinfo, today: date) -> Away:
    """Return when a calendar is busy, in the days of a time zone. Raises `Unreadable` with a sentence."""
    noon = datetime.combine(today, time(12), zone)
    window = repeating.Window(noon - _BEHIND, noon + _AHEAD, _LONGEST)
    looked = _Looked()
    days: set[date] = set()
    minutes: dict[date, set[int]] = {}
    events = [event for event in _events(data) if not _is_free(event)]
    moved = _moved(events, zone)
    for event in events:
        if looked.turns > _MOST_TURNS:
            raise Unreadable(_("This calendar repeats more than can be looked through. Export fewer years of it."))
        try:
            spans = list(_spans(event, zone, window, moved, looked))
        except (ValueError, TypeError, OverflowError, KeyError, AttributeError):
            looked.left_out += 1
            continue
        for first, end in spans:
            _mark(first, end, days, minutes)
    parts = {day: len(each) for day, each in minutes.items() if day not in days}
    days |= {day for day, count in parts.items() if count == _DAY}
    short = {day: count for day, count in parts.items() if count < _DAY}
    return Away(frozenset(days), short, looked.left_out, looked.cut)


def _mark(first: datetime, end: datetime, days: set[date], minutes: dict[date, set[int]]) -> None:
    """Mark the minutes between two times of day on the wall, day by day."""
    day = first.date()
    while day <= end.date():
        start = max(first, datetime.combine(day, time.min))
        stop = min(end, datetime.combine(day + timedelta(days=1), time.min))
        from_minute = (start - datetime.combine(day, time.min)) // timedelta(minutes=1)
        to_minute = (stop - datetime.combine(day, time.min)) // timedelta(minutes=1)
        if (from_minute, to_minute) == (0, _DAY):
            days.add(day)
        elif to_minute > from_minute:
            minutes.setdefault(day, set()).update(range(from_minute, to_minute))
        day += timedelta(days=1)


def _spans(
    event: Component, zone: tzinfo, window: repeating.Window, moved: set[tuple[str, datetime]], looked: _Looked
) -> Iterator[tuple[datetime, datetime]]:
    """Yield from when until when an event lasts, as the clock on the wall of the time zone says, without zone."""
    value = _value(event, "DTSTART")
    start = _aware(value, zone)
    length = _length(event, value, zone)
    left_out = {_aware(each, zone).astimezone(UTC) for each in _listed(event.get("EXDATE"))}
    uid = str(event.get("UID", ""))
    for each in _starts(event, start, zone, window):
        looked.turns += 1
        if looked.turns > _MOST_TURNS:
            raise ValueError(looked.turns)
        if each in left_out or (uid, each) in moved or each + length < window.first:
            continue
        yield _on_the_wall(each.astimezone(start.tzinfo), length, zone)
    if "RRULE" in event and not {"UNTIL", "COUNT"} & {name.upper() for name in cast("Any", event["RRULE"])}:
        looked.cut += 1


def _starts(event: Component, start: datetime, zone: tzinfo, window: repeating.Window) -> Iterator[datetime]:
    """Yield when an event begins, in UTC: by its rule, or once; and on the days that it names besides."""
    named = {_aware(each, zone).astimezone(UTC) for each in _listed(event.get("RDATE"))}
    ruled = repeating.starts(event["RRULE"], start, window) if "RRULE" in event else (start.astimezone(UTC),)
    for each in ruled:
        named.discard(each)
        if each <= window.last:
            yield each
    yield from sorted(each for each in named if each <= window.last)


def _on_the_wall(start: datetime, length: timedelta, zone: tzinfo) -> tuple[datetime, datetime]:
    here = start.astimezone(zone).replace(tzinfo=None)
    return here, here + length


def _moved(events: list[Component], zone: tzinfo) -> set[tuple[str, datetime]]:
    """Return which single times of what repeats stand there by themselves, since somebody moved them."""
    found = set()
    for event in events:
        if "RECURRENCE-ID" in event:
            try:
                found.add((str(event.get("UID", "")), _aware(_value(event, "RECURRENCE-ID"), zone).astimezone(UTC)))
            except (ValueError, TypeError, AttributeError, OverflowError):
                continue
    return found


def _is_free(event: Component) -> bool:
    said = {name: str(event.get(name, "")).upper() for name in ("TRANSP", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS")}
    return (
        said["TRANSP"] == "TRANSPARENT"
        or said["STATUS"] == "CANCELLED"
        or said["X-MICROSOFT-CDO-BUSYSTATUS"] in {"FREE", "WORKINGELSEWHERE"}
    )


def _events(data: bytes) -> list[Component]:
    if len(data) > MOST_BYTES:
        raise Unreadable(_("This file is larger than 4 MB. Export fewer years of the calendar."))
    upper = data.upper()
    if upper.count(b"BEGIN:VEVENT") > _MOST_EVENTS or upper.count(b"BEGIN:") > _MOST_PARTS:
        raise Unreadable(_("This calendar holds more than 10,000 events. Export fewer years of it."))
    return events_in(data)


def _value(event: Component, name: str) -> Any:  # noqa: ANN401 - a day, a moment, or whatever a file says
    return cast("Any", event[name]).dt


def _length(event: Component, start: object, zone: tzinfo) -> timedelta:
    if "DTEND" in event:
        length = _aware(_value(event, "DTEND"), zone).replace(tzinfo=None) - _aware(start, zone).replace(tzinfo=None)
        # A whole day ends where the next begins; some programs write that it ends on itself.
        length = length or timedelta(days=1)
        if isinstance(start, datetime):
            length = _aware(_value(event, "DTEND"), zone) - _aware(start, zone)
    elif "DURATION" in event:
        length = _value(event, "DURATION")
    else:
        length = timedelta(0) if isinstance(start, datetime) else timedelta(days=1)
    if not timedelta(0) <= length <= _LONGEST:
        raise ValueError(length)
    return length


def _listed(value: object) -> Iterator[object]:
    for each in value if isinstance(value, list) else [value]:
        for one in getattr(each, "dts", ()):
            at = cast("Any", one).dt
            yield at[0] if isinstance(at, tuple) else at  # a span, of which it begins then


def _aware(value: object, zone: tzinfo) -> datetime:
    """Return a moment; one without a zone, and a whole day, is of the person's zone."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime.combine(value, time.min, zone)
    raise TypeError(value)
