"""Amounts of time: whole minutes, how they are written, and weeks against months."""

import re
from decimal import ROUND_HALF_UP, Decimal

HOUR = 60
# What a plan and a share of a month are made of.
STEP = 30
DAY = 24 * HOUR
WEEKS, MONTHS = 52, 12
# An hour in this many minutes has one digit behind the point.
_TENTH = 6
_TYPED = re.compile(r"(\d{1,5})(?:[.,](\d{1,4}))?\s*(h|hr|hrs|hours?|m|min|mins|minutes?)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)\s*h?", re.IGNORECASE)
_BOTH = re.compile(r"(\d{1,5})\s*h\s*([0-5]?\d)\s*(?:m|min)?", re.IGNORECASE)


def minutes_of(hours: Decimal) -> int:
    """Return hours as whole minutes, half a minute rounded up."""
    return int((hours * HOUR).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def hours_of(minutes: int) -> Decimal:
    """Return minutes as hours, exact to a hundredth."""
    return (Decimal(minutes) / HOUR).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def read(text: str) -> int | None:
    """Return a typed amount in minutes: "35", "2,5 h", "1:30", "1h 30m", "45m"; None for what is none."""
    text = text.strip()
    both = _CLOCK.fullmatch(text) or _BOTH.fullmatch(text)
    if both:
        return int(both[1]) * HOUR + int(both[2])
    typed = _TYPED.fullmatch(text)
    if not typed:
        return None
    amount = Decimal(f"{typed[1]}.{typed[2] or 0}")
    is_minutes = (typed[3] or "h").lower().startswith("m")
    return minutes_of(amount / HOUR) if is_minutes else minutes_of(amount)


def in_hours(minutes: int) -> str:
    """Return "45 h", "22.4 h" or, where a tenth would lie, "1:05 h"."""
    sign, size = ("−" if minutes < 0 else ""), abs(minutes)
    if size % _TENTH:
        return f"{sign}{size // HOUR}:{size % HOUR:02} h"
    whole, tenths = size // HOUR, size % HOUR // _TENTH
    return f"{sign}{whole}.{tenths} h" if tenths else f"{sign}{whole} h"


def measured(value: object, *, is_time: bool) -> str:
    """Return a kept number as it is shown: minutes as hours, any other as it is."""
    number = float(str(value))
    return in_hours(round(number)) if is_time else f"{number:g}"


def a_month(minutes_a_week: int) -> int:
    """Return what an amount a week comes to in a month: × 52 / 12, rounded to the minute."""
    return (2 * minutes_a_week * WEEKS + MONTHS) // (2 * MONTHS)


def share(part: int, whole: int) -> int | None:
    """Return a part as whole percent, half rounded up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole > 0 else None
