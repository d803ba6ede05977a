"""Tickets are written, changed and done."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.epics import policy
from groundswell.epics.actions.checking import halves, locked_ticket, record, require_planning, skills_of
from groundswell.epics.models import Epic, Offer, Ticket
from groundswell.epics.rules.offers import OfferState
from groundswell.epics.rules.problem import Stream
from groundswell.kit import clock
from groundswell.people.models import Cell, Person
from groundswell.people.refusals import Refused
from groundswell.voices.actions.wording import one_line

_LEAST = Decimal("0.5")
_PRIORITIES = range(1, 6)


@dataclass(frozen=True)
class TicketWords:
    """What somebody writes of a ticket."""

    title: str
    hours: Decimal | None
    review_hours: Decimal | None = Decimal(0)
    is_development: bool = True
    priority: int = 3
    is_promised: bool = False
    cell: Cell | None = None
    skills: str = ""
    reference: str = ""


@transaction.atomic
def write_ticket(*, by: Person, epic: Epic | None, words: TicketWords) -> Ticket:
    """Write a ticket of an epic, or (without one) a small tool: development, internal. Raises Refused."""
    require_planning(by)
    ticket = Ticket(epic=epic, made_on=clock.today(), **_checked(epic, words))
    ticket.save(force_insert=True)
    record(by, "write_ticket", ticket.id, halves=ticket.remaining)
    return ticket


@transaction.atomic
def change_ticket(*, by: Person, ticket: Ticket, words: TicketWords, revision: int | None = None) -> Ticket:
    """Write a ticket anew. What was accepted stays accepted. Raises Refused, and Stale where somebody was faster."""
    require_planning(by)
    now = locked_ticket(ticket, revision)
    _require_open(now)
    for name, value in _checked(now.epic, words).items():
        setattr(now, name, value)
    now.revision += 1
    now.save()
    record(by, "change_ticket", now.id, halves=now.remaining)
    return now


@transaction.atomic
def finish_ticket(*, by: Person, ticket: Ticket) -> None:
    """Say that a ticket is done. Offers of it that nobody answered are over."""
    now = locked_ticket(ticket)
    if not policy.may_finish(by, now):
        raise PermissionError
    if now.done_on is not None:
        return
    now.done_on, now.remaining = clock.today(), 0
    now.save(update_fields=["done_on", "remaining"])
    Offer.objects.filter(ticket=now, state=OfferState.OPEN).update(state=OfferState.GONE)
    record(by, "finish_ticket", now.id)


@transaction.atomic
def note_reference(*, by: Person, ticket: Ticket, reference: str) -> None:
    """Note where a ticket stands in a tracker, once it was made there. Raises Refused."""
    require_planning(by)
    now = locked_ticket(ticket)
    now.reference = one_line(reference, "reference")
    now.revision += 1
    now.save(update_fields=["reference", "revision"])
    record(by, "note_reference", now.id)


def _require_open(ticket: Ticket) -> None:
    if ticket.is_dropped:
        raise Refused(_("This ticket was dropped when its epic ended."))
    if ticket.done_on is not None:
        raise Refused(_("This ticket is done. Write a new one for what is left."))


def _checked(epic: Epic | None, words: TicketWords) -> dict[str, object]:
    stream = Stream(epic.stream) if epic else Stream.INTERNAL
    if epic is not None and epic.ended_on is not None:
        raise Refused(_("This epic has ended."))
    if stream is Stream.CLIENT and words.cell is None:
        raise Refused(_("Client work stays in its cell: choose which."), "cell")
    if epic is None and not words.is_development:
        raise Refused(_("A small tool is development. Other work belongs to an epic."), "is_development")
    if words.priority not in _PRIORITIES:
        raise Refused(_("Choose from 1 (first) to 5 (last)."), "priority")
    return {
        "title": one_line(words.title, "title", empty=_("Say in a few words what is to be done.")),
        "reference": one_line(words.reference, "reference"),
        "stream": stream,
        "cell": words.cell,
        "is_development": words.is_development,
        "remaining": halves(words.hours, "hours", least=_LEAST),
        "review": halves(words.review_hours or Decimal(0), "review_hours"),
        "priority": words.priority,
        "is_promised": words.is_promised,
        "skills": skills_of(words.skills),
    }
