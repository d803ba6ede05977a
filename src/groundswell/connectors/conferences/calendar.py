"""Events of a calendar (.ics): those with a day and a name. One that is called a call for papers is its close."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from django.utils.translation import gettext as _
from icalendar import Component

from groundswell.connectors.calendars import events_in
from groundswell.connectors.conferences.rows import key_of
from groundswell.connectors.plain import tidy
from groundswell.kit.tables import Unreadable
from groundswell.teaching.actions import ArrivingEvent
from groundswell.teaching.rules.deadlines import zone_of

MOST_BYTES = 16 * 1024 * 1024
_MOST_EVENTS, _MOST_PARTS = 20_000, 100_000
_LONGEST = timedelta(days=366)
_NAME, _PLACE, _ADDRESS = 200, 200, 500


def read(data: bytes) -> tuple[list[ArrivingEvent], int]:
    """Return the events of a calendar, and how many of its entries could not be understood. Raises `Unreadable`."""
    found: list[ArrivingEvent] = []
    left_out = 0
    for each in _entries(data):
        try:
            found.append(_event(each))
        except (ValueError, TypeError, OverflowError, KeyError, AttributeError):
            left_out += 1
    return found, left_out


def _entries(data: bytes) -> list[Component]:
    upper = data.upper()
    if upper.count(b"BEGIN:VEVENT") > _MOST_EVENTS or upper.count(b"BEGIN:") > _MOST_PARTS:
        raise Unreadable(_("This calendar holds more than 20,000 events. Export fewer years of it."))
    return events_in(data)


def _event(entry: Component) -> ArrivingEvent:
    """Return the event of an entry. One that is called as a call for papers is its close: it begins when it closes."""
    name = " ".join(tidy(str(entry["SUMMARY"])).split())[:_NAME]
    if not name:
        raise ValueError(name)
    value = cast("Any", entry["DTSTART"]).dt
    starts = value.date() if isinstance(value, datetime) else value
    ends = _last_day(entry, starts)
    address = tidy(str(entry.get("URL", "")))
    is_web = address.lower().startswith(("https://", "http://")) and len(address) <= _ADDRESS
    uid = tidy(str(entry.get("UID", "")))[:_NAME]
    closes = _closes(name, value)
    return ArrivingEvent(
        key=uid or key_of(name, starts),
        name=name,
        starts_on=starts,
        ends_on=ends,
        place=" ".join(tidy(str(entry.get("LOCATION", ""))).split())[:_PLACE],
        address=address if is_web and " " not in address else "",
        closes_at=closes,
        zone=_zone(value) if closes else "",
    )


def _last_day(entry: Component, starts: date) -> date:
    """Return the last day of an entry: a whole day's end is the day after it."""
    if "DTEND" not in entry:
        return starts
    value = cast("Any", entry["DTEND"]).dt
    ends: date = value.date() if isinstance(value, datetime) else value - timedelta(days=1)
    ends = max(ends, starts)
    if ends - starts > _LONGEST:
        raise ValueError(ends)
    return ends


def _closes(name: str, value: object) -> datetime | None:
    is_call = any(each in name.casefold() for each in ("cfp", "call for papers", "call for proposals", "deadline"))
    if not is_call or not isinstance(value, datetime):
        return None
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)


def _zone(value: datetime) -> str:
    """Return the zone of a moment as a page can say it."""
    named = str(getattr(value.tzinfo, "key", "") or "")
    return named if named and zone_of(named) else "UTC"
