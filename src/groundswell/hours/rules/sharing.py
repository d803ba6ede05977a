"""A month's hours go to sprints by working days; not a minute is lost or made."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from groundswell.hours.rules.amounts import STEP
from groundswell.people.rules import Calendar, Sprint

_FRIDAY = 4
_DECEMBER = 12


@dataclass(frozen=True)
class Part:
    """What of a month falls into a sprint: its working days, and its minutes."""

    sprint: Sprint
    days: int
    minutes: int


@dataclass(frozen=True)
class Shared:
    """A month as its sprints get it. Where nobody works in it, calendar days count instead."""

    parts: tuple[Part, ...]
    by_calendar_days: bool

    def of(self, sprint: Sprint) -> int:
        """Return the minutes of a sprint."""
        return sum(part.minutes for part in self.parts if part.sprint.first == sprint.first)


def is_weekday(day: date) -> bool:
    """Tell whether a day is Monday to Friday. Holidays are days away, as leave is."""
    return day.weekday() <= _FRIDAY


def month_of(day: date) -> date:
    """Return the first day of its month: the name of a month here."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """Return the month after."""
    return date(month.year + 1, 1, 1) if month.month == _DECEMBER else date(month.year, month.month + 1, 1)


def last_day(month: date) -> date:
    """Return the last day of a month."""
    return next_month(month) - timedelta(days=1)


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield each day, both included; none where the last comes before the first."""
    return (first + timedelta(days=count) for count in range((last - first).days + 1))


def working_days(first: date, last: date, works: Callable[[date], bool] = is_weekday) -> int:
    """Count the days, both included, on which somebody works."""
    return sum(works(day) for day in days_between(first, last))


def share_out(minutes: int, weights: Sequence[int], step: int = STEP) -> list[int]:
    """Share minutes out by weight, in whole steps: what is left over goes where the most was rounded off.

    Less than a step goes to the last part that gets anything. The parts always come to the same minutes.
    """
    total = sum(weights)
    if minutes < 0 or total <= 0 or min(weights) < 0:
        raise ValueError(minutes, weights)
    steps, rest = divmod(minutes, step)
    found = [steps * weight // total for weight in weights]
    most_cut = sorted(range(len(weights)), key=lambda at: (-(steps * weights[at] % total), at))
    for at in most_cut[: steps - sum(found)]:
        found[at] += 1
    parts = [count * step for count in found]
    parts[max(at for at, weight in enumerate(weights) if weight)] += rest
    return parts


def sprints_within(first: date, last: date, calendar: Calendar) -> list[Sprint]:
    """Return the sprints that share a day with these days, in order."""
    found = [calendar.sprint_of(first)]
    while found[-1].last < last:
        found.append(calendar.after(found[-1]))
    return found


def share_month(
    minutes: int,
    month: date,
    calendar: Calendar,
    *,
    works: Callable[[date], bool] = is_weekday,
    since: date | None = None,
) -> Shared:
    """Share a month's minutes out to its sprints, or to those from a day on."""
    first, last = max(month, since or month), last_day(month)
    sprints = sprints_within(first, last, calendar)
    spans = [(max(sprint.first, first), min(sprint.last, last)) for sprint in sprints]
    days = [working_days(*span, works) for span in spans]
    by_calendar_days = not any(days)
    weights = [working_days(*span, lambda _day: True) for span in spans] if by_calendar_days else days
    shares = share_out(minutes, weights)
    parts = (Part(sprint, count, share) for sprint, count, share in zip(sprints, days, shares, strict=True))
    return Shared(tuple(parts), by_calendar_days)


@dataclass(frozen=True)
class Taken:
    """What a sprint takes of a month: minutes used so far, minutes planned (None: nothing is), whether it is over."""

    used: int
    planned: int | None
    is_over: bool


def part_left(minutes: int, month: date, sprint: Sprint, calendar: Calendar, taken: Callable[[Sprint], Taken]) -> int:
    """Return what of a month's minutes a sprint may plan: its share of what the sprints before it leave.

    One that is over leaves whatever it did not use. One that is not over keeps what is planned for it, or its share
    where nothing is, and never less than it has used: no hour is planned twice.
    """
    left = minutes
    for each in sprints_within(month, min(sprint.last, last_day(month)), calendar):
        share = share_month(left, month, calendar, since=max(each.first, month)).of(each)
        if each.first == sprint.first:
            return share
        before = taken(each)
        kept = share if before.planned is None else before.planned
        left -= before.used if before.is_over else max(before.used, kept)
        left = max(left, 0)
    return 0
