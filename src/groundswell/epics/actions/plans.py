"""Plans are asked for, computed elsewhere, stopped; lines are pinned."""

from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.epics import tasks
from groundswell.epics.actions.checking import halves, record, require_planning
from groundswell.epics.models import Choices, Pin, Plan, Ticket
from groundswell.epics.queries import plans as queries
from groundswell.epics.rules import plans as rules
from groundswell.epics.rules.hours import MOST_RESERVE
from groundswell.epics.rules.plans import PlanKind, PlanState
from groundswell.epics.rules.problem import Wishes, instance_of, wished
from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Sprint

SECONDS = (5, 30, 120)
NO_WISHES = Wishes()
_LEAST = Decimal("0.5")
_NONE = Decimal(0)
_MOST_RUNNING = 3


@transaction.atomic
def ask_for_plan(*, by: Person, sprint: int, seconds: int, wishes: Wishes = NO_WISHES) -> Plan:
    """Ask for a plan of a sprint, from everything as it is now. A worker computes it. Raises Refused.

    With wishes it shows what would be, and can never be published.
    """
    require_planning(by)
    if seconds not in SECONDS:
        raise Refused(_("Choose one of the times that are offered."), "seconds")
    if Plan.objects.filter(state__in=rules.RUNNING).count() >= _MOST_RUNNING:
        raise Refused(_("Three plans are being computed. Wait for one of them, or stop it."))
    asked = queries.asked_of(_sprint(sprint))
    if not any(each.remaining for each in asked.work):
        raise Refused(_("There is no ticket to plan. Write one first."))
    plan = Plan.objects.create(
        sprint=sprint,
        kind=PlanKind.PROPOSED if wishes.are_none else PlanKind.WHAT_IF,
        seconds=seconds,
        wishes=_told(wishes),
        instance=instance_of(wished(asked, wishes)),
        asked_by=by,
        asked_at=clock.now(),
        base=queries.number_published(sprint),
    )
    tasks.improve.enqueue(str(plan.id))
    record(by, "ask_for_plan", plan.id, sprint=sprint, kind=plan.kind)
    return plan


@transaction.atomic
def stop_plan(*, by: Person, plan: Plan) -> None:
    """Stop a computation; what it has found is kept. Twice is once."""
    require_planning(by)
    if Plan.objects.filter(id=plan.id, state__in=rules.RUNNING, is_stopping=False).update(is_stopping=True):
        Plan.objects.filter(id=plan.id, state=PlanState.WAITING).update(state=PlanState.STOPPED)
        record(by, "stop_plan", plan.id)


@transaction.atomic
def pin(*, by: Person, sprint: int, person: Person, ticket: Ticket, hours: Decimal | None) -> Pin:
    """Say that somebody is to have so many hours of a ticket, whatever else is planned. Raises Refused."""
    require_planning(by)
    wanted = halves(hours, "hours", least=_LEAST)
    if wanted > ticket.remaining:
        raise Refused(_("The ticket is smaller than that."), "hours")
    made, _new = Pin.objects.update_or_create(
        sprint=sprint, person=person, ticket=ticket, defaults={"halves": wanted, "by": by}
    )
    record(by, "pin", ticket.id, sprint=sprint)
    return made


@transaction.atomic
def unpin(*, by: Person, pin: UUID) -> None:
    """Take a pin out. Twice is once."""
    require_planning(by)
    if Pin.objects.filter(id=pin).delete()[0]:
        record(by, "unpin", pin)


@transaction.atomic
def choose(
    *,
    by: Person,
    limit: Decimal | None,
    floor: Decimal | None,
    meetings: Decimal | None = None,
    reserve: int | None = None,
) -> None:
    """Choose from which size on tickets go to cells first, the advocates' floor, meetings and reserve. Raises Refused.

    `meetings`: hours of everybody in a sprint; `reserve`: percent of what is left then that no plan fills. An
    empty one is none.
    """
    require_planning(by)
    if not 0 <= (reserve or 0) <= MOST_RESERVE:
        raise Refused(_("Type a percentage from 0 to %(most)d.") % {"most": MOST_RESERVE}, "reserve")
    told = {
        "limit": halves(limit, "limit", least=_LEAST),
        "floor": halves(floor, "floor"),
        "meetings": halves(meetings or _NONE, "meetings"),
        "reserve": reserve or 0,
    }
    Choices.objects.update_or_create(id=1, defaults=told)
    record(by, "choose", "1", **told)


def _sprint(number: int) -> Sprint:
    sprint = queries.sprint_to_plan(number)
    if sprint.number != number:
        raise Refused(_("Plan the sprint that runs, or the next one."), "sprint")
    return sprint


def _told(wishes: Wishes) -> dict[str, object]:
    more = {stream.value: halves for stream, halves in wishes.more.items()}
    return {} if wishes.are_none else {"away": dict(wishes.away), "more": more, "promised": list(wishes.promised)}
