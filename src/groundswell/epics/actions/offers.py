"""Tickets are offered; offers are accepted, declined without a reason, given back. Members say what they can spare."""

from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.epics import policy, sentences
from groundswell.epics.actions.checking import halves, locked_ticket, record, require_planning, skills_of
from groundswell.epics.models import Aside, Known, Offer, Passed, Spare, Ticket
from groundswell.epics.queries import offers as queries
from groundswell.epics.queries.choices import choices
from groundswell.epics.rules import offers as rules
from groundswell.epics.rules.offers import Answer, OfferState, To
from groundswell.epics.rules.problem import Stream
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Cell, Person
from groundswell.people.refusals import Refused

_LEAST = Decimal("0.5")
_MOST_SPARE = 400


@transaction.atomic
def offer(
    *, by: Person, ticket: Ticket, sprint: int, hours: Decimal | None, person: Person | None, cell: Cell | None
) -> Offer:
    """Offer a ticket to a person or a cell: one above the size limit to cells first. Raises Refused.

    Limits, and what was granted for a stream, stop an offer by hand as they stop a plan.
    """
    require_planning(by)
    now = locked_ticket(ticket)
    if (person is None) == (cell is None):
        raise Refused(_("Choose one person, or one cell."), "cell")
    wanted = halves(hours, "hours", least=_LEAST)
    if wanted > queries.free_of(now, sprint):
        raise Refused(_("So many hours of it are not free: it is smaller, or somebody has it already."), "hours")
    if person is not None:
        _require_cells_first(now)
    if sprint not in {people.sprint_now().number, people.next_sprint().number}:
        raise Refused(_("Choose the sprint that runs, or the next one."), "sprint")
    if queries.open_offers(now, sprint).filter(person=person, cell=cell).exists():
        raise Refused(_("It is offered to them already."), "person" if person else "cell")
    if person is not None and not queries.has_hours_for(person, now, sprint, wanted):
        told = {"name": person.name, "stream": sentences.STREAM[Stream(now.stream)]}
        words = _("For %(stream)s work %(name)s has fewer hours in that sprint: grants and limits stop more.")
        raise Refused(words % told, "hours")
    made = Offer.objects.create(
        ticket=now, person=person, cell=cell, sprint=sprint, halves=wanted, offered_by=by, offered_on=clock.today()
    )
    record(by, "offer", made.id, ticket=now.id)
    return made


@transaction.atomic
def take_back_offer(*, by: Person, offer: Offer) -> None:
    """Take back an offer that nobody has accepted. Doing it twice is doing it once."""
    require_planning(by)
    found = Offer.objects.select_for_update().get(id=offer.id)
    if found.state == OfferState.ACCEPTED:
        raise Refused(_("It was accepted. Ask whoever has it; only they give it back."))
    if found.state == OfferState.OPEN:
        _put(found, OfferState.TAKEN_BACK)
        record(by, "take_back_offer", found.id)


@transaction.atomic
def answer_offer(*, by: Person, offer: Offer, answer: Answer) -> Offer:
    """Accept an offer, decline it without a reason, or give back what was accepted. Twice is once. Raises Refused.

    Whoever declines what is offered to their cell declines it for themselves: for the others it stays open.
    """
    ticket = locked_ticket(offer.ticket)
    found = Offer.objects.select_for_update().get(id=offer.id)
    if not policy.may_answer(by, found):
        raise PermissionError
    state = OfferState(found.state)
    if state is rules.AFTER[answer]:
        return found
    is_past = found.sprint < people.sprint_now().number
    fault = rules.answer_fault(state, answer, is_free=_is_free(by, ticket, found), is_past=is_past)
    if fault is not None:
        raise Refused(sentences.ANSWER_FAULT[fault])
    found.taken_by = by if answer is Answer.ACCEPT else None
    found.state = rules.AFTER[answer] if answer is not Answer.DECLINE or _all_pass(by, found) else state
    found.save(update_fields=["state", "taken_by"])
    if answer is Answer.ACCEPT:
        Passed.objects.filter(offer=found, person=by).delete()
        _take(by, ticket, found)
    elif answer is Answer.WITHDRAW:
        _give_back(by, ticket, found)
    record(by, "answer_offer", found.id, answer=answer)
    return found


@transaction.atomic
def say_spare(*, by: Person, sprint: int, hours: Decimal | None, skills: str | None = None) -> None:
    """Say what hours one has in a sprint (none takes it back), and what one knows. Raises Refused."""
    if skills is not None:
        Known.objects.update_or_create(person=by, defaults={"skills": skills_of(skills)})
    if hours is None:
        Spare.objects.filter(person=by, sprint=sprint).delete()
    else:
        spare = halves(hours, "hours")
        if spare > _MOST_SPARE:
            raise Refused(_("That is more than a sprint has."), "hours")
        Spare.objects.update_or_create(person=by, sprint=sprint, defaults={"halves": spare})
    record(by, "say_spare", by.id, sprint=sprint)


@transaction.atomic
def not_me(*, by: Person, about: UUID, undo: bool = False) -> None:
    """Say that one is not to be planned for an epic or a ticket, or take that back. No reason is asked."""
    if undo:
        Aside.objects.filter(person=by, about=about).delete()
    else:
        Aside.objects.get_or_create(person=by, about=about)
    record(by, "not_me", by.id)


@transaction.atomic
def let_go_of_leaver(*, person: Person) -> int:
    """Take back what is offered to somebody who leaves, and free what they had not done; return how much that was.

    Inside the transaction that ends their access, or of a sweep: the log has its line for the leaving.
    """
    Spare.objects.filter(person=person).delete()
    Aside.objects.filter(person=person).delete()
    Passed.objects.filter(person=person).delete()
    taken_back = Offer.objects.filter(person=person, state=OfferState.OPEN).update(state=OfferState.TAKEN_BACK)
    had = list(Offer.objects.filter(taken_by=person, state=OfferState.ACCEPTED, ticket__done_on=None))
    for each in had:
        _put(each, OfferState.WITHDRAWN)
        _give_back(person, locked_ticket(each.ticket), each)
    return taken_back + len(had)


def take_back_from_leavers() -> int:
    """Let go of everybody who has left meanwhile; return how many offers that was. A sweep."""
    left = Person.objects.filter(left_on__lte=clock.today())
    asked = Offer.objects.filter(state=OfferState.OPEN, person__in=left).values("person")
    had = Offer.objects.filter(state=OfferState.ACCEPTED, taken_by__in=left, ticket__done_on=None).values("taken_by")
    return sum(let_go_of_leaver(person=each) for each in left.filter(Q(id__in=asked) | Q(id__in=had)))


def close_past_offers() -> int:
    """Let every open offer of a sprint that is over be over too; return how many that was. A sweep."""
    past = Offer.objects.filter(state=OfferState.OPEN, sprint__lt=people.sprint_now().number)
    return past.update(state=OfferState.GONE)


def _is_free(by: Person, ticket: Ticket, offer: Offer) -> bool:
    if ticket.done_on is not None:
        return False
    return ticket.holder_id != by.id if offer.is_review else offer.halves <= queries.free_for(by, ticket, offer.sprint)


def _all_pass(by: Person, offer: Offer) -> bool:
    """Note that somebody does not take an offer; tell whether with them everybody said so to whom it is."""
    if offer.cell is None:
        return True
    Passed.objects.get_or_create(offer=offer, person=by)
    return not people.members_of(offer.cell).exclude(id__in=offer.passed.values("person")).exists()


def _take(by: Person, ticket: Ticket, offer: Offer) -> None:
    _spend(by, offer, -offer.halves)
    if offer.is_review:
        return
    if ticket.holder_id is None:
        ticket.holder = by
        ticket.save(update_fields=["holder"])
    left = queries.free_of(ticket, offer.sprint)
    others = Offer.objects.filter(ticket=ticket, state=OfferState.OPEN, is_review=False, halves__gt=left)
    others.exclude(id=offer.id).update(state=OfferState.GONE)


def _give_back(by: Person, ticket: Ticket, offer: Offer) -> None:
    _spend(by, offer, offer.halves)
    if ticket.done_on is not None:
        return
    has_ended = ticket.epic is not None and ticket.epic.ended_on is not None
    if not has_ended and offer.sprint >= people.sprint_now().number:
        _ask_again(by, ticket, offer)
    if offer.is_review:
        return
    other = Offer.objects.filter(ticket=ticket, state=OfferState.ACCEPTED, is_review=False).first()
    ticket.holder_id, ticket.previous = (other.taken_by_id if other else None), by
    if has_ended and other is None:
        ticket.done_on, ticket.is_dropped = clock.today(), True
    ticket.save(update_fields=["holder", "previous", "done_on", "is_dropped"])


def _ask_again(by: Person, ticket: Ticket, offer: Offer) -> None:
    """Ask others for what came back: the rest of the cell it was offered to, else the owner of the epic."""
    if offer.cell_id is not None:
        offer.taken_by = None
        offer.state = OfferState.DECLINED if _all_pass(by, offer) else OfferState.OPEN
        offer.save(update_fields=["state", "taken_by"])
    if not offer.is_review:
        _open_again(ticket, offer.sprint)
    if not offer.is_review and offer.state != OfferState.OPEN:
        _ask_the_owner(by, ticket, offer)


def _ask_the_owner(by: Person, ticket: Ticket, offer: Offer) -> None:
    """Offer what came back to whoever owns the epic. It is not theirs before they take it; they are asked once."""
    owner = ticket.epic.owner if ticket.epic is not None else None
    if owner is None or owner == by or not owner.is_active:
        return
    free = min(offer.halves, queries.free_of(ticket, offer.sprint))
    known = Offer.objects.filter(ticket=ticket, sprint=offer.sprint, person=owner, is_review=False)
    if free and not known.filter(state__in=(OfferState.OPEN, OfferState.DECLINED, OfferState.WITHDRAWN)).exists():
        Offer.objects.create(
            ticket=ticket,
            person=owner,
            sprint=offer.sprint,
            halves=free,
            is_back=True,
            offered_by=offer.offered_by,
            offered_on=clock.today(),
        )


def _open_again(ticket: Ticket, sprint: int) -> None:
    """Open the offers again that were over because somebody took the ticket; nobody is asked twice for it."""
    asked = set(queries.open_offers(ticket, sprint).values_list("person", "cell"))
    gone = Offer.objects.filter(ticket=ticket, sprint=sprint, state=OfferState.GONE, is_review=False)
    again = [each.id for each in gone if (each.person_id, each.cell_id) not in asked]
    Offer.objects.filter(id__in=again).update(state=OfferState.OPEN)


def _spend(by: Person, offer: Offer, change: int) -> None:
    """Keep what somebody said they can spare true after an answer of theirs."""
    said = Spare.objects.filter(person=by, sprint=offer.sprint).first()
    if said is not None:
        said.halves = max(said.halves + change, 0)
        said.save(update_fields=["halves"])


def _require_cells_first(ticket: Ticket) -> None:
    if rules.first_to(ticket.remaining, choices().limit) is To.PEOPLE:
        return
    asked = Offer.objects.filter(ticket=ticket, cell__isnull=False)
    if not asked.exists() and queries.could_take(ticket):
        raise Refused(_("It is larger than what goes to one person at once: offer it to a cell first."), "person")


def _put(offer: Offer, state: OfferState) -> None:
    offer.state = state
    offer.save(update_fields=["state"])
