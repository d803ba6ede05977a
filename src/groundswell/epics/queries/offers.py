"""Offers and spare hours: what waits for somebody, what is free of a ticket, and who said that they have room."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from groundswell.epics.models import Known, Offer, Passed, Spare, Ticket
from groundswell.epics.queries.capacity import hours_of
from groundswell.epics.rules.offers import OfferState, Room, with_room
from groundswell.epics.rules.problem import Stream, fits_pots
from groundswell.people import queries as people
from groundswell.people.models import Cell, Person
from groundswell.people.rules import Sprint

_WITH = ("ticket__epic", "cell", "person", "taken_by")


@dataclass(frozen=True)
class BoardLine:
    """Somebody of a cell who said what they have in a sprint."""

    person: Person
    cell: Cell | None
    halves: int


@dataclass(frozen=True)
class OwnHours:
    """What somebody sees of their own hours before anybody else does."""

    said: int | None
    computed: int
    accepted: int
    skills: Sequence[str]


@dataclass(frozen=True)
class Answered:
    """An offer with what its reader said to it; of an offer to a cell nobody else sees that."""

    offer: Offer
    state: OfferState


@dataclass(frozen=True)
class Held:
    """A ticket that somebody has, and the half hours of it that they took and that are not done."""

    ticket: Ticket
    halves: int


@dataclass(frozen=True)
class Part:
    """Half hours of a ticket that somebody took for a sprint, and the day on which the ticket was done."""

    halves: int
    done_on: date | None


def held_by(person: Person) -> list[Held]:
    """Return the open tickets of which somebody has accepted hours, never more hours than are left. One query."""
    rows = standing(people.sprint_now().number).filter(taken_by=person)
    found: dict[UUID, Held] = {}
    for each in rows.filter(ticket__done_on=None, ticket__remaining__gt=0).select_related("ticket"):
        before = found.get(each.ticket_id)
        halves = min(each.halves + (before.halves if before else 0), each.ticket.remaining)
        found[each.ticket_id] = Held(each.ticket, halves)
    return sorted(found.values(), key=lambda held: (held.ticket.priority, held.ticket.title, held.ticket.id))


def taken_in(person: Person, sprints: Collection[int]) -> dict[int, list[Part]]:
    """Return, by sprint, what somebody took of each ticket for it. One query."""
    rows = Offer.objects.filter(taken_by=person, state=OfferState.ACCEPTED, is_review=False, sprint__in=sprints)
    found: dict[int, list[Part]] = {}
    told = rows.order_by().values_list("sprint", "ticket", "ticket__done_on").annotate(Sum("halves"))
    for sprint, _ticket, day, halves in told:
        found.setdefault(sprint, []).append(Part(halves, day))
    return found


def halves_to_review(person: Person, until: date) -> int:
    """Return the half hours of open reviews that somebody took and that were offered before a day. One query."""
    rows = Offer.objects.filter(taken_by=person, state=OfferState.ACCEPTED, is_review=True, offered_on__lt=until)
    return sum(rows.filter(ticket__done_on=None).values_list("halves", flat=True))


def halves_offered_to(person: Person) -> int:
    """Return the half hours of the tickets that are offered to somebody themselves, each once. One query."""
    rows = Offer.objects.filter(person=person, state=OfferState.OPEN, is_review=False, ticket__done_on=None)
    largest: dict[UUID, int] = {}
    for ticket, halves, remaining in rows.values_list("ticket", "halves", "ticket__remaining"):
        largest[ticket] = max(largest.get(ticket, 0), min(halves, remaining))
    return sum(largest.values())


def names_offered(tickets: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return to whom, people or cells, each of these tickets is offered now. One query."""
    found: dict[UUID, list[str]] = {}
    rows = Offer.objects.filter(ticket__in=tickets, state=OfferState.OPEN, is_review=False)
    for each in rows.select_related("person", "cell"):
        to = each.person or each.cell
        if to is not None and to.name not in found.setdefault(each.ticket_id, []):
            found[each.ticket_id].append(to.name)
    return found


def standing(sprint: int) -> QuerySet[Offer]:
    """Return what was accepted and is still somebody's in a sprint, reviews aside.

    Who declines more of a ticket keeps what they took for that sprint, and lets go of what they took before it.
    """
    asked = {"ticket": OuterRef("ticket"), "sprint__gt": OuterRef("sprint"), "sprint__lte": sprint, "is_review": False}
    declined = Offer.objects.filter(**asked, person=OuterRef("taken_by"), state=OfferState.DECLINED)
    of_cells = Offer.objects.filter(**asked, passed__person=OuterRef("taken_by"))
    rows = Offer.objects.filter(state=OfferState.ACCEPTED, is_review=False)
    return rows.exclude(Exists(declined)).exclude(Exists(of_cells))


def free_of(ticket: Ticket, sprint: int | None = None) -> int:
    """Return how many half hours of a ticket nobody has in a sprint (the next one, where none is named)."""
    if ticket.done_on is not None:
        return 0
    rows = standing(sprint or people.next_sprint().number).filter(ticket=ticket)
    return max(ticket.remaining - (rows.aggregate(halves=Sum("halves"))["halves"] or 0), 0)


def free_for(person: Person, ticket: Ticket, sprint: int) -> int:
    """Return how many half hours of a ticket somebody could take in a sprint.

    What others have is not free; what they themselves took in an earlier sprint and is not done goes on with them.
    """
    others = standing(sprint).filter(ticket=ticket).exclude(taken_by=person, sprint__lt=sprint)
    taken = others.aggregate(halves=Sum("halves"))["halves"] or 0
    return max(ticket.remaining - taken, 0) if ticket.done_on is None else 0


def has_hours_for(person: Person, ticket: Ticket, sprint: int, halves: int) -> bool:
    """Tell whether an offer fits what somebody has for its stream, beside what they took and what else they are asked.

    Whoever has no hours of their own for a stream is asked whatever there is: what they can spare is theirs to say.
    """
    running = people.sprint_now()
    named = running if sprint == running.number else people.next_sprint()
    pots = hours_of(named, [person]).pots.get(person.id, ())
    if not pots:
        return True
    theirs = Q(taken_by=person, state=OfferState.ACCEPTED) | Q(person=person, state=OfferState.OPEN)
    rows = Offer.objects.filter(theirs, sprint=sprint, is_review=False, ticket__done_on=None)
    had = rows.order_by().values_list("ticket__stream").annotate(Sum("halves"))
    return fits_pots(pots, {Stream(stream): each for stream, each in had}, Stream(ticket.stream), halves)


def open_offers(ticket: Ticket, sprint: int) -> QuerySet[Offer]:
    """Return the open offers of a ticket in a sprint."""
    return Offer.objects.filter(ticket=ticket, sprint=sprint, is_review=False, state=OfferState.OPEN)


def could_take(ticket: Ticket) -> bool:
    """Tell whether there is a cell that a ticket could be offered to: its own, or one that helps and does not hold."""
    if ticket.cell_id is not None:
        return True
    if ticket.epic is None:
        return False
    held = ticket.epic.holds.filter(until_on=None)
    if held.filter(cell=None).exists():
        return False
    return ticket.epic.helping.filter(until_on=None).exclude(cell__in=held.values("cell")).exists()


def offers_to(person: Person) -> list[Offer]:
    """Return the open offers to somebody, and those to their cell that they did not pass on. Two queries."""
    return list(_about(person).filter(state=OfferState.OPEN).exclude(id__in=_passed_by(person)))


def answered_by(person: Person, since: int) -> list[Answered]:
    """Return what somebody accepted, and what they or their cell did not take and still could, since a sprint."""
    passed = Q(state=OfferState.OPEN, id__in=_passed_by(person))
    given_back = Q(state=OfferState.WITHDRAWN, person=person)
    free = Q(passed | given_back | Q(state=OfferState.DECLINED), sprint__gte=since)
    rows = _about(person).filter(free | Q(state=OfferState.ACCEPTED), ticket__done_on=None)
    mine = [each for each in rows if each.state != OfferState.ACCEPTED or person.id == each.taken_by_id]
    return sorted((_answered(each) for each in mine), key=lambda each: each.state)


def offer_for(person: Person, offer: UUID) -> Offer | None:
    """Return an offer that is somebody's to answer, or None for any other, there or not."""
    return _about(person).filter(id=offer).first()


def offers_of(ticket: Ticket) -> list[Offer]:
    """Return every offer of a ticket that still says something, for whoever plans. One query."""
    rows = Offer.objects.filter(ticket=ticket).exclude(state__in=(OfferState.TAKEN_BACK, OfferState.GONE))
    return list(rows.select_related(*_WITH))


def board(sprint: int) -> list[BoardLine]:
    """Return who said that they have hours in a sprint, by cell and name: nobody is ranked. Two queries."""
    said = {each.person_id: each for each in Spare.objects.filter(sprint=sprint, halves__gt=0).select_related("person")}
    cells = people.cells_of_people(among=said)
    lines = [BoardLine(each.person, cells.get(each.person_id), each.halves) for each in said.values()]
    return sorted(lines, key=lambda line: (line.cell is None, line.cell.name if line.cell else "", line.person.name))


def rooms(lines: Collection[BoardLine], halves: int) -> tuple[list[UUID], list[UUID]]:
    """Return the cells and the people who said that they have room for so many half hours."""
    by_cell: dict[UUID, int] = {}
    for line in lines:
        if line.cell is not None:
            by_cell[line.cell.id] = by_cell.get(line.cell.id, 0) + line.halves
    cells = with_room([Room(cell, each) for cell, each in by_cell.items()], halves)
    return cells, with_room([Room(line.person.id, line.halves) for line in lines], halves)


def own_hours(person: Person, sprint: Sprint) -> OwnHours:
    """Return what somebody has in a sprint, as a plan would count it, beside what they said themselves."""
    said = Spare.objects.filter(person=person, sprint=sprint.number).values_list("halves", flat=True).first()
    accepted = accepted_by([person.id], sprint.number).get(person.id, 0)
    has = hours_of(sprint, [person]).people.get(person.id, 0)
    return OwnHours(said, max(has - accepted, 0), accepted, skills_of([person.id]).get(person.id, ()))


def accepted_by(persons: Collection[UUID], sprint: int) -> dict[UUID, int]:
    """Return how many half hours each of these people accepted in a sprint, reviews too. One query."""
    rows = Offer.objects.filter(taken_by__in=persons, sprint=sprint, state=OfferState.ACCEPTED, ticket__done_on=None)
    found: dict[UUID, int] = dict(rows.order_by().values_list("taken_by").annotate(Sum("halves")))
    return found


def skills_of(persons: Collection[UUID]) -> Mapping[UUID, Sequence[str]]:
    """Return what these people said they know. One query."""
    return dict(Known.objects.filter(person__in=persons).values_list("person_id", "skills"))


def _answered(offer: Offer) -> Answered:
    return Answered(offer, OfferState.DECLINED if offer.state == OfferState.OPEN else OfferState(offer.state))


def _passed_by(person: Person) -> QuerySet[Passed, UUID]:
    return Passed.objects.filter(person=person).values_list("offer", flat=True)


def _about(person: Person) -> QuerySet[Offer]:
    to_me = Q(person=person)
    cell = people.cell_of(person)
    if cell is not None:
        others_took = Q(state=OfferState.ACCEPTED) & ~Q(taken_by=person)
        to_me |= Q(cell=cell) & ~others_took
    return Offer.objects.filter(to_me).select_related(*_WITH)
