"""When an event of a calendar comes again. A calendar may be anything, so what never ends or never comes is bounded.

``from groundswell.kit import repeating``, then ``repeating.starts(...)``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # comes with icalendar, without types

_REPEATS = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_PARTS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "WKST"})
_LONGEST_MONTH = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


@dataclass(frozen=True)
class Window:
    """The time that is looked at: nothing begins before `first` that is longer than `longest`, nor after `last`."""

    first: datetime
    last: datetime
    longest: timedelta


def starts(rule: object, start: datetime, window: Window) -> Iterator[datetime]:
    """Yield when an event begins (in UTC) that began first at `start` (aware), as its RRULE says.

    Raises TypeError, ValueError or KeyError for what is no rule, or one that would be looked through without end.
    """
    if not isinstance(rule, Mapping):
        raise TypeError(rule)
    parts: dict[str, list[object]] = {name.upper(): list(values) for name, values in rule.items()}
    if not _PARTS.issuperset(parts) or str(parts["FREQ"][0]).upper() not in _REPEATS or _never_comes(parts):
        raise ValueError(sorted(parts))
    until = _until(parts.pop("UNTIL", ()), start)
    text = ";".join(f"{name}={','.join(_written(each) for each in values)}" for name, values in parts.items())
    last = min(window.last, until) if until else window.last
    for each in rrulestr(text, dtstart=_nearer(start, parts, window)):
        if each > last:
            return
        # Repeated by the clock on the wall: an hour stays the same hour when summer time ends.
        yield each.astimezone(UTC)


def _nearer(start: datetime, parts: Mapping[str, list[object]], window: Window) -> datetime:
    """Return a later day of the same rhythm, for what repeats by days or weeks and is not counted from its first."""
    step = {"DAILY": 1, "WEEKLY": 7}.get(str(parts["FREQ"][0]).upper())
    if step is None or "COUNT" in parts:
        return start
    days = step * int(str(next(iter(parts.get("INTERVAL", [1])))))
    return start + timedelta(days=days * max(0, (window.first - window.longest - start).days // days))


def _never_comes(parts: dict[str, list[object]]) -> bool:
    """Tell whether a rule goes nowhere, or names days that may be in no month: looking for one would not end."""
    if any(int(str(each)) < 1 for each in parts.get("INTERVAL", [])):
        return True
    days = [int(str(each)) for each in parts.get("BYMONTHDAY", [])]
    if not days:
        return False
    months = [int(str(each)) for each in parts.get("BYMONTH", [])] or list(range(1, 13))
    frequent = str(parts["FREQ"][0]).upper() in {"DAILY", "WEEKLY"}
    fits = any(1 <= abs(day) <= _LONGEST_MONTH.get(month, 31) for day in days for month in months)
    return not fits or frequent or "BYDAY" in parts


def _until(values: Sequence[object], start: datetime) -> datetime | None:
    """Return the last moment of a rule; one without a zone is of the zone of its start, and a day is meant whole."""
    if not values:
        return None
    value = values[0]
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=start.tzinfo)
    year, month, day = value.year, value.month, value.day  # type: ignore[attr-defined]  # a date, or an AttributeError
    return datetime(year, month, day, tzinfo=start.tzinfo) + timedelta(days=1)


def _written(value: object) -> str:
    to_ical = getattr(value, "to_ical", None)
    written: object = to_ical() if to_ical else value
    return written.decode() if isinstance(written, bytes) else str(written)
