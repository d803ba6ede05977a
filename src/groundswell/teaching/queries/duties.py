"""Duties: what is asked this sprint, what was answered in the sprints before, and how often it was kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from groundswell.kit.prepared import Given, prepared
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.teaching import policy
from groundswell.teaching.models import Answer, Duty, Fact, HandOver, Point, Run
from groundswell.teaching.rules import duties as rules
from groundswell.teaching.rules.duties import Adherence, AnswerKind, RunState

SPRINTS_SHOWN = 10


@dataclass(frozen=True)
class Line:
    """A duty in a list: how it stands this sprint, and how often it was kept before."""

    duty: Duty
    state: RunState
    adherence: Adherence


@dataclass(frozen=True)
class Asked:
    """A question of a duty, its answer this sprint, and how many other duties get the same answer."""

    point: Point
    text: str
    elsewhere: int

    @property
    def fact(self) -> Fact:
        """The question."""
        return self.point.fact


@dataclass(frozen=True)
class Trend:
    """The answers to one question over sprints: `values` are (sprint, answer), the answer "" where there is none."""

    fact: Fact
    values: Sequence[tuple[int, str]]

    @property
    def numbers(self) -> list[tuple[int, Decimal | None]]:
        """The answers as numbers: yes is 1, no is 0; of words and days there are none."""
        return [(sprint, _number(AnswerKind(self.fact.kind), text)) for sprint, text in self.values]

    @property
    def is_drawn(self) -> bool:
        """Whether there is something to draw."""
        return any(number is not None for _sprint, number in self.numbers)


def duty_for(duty: UUID) -> Duty | None:
    """Return a duty; one that was never there is none."""
    return Duty.objects.select_related("role").filter(id=duty).first()


def lines() -> list[Line]:
    """Return the duties that go on. Two queries, however many."""
    now = people.sprint_now().number
    duties = list(Duty.objects.filter(Q(until_sprint=None) | Q(until_sprint__gte=now)).select_related("role"))
    runs = Run.objects.filter(duty__in=duties, sprint__gt=now - SPRINTS_SHOWN - 1)
    ended: dict[UUID, dict[int, RunState]] = {each.id: {} for each in duties}
    for run in runs:
        ended[run.duty_id][run.sprint] = RunState(run.state)
    return [_line(each, ended[each.id], now) for each in duties]


def states_of(duty: Duty) -> list[tuple[int, RunState]]:
    """Return what became of a duty in each of the last sprints, this one last. One query."""
    now = people.sprint_now().number
    ended = {each.sprint: RunState(each.state) for each in duty.runs.filter(sprint__gt=now - SPRINTS_SHOWN - 1)}
    return rules.states_of(_sprints(duty, now), ended, now)


def reasons_of(duty: Duty) -> list[Run]:
    """Return when a duty was skipped and why, the latest first. One query."""
    return list(duty.runs.filter(state=RunState.SKIPPED).order_by("-sprint")[:SPRINTS_SHOWN])


def asked_in(duty: Duty) -> list[Asked]:
    """Return what a duty asks, with the answers of this sprint. Two queries."""
    # Said here: what groups its rows forgets the order of its table.
    rows = duty.points.select_related("fact").annotate(elsewhere=Count("fact__points") - 1)
    points = list(rows.order_by("place", "id"))
    answers = dict(
        Answer.objects.filter(
            fact__in=[each.fact_id for each in points], sprint=people.sprint_now().number
        ).values_list("fact_id", "text")
    )
    return [Asked(each, answers.get(each.fact_id, ""), each.elsewhere) for each in points]


def trends_of(duty: Duty) -> list[Trend]:
    """Return the answers to each question of a duty over the last sprints. Two queries."""
    now = people.sprint_now().number
    facts = [each.fact for each in duty.points.select_related("fact")]
    sprints = _sprints(duty, now)
    rows = Answer.objects.filter(fact__in=facts, sprint__in=sprints)
    texts = {(each.fact_id, each.sprint): each.text for each in rows}
    return [Trend(fact, [(sprint, texts.get((fact.id, sprint), "")) for sprint in sprints]) for fact in facts]


def facts_elsewhere(duty: Duty) -> list[Fact]:
    """Return the questions that other duties ask and this one does not. One query."""
    return list(Fact.objects.exclude(points__duty=duty).order_by("words"))


def open_for(person: Person) -> list[Duty]:
    """Return the duties of somebody's roles that are open this sprint."""
    return [each.duty for each in lines() if each.state is RunState.OPEN and policy.may_run(person, each.duty)]


def asked_to_take(person: Person) -> list[HandOver]:
    """Return the duties that somebody is asked to take over. One query, on the page that everybody opens."""
    return _asked(person=person)


@prepared
def _asked(given: Given) -> QuerySet[HandOver]:
    return HandOver.objects.filter(taker=given.person, taken_on=None, done_on=None).select_related("duty")


def number_kept() -> int:
    """Return how many duties come again and again. One query."""
    return sum(_kept())


@prepared
def _kept(given: Given) -> QuerySet[Duty, int]:
    del given
    rows = Duty.objects.filter(until_sprint=None).order_by()
    return rows.values("role").annotate(count=Count("id")).values_list("count", flat=True)


def hand_overs_for(person: Person) -> list[HandOver]:
    """Return the hand-overs that somebody may see. Two queries."""
    rows = HandOver.objects.select_related("duty", "giver", "taker").prefetch_related("permissions")
    if not policy.may_write(person):
        rows = rows.filter(Q(giver=person) | Q(taker=person))
    return list(rows)


def hand_over_for(person: Person, hand_over: UUID) -> HandOver | None:
    """Return a hand-over if somebody may see it."""
    rows = HandOver.objects.select_related("duty", "giver", "taker").prefetch_related("permissions")
    found = rows.filter(id=hand_over).first()
    return found if found is not None and policy.may_see_hand_over(person, found) else None


def _line(duty: Duty, ended: dict[int, RunState], now: int) -> Line:
    states = rules.states_of(_sprints(duty, now), ended, now)
    return Line(duty, dict(states).get(now, RunState.OPEN), rules.adherence(states))


def _sprints(duty: Duty, now: int) -> list[int]:
    last = now if duty.until_sprint is None else min(now, duty.until_sprint)
    return list(range(max(duty.from_sprint, now - SPRINTS_SHOWN), last + 1))


def _number(kind: AnswerKind, text: str) -> Decimal | None:
    if kind is AnswerKind.YES_NO:
        return {rules.YES: Decimal(1), rules.NO: Decimal(0)}.get(text)
    return rules.number_of(text) if kind is AnswerKind.NUMBER and text else None
