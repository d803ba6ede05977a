"""What a plan is made from, what it found, and how it stands beside the one that is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Max, QuerySet

from groundswell.epics.models import Aside, Epic, Helping, Hold, Known, Offer, Passed, Pin, Plan, Ticket
from groundswell.epics.ports import Hours
from groundswell.epics.queries.capacity import hours_of
from groundswell.epics.queries.choices import choices
from groundswell.epics.queries.naming import named
from groundswell.epics.queries.offers import standing
from groundswell.epics.rules import plans as rules
from groundswell.epics.rules.elastic import Line, Moved, Part, after_withdrawal, floor_missing, split
from groundswell.epics.rules.offers import OfferState
from groundswell.epics.rules.plans import Change, Difference, PlanKind, Touch
from groundswell.epics.rules.problem import Asked, Body, Member, Reviewing, Stream, Wishes, Work
from groundswell.epics.rules.problem import Pin as Pinned
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Cell, Person
from groundswell.people.rules import Grant, Sprint


@dataclass(frozen=True)
class WhyNot:
    """A ticket that is not planned whole, and why."""

    ticket: Ticket
    words: str


@dataclass(frozen=True)
class PlanRow:
    """One line of a plan beside the published one; half hours."""

    ticket: Ticket
    name: str
    before: int
    after: int
    change: Change
    reason: str


@dataclass(frozen=True)
class ReviewRow:
    """Who reviews what in a plan, beside the published one."""

    ticket: Ticket
    name: str
    change: Change


@dataclass(frozen=True)
class OwnLine:
    """Half hours of a ticket in an advocate's own sprint: fixed, or what moves first."""

    ticket: Ticket
    halves: int
    part: Part

    @property
    def is_fixed(self) -> bool:
        """Whether it stays whatever happens."""
        return self.part is Part.FIXED


@dataclass(frozen=True)
class OwnSprint:
    """An advocate's own sprint: what they have, what came back to them, and what is missing of each epic's floor.

    `waiting` is what would wait if they took all that came back.
    """

    sprint: Sprint
    lines: Sequence[OwnLine]
    back: Sequence[Offer]
    waiting: Sequence[OwnLine]
    missing: Sequence[tuple[Epic, int]]
    room: int

    @property
    def development(self) -> int:
        """Return how many of the half hours are development."""
        return sum(line.halves for line in self.lines if line.ticket.is_development)

    @property
    def other(self) -> int:
        """Return how many are not."""
        return sum(line.halves for line in self.lines) - self.development

    @property
    def is_half_development(self) -> bool:
        """Whether at least half is development."""
        return rules.is_half_development(self.development, self.other)


@dataclass(frozen=True)
class PlanPage:
    """A plan beside the published one."""

    plan: Plan
    rows: Sequence[PlanRow]
    reviews: Sequence[ReviewRow]
    why_not: Sequence[WhyNot]
    notes: Sequence[str]
    fault: str
    untouched: Sequence[Epic]
    published: Plan | None
    gap: float | None

    @property
    def is_overtaken(self) -> bool:
        """Whether another plan of the sprint was published since it was asked for."""
        return self.plan.number is None and self.plan.base != (self.published.number if self.published else 0)


def sprint_to_plan(number: int | None = None) -> Sprint:
    """Return the sprint of a number, of the one that runs and the next; the next where none is named."""
    now = people.sprint_now()
    return now if number == now.number else people.next_sprint()


def sprint_numbered(number: int) -> Sprint:
    """Return the sprint of a number, which some stretch counts."""
    sprints = people.calendar()
    begun = [each for each in sprints.stretches if each.number <= number]
    stretch = max(begun, key=lambda each: each.number, default=min(sprints.stretches))
    return sprints.sprint_of(stretch.first + timedelta(days=stretch.days * (number - stretch.number)))


def published_of(sprint: int) -> Plan | None:
    """Return the plan that is published for a sprint: the last of those that were. One query."""
    return (
        Plan.objects.filter(sprint=sprint, number__isnull=False)
        .select_related("published_by")
        .order_by("-number")
        .first()
    )


def newest_of(sprint: int, kind: PlanKind = PlanKind.PROPOSED) -> Plan | None:
    """Return the plan that was asked for last. One query."""
    return Plan.objects.filter(sprint=sprint, kind=kind).select_related("asked_by").first()


def drafts_of(sprint: int) -> list[Plan]:
    """Return the what-ifs of a sprint, the newest first. One query."""
    return list(Plan.objects.filter(sprint=sprint, kind=PlanKind.WHAT_IF).select_related("asked_by")[:10])


def number_published(sprint: int) -> int:
    """Return how many plans were published for a sprint. One query."""
    return Plan.objects.filter(sprint=sprint).aggregate(last=Max("number"))["last"] or 0


def page_of(plan: Plan) -> PlanPage:
    """Return a plan beside the published one. A constant number of queries."""
    published = published_of(plan.sprint)
    other = published if published is not None and published.id != plan.id else None
    before, reviewed = lines_of(other), reviews_of(other) if other else []
    after, unplanned = lines_of(plan), _list(plan, "unplanned")
    pairs = (*before, *after, *reviewed, *reviews_of(plan))
    ids = {ticket for _who, ticket in pairs} | {str(each["ticket"]) for each in unplanned}
    tickets = {str(each.id): each for each in Ticket.objects.filter(id__in=ids).select_related("epic")}
    names = {str(each.id): each.name for each in Person.objects.filter(id__in={who for who, _ticket in pairs})}
    changes = rules.differences(before, after, reasons_of(plan))
    reviews = rules.differences(dict.fromkeys(reviewed, 1), dict.fromkeys(reviews_of(plan), 1), {})
    words = named([str(each["why_not"]) for each in unplanned])
    why_not = [(tickets.get(str(each["ticket"])), said) for each, said in zip(unplanned, words, strict=True)]
    return PlanPage(
        plan=plan,
        rows=_rows(changes, tickets, names),
        reviews=[
            ReviewRow(tickets[each.ticket], names[each.member], each.change)
            for each in reviews
            if each.member in names and each.ticket in tickets and tickets[each.ticket].review
        ],
        why_not=[WhyNot(ticket, said) for ticket, said in why_not if ticket is not None],
        notes=named([str(each) for each in plan.answer.get("notes", [])]),
        fault=named([plan.fault])[0],
        untouched=_untouched(after, tickets) if after else (),
        published=published,
        gap=_gap(plan),
    )


def lines_of(plan: Plan | None) -> dict[tuple[str, str], int]:
    """Return the half hours of a plan by member and ticket."""
    if plan is None:
        return {}
    return {key: round(2 * float(str(each["hours"]))) for key, each in _allocations(plan).items()}


def reviews_of(plan: Plan) -> list[tuple[str, str]]:
    """Return who reviews what in a plan."""
    return [(str(each["member"]), str(each["ticket"])) for each in _list(plan, "reviews")]


def reasons_of(plan: Plan) -> dict[tuple[str, str], str]:
    """Return why each line of a plan is in it, in names."""
    lines = _allocations(plan)
    words = named([str(each.get("reason", "")) for each in lines.values()])
    return dict(zip(lines, words, strict=True))


def pins_of(sprint: int) -> list[Pin]:
    """Return the pins of a sprint. One query."""
    return list(Pin.objects.filter(sprint=sprint).select_related("person", "ticket"))


def asked_of(sprint: Sprint) -> Asked:
    """Return everything that a plan of a sprint is made from, as it is now. Twelve queries, however many of each."""
    persons = list(people.people_during(max(sprint.first, clock.today()), sprint.last))
    tickets = list(Ticket.objects.filter(done_on=None, remaining__gt=0).select_related("epic"))
    hours = hours_of(sprint, persons)
    accepted = list(standing(sprint.number).filter(ticket__in=tickets))
    reviewed = Offer.objects.filter(ticket__in=tickets, state=OfferState.ACCEPTED, is_review=True)
    return Asked(
        members=_members(persons, hours, sprint),
        work=_work(tickets, accepted),
        bodies=_bodies(),
        budgets=hours.budgets,
        pins=_pinned(sprint, accepted),
        reviews=[
            Reviewing(str(each.taken_by_id), str(each.ticket_id), each.halves if each.sprint == sprint.number else 0)
            for each in reviewed.filter(sprint__lte=sprint.number)
        ],
    )


def own_sprint(advocate: Person, sprint: Sprint) -> OwnSprint:
    """Return what an advocate has in a sprint, as help comes and goes.

    What they accepted is split into the fixed floor and the elastic rest. A ticket of an epic of theirs that somebody
    gave back is offered to them, and is not theirs before they take it: what of the elastic would then wait is told.
    """
    rows = Offer.objects.filter(sprint=sprint.number, is_review=False, ticket__done_on=None)
    mine = list(rows.filter(taken_by=advocate, state=OfferState.ACCEPTED).select_related("ticket__epic"))
    back = list(rows.filter(person=advocate, state=OfferState.OPEN, is_back=True).select_related("ticket__epic"))
    floors = dict.fromkeys(_fast().values_list("id", flat=True), choices().floor)
    lines = split([_elastic(each.ticket, each.halves) for each in mine], floors)
    room = hours_of(sprint, [advocate]).of(advocate.id, Stream.INTERNAL)
    moved = Moved(tuple(lines), ())
    for each in back:
        stays = after_withdrawal(moved.lines, _elastic(each.ticket, each.halves), room=room)
        moved = Moved(stays.lines, (*moved.waiting, *stays.waiting))
    named = {each.ticket_id: each.ticket for each in (*mine, *back)}
    missing = floor_missing(lines, floors)
    return OwnSprint(
        sprint=sprint,
        lines=[OwnLine(named[line.ticket], line.halves, line.part) for line in lines],
        back=back,
        waiting=[OwnLine(named[line.ticket], line.halves, line.part) for line in moved.waiting],
        missing=[(epic, missing[epic.id]) for epic in _fast().filter(id__in=missing)],
        room=room,
    )


def _elastic(ticket: Ticket, halves: int) -> Line[UUID]:
    return Line(ticket.id, ticket.epic_id, halves, ticket.is_development, ticket.priority)


def _fast() -> QuerySet[Epic]:
    return Epic.objects.filter(is_accelerated=True, ended_on=None)


def _members(persons: Sequence[Person], hours: Hours, sprint: Sprint) -> list[Member]:
    cells = people.cells_during(sprint.first, sprint.last)
    advocates = {each.person.id for each in people.readers_on(sprint.first) if each.grant is Grant.ADVOCATE}
    skills = dict(Known.objects.values_list("person_id", "skills"))
    aside, familiar = _aside(sprint.number, cells), _familiar()
    return [
        Member(
            id=str(each.id),
            cell=str(cells[each.id].id) if each.id in cells else None,
            halves=hours.people.get(each.id, 0),
            is_advocate=each.id in advocates,
            skills=frozenset(skills.get(each.id, ())),
            familiar=familiar.get(each.id, frozenset()),
            not_me=aside.get(each.id, frozenset()),
            pots=hours.pots.get(each.id, ()),
        )
        for each in persons
    ]


def _aside(sprint: int, cells: Mapping[UUID, Cell]) -> dict[UUID, frozenset[str]]:
    """Return what each person is not planned for: what is not for them, what they or their cell declined or gave back.

    In a cell each declines for themselves; it has declined when everybody in it did.
    """
    declined = Offer.objects.filter(sprint=sprint, state__in=(OfferState.DECLINED, OfferState.WITHDRAWN))
    passed = Passed.objects.filter(offer__sprint=sprint).exclude(offer__state=OfferState.TAKEN_BACK)
    of_cells = set(declined.filter(cell__isnull=False).values_list("cell_id", "ticket_id"))
    pairs = [
        *Aside.objects.values_list("person_id", "about"),
        *declined.filter(person__isnull=False).values_list("person_id", "ticket_id"),
        *passed.values_list("person_id", "offer__ticket_id"),
        *((person, ticket) for person, cell in cells.items() for of, ticket in of_cells if of == cell.id),
    ]
    found: dict[UUID, set[str]] = {}
    for person, about in pairs:
        found.setdefault(person, set()).add(str(about))
    return {person: frozenset(each) for person, each in found.items()}


def _familiar() -> dict[UUID, frozenset[str]]:
    """Return the epics of which each person had a ticket, or that they own."""
    had = Offer.objects.filter(state=OfferState.ACCEPTED, ticket__epic__ended_on=None, ticket__epic__isnull=False)
    owned = Epic.objects.filter(ended_on=None, owner__isnull=False)
    found: dict[UUID, set[str]] = {}
    for person, epic in (*had.values_list("taken_by", "ticket__epic"), *owned.values_list("owner", "id")):
        found.setdefault(person, set()).add(str(epic))
    return {person: frozenset(each) for person, each in found.items()}


def _work(tickets: Sequence[Ticket], accepted: Sequence[Offer]) -> list[Work]:
    taken: dict[UUID, int] = {}
    for each in accepted:
        taken[each.ticket_id] = taken.get(each.ticket_id, 0) + each.halves
    return [
        Work(
            id=str(each.id),
            epic=str(each.epic_id) if each.epic_id else None,
            stream=Stream(each.stream),
            cell=str(each.cell_id) if each.cell_id else None,
            remaining=each.remaining,
            review=each.review,
            is_development=each.is_development,
            priority=each.priority,
            is_promised=each.is_promised,
            skills=frozenset(each.skills),
            previous=_id_of(each.holder_id or each.previous_id),
            holder=_id_of(each.holder_id) if taken.get(each.id, 0) >= each.remaining else None,
        )
        for each in tickets
        if each.epic is None or each.epic.ended_on is None
    ]


def _bodies() -> list[Body]:
    helping: dict[UUID, set[str]] = {}
    for epic, cell in Helping.objects.filter(until_on=None).values_list("epic_id", "cell_id"):
        helping.setdefault(epic, set()).add(str(cell))
    held: dict[UUID, set[UUID | None]] = {}
    for epic, place in Hold.objects.filter(until_on=None).values_list("epic_id", "cell_id"):
        held.setdefault(epic, set()).add(place)
    return [
        Body(
            id=str(each.id),
            stream=Stream(each.stream),
            is_accelerated=each.is_accelerated,
            minimum=each.minimum,
            cells=frozenset(helping.get(each.id, ())),
            held_in=frozenset(str(cell) for cell in held.get(each.id, ()) if cell is not None),
            is_held=None in held.get(each.id, ()),
            owner=_id_of(each.owner_id),
        )
        for each in Epic.objects.filter(ended_on=None)
    ]


def _pinned(sprint: Sprint, accepted: Sequence[Offer]) -> list[Pinned]:
    """Return what is pinned: by everybody who accepted something for this sprint, and by who plans."""
    pins = [
        Pinned(str(each.taken_by_id), str(each.ticket_id), each.halves, is_accepted=True)
        for each in accepted
        if each.sprint == sprint.number and each.taken_by_id is not None
    ]
    rows = Pin.objects.filter(sprint=sprint.number).order_by("id")
    return pins + [Pinned(str(each.person_id), str(each.ticket_id), each.halves) for each in rows]


def _rows(changes: Sequence[Difference], tickets: Mapping[str, Ticket], names: Mapping[str, str]) -> list[PlanRow]:
    return [
        PlanRow(tickets[each.ticket], names[each.member], each.before, each.after, each.change, each.reason)
        for each in changes
        if each.ticket in tickets and each.member in names
    ]


def _allocations(plan: Plan) -> dict[tuple[str, str], Mapping[str, object]]:
    return {(str(each["member"]), str(each["ticket"])): each for each in _list(plan, "allocations")}


def _list(plan: Plan, name: str) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = plan.answer.get(name, [])
    return found


def _gap(plan: Plan) -> float | None:
    value, bound = plan.answer.get("value"), plan.answer.get("bound")
    return None if value is None or not bound else max((bound - value) / bound, 0.0)


def _untouched(lines: Mapping[tuple[str, str], int], tickets: Mapping[str, Ticket]) -> list[Epic]:
    """Return the accelerated epics on which no advocate develops as much as the floor asks for."""
    advocates = {str(each.person.id) for each in people.readers_today() if each.grant is Grant.ADVOCATE}
    halves: dict[str, int] = {}
    for (who, ticket), each in lines.items():
        known = tickets.get(ticket)
        if who in advocates and known is not None and known.is_development and known.epic_id:
            halves[str(known.epic_id)] = halves.get(str(known.epic_id), 0) + each
    fast = {str(each.id): each for each in _fast()}
    missed = rules.untouched([Touch(epic, halves.get(epic, 0)) for epic in fast], choices().floor)
    return [fast[epic] for epic in missed]


def wishes_of(plan: Plan) -> Wishes:
    """Return what a what-if was asked for."""
    told = plan.wishes
    return Wishes(
        away={str(person): int(halves) for person, halves in told.get("away", {}).items()},
        more={Stream(stream): int(halves) for stream, halves in told.get("more", {}).items()},
        promised=tuple(map(str, told.get("promised", ()))),
    )


def _id_of(person: UUID | None) -> str | None:
    return str(person) if person else None
