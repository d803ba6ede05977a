"""What may be registered, when its result is looked at, and what that says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from groundswell.evidence.rules.periods import Every, Span, steps_around
from groundswell.people.rules import Calendar

# As the engine: with fewer no difference can be told from chance.
LEAST_BEFORE, LEAST_AFTER = 8, 4
MOST_BEFORE, MOST_AFTER = 36, 26
DAYS_AHEAD = 366
# Figures of a step come late: check-ins are released by hand, hours are logged afterwards.
GRACE = timedelta(days=14)


class Fault(StrEnum):
    """Why something cannot be registered."""

    NO_NAME = "no_name"
    NO_MEASURE = "no_measure"
    NOT_BY_MONTH = "not_by_month"
    SAME = "same"
    UNLIKE = "unlike"
    NO_DATE = "no_date"
    KNOWN = "known"
    TOO_FAR = "too_far"
    LOOKS = "looks"


class State(StrEnum):
    """How far an intervention is."""

    TO_COME = "to_come"
    WAITING = "waiting"
    DUE = "due"
    TOO_SHORT = "too_short"
    NO_SPREAD = "no_spread"
    NO_DIFFERENCE = "no_difference"
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Registered:
    """What was registered, as the rules need it: the day, the steps, and after how many of them one looks, once."""

    on: date
    every: Every
    looks_after: int


@dataclass(frozen=True)
class Wanted:
    """What somebody wishes to register. `every_of`: of each measure the steps it can be had in, and its unit."""

    name: str
    measure: str
    every: Every
    on: date | None
    looks_after: int | None
    compares_with: str
    every_of: Mapping[str, tuple[frozenset[Every], str]]


def fault_of(wanted: Wanted, calendar: Calendar, today: date) -> Fault | None:
    """Return why it cannot be registered.

    A date may have passed, but no step after it may be over: then part of the result would be known, and a measure
    could be chosen for what it shows.
    """
    if not wanted.name.strip():
        return Fault.NO_NAME
    return _fault_of_measure(wanted) or _fault_of_date(wanted, calendar, today)


def _fault_of_measure(wanted: Wanted) -> Fault | None:
    measure, other = wanted.every_of.get(wanted.measure), wanted.every_of.get(wanted.compares_with)
    if measure is None:
        return Fault.NO_MEASURE
    if wanted.every not in measure[0]:
        return Fault.NOT_BY_MONTH
    if not wanted.compares_with:
        return None
    if wanted.compares_with == wanted.measure:
        return Fault.SAME
    is_alike = other is not None and wanted.every in other[0] and other[1] == measure[1]
    return None if is_alike else Fault.UNLIKE


def _fault_of_date(wanted: Wanted, calendar: Calendar, today: date) -> Fault | None:
    if wanted.on is None:
        return Fault.NO_DATE
    if wanted.on > today + timedelta(days=DAYS_AHEAD):
        return Fault.TOO_FAR
    if wanted.looks_after is None or not LEAST_AFTER <= wanted.looks_after <= MOST_AFTER:
        return Fault.LOOKS
    _, later = steps_around(wanted.on, wanted.every, calendar, 0, 1)
    return Fault.KNOWN if later[0].last < today else None


def steps_of(registered: Registered, calendar: Calendar) -> tuple[list[Span], list[Span]]:
    """Return the steps before and after that one looks at."""
    return steps_around(registered.on, registered.every, calendar, MOST_BEFORE, registered.looks_after)


def looks_on(registered: Registered, calendar: Calendar) -> date:
    """Return the day from which one looks: the last step is over, and late figures had their time."""
    _, later = steps_of(registered, calendar)
    return later[-1].last + GRACE


def have_been(spans: Sequence[Span], today: date) -> int:
    """Return how many of these steps are over."""
    return sum(each.last < today for each in spans)


def waiting_state(registered: Registered, calendar: Calendar, today: date) -> State:
    """Return how far something is that has no result."""
    if registered.on > today:
        return State.TO_COME
    return State.DUE if looks_on(registered, calendar) <= today else State.WAITING


def state_of_effect(low: float, high: float) -> State:
    """Return what an interval of a step says."""
    if low > 0:
        return State.HIGHER
    return State.LOWER if high < 0 else State.NO_DIFFERENCE
