"""Strict limits, with what is used, planned and allowed of each in its month or sprint."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from groundswell.hours.models import Limit, Override, PlannedHours
from groundswell.hours.queries.used import used_by
from groundswell.hours.rules.axes import Stream
from groundswell.hours.rules.grants import Per
from groundswell.hours.rules.limits import Against, Sense, Subject
from groundswell.hours.rules.sharing import (
    last_day,
    month_of,
    next_month,
    share_month,
    share_out,
    sprints_within,
    working_days,
)
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
    """Return the limits that hold on a day: of each kind the newest. One query."""
    found: dict[tuple[Subject, Sense, Per], int | None] = {}
    for row in Limit.objects.filter(holder=holder, from_on__lte=day).order_by("from_on"):
        found[Subject(row.subject), Sense(row.sense), Per(row.per)] = row.minutes
    return {key: minutes for key, minutes in found.items() if minutes is not None}


def protected_in(holder: Person, sprint: Sprint) -> int:
    """Return the external minutes that are protected in a sprint: of a sprint, or its part of a month's."""
    limits = limits_on(holder, sprint.last)
    by_sprint = limits.get((Subject.EXTERNAL, Sense.LEAST, Per.SPRINT), 0)
    by_month = limits.get((Subject.EXTERNAL, Sense.LEAST, Per.MONTH), 0)
    calendar = people.calendar()
    return max(by_sprint, sum(_of_sprint(by_month, month, sprint, calendar) for month in months_of(sprint)))


def most_in(holder: Person, subject: Subject, sprint: Sprint) -> int | None:
    """Return the strict limit of a sprint, or its part of a month's, whichever is less; None where there is none."""
    limits = limits_on(holder, sprint.last)
    found = []
    if (subject, Sense.MOST, Per.SPRINT) in limits:
        found.append(limits[subject, Sense.MOST, Per.SPRINT])
    if (subject, Sense.MOST, Per.MONTH) in limits:
        calendar, whole = people.calendar(), limits[subject, Sense.MOST, Per.MONTH]
        found.append(sum(_of_sprint(whole, month, sprint, calendar) for month in months_of(sprint)))
    return min(found, default=None)


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
    limits = limits_on(holder, sprint.last)
    found = []
    whole = limits.get((subject, Sense.MOST, Per.SPRINT))
    if whole is not None:
        against = _against(holder, subject, Per.SPRINT, (sprint.first, sprint.last), whole)
        found.append(Period(subject, Sense.MOST, Per.SPRINT, sprint.first, against, against.too_much(minutes)))
    monthly = limits.get((subject, Sense.MOST, Per.MONTH))
    for month, part in _parts(minutes, sprint).items() if monthly is not None else ():
        against = _against(holder, subject, Per.MONTH, (month, last_day(month)), monthly or 0)
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
    allowed = Override.objects.filter(holder=holder, subject=subject, per=per, period=first)
    return Against(
        minutes,
        used_by(holder, first, last).of_subject(subject),
        planned_between(holder, subject, first, last),
        sum(allowed.values_list("minutes", flat=True)),
    )


def _planned_in(holder: Person, subject: Subject, sprint: Sprint) -> int:
    rows = PlannedHours.objects.filter(person=holder, sprint=sprint.first, stream=_STREAM.get(subject, ""))
    return sum(rows.values_list("minutes", flat=True))


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
