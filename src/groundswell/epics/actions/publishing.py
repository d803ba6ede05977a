"""A plan is published: everybody in it is offered their lines, and nobody is assigned."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from groundswell.epics import sentences
from groundswell.epics.actions.checking import record, require_planning
from groundswell.epics.models import Offer, Plan, Ticket
from groundswell.epics.queries import plans as queries
from groundswell.epics.queries.choices import choices
from groundswell.epics.queries.drift import drift_of
from groundswell.epics.rules import plans as rules
from groundswell.epics.rules.offers import OfferState, Standing, To, anew, first_to
from groundswell.epics.rules.plans import PlanKind, PlanState, PublishFault
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused

type Key = tuple[object, ...]

_ANSWERED_OR_OPEN = frozenset({OfferState.OPEN, OfferState.ACCEPTED, OfferState.DECLINED})


@dataclass(frozen=True)
class Wanted:
    """What a plan would offer."""

    member: str
    ticket: str
    halves: int
    why: str = ""
    is_review: bool = False


@transaction.atomic
def publish_plan(*, by: Person, plan: Plan) -> list[Offer]:
    """Publish a plan and return the offers that this made. Twice is once. Raises Refused.

    Of two who publish at once the first wins, and the second is told.
    """
    require_planning(by)
    now = Plan.objects.select_for_update().get(id=plan.id)
    if now.number is not None:
        return []
    fault = rules.publish_fault(
        PlanKind(now.kind),
        PlanState(now.state),
        has_lines=bool(queries.lines_of(now)),
        base=now.base,
        published=queries.number_published(now.sprint),
        is_past=now.sprint < people.sprint_now().number,
    )
    if fault is not None:
        raise Refused(sentences.PUBLISH_FAULT[fault])
    tickets = {str(each.id): each for each in Ticket.objects.select_for_update().filter(done_on=None)}
    if changed := drift_of(now):
        raise Refused(" ".join([str(sentences.PUBLISH_FAULT[PublishFault.DRIFTED]), *changed]))
    _give_number(by, now)
    offers = _offer_anew(by, now, tickets)
    record(by, "publish_plan", now.id, sprint=now.sprint, number=now.number, offers=len(offers))
    return offers


def _give_number(by: Person, plan: Plan) -> None:
    plan.number, plan.published_by, plan.published_on = plan.base + 1, by, clock.today()
    try:
        with transaction.atomic():
            plan.save(update_fields=["number", "published_by", "published_on"])
    except IntegrityError as faster:
        raise Refused(sentences.PUBLISH_FAULT[PublishFault.OVERTAKEN]) from faster


def _offer_anew(by: Person, plan: Plan, tickets: Mapping[str, Ticket]) -> list[Offer]:
    """Offer what a plan holds: what was answered stays as it was answered, and of more than that the difference is."""
    wanted = _offers_of(by, plan, tickets)
    known: dict[Key, list[Offer]] = {}
    for each in Offer.objects.filter(sprint=plan.sprint, state__in=_ANSWERED_OR_OPEN):
        known.setdefault(_key(each), []).append(each)
    over, made = list[Offer](), list[Offer]()
    for key in {**known, **wanted}:
        stand, lines = known.get(key, []), wanted.get(key, [])
        left, places = anew([each.halves for each in lines], [_standing(each) for each in stand])
        over += [stand[place] for place in places]
        made += _filled(lines, left)
    Offer.objects.filter(id__in=[each.id for each in over]).update(state=OfferState.TAKEN_BACK)
    return Offer.objects.bulk_create(made)


def _standing(offer: Offer) -> Standing:
    return Standing(offer.halves, OfferState(offer.state), is_planned=offer.plan_id is not None)


def _filled(lines: Sequence[Offer], left: Iterable[int]) -> list[Offer]:
    """Return lines with these half hours, each with the words of one that was planned so, else of any."""
    free, found = list(lines), []
    for halves in left:
        line = next((each for each in free if each.halves == halves), free[0])
        free.remove(line)
        line.halves = halves
        found.append(line)
    return found


def _offers_of(by: Person, plan: Plan, tickets: Mapping[str, Ticket]) -> dict[Key, list[Offer]]:
    """Return the offers that a plan makes, none of them saved: a large ticket goes to the cell of whoever has room.

    Of two in one cell who have a part of it each, the cell is asked for each part: one who takes theirs takes no more.
    """
    first, last = clock.today(), queries.sprint_numbered(plan.sprint).last
    persons = {str(each.id): each for each in people.people_during(first, last)}
    cells = {str(person): cell for person, cell in people.cells_during(first, last).items()}
    limit, found = choices().limit, dict[Key, list[Offer]]()
    for each in _wanted(plan, tickets):
        if each.member not in persons or each.ticket not in tickets:
            continue
        is_large = not each.is_review and first_to(tickets[each.ticket].remaining, limit) is To.CELLS
        cell = cells.get(each.member) if is_large else None
        made = Offer(
            ticket=tickets[each.ticket],
            person=None if cell else persons[each.member],
            cell=cell,
            plan=plan,
            sprint=plan.sprint,
            halves=each.halves,
            is_review=each.is_review,
            why=each.why,
            offered_by=by,
            offered_on=clock.today(),
        )
        found.setdefault(_key(made), []).append(made)
    return found


def _wanted(plan: Plan, tickets: Mapping[str, Ticket]) -> Iterator[Wanted]:
    reasons = queries.reasons_of(plan)
    for (member, ticket), halves in queries.lines_of(plan).items():
        yield Wanted(member, ticket, halves, reasons.get((member, ticket), ""))
    for member, ticket in queries.reviews_of(plan):
        if ticket in tickets and tickets[ticket].review:
            yield Wanted(member, ticket, tickets[ticket].review, is_review=True)


def _key(offer: Offer) -> Key:
    return offer.ticket_id, offer.person_id, offer.cell_id, offer.is_review
