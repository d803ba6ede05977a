"""Hours are counted in halves: whole numbers, so that nothing is lost by rounding."""

from decimal import Decimal
from enum import StrEnum

MOST_HOURS = 2_000
# Larger than this, a ticket is offered to cells first.
STANDARD_LIMIT = 16
# Percent; so much of everybody's hours a plan leaves free at most.
WHOLE, MOST_RESERVE = 100, 90


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


def left_for_tickets(halves: int, *, meetings: int, reserve: int) -> int:
    """Return what of somebody's half hours a plan may fill: less meetings, and a reserve in percent of the rest.

    The reserve is rounded up, since a plan that takes it is none.
    """
    return max(halves - meetings, 0) * (WHOLE - reserve) // WHOLE
