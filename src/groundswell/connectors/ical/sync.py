"""Reads a calendar of events live."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.events import Event
from groundswell.connectors.ical.parse import read
from groundswell.connectors.reading import word
from groundswell.connectors.shape import Brings, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.kit import clock

PACE = Pace(a_minute=30, at_once=2)
_ACCEPT = {"Accept": "text/calendar, */*;q=0.5"}


def events(opened: Opened, since: str) -> Iterator[tuple[list[Event], str]]:
    """Yield the events of the calendar, unless it is as it was."""
    told, today = cursor_of(since), clock.today().isoformat()
    # What repeats reaches a day further every day; so the mark of an answer counts for its day alone.
    mark = word(told, "etag") if told.get("day") == today else ""
    with opened.asker(_ACCEPT) as ask:
        answer = ask.get("", mark=mark)
    if not answer.is_unchanged:
        found = read(answer.body, origin=answer.origin, now=clock.now())
        yield found, cursor_as({"etag": answer.mark, "day": today})


def look(opened: Opened) -> Seen:
    """Return how many events the calendar has, from a month ago to a year ahead."""
    found = [event for some, _cursor in events(opened, "") for event in some]
    return Seen(words=_("events"), count=len(found))


CONNECTOR = Connector(
    key="ical",
    name="iCalendar",
    address=_("The address of the calendar, like https://example.org/events.ics"),
    pace=PACE,
    brings=Brings.EVENTS,
    look=look,
    events=events,
    every_minutes=6 * 60,
)
