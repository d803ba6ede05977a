"""An accelerated epic in which Cell One helps, with a ticket; and a plan without a solver."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine

from groundswell.epics import actions, computing
from groundswell.epics.actions import EpicWords, TicketWords
from groundswell.epics.models import Epic, Offer, Plan, Ticket
from groundswell.epics.rules.offers import Answer
from groundswell.epics.rules.problem import Stream
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.register.tests.conftest import Raise, raised
from groundswell.voices.tests.conftest import Desks, desks
from tests.cast import Cast

__all__ = ["Desks", "Raise", "desks", "raised"]

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> object:
    """Let it be Wednesday noon until a test travels on."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def epic(organisation: Cast) -> Epic:
    """Return an accelerated epic of the advocate, in which both cells help."""
    return begun(organisation)


@pytest.fixture
def ticket(organisation: Cast, epic: Epic) -> Ticket:
    """Return a ticket of six hours."""
    return written(organisation.alice, epic)


def begun(cast: Cast, name: str = "Workflow Manager", **told: object) -> Epic:
    words: dict[str, object] = {"stream": Stream.INTERNAL, "is_accelerated": True, "owner": cast.alice} | told
    cells = (cast.cell_one, cast.cell_two)
    return actions.begin_epic(by=cast.mo, words=EpicWords(name=name, **words), cells=cells)  # type: ignore[arg-type]


def written(by: Person, epic: Epic | None, title: str = "Draw the queue", hours: float = 6, **told: object) -> Ticket:
    words = TicketWords(title=title, hours=Decimal(str(hours)), **told)  # type: ignore[arg-type]
    return actions.write_ticket(by=by, epic=epic, words=words)


def offered(by: Person, ticket: Ticket, *, hours: float = 6, **to: object) -> Offer:
    told = {"person": None, "cell": None} | to
    sprint = people.next_sprint().number
    return actions.offer(by=by, ticket=ticket, sprint=sprint, hours=Decimal(str(hours)), **told)  # type: ignore[arg-type]


def accepted(by: Person, offer: Offer) -> Offer:
    return actions.answer_offer(by=by, offer=offer, answer=Answer.ACCEPT)


def told(*lines: tuple[Person, Ticket, float]) -> dict[str, object]:
    """Return an answer of the solver's form with these lines."""
    return {
        "allocations": [
            {"member": str(who.id), "ticket": str(ticket.id), "hours": hours, "reason": "It fits."}
            for who, ticket, hours in lines
        ],
        "reviews": [],
        "unplanned": [],
        "value": 10,
        "bound": 10,
    }


def computed(by: Person, *lines: tuple[Person, Ticket, float]) -> Plan:
    """Return a plan that a worker has computed to hold these lines."""
    plan = actions.ask_for_plan(by=by, sprint=people.next_sprint().number, seconds=5)
    assert computing.compute(plan.id, lambda _job: told(*lines))
    return Plan.objects.get(id=plan.id)
