"""The two dates of an advocate's way out of the cell: part-time, then full-time. Only the planner confirms them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Step(StrEnum):
    """The two dates."""

    PART_TIME = "part"
    FULL_TIME = "full"


class Fate(StrEnum):
    """What becomes of a role of somebody who leaves the cell."""

    HAND_OVER = "hand over"
    GOES_ALONG = "goes along"
    NOT_NEEDED = "not needed"


class DatesFault(StrEnum):
    """Why two dates cannot be proposed."""

    NONE_NAMED = "none named"
    WRONG_ORDER = "wrong order"


class Blocked(StrEnum):
    """Why a date cannot be confirmed."""

    NOT_PROPOSED = "not proposed"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not confirmed"
    HAS_COME = "has come"
    NOT_THE_PLANNER = "not the planner"
    OWN = "own"
    NO_TAKER = "no taker"
    OTHER_DATE = "other date"


@dataclass(frozen=True)
class Role:
    """A role that is held: what becomes of it (None: nobody has said), who takes it, what they may not do yet."""

    name: str
    is_taken: bool
    pending: Sequence[str] = ()
    fate: Fate | None = Fate.HAND_OVER

    @property
    def is_answered(self) -> bool:
        """Whether nobody is missed when the holder goes: it has a taker, goes along, or nobody needs it."""
        return self.is_taken or self.fate in {Fate.GOES_ALONG, Fate.NOT_NEEDED}

    @property
    def is_done(self) -> bool:
        """Whether it can be called handed over."""
        return self.is_taken and not self.pending


def is_there(left_on: date | None, *days: date | None) -> bool:
    """Tell whether a taker is here on each of these days: whoever leaves before takes nothing."""
    return left_on is None or all(day is None or left_on > day for day in days)


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


def not_taken_back(proposed: date | None, seen: date | None, *, today: date, is_confirmed: bool) -> Blocked | None:
    """Return what keeps a confirmation from being taken back: a date that has come has come."""
    if not is_confirmed or proposed is None:
        return Blocked.NOT_CONFIRMED
    if seen != proposed:
        return Blocked.OTHER_DATE
    return Blocked.HAS_COME if proposed <= today else None


def reopens(full_time: date | None, *, today: date, is_confirmed: bool, roles: Sequence[Role]) -> bool:
    """Tell whether a confirmed second date that is still to come waits again, since a role lost its taker."""
    return is_confirmed and full_time is not None and full_time > today and bool(without_taker(roles))


def without_taker(roles: Sequence[Role]) -> list[str]:
    """Return the names of the roles that nobody has said they take, and that neither go along nor are not needed."""
    return [role.name for role in roles if not role.is_answered]


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
