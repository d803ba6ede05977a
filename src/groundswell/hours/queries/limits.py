"""Strict limits, with what is used, planned and allowed of each in its month or sprint."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from groundswell.hours.models import Limit, Override, PlannedHours
from groundswell.hours.queries.used import used_by
from groundswell.hours.rules.axes import Stream
from groundswell.hours.rules.grants import Per
from groundswell.hours.rules.limits import Against, Sense, Subject, in_force
from groundswell.hours.rules.sharing import (
    Taken,
    last_day,
    month_of,
    next_month,
    part_left,
    share_month,
    share_out,
    sprints_within,
    working_days,
)
from groundswell.kit import clock
from groundswell.kit.once import once_a_page
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Calendar, Sprint

_STREAM = {Subject.INTERNAL: Stream.INTERNAL, Subject.EXTERNAL: Stream.EXTERNAL}


@dataclass(frozen=True)
class Period:
    """A limit in one month or sprint; `too_much` is by how much a plan that was tried would pass it."""

    subject: Subject
    sense: Sense
    per: Per
    first: date
    against: Against
    too_much: int = 0


def limits_on(holder: Person, day: date) -> dict[tuple[Subject, Sense, Per], int]:
    """Return the limits that hold on a day: of each kind the newest. One query a page."""
    rows = (row for row in _limits_of(holder.id) if row.from_on <= day)
    return in_force(((Subject(row.subject), Sense(row.sense), Per(row.per)), row.minutes) for row in rows)


@once_a_page
def _limits_of(holder: UUID) -> list[Limit]:
    """Return every limit of somebody, the oldest first: each sprint and month of a page asks for its own."""
    return list(Limit.objects.filter(holder=holder).order_by("from_on"))


def protected_in(holder: Person, sprint: Sprint) -> int:
    """Return the external minutes that are protected in a sprint: of a sprint, or its part of a month's."""
    by_sprint = limits_on(holder, sprint.last).get((Subject.EXTERNAL, Sense.LEAST, Per.SPRINT), 0)
    by_month = {
        month: limits_on(holder, last_day(month)).get((Subject.EXTERNAL, Sense.LEAST, Per.MONTH), 0)
        for month in months_of(sprint)
    }
    calendar = people.calendar()
    return max(by_sprint, sum(_of_sprint(least, month, sprint, calendar) for month, least in by_month.items()))


def most_in(holder: Person, subject: Subject, sprint: Sprint) -> int | None:
    """Return what a strict limit lets a sprint plan; None where there is none.

    A month's limit gives its part of what the sprints before this one leave of it, each month by its own limit; with
    what somebody allowed beyond it.
    """
    found = []
    by_sprint = limits_on(holder, sprint.last).get((subject, Sense.MOST, Per.SPRINT))
    if by_sprint is not None:
        found.append(by_sprint + _allowed(holder, subject, Per.SPRINT, sprint.first))
    parts = [_part_of_limit(holder, subject, month, sprint) for month in months_of(sprint)]
    # What a month without a limit may take has no end.
    if None not in parts:
        found.append(sum(part or 0 for part in parts))
    return min(found, default=None)


@once_a_page
def _plan_of(holder: UUID, first: date) -> list[tuple[str, int]]:
    """Return the minutes that are planned in the sprint that begins on a day, each with its stream."""
    return list(PlannedHours.objects.filter(person=holder, sprint=first).values_list("stream", "minutes"))


def _planned_of(holder: Person, subject: Subject | None, sprint: Sprint) -> list[int]:
    rows = _plan_of(holder.id, sprint.first)
    return [minutes for stream, minutes in rows if subject is None or stream == _STREAM.get(subject, "")]


def _part_of_limit(holder: Person, subject: Subject, month: date, sprint: Sprint) -> int | None:
    whole = limits_on(holder, last_day(month)).get((subject, Sense.MOST, Per.MONTH))
    if whole is None:
        return None
    return part_of_month(holder, whole + _allowed(holder, subject, Per.MONTH, month), month, sprint, subject)


def part_of_month(holder: Person, minutes: int, month: date, sprint: Sprint, subject: Subject | None = None) -> int:
    """Return what of a month's minutes a sprint may plan; `subject` (None: all hours): what they may be spent on."""

    def taken(each: Sprint) -> Taken:
        first, last = max(each.first, month), min(each.last, last_day(month))
        used = used_by(holder, first, last)
        planned = _planned_of(holder, subject, each)
        return Taken(
            used=used.total if subject is None else used.of_subject(subject),
            planned=_parts(sum(planned), each).get(month, 0) if planned else None,
            is_over=each.last < clock.today(),
        )

    return part_left(minutes, month, sprint, people.calendar(), taken)


def periods_of_month(holder: Person, month: date) -> list[Period]:
    """Return every strict limit in a month: for a month, and for each sprint that ends in it."""
    limits = limits_on(holder, last_day(month))
    sprints = [each for each in _sprints_of(month) if month <= each.last <= last_day(month)]
    found = []
    for (subject, sense, per), minutes in limits.items():
        if sense is Sense.MOST:
            spans = [(month, last_day(month))] if per is Per.MONTH else [(each.first, each.last) for each in sprints]
            found += [
                Period(subject, sense, per, span[0], _against(holder, subject, per, span, minutes)) for span in spans
            ]
    return found


def periods_against(holder: Person, subject: Subject, sprint_first: date, minutes: int) -> list[Period]:
    """Hold a plan of so many minutes in a sprint against every strict limit that it touches."""
    sprint = people.sprint_of(sprint_first)
    found = []
    whole = limits_on(holder, sprint.last).get((subject, Sense.MOST, Per.SPRINT))
    if whole is not None:
        against = _against(holder, subject, Per.SPRINT, (sprint.first, sprint.last), whole)
        found.append(Period(subject, Sense.MOST, Per.SPRINT, sprint.first, against, against.too_much(minutes)))
    for month, part in _parts(minutes, sprint).items():
        monthly = limits_on(holder, last_day(month)).get((subject, Sense.MOST, Per.MONTH))
        if monthly is None:
            continue
        against = _against(holder, subject, Per.MONTH, (month, last_day(month)), monthly)
        others = against.planned - _parts(_planned_in(holder, subject, sprint), sprint).get(month, 0)
        found.append(Period(subject, Sense.MOST, Per.MONTH, month, against, against.too_much(others + part)))
    return found


def overrides_of(holder: Person, first: date, last: date) -> list[Override]:
    """Return what was allowed past limits in periods that begin between these days."""
    rows = Override.objects.filter(holder=holder, period__gte=first, period__lte=last)
    return list(rows.select_related("by"))


def months_of(sprint: Sprint) -> list[date]:
    """Return the months that a sprint has days of."""
    found = [month_of(sprint.first)]
    while next_month(found[-1]) <= sprint.last:
        found.append(next_month(found[-1]))
    return found


def _against(holder: Person, subject: Subject, per: Per, span: tuple[date, date], minutes: int) -> Against:
    first, last = span
    return Against(
        minutes,
        used_by(holder, first, last).of_subject(subject),
        planned_between(holder, subject, first, last),
        _allowed(holder, subject, per, first),
    )


def allowed_in(holder: Person, subjects: Iterable[Subject], sprint: Sprint) -> int:
    """Return what somebody allowed beyond in a sprint, of these subjects together."""
    return sum(_allowed(holder, subject, Per.SPRINT, sprint.first) for subject in subjects)


def _allowed(holder: Person, subject: Subject, per: Per, period: date) -> int:
    rows = Override.objects.filter(holder=holder, subject=subject, per=per, period=period)
    return sum(rows.values_list("minutes", flat=True))


def _planned_in(holder: Person, subject: Subject, sprint: Sprint) -> int:
    return sum(_planned_of(holder, subject, sprint))


def planned_between(holder: Person, subject: Subject, first: date, last: date) -> int:
    """Return what is planned of these days: of a sprint that reaches out of the month, its part by working days."""
    calendar = people.calendar()
    begins = calendar.sprint_of(first).first
    rows = PlannedHours.objects.filter(
        person=holder, stream=_STREAM.get(subject, ""), sprint__gte=begins, sprint__lte=last
    )
    by_sprint: dict[date, int] = {}
    for day, minutes in rows.values_list("sprint", "minutes"):
        by_sprint[day] = by_sprint.get(day, 0) + minutes
    total = 0
    for day, minutes in by_sprint.items():
        sprint = calendar.sprint_of(day)
        within = sprint.first >= first and sprint.last <= last
        total += minutes if within else _parts(minutes, sprint).get(month_of(first), 0)
    return total


def _parts(minutes: int, sprint: Sprint) -> dict[date, int]:
    months = months_of(sprint)
    days = [working_days(max(each, sprint.first), min(last_day(each), sprint.last)) for each in months]
    weights = days if any(days) else [1] * len(months)
    return dict(zip(months, share_out(minutes, weights, 1), strict=True))


def _of_sprint(minutes: int, month: date, sprint: Sprint, calendar: Calendar) -> int:
    return share_month(minutes, month, calendar).of(sprint)


def _sprints_of(month: date) -> Iterable[Sprint]:
    return sprints_within(month, last_day(month), people.calendar())
