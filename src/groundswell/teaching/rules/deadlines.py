"""When a call for papers closes, true to its time zone, and when somebody is reminded of it."""

import re
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# "Anywhere on earth": it is still that day somewhere, so the day ends twelve hours after it ended in UTC.
ANYWHERE = "AoE"
_ANYWHERE = timezone(timedelta(hours=-12), ANYWHERE)
_NAMED_SO = frozenset({"aoe", "anywhere on earth", "anywhere-on-earth", "anywhere", "utc-12", "utc-12:00", "-12:00"})
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_PLAIN = frozenset({"utc", "gmt", "z", "etc/utc"})
_FARTHEST, _MINUTES = 14, 60
_LAST_MINUTE = time(23, 59)
REMINDERS = (14, 7, 1)


def zone_of(written: str) -> tzinfo | None:
    """Return the time zone that somebody wrote: "AoE", "UTC+2", "Europe/Berlin"; None for what is none.

    Abbreviations like "CST" mean several zones, and so none.
    """
    text = " ".join(written.split())
    if text.casefold() in _NAMED_SO:
        return _ANYWHERE
    if text.casefold() in _PLAIN:
        return UTC
    match = _OFFSET.fullmatch(text)
    if match:
        return _offset(match[1], int(match[2]), int(match[3] or 0))
    if "/" not in text:
        return None
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _offset(sign: str, hours: int, minutes: int) -> tzinfo | None:
    if hours > _FARTHEST or minutes >= _MINUTES or (hours == _FARTHEST and minutes):
        return None
    away = timedelta(hours=hours, minutes=minutes)
    return timezone(-away if sign == "-" else away)


def closes_at(day: date, clock: time | None, zone: tzinfo) -> datetime:
    """Return the moment in UTC at which a call closes. A day without a time is meant to its last minute.

    An hour that summer time leaves out or repeats is taken as its earlier reading (Python's fold 0).
    """
    return datetime.combine(day, clock or _LAST_MINUTE, zone).astimezone(UTC)


def reminder_due(now: datetime, closes: datetime, sent: Collection[int]) -> int | None:
    """Return which reminder is due, in days before the close, or None.

    One at a time: of those that are due the nearest to the close alone, as the ones before it have nothing more to say.
    """
    if now >= closes:
        return None
    reached = [days for days in REMINDERS if closes - now <= timedelta(days=days)]
    nearest = min(reached, default=None)
    return None if nearest is None or any(days <= nearest for days in sent) else nearest


def days_left(now: datetime, closes: datetime) -> int:
    """Return for how many whole days a call is still open; below 0 it has closed."""
    return (closes - now) // timedelta(days=1)
