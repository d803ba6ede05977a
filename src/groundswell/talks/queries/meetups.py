"""Meetups, and what they come to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.people import queries as people
from groundswell.people.models import Person, Served
from groundswell.talks import sentences
from groundswell.talks.models import Invitation, Meetup
from groundswell.talks.rules import meetups as rules
from groundswell.talks.rules.meetups import Answer, Cadence, Mode, Plan
from groundswell.web.ports import Words


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
    """What a meetup would cost in the quarter in which it begins, before anybody is invited."""

    people: int
    minutes: int
    times: int
    a_member_now: float
    a_member_then: float
    # The first day of that quarter; None for the quarter of today.
    from_on: date | None = None

    @property
    def hours(self) -> float:
        """Return the person-hours of one time."""
        return rules.person_hours(self.people, self.minutes)

    @property
    def hours_in_quarter(self) -> float:
        """Return the person-hours of that quarter."""
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


def waiting_invitations(person: Person) -> list[tuple[Invitation, date]]:
    """Return the invitations that somebody has not answered, with the next day of each; without one, none waits.

    Two queries besides that of the sprints, and one where nothing waits.
    """
    waiting = list(_waiting(person=person))
    prefetch_related_objects(waiting, "meetup__days")
    today, sprint_days = clock.today(), _sprint_days() if waiting else 0
    ahead = ((each, rules.days_ahead(_plan_of(each.meetup, []), today, sprint_days=sprint_days)) for each in waiting)
    return [(each, days[0]) for each, days in ahead if days]


def is_answerable(meetup: Meetup) -> bool:
    """Tell whether an invitation to a meetup can still be answered."""
    return rules.is_answerable(_plan_of(meetup, []), clock.today(), sprint_days=_sprint_days())


@prepared
def _waiting(given: Given) -> QuerySet[Invitation]:
    waiting = Invitation.objects.filter(person=given.person, answer=Answer.WAITING, meetup__ended_on=None)
    return waiting.select_related("meetup", "meetup__organiser").order_by("meetup__first_on", "id")


def hours_a_member() -> float:
    """Return what the meetups of this quarter come to, as one number of hours a member; nobody's own is counted."""
    first, _last = rules.quarter_of(clock.today())
    return _shared_out(_plans_from(first), first)


def cost_of(*, people_count: int, minutes: int, first_on: date, cadence: Cadence) -> Cost:
    """Return what a meetup of so many people would cost in the quarter of its first day, on top of what there is."""
    plan = Plan(first_on, cadence, minutes, people_count)
    first, last = rules.quarter_of(first_on)
    times = len(rules.days_between(plan, first, last, sprint_days=_sprint_days()))
    known = _plans_from(first)
    before, after = _shared_out(known, first), _shared_out([*known, plan], first)
    is_now = first <= clock.today() <= last
    return Cost(people_count, minutes, times, before, after, None if is_now else first)


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
        days = rules.days_ahead(plan, today, sprint_days=sprint_days)
        accepted = answers.get(meetup.id, []).count(Answer.ACCEPTED)
        lines.append(MeetupLine(meetup, plan, next(iter(days), None), accepted, mine.get(meetup.id)))
    return lines


def _plans_from(first: date) -> list[Plan]:
    """Return the meetups that are held on this day or later."""
    rows = list(Meetup.objects.exclude(ended_on__lte=first).prefetch_related("days"))
    answers = _answers(rows)
    return [_plan_of(meetup, answers.get(meetup.id, [])) for meetup in rows]


def _answers(meetups: Iterable[Meetup]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    # Whoever left comes to nothing any more.
    rows = Invitation.objects.filter(meetup__in=list(meetups), person__in=people.active_people())
    for meetup, answer in rows.values_list("meetup_id", "answer"):
        found.setdefault(meetup, []).append(answer)
    return found


def _plan_of(meetup: Meetup, answers: list[str]) -> Plan:
    coming = sum(answer != Answer.DECLINED for answer in answers)
    plan = Plan(meetup.first_on, Cadence(meetup.cadence), meetup.minutes, coming, until=meetup.ended_on)
    return replace(plan, also_on=tuple(each.day for each in meetup.days.all()))


def _shared_out(plans: Iterable[Plan], quarter: date) -> float:
    members = people.active_people().count()
    return rules.hours_a_member(plans, quarter, members=members, sprint_days=_sprint_days())


def _sprint_days() -> int:
    return people.sprint_now().days
