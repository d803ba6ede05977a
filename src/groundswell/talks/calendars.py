"""Calendars go out and come in: an invitation that says "121" and no more, and the busy times of a reader's calendar.

What comes in may be anything: an event that repeats for ever, each second, or on a day that never is. So everything is
bounded, and whatever is out of bounds is left out or refused with a sentence; nothing is fetched from anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Component, Event

from groundswell.kit import clock, repeating
from groundswell.people.refusals import Refused
from groundswell.talks.rules.slots import Stretch

NAME = "121"
MOST_BYTES = 1024 * 1024
MOST_EVENTS = 2_000
# An event may hold alarms, a calendar its zones: more parts than this belong to no calendar.
_MOST_PARTS = 4 * MOST_EVENTS
# How often the days of one repeated event, and of all of them, are looked through.
MOST_TURNS, MOST_TURNS_IN_ALL = 5_000, 50_000
LONGEST_EVENT = timedelta(days=31)


@dataclass(frozen=True)
class Busy:
    """The busy times of a calendar, and how many of its events could not be understood."""

    times: tuple[Stretch, ...]
    left_out: int


def invitation(mark: str, start: datetime, minutes: int) -> bytes:
    """Return a file for somebody's calendar. It names nobody, and says nothing of the talk or of its making.

    `mark` tells a calendar that a file taken once more is of the same event; nothing that is stored leads to it.
    """
    event = Event()
    event.add("uid", f"{mark}@groundswell")
    event.add("summary", NAME)
    event.add("dtstamp", datetime.combine(start.astimezone(UTC).date(), time.min, UTC))
    event.add("dtstart", start.astimezone(UTC))
    event.add("dtend", (start + timedelta(minutes=minutes)).astimezone(UTC))
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//Groundswell//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def busy_times(data: bytes, within: Stretch, zone: tzinfo | None = None) -> Busy:
    """Return when a calendar is busy within a time. Raises Refused with a sentence for what is no calendar.

    Whole days, and times without a zone, are of `zone`: of the installation where none is named.
    """
    found: list[Stretch] = []
    left_out, turns = 0, _Turns(zone or timezone.get_default_timezone())
    for event in _events(data):
        if turns.in_all > MOST_TURNS_IN_ALL:
            raise Refused(
                _("This calendar repeats more than can be looked through. Export the next months of it only."), "file"
            )
        if _is_free(event):
            continue
        try:
            found += _times_of(event, within, turns)
        except (ValueError, TypeError, OverflowError, KeyError, AttributeError):
            left_out += 1
    return Busy(tuple(sorted(set(found))), left_out)


@dataclass
class _Turns:
    """How many days of repeated events were looked at, and where days begin that name no zone."""

    zone: tzinfo
    in_all: int = 0


def _is_free(event: Component) -> bool:
    return str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or str(event.get("STATUS", "")).upper() == "CANCELLED"


def _events(data: bytes) -> list[Component]:
    if len(data) > MOST_BYTES:
        raise Refused(
            _("This file is larger than %(most)d MB. Export the next months of your calendar only.")
            % {"most": MOST_BYTES // 1024**2},
            "file",
        )
    parts = data.upper().count(b"BEGIN:")
    if data.upper().count(b"BEGIN:VEVENT") > MOST_EVENTS or parts > _MOST_PARTS:
        raise Refused(
            _("This calendar holds more than %(most)d events. Export the next months of it only.")
            % {"most": MOST_EVENTS},
            "file",
        )
    try:
        return Calendar.from_ical(data).walk("VEVENT")
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused(
            _("This is no calendar: it should be a file that ends in .ics. Nothing was changed."), "file"
        ) from None


def _times_of(event: Component, within: Stretch, turns: _Turns) -> list[Stretch]:
    """Return the times of an event that touch a time."""
    local = _aware(_value(event, "DTSTART"), turns.zone)
    start = local.astimezone(UTC)
    length = _length_of(event, start, turns.zone)
    if "RRULE" not in event:
        one = Stretch(start, start + length)
        return [one] if one.overlaps(within) else []
    left_out = {_moment(each, turns.zone) for each in _listed(event.get("EXDATE"))}
    times = []
    window = repeating.Window(within.start, within.end, LONGEST_EVENT)
    for took, each in enumerate(repeating.starts(event["RRULE"], local, window)):
        turns.in_all += 1
        if took > MOST_TURNS:
            # It comes too often, or began long ago: what is further on cannot be known.
            raise ValueError(took)
        one = Stretch(each, each + length)
        if one.overlaps(within) and each not in left_out:
            times.append(one)
    return times


def _value(event: Component, name: str) -> Any:  # noqa: ANN401 - a day, a moment, or whatever a file says
    return cast("Any", event[name]).dt


def _length_of(event: Component, start: datetime, zone: tzinfo) -> timedelta:
    if "DTEND" in event:
        length = _moment(_value(event, "DTEND"), zone) - start
    elif "DURATION" in event:
        length = _value(event, "DURATION")
    else:
        length = timedelta(0) if isinstance(_value(event, "DTSTART"), datetime) else timedelta(days=1)
    if not timedelta(0) <= length <= LONGEST_EVENT:
        raise ValueError(length)
    return length


def _listed(value: object) -> Iterator[object]:
    for each in value if isinstance(value, list) else [value]:
        yield from (cast("Any", one).dt for one in getattr(each, "dts", ()))


def _moment(value: object, here: tzinfo) -> datetime:
    return _aware(value, here).astimezone(UTC)


def _aware(value: object, here: tzinfo) -> datetime:
    """Return a moment of a calendar; one without a zone, and a whole day, is of the zone of whoever it belongs to."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=here)
    if isinstance(value, date):
        return datetime.combine(value, time.min, here)
    raise TypeError(value)


def next_months() -> Stretch:
    """Return the time within which busy times are looked for."""
    now = clock.now()
    return Stretch(now - timedelta(days=1), now + timedelta(days=100))
