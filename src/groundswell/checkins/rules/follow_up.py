"""By when somebody is answered who said that it does not go well, and in which order a desk sees them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WORKING_DAYS = 2
# However long the readers are away: then somebody else has to answer.
LONGEST_WAIT = timedelta(days=14)
_SATURDAY = 5


class Standing(StrEnum):
    """How urgent a first answer is."""

    OVERDUE = "overdue"
    TODAY = "today"
    WAITING = "waiting"


@dataclass(frozen=True)
class Waiting[Key]:
    """Somebody waits since a day, and is to be answered by another."""

    what: Key
    since: date
    due: date

    def standing(self, today: date) -> Standing:
        """Return how urgent it is on a day."""
        if self.due < today:
            return Standing.OVERDUE
        return Standing.TODAY if self.due == today else Standing.WAITING


def due_on(since: date, off: Collection[date] = ()) -> date:
    """Return the second working day after the day on which it reached the desk.

    Saturdays, Sundays and the days in `off`, on which nobody who could answer is here, do not count.
    """
    day, left = since, WORKING_DAYS
    while left and day < since + LONGEST_WAIT:
        day += timedelta(days=1)
        left -= is_working_day(day, off)
    return day


def is_working_day(day: date, off: Collection[date] = ()) -> bool:
    """Tell whether a day counts."""
    return day.weekday() < _SATURDAY and day not in off


def nobody_here[Person](readers: Collection[Person], away: Mapping[Person, Collection[date]]) -> set[date]:
    """Return the days on which every one of these readers is away; without readers there is none."""
    days = [set(away.get(reader, ())) for reader in readers]
    return set.intersection(*days) if days else set()


def in_order[Key](waiting: Iterable[Waiting[Key]]) -> list[Waiting[Key]]:
    """Return who waits, whoever was to be answered first at the top."""
    return sorted(waiting, key=lambda each: (each.due, each.since, str(each.what)))
