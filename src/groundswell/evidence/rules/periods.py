"""The stretches of days that evidence is about: months, quarters, sprints, and pilots from their first day on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from groundswell.people.rules import Calendar, Sprint

_DAY = timedelta(days=1)
_MONTHS, _A_QUARTER = 12, 3
_DIGITS_OF_A_SPRINT = 6
# How far back anything is looked at: further back than any organisation here has data.
MOST_YEARS = 20


class Kind(StrEnum):
    """What a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    SPRINT = "sprint"
    PILOT = "pilot"


class Every(StrEnum):
    """How long the steps of a series are."""

    SPRINT = "sprint"
    MONTH = "month"


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.first <= day <= self.last

    def until(self, day: date) -> "Span":
        """Return as much of it as has been by a day."""
        return Span(self.first, min(self.last, day))


@dataclass(frozen=True)
class Period:
    """A stretch of days with the word that names it in addresses; `number` is a sprint's, `name` a pilot's."""

    key: str
    kind: Kind
    span: Span
    number: int = 0
    name: str = ""

    def is_over(self, today: date) -> bool:
        """Tell whether nothing more can happen in it."""
        return self.span.last < today


def month_with(day: date) -> Period:
    """Return the month of a day: "2026-11"."""
    first = day.replace(day=1)
    return Period(f"{first:%Y-%m}", Kind.MONTH, Span(first, _month_after(first) - _DAY))


def quarter_with(day: date) -> Period:
    """Return the quarter of a day: "2026-q4"."""
    quarter = (day.month - 1) // _A_QUARTER
    first = date(day.year, quarter * _A_QUARTER + 1, 1)
    last = first
    for _ in range(_A_QUARTER):
        last = _month_after(last)
    return Period(f"{day.year}-q{quarter + 1}", Kind.QUARTER, Span(first, last - _DAY))


def sprint_with(sprint: Sprint) -> Period:
    """Return a sprint as a period: "sprint-12"."""
    return Period(f"sprint-{sprint.number}", Kind.SPRINT, Span(sprint.first, sprint.last), number=sprint.number)


def pilot_with(key: object, name: str, first: date, last: date) -> Period:
    """Return a pilot as a period, from its first day to the day on which somebody looks."""
    return Period(f"pilot-{key}", Kind.PILOT, Span(first, last), name=name)


def period_named(key: str, calendar: Calendar, pilots: Mapping[str, Period], today: date) -> Period | None:
    """Return the period that an address names; None where there is none, or it has not begun."""
    found = pilots.get(key) or _sprint_named(key, calendar, today) or _of_calendar(key)
    if found is None or found.key != key:
        return None
    oldest = today.year - MOST_YEARS
    return found if found.span.first <= today and found.span.first.year >= oldest else None


def lately(calendar: Calendar, today: date, count: int) -> list[Period]:
    """Return the latest periods, the current ones first: months, then quarters, then sprints; `count` of each."""
    found: list[Period] = []
    for current in (month_with, quarter_with):
        day = today
        for _ in range(count):
            found.append(current(day))
            day = found[-1].span.first - _DAY
    sprint = calendar.sprint_of(today)
    for _ in range(count):
        found.append(sprint_with(sprint))
        sprint = calendar.before(sprint)
    return found


def sprints_ended_in(span: Span, calendar: Calendar) -> list[Sprint]:
    """Return the sprints that ended in these days, the oldest first."""
    sprint, found = calendar.sprint_of(span.first), list[Sprint]()
    while sprint.last <= span.last:
        found.append(sprint)
        sprint = calendar.after(sprint)
    return found


def steps_around(day: date, every: Every, calendar: Calendar, before: int, after: int) -> tuple[list[Span], list[Span]]:
    """Return so many steps that were over before a day, and so many that begin on it or later, each the oldest first.

    The step in whose middle the day lies is in neither: it is half before and half after.
    """
    within = _step_with(day, every, calendar)
    start = within if within.first == day else _step_with(within.last + _DAY, every, calendar)
    later = [start]
    while len(later) < after:
        later.append(_step_with(later[-1].last + _DAY, every, calendar))
    earlier: list[Span] = []
    edge = within.first
    while len(earlier) < before:
        earlier.append(_step_with(edge - _DAY, every, calendar))
        edge = earlier[-1].first
    return earlier[::-1], later[:after]


def newest_first(pilots: Sequence[Period]) -> list[Period]:
    """Return pilots with the newest first."""
    return sorted(pilots, key=lambda each: (each.span.first, each.key), reverse=True)


def _step_with(day: date, every: Every, calendar: Calendar) -> Span:
    if every is Every.MONTH:
        return month_with(day).span
    sprint = calendar.sprint_of(day)
    return Span(sprint.first, sprint.last)


def _month_after(first: date) -> date:
    return date(first.year + 1, 1, 1) if first.month == _MONTHS else date(first.year, first.month + 1, 1)


def _of_calendar(key: str) -> Period | None:
    year, _, rest = key.partition("-")
    if not (year.isascii() and year.isdecimal() and len(year) == len("2026")):
        return None
    try:
        if rest.startswith("q"):
            return quarter_with(date(int(year), (int(rest[1:]) - 1) * _A_QUARTER + 1, 1))
        return month_with(date(int(year), int(rest), 1))
    except ValueError:
        return None


def _sprint_named(key: str, calendar: Calendar, today: date) -> Period | None:
    word, _, number = key.partition("-")
    now = calendar.sprint_of(today)
    if word != Kind.SPRINT or not (number.isascii() and number.isdecimal() and len(number) <= _DIGITS_OF_A_SPRINT):
        return None
    if not now.number - MOST_YEARS * 80 <= int(number) <= now.number:
        return None
    while now.number > int(number):
        now = calendar.before(now)
    return sprint_with(now) if now.number == int(number) else None
