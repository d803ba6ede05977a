"""Looking ahead at what a move does to the backlog of the cell: what is typed, and which week a day lies in."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Self

WEEK = 7
# Somebody moves from a week on that lies at least eight weeks before the end of the year that is looked at.
LAST_WEEK = 43


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody said about a cell, in hours: of each week, but for the backlog and the hand-over."""

    promised: float  # to clients
    unasked: float  # comes unasked, on the average
    spread: float  # standard deviation of what comes unasked
    backlog: float  # lies there today
    handover: float  # of both sides together, in the four weeks before the second date
    away: float  # percent of weeks in which a member is away


@dataclass(frozen=True, slots=True)
class Hours:
    """What the cell has a week, with whoever moves, before anybody is away; and what moves at each date."""

    members: int
    of_a_member: float
    moved_part_time: float
    moved_full_time: float

    @property
    def of_the_cell(self) -> float:
        """All of it."""
        return self.members * self.of_a_member


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a look ahead is computed from: week 0 begins on `start`; the dates are its weeks."""

    start: str
    typed: Typed
    hours: Hours
    part: int | None
    full: int | None

    def kept(self) -> dict[str, object]:
        """Return it as it is stored."""
        return asdict(self)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return what was stored."""
        return cls(**{**kept, "typed": Typed(**kept["typed"]), "hours": Hours(**kept["hours"])})


def monday(day: date) -> date:
    """Return the first day of the week of a day."""
    return day - timedelta(days=day.weekday())


def week_of(day: date | None, start: date) -> int | None:
    """Return in which week a day lies; its whole week counts as moved. What has been lies in week 0."""
    return None if day is None else max(0, (day - start).days // WEEK)


def is_too_far(*weeks: int | None) -> bool:
    """Tell whether one of the weeks lies too far away to be looked at."""
    return any(week is not None and week > LAST_WEEK for week in weeks)
