"""Meetups, and what they come to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.people import queries as people
from groundswell.people.models import Person, Served
from groundswell.talks import sentences
from groundswell.talks.models import Invitation, Meetup
from groundswell.talks.rules import meetups as rules
from groundswell.talks.rules.meetups import Answer, Cadence, Mode, Plan
from groundswell.web.ports import Words

# How far ahead the next day of a meetup is looked for.
_AHEAD = timedelta(days=400)


@dataclass(frozen=True)
class MeetupLine:
    """A meetup with what it comes to, and what this person was asked and said."""

    meetup: Meetup
    plan: Plan
    next_on: date | None
    accepted: int
    mine: Invitation | None = None

    @property
    def people(self) -> int:
        """Return how many people come or may come: all but those who declined."""
        return self.plan.people

    @property
    def hours(self) -> float:
        """Return the person-hours of one time."""
        return rules.person_hours(self.plan.people, self.meetup.minutes)

    @property
    def cadence_words(self) -> Words:
        """Return how often it is held."""
        return sentences.CADENCE[Cadence(self.meetup.cadence)]

    @property
    def mode_words(self) -> Words:
        """Return how people meet."""
        return sentences.MODE[Mode(self.meetup.mode)]


@dataclass(frozen=True)
class Cost:
    """What a meetup would cost, before anybody is invited."""

    people: int
    minutes: int
    times: int
    a_member_now: float
    a_member_then: float

    @property
    def hours(self) -> float:
        """Return the person-hours of one time."""
        return rules.person_hours(self.people, self.minutes)

    @property
    def hours_in_quarter(self) -> float:
        """Return the person-hours of this quarter."""
        return rules.person_hours(self.people, self.minutes, self.times)

    @property
    def mark(self) -> str:
        """Return what stands for exactly this cost: a form that invites says which one it was shown."""
        return f"{self.people} {self.minutes} {self.times}"


def meetups_for(person: Person) -> list[MeetupLine]:
    """Return every meetup that is still held, the next one first; those of others too: they cost everybody's hours.

    Three queries besides that of the sprints.
    """
    lines = _lines(Meetup.objects.filter(ended_on=None), person)
    return sorted(lines, key=lambda line: (line.next_on or date.max, line.meetup.purpose))


def meetup_for(person: Person, meetup: UUID) -> MeetupLine | None:
    """Return one meetup."""
    return next(iter(_lines(Meetup.objects.filter(id=meetup), person)), None)


def held_days(line: MeetupLine) -> list[date]:
    """Return the days until today on which a meetup was to be held. No query besides that of the sprints."""
    today = clock.today()
    return rules.days_between(line.plan, line.plan.first_on, today, sprint_days=_sprint_days())


def named_meetup(meetup: UUID) -> Meetup | None:
    """Return a meetup by its id, with no numbers. One query."""
    return Meetup.objects.filter(id=meetup).first()


def waiting_invitations(person: Person) -> list[Invitation]:
    """Return the invitations that somebody has not answered, of meetups that are still held. One query."""
    return _waiting(person=person)


@prepared
def _waiting(given: Given) -> QuerySet[Invitation]:
    waiting = Invitation.objects.filter(person=given.person, answer=Answer.WAITING, meetup__ended_on=None)
    return waiting.select_related("meetup", "meetup__organiser").order_by("meetup__first_on", "id")


def hours_a_member() -> float:
    """Return what the meetups of this quarter come to, as one number of hours a member; nobody's own is counted."""
    return _shared_out(_plans_now())


def cost_of(*, people_count: int, minutes: int, first_on: date, cadence: Cadence) -> Cost:
    """Return what a meetup of so many people would cost this quarter, on top of what there is."""
    plan = Plan(first_on, cadence, minutes, people_count)
    first, last = rules.quarter_of(clock.today())
    times = len(rules.days_between(plan, first, last, sprint_days=_sprint_days()))
    known = _plans_now()
    return Cost(people_count, minutes, times, _shared_out(known), _shared_out([*known, plan]))


def served() -> list[Served]:
    """Return the communities and projects, each with its default audience and channels."""
    return list(Served.objects.all())


def _lines(rows: QuerySet[Meetup], person: Person) -> list[MeetupLine]:
    meetups = list(rows.select_related("served", "organiser").prefetch_related("days"))
    answers = _answers(meetups)
    mine = {each.meetup_id: each for each in Invitation.objects.filter(meetup__in=meetups, person=person)}
    today, sprint_days = clock.today(), _sprint_days()
    lines = []
    for meetup in meetups:
        plan = _plan_of(meetup, answers.get(meetup.id, []))
        days = rules.days_between(plan, today, today + _AHEAD, sprint_days=sprint_days)
        accepted = answers.get(meetup.id, []).count(Answer.ACCEPTED)
        lines.append(MeetupLine(meetup, plan, next(iter(days), None), accepted, mine.get(meetup.id)))
    return lines


def _plans_now() -> list[Plan]:
    first, _last = rules.quarter_of(clock.today())
    rows = list(Meetup.objects.exclude(ended_on__lte=first).prefetch_related("days"))
    answers = _answers(rows)
    return [_plan_of(meetup, answers.get(meetup.id, [])) for meetup in rows]


def _answers(meetups: Iterable[Meetup]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    rows = Invitation.objects.filter(meetup__in=list(meetups)).values_list("meetup_id", "answer")
    for meetup, answer in rows:
        found.setdefault(meetup, []).append(answer)
    return found


def _plan_of(meetup: Meetup, answers: list[str]) -> Plan:
    coming = sum(answer != Answer.DECLINED for answer in answers)
    plan = Plan(meetup.first_on, Cadence(meetup.cadence), meetup.minutes, coming, until=meetup.ended_on)
    return replace(plan, also_on=tuple(each.day for each in meetup.days.all()))


def _shared_out(plans: Iterable[Plan]) -> float:
    members = people.active_people().count()
    return rules.hours_a_member(plans, clock.today(), members=members, sprint_days=_sprint_days())


def _sprint_days() -> int:
    return people.sprint_now().days
