"""Opens a calendar (.ics) of others: what its events mean is for whoever asked."""

from django.utils.translation import gettext as _
from icalendar import Calendar, Component

from groundswell.kit.tables import Unreadable


def events_in(data: bytes) -> list[Component]:
    """Return all events of a file, of each of its calendars: some programs write one below the other.

    Raises Unreadable where it holds no calendar. How large it may be, the caller has asked before.
    """
    try:
        calendars = Calendar.from_ical(data, multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError):
        calendars = []
    if not calendars:
        raise Unreadable(_("This is no calendar: it should be a file that ends in .ics."))
    return [event for calendar in calendars for event in calendar.walk("VEVENT")]
