"""Moments in words, in the zone of whoever reads them."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.formats import date_format

from groundswell.people.models import Person


def zone_of(person: Person | None) -> tzinfo:
    """Return the zone of a person; that of the installation for nobody, and for one that is not known here."""
    if person is None:
        return timezone.get_default_timezone()
    try:
        return ZoneInfo(person.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


def in_words(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return a moment with the zone in which it is told."""
    there = timezone.localtime(moment, zone or timezone.get_default_timezone())
    return f"{date_format(there, 'l j F, H:i')} {there.tzname()}"


def hour(moment: datetime, zone: tzinfo) -> str:
    """Return the hour of a moment."""
    return date_format(timezone.localtime(moment, zone), "H:i")


def day_of(moment: datetime, zone: tzinfo | None = None) -> date:
    """Return the day of a moment in a zone; that of the installation where none is named."""
    return timezone.localtime(moment, zone or timezone.get_default_timezone()).date()
