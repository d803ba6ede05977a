"""Epics, tickets, offers and plans: what their routes are about, and for whom it exists."""

from decimal import Decimal

from groundswell.epics import actions
from groundswell.epics.actions import EpicWords, TicketWords
from groundswell.epics.models import Epic, Plan, Ticket
from groundswell.epics.rules.holds import Reason
from groundswell.epics.rules.problem import Stream
from groundswell.people import queries as people
from tests.routes.stage import ADVOCATES, MEMBERS, Stage
from tests.routes.things import Make, Thing, thing_of

_PLANNING = ADVOCATES | {"mo"}


def _epic(stage: Stage) -> Epic:
    """Return an epic in which Bob's cell helps."""
    name = f"Workflow Manager {Epic.objects.count() + 1}"
    words = EpicWords(name, stream=Stream.INTERNAL, owner=stage.cast.alice)
    return actions.begin_epic(by=stage.cast.mo, words=words, cells=[stage.cast.cell_one])


def _ticket(stage: Stage) -> Ticket:
    words = TicketWords("Draw the queue", Decimal(6))
    return actions.write_ticket(by=stage.cast.mo, epic=_epic(stage), words=words)


def _plan(stage: Stage) -> Plan:
    _ticket(stage)
    plan = actions.ask_for_plan(by=stage.cast.mo, sprint=people.next_sprint().number, seconds=5)
    actions.stop_plan(by=stage.cast.mo, plan=plan)
    return plan


def _epics(stage: Stage) -> list[Thing]:
    return [Thing({"epic": _epic(stage).id}, keepers=_PLANNING)]


def _told(stage: Stage) -> list[Thing]:
    """Return an epic of which who plans, and the cell that helps, say how it stands, or hold it."""
    return [Thing({"epic": _epic(stage).id}, _PLANNING | {"bob"}, _PLANNING)]


def _tickets(stage: Stage) -> list[Thing]:
    return [Thing({"ticket": _ticket(stage).id}, keepers=_PLANNING)]


def _finished(stage: Stage) -> list[Thing]:
    return [Thing({"ticket": _ticket(stage).id}, _PLANNING, _PLANNING)]


def _offers(stage: Stage) -> list[Thing]:
    """Return an offer to Bob, and one to his cell."""
    sprint, six = people.next_sprint().number, Decimal(6)
    told = {"by": stage.cast.mo, "sprint": sprint, "hours": six}
    to_bob = actions.offer(ticket=_ticket(stage), person=stage.cast.bob, cell=None, **told)  # type: ignore[arg-type]
    to_cell = actions.offer(ticket=_ticket(stage), person=None, cell=stage.cast.cell_one, **told)  # type: ignore[arg-type]
    return [Thing({"offer": each.id}, frozenset({"bob"}), _PLANNING) for each in (to_bob, to_cell)]


def _holds(stage: Stage) -> list[Thing]:
    cast, epic = stage.cast, _epic(stage)
    in_cell = actions.hold(by=cast.mo, epic=epic, cell=cast.cell_one, reason=Reason.CLIENT_WORK)
    everywhere = actions.hold(by=cast.mo, epic=epic, cell=None, reason=Reason.DECISION)
    return [thing_of("hold", in_cell.id, *_PLANNING, "bob"), thing_of("hold", everywhere.id, *_PLANNING)]


def _plans(stage: Stage) -> list[Thing]:
    return [thing_of("plan", _plan(stage).id, *_PLANNING)]


def _pins(stage: Stage) -> list[Thing]:
    told = {"sprint": people.next_sprint().number, "hours": Decimal(2)}
    made = actions.pin(by=stage.cast.mo, person=stage.cast.bob, ticket=_ticket(stage), **told)  # type: ignore[arg-type]
    return [Thing({"pin": made.id}, MEMBERS, _PLANNING)]


BY_PLACE: dict[tuple[str, ...], Make] = {
    ("epics", "epic"): _epics,
    ("epics", "ticket"): _tickets,
    ("epics", "offer"): _offers,
    ("epics", "hold"): _holds,
    ("plan", "plan"): _plans,
    ("plan", "pin"): _pins,
}
BY_NAME: dict[str, Make] = {
    "epics:tell": _told,
    "epics:hold": _told,
    "epics:finish": _finished,
}
