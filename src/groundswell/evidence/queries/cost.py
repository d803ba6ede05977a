"""What the hours of a period cost, as whoever plans said what an hour costs: one line of money, and no claim."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from groundswell.evidence.models import Rate
from groundswell.hours.queries.between import Between, Line

_AN_HOUR = 60


@dataclass(frozen=True)
class CostLine:
    """Hours of a line that were used, and what they cost. `cents` is None where nobody said what an hour costs."""

    line: Line | None
    minutes: int
    rate: Rate | None

    @property
    def cents(self) -> int | None:
        """What they cost, rounded to the hundredth, half up."""
        return None if self.rate is None else (2 * self.minutes * self.rate.cents + _AN_HOUR) // (2 * _AN_HOUR)


@dataclass(frozen=True)
class Money:
    """A sum in one currency."""

    cents: int
    currency: str


def cost_of(hours: Between, day: date) -> list[CostLine]:
    """Return what these hours cost by line, as it was said to be on a day. One query."""
    minutes: dict[UUID | None, int] = {}
    lines = {each.line.id: each.line for each in hours.used if each.line is not None}
    for each in hours.used:
        key = each.line.id if each.line is not None else None
        minutes[key] = minutes.get(key, 0) + each.row.minutes
    rates = rates_on(day)
    found = [
        CostLine(lines.get(key) if key else None, used, rates.get(key) if key else None)
        for key, used in minutes.items()
    ]
    return sorted((each for each in found if each.minutes), key=lambda each: each.line.name if each.line else "~")


def rates_on(day: date) -> dict[UUID, Rate]:
    """Return what an hour of each line costs on a day. One query."""
    return {each.line: each for each in Rate.objects.filter(from_on__lte=day).order_by("from_on")}


def sums_of(lines: Iterable[CostLine]) -> list[Money]:
    """Return the sums by currency."""
    found: dict[str, int] = {}
    for each in lines:
        if each.rate is not None and each.cents is not None:
            found[each.rate.currency] = found.get(each.rate.currency, 0) + each.cents
    return [Money(cents, currency) for currency, cents in sorted(found.items())]


def without_rate(lines: Sequence[CostLine]) -> list[CostLine]:
    """Return the lines of which nobody said what an hour costs."""
    return [each for each in lines if each.rate is None]
