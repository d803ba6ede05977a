"""What is left for clients: contract − grants − leave. And how many hours a member has in a sprint."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from groundswell.hours.rules.sharing import days_between, is_weekday

_DAYS_A_WEEK = 5


@dataclass(frozen=True)
class Contract:
    """Somebody's agreed hours a week, spread over five days; part days away count with their minutes."""

    weekly: int
    away: frozenset[date] = frozenset()
    part_away: Mapping[date, int] | None = None

    def on(self, day: date) -> int:
        """Return the agreed minutes of a day, away or not. Five days come to exactly a week."""
        if not is_weekday(day):
            return 0
        at = day.weekday()
        return self.weekly * (at + 1) // _DAYS_A_WEEK - self.weekly * at // _DAYS_A_WEEK

    def away_on(self, day: date) -> int:
        """Return how much of a day's minutes is leave."""
        whole = self.on(day)
        return whole if day in self.away else min((self.part_away or {}).get(day, 0), whole)

    def works_on(self, day: date) -> bool:
        """Tell whether the person is there on a day, were it for a part of it."""
        return self.on(day) > self.away_on(day)


@dataclass(frozen=True)
class Availability:
    """A stretch of time of somebody: every number in minutes, and client = contract − leave − granted."""

    contract: int
    leave: int
    granted: int

    @property
    def client(self) -> int:
        """What is left for clients, at least nothing."""
        return max(self.contract - self.leave - self.granted, 0)

    @property
    def short(self) -> int:
        """How much more is granted than there is time."""
        return max(self.granted + self.leave - self.contract, 0)


def availability(
    contract: Contract, first: date, last: date, granted: int, belongs: Callable[[date], bool] = lambda _day: True
) -> Availability:
    """Return what somebody has between two days, both included, as far as they belong here."""
    days = [day for day in days_between(first, last) if belongs(day)]
    return Availability(sum(map(contract.on, days)), sum(map(contract.away_on, days)), granted)
