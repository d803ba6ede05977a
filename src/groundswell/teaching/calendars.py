"""Events as a calendar: what closes when, and what takes place when. It names nobody here."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from groundswell.teaching.models import Event
from groundswell.teaching.rules.deadlines import REMINDERS


def calendar_of(events: Iterable[Event]) -> bytes:
    """Return a file for somebody's calendar: each event, and when its call closes, with its reminders."""
    calendar = Calendar()
    calendar.add("prodid", "-//Groundswell//EN")
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(_event(event))
        if event.closes_at is not None:
            calendar.add_component(_close(event, event.closes_at))
    written: bytes = calendar.to_ical()
    return written


def _event(event: Event) -> Entry:
    entry = _entry(event, "event", event.name)
    entry.add("dtstart", event.starts_on)
    # A calendar means the day after the last one.
    entry.add("dtend", event.ends_on + timedelta(days=1))
    if event.place:
        entry.add("location", event.place)
    if event.address:
        entry.add("url", event.address)
    return entry


def _close(event: Event, closes: datetime) -> Entry:
    entry = _entry(event, "call", _("Call for papers closes: %(name)s") % {"name": event.name})
    entry.add("dtstart", closes.astimezone(UTC))
    entry.add("dtend", closes.astimezone(UTC))
    if event.call_address:
        entry.add("url", event.call_address)
    for days in REMINDERS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event.name)
        alarm.add("trigger", -timedelta(days=days))
        entry.add_component(alarm)
    return entry


def _entry(event: Event, what: str, summary: str) -> Entry:
    entry = Entry()
    entry.add("uid", f"{what}-{event.id}@groundswell")
    entry.add("summary", summary)
    # The same events give the same file: the stamp is of the event, and of no asking.
    entry.add("dtstamp", datetime.combine(event.starts_on, time.min, UTC))
    entry.add("sequence", event.revision)
    return entry
