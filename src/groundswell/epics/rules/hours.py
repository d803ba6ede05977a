"""Hours are counted in halves: whole numbers, so that nothing is lost by rounding."""

from decimal import Decimal
from enum import StrEnum

MOST_HOURS = 2_000
# Larger than this, a ticket is offered to cells first.
STANDARD_LIMIT = 16


class HoursFault(StrEnum):
    """Why something cannot be a number of hours."""

    NONE = "none"
    BELOW = "below"
    TOO_MANY = "too_many"
    NOT_HALVES = "not_halves"


def hours_fault(hours: Decimal | None, *, least: Decimal = Decimal(0)) -> HoursFault | None:
    """Return why these hours cannot be taken, or None. Not a number and endless are no hours."""
    if hours is None or not hours.is_finite():
        return HoursFault.NONE
    if hours < least:
        return HoursFault.BELOW
    if hours > MOST_HOURS:
        return HoursFault.TOO_MANY
    return HoursFault.NOT_HALVES if (hours * 2) % 1 else None


def halves_of(hours: Decimal) -> int:
    """Return hours as half hours; the caller asked `hours_fault` before."""
    return int(hours * 2)


def in_hours(halves: int) -> Decimal:
    """Return half hours as hours: 3 are 1.5, 4 are 2."""
    hours = Decimal(halves) / 2
    return hours.to_integral_value() if halves % 2 == 0 else hours
