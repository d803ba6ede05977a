"""Epics begin, change, are told of, and end."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.epics import policy
from groundswell.epics.actions.checking import halves, locked, record, require_planning
from groundswell.epics.models import Epic, Helping, Hold, Link, Offer, Ticket, Update
from groundswell.epics.rules import hill
from groundswell.epics.rules.offers import OfferState
from groundswell.epics.rules.problem import Stream
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Cell, Person
from groundswell.people.refusals import Refused
from groundswell.propositions.proposing.queries.decided import decided_in
from groundswell.register import actions as register
from groundswell.register.actions.checking import Originals
from groundswell.register.actions.concerns import NOTHING
from groundswell.register.queries import bearing
from groundswell.voices.actions.wording import one_line, paragraphs


@dataclass(frozen=True)
class EpicWords:
    """What somebody writes of an epic."""

    name: str
    why: str = ""
    stream: Stream = Stream.INTERNAL
    is_accelerated: bool = False
    minimum_hours: Decimal = Decimal(0)
    owner: Person | None = None
    decision: UUID | None = None


@transaction.atomic
def begin_epic(*, by: Person, words: EpicWords, cells: Collection[Cell] = ()) -> Epic:
    """Begin an epic; it needs no cell. Raises Refused."""
    require_planning(by)
    epic = Epic(begun_on=clock.today(), **_checked(words))
    _require_other_name(epic)
    epic.save(force_insert=True)
    _let_help(epic, cells)
    record(by, "begin_epic", epic.id, stream=epic.stream)
    return epic


@transaction.atomic
def change_epic(
    *, by: Person, epic: Epic, words: EpicWords, cells: Collection[Cell] | None = None, revision: int | None = None
) -> Epic:
    """Write an epic anew, and its cells where a list of them is given. Raises Refused, and Stale after a faster one."""
    require_planning(by)
    now = locked(epic, revision)
    for name, value in _checked(words).items():
        setattr(now, name, value)
    _require_other_name(now)
    now.revision += 1
    now.save()
    if cells is not None:
        _let_help(now, cells)
    record(by, "change_epic", now.id)
    return now


@transaction.atomic
def set_help(*, by: Person, epic: Epic, cells: Collection[Cell]) -> None:
    """Note which cells help from now on. What a cell has accepted stays with whoever accepted it."""
    require_planning(by)
    now = locked(epic)
    _let_help(now, cells)
    record(by, "set_help", now.id, cells=len(cells))


@transaction.atomic
def tell(*, by: Person, epic: Epic, position: int | None, words: str = "") -> Update:
    """Say how an epic stands this sprint; the last word of a sprint counts. Raises Refused."""
    now = locked(epic)
    if not policy.may_tell(by, now):
        raise PermissionError
    if position is None or not hill.is_place(position):
        raise Refused(_("Choose a place on the hill, from 0 to 100."), "position")
    told = {"position": position, "words": paragraphs(words, "words"), "day": clock.today(), "by": by}
    update, _made = Update.objects.update_or_create(epic=now, sprint=people.sprint_now().number, defaults=told)
    record(by, "tell", now.id, position=position)
    return update


@transaction.atomic
def link_concern(*, by: Person, epic: Epic, concern: UUID) -> None:
    """Say that an epic is to relieve a concern that its writer may read. Raises Refused."""
    require_planning(by)
    now = locked(epic)
    if concern not in bearing.readable_concerns(by, [concern]):
        raise Refused(_("Choose one of the concerns that you may read."), "concern")
    Link.objects.get_or_create(epic=now, concern=concern)
    record(by, "link_concern", now.id)


@transaction.atomic
def let_go_of_concern(*, by: Person, epic: Epic, concern: UUID) -> None:
    """Take a link out again, where its writer may read the concern."""
    require_planning(by)
    now = locked(epic)
    if concern in bearing.readable_concerns(by, [concern]):
        Link.objects.filter(epic=now, concern=concern).delete()
        record(by, "let_go_of_concern", now.id)


@transaction.atomic
def end_epic(*, by: Person, epic: Epic, outcome: str, kept: str = "", originals: Originals = NOTHING) -> list[UUID]:
    """End an epic, and let those who raised its concerns be asked whether it helped. Raises Refused, Marked or Copied.

    `outcome` is what they read; `kept` says why details in it that could tell who said it may stay. Returns the
    concerns that are marked as fixed by this: each asks everybody behind it. What its ender does not keep stays linked.
    """
    if not policy.may_end(by):
        raise PermissionError
    now = locked(epic)
    now.outcome = paragraphs(outcome, "outcome", empty=_("Say what became of it: those who raised it read this."))
    now.ended_on = clock.today()
    now.save(update_fields=["outcome", "ended_on"])
    Hold.objects.filter(epic=now, until_on=None).update(until_on=clock.today())
    _drop_tickets(now)
    asked = _ask_whether_it_helped(by, now, kept, originals)
    record(by, "end_epic", now.id, asked=len(asked))
    return asked


def _drop_tickets(epic: Epic) -> None:
    """Drop what nobody has, and let what is offered of the epic be over; what somebody has is still reviewed."""
    still = epic.tickets.select_for_update().filter(done_on=None).order_by("id")
    dropped = [each.id for each in still if each.holder_id is None]
    Ticket.objects.filter(id__in=dropped).update(done_on=clock.today(), is_dropped=True)
    offered = Offer.objects.filter(ticket__epic=epic, state=OfferState.OPEN)
    offered.filter(Q(ticket__in=dropped) | Q(is_review=False)).update(state=OfferState.GONE)


def _ask_whether_it_helped(by: Person, epic: Epic, kept: str, originals: Originals) -> list[UUID]:
    links = epic.links.filter(asked_on=None).values_list("concern", flat=True)
    asked = [linked for linked in links if _is_fixed_by(by, linked, epic.outcome, kept, originals)]
    Link.objects.filter(epic=epic, concern__in=asked).update(asked_on=clock.today())
    return asked


def _is_fixed_by(by: Person, concern: UUID, reason: str, kept: str, originals: Originals) -> bool:
    try:
        return register.say_fixed(by=by, concern=concern, reason=reason, kept=kept, originals=originals)
    except Refused as refused:
        refused.field = "outcome"
        raise


def _checked(words: EpicWords) -> dict[str, object]:
    if words.is_accelerated and words.stream is not Stream.INTERNAL:
        raise Refused(_("An accelerated epic is internal: it relieves several cells of ours."), "is_accelerated")
    if words.decision is not None and not decided_in([words.decision]):
        raise Refused(_("Choose one of the decisions that are offered."), "decision")
    return {
        "name": one_line(words.name, "name", empty=_("Give it a name.")),
        "why": paragraphs(words.why, "why"),
        "stream": words.stream,
        "is_accelerated": words.is_accelerated,
        "minimum": halves(words.minimum_hours, "minimum_hours"),
        "owner": words.owner,
        "decision": words.decision,
    }


def _require_other_name(epic: Epic) -> None:
    if Epic.objects.filter(name=epic.name, ended_on=None).exclude(id=epic.id).exists():
        raise Refused(_("Another epic that has not ended is called so."), "name")


def _let_help(epic: Epic, cells: Collection[Cell]) -> None:
    epic.helping.filter(until_on=None).exclude(cell__in=cells).update(until_on=clock.today())
    helping = set(epic.helping.filter(until_on=None).values_list("cell_id", flat=True))
    Helping.objects.bulk_create(
        [Helping(epic=epic, cell=cell, from_on=clock.today()) for cell in cells if cell.id not in helping]
    )
