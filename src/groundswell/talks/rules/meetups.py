"""What a meetup costs before anybody is invited, and how often it comes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 8 * 60
MOST_INVITED = 500
# How far ahead the next day of a meetup is looked for.
AHEAD = timedelta(days=400)
_MONTHS = 12
_SPRINTS_AT_MOST = 400


class Mode(StrEnum):
    """Where people meet."""

    ONLINE = "online"
    IN_PERSON = "in person"


class Cadence(StrEnum):
    """How often a meetup comes. *Needed*: only on the days that somebody names."""

    ONCE = "once"
    EVERY_SPRINT = "every sprint"
    EVERY_MONTH = "every month"
    EVERY_QUARTER = "every quarter"
    EVERY_SIX_MONTHS = "every six months"
    NEEDED = "needed"


class Answer(StrEnum):
    """What an invited person said. A "no" needs no reason, and none is kept."""

    WAITING = ""
    ACCEPTED = "accepted"
    DECLINED = "declined"


class MeetupFault(StrEnum):
    """Why a meetup cannot be like this."""

    PURPOSE = "purpose"
    MINUTES = "minutes"
    NOBODY = "nobody"
    MANY = "many"
    PAST = "past"


_EVERY_MONTHS = {Cadence.EVERY_MONTH: 1, Cadence.EVERY_QUARTER: 3, Cadence.EVERY_SIX_MONTHS: 6}


@dataclass(frozen=True)
class Plan:
    """When a meetup is held, how long it takes, and how many people take part besides nobody else."""

    first_on: date
    cadence: Cadence
    minutes: int
    people: int
    also_on: tuple[date, ...] = ()
    until: date | None = None


def fault_of(*, purpose: str, minutes: int, people: int, first_on: date, today: date) -> MeetupFault | None:
    """Return why a meetup cannot be like this, or None."""
    reasons = (
        (not purpose.strip(), MeetupFault.PURPOSE),
        (not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES, MeetupFault.MINUTES),
        (people < 1, MeetupFault.NOBODY),
        (people > MOST_INVITED, MeetupFault.MANY),
        (first_on < today, MeetupFault.PAST),
    )
    return next((fault for holds, fault in reasons if holds), None)


def person_hours(people: int, minutes: int, times: int = 1) -> float:
    """Return what people and length come to, in hours of people."""
    return people * minutes * times / 60


def quarter_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the quarter that holds a day."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return first, months_after(first, 3) - timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a month that is too short for it."""
    count = day.year * _MONTHS + day.month - 1 + months
    first = date(count // _MONTHS, count % _MONTHS + 1, 1)
    following = date((count + 1) // _MONTHS, (count + 1) % _MONTHS + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def days_between(plan: Plan, first: date, last: date, *, sprint_days: int) -> list[date]:
    """Return the days within these (both included) on which a meetup is held."""
    end = last if plan.until is None else min(last, plan.until - timedelta(days=1))
    found = {day for day in _days_of(plan, end, sprint_days) if first <= day <= end}
    return sorted(found)


def is_answerable(plan: Plan, today: date, *, sprint_days: int) -> bool:
    """Tell whether somebody may still say that they come: before its end, while a day is or may be to come."""
    if plan.until is not None and plan.until <= today:
        return False
    return plan.cadence is Cadence.NEEDED or bool(days_ahead(plan, today, sprint_days=sprint_days))


def days_ahead(plan: Plan, today: date, *, sprint_days: int) -> list[date]:
    """Return the next days of a meetup, from today on."""
    return days_between(plan, today, today + AHEAD, sprint_days=sprint_days)


def hours_a_member(plans: Iterable[Plan], today: date, *, members: int, sprint_days: int) -> float:
    """Return what all meetups of the quarter come to, shared out among all members: one number, and no list."""
    first, last = quarter_of(today)
    total = sum(
        person_hours(each.people, each.minutes, len(days_between(each, first, last, sprint_days=sprint_days)))
        for each in plans
    )
    return total / members if members else 0.0


def _days_of(plan: Plan, end: date, sprint_days: int) -> Iterable[date]:
    named = [plan.first_on, *plan.also_on]
    if plan.cadence is Cadence.EVERY_SPRINT:
        count = min((end - plan.first_on).days // sprint_days + 1, _SPRINTS_AT_MOST)
        return [*named, *(plan.first_on + timedelta(days=each * sprint_days) for each in range(count))]
    step = _EVERY_MONTHS.get(plan.cadence)
    if step is None:
        return named
    count = ((end.year - plan.first_on.year) * _MONTHS + end.month - plan.first_on.month) // step + 1
    return [*named, *(months_after(plan.first_on, each * step) for each in range(count))]
