"""The two dates of an advocate's way out of the cell: part-time, then full-time. Only the planner confirms them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Step(StrEnum):
    """The two dates."""

    PART_TIME = "part"
    FULL_TIME = "full"


class DatesFault(StrEnum):
    """Why two dates cannot be proposed."""

    NONE_NAMED = "none named"
    WRONG_ORDER = "wrong order"


class Blocked(StrEnum):
    """Why a date cannot be confirmed."""

    NOT_PROPOSED = "not proposed"
    CONFIRMED = "confirmed"
    NOT_THE_PLANNER = "not the planner"
    OWN = "own"
    NO_TAKER = "no taker"
    OTHER_DATE = "other date"


@dataclass(frozen=True)
class Role:
    """A role to hand over: whether somebody said that they take it, and which permissions are still missing."""

    name: str
    is_taken: bool
    pending: Sequence[str] = ()

    @property
    def is_done(self) -> bool:
        """Whether it can be called handed over."""
        return self.is_taken and not self.pending


def dates_fault(part_time: date | None, full_time: date | None) -> DatesFault | None:
    """Return what is wrong with two dates; either may be empty."""
    if part_time is None and full_time is None:
        return DatesFault.NONE_NAMED
    if part_time is not None and full_time is not None and full_time < part_time:
        return DatesFault.WRONG_ORDER
    return None


def blocked(
    proposed: date | None, seen: date | None, *, step: Step, is_confirmed: bool, roles: Sequence[Role]
) -> Blocked | None:
    """Return what keeps a date from being confirmed: the second waits until each role has a taker."""
    if proposed is None:
        return Blocked.NOT_PROPOSED
    if seen != proposed:
        return Blocked.OTHER_DATE
    if is_confirmed:
        return Blocked.CONFIRMED
    if step is Step.FULL_TIME and without_taker(roles):
        return Blocked.NO_TAKER
    return None


def without_taker(roles: Sequence[Role]) -> list[str]:
    """Return the names of the roles that nobody has said they take."""
    return [role.name for role in roles if not role.is_taken]


def lost_to_cell(
    capacity: int, granted: int, *, first: date, days: int, part_time: date | None, full_time: date | None
) -> int:
    """Return the minutes that the cell has less in a sprint: of its days past a date, the granted part, then all.

    `first` is the sprint's first day, `days` how many it has; both amounts are of the whole sprint.
    """
    last = first.toordinal() + days
    full_days = _days_past(full_time, first, last)
    part_days = max(_days_past(part_time, first, last) - full_days, 0)
    return (capacity * full_days + min(granted, capacity) * part_days) // days


def _days_past(day: date | None, first: date, last: int) -> int:
    return 0 if day is None else max(last - max(day, first).toordinal(), 0)
