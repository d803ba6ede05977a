"""A proposition that may leave, a ticket, and places that run on loopback."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
import time_machine

from groundswell.connectors.sending import actions
from groundswell.connectors.sending.models import Place
from groundswell.connectors.sending.rules import Kind
from groundswell.connectors.sending.tests.outside import Outside, outside
from groundswell.epics.models import Ticket
from groundswell.epics.tests.conftest import begun, written
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.propositions.models import Proposition
from groundswell.propositions.proposing import actions as propositions
from groundswell.propositions.proposing.tests.conftest import begun as begun_proposition
from groundswell.propositions.proposing.tests.conftest import publish
from groundswell.register.tests.conftest import Raise, raised
from groundswell.voices.tests.conftest import Desks, desks
from tests.cast import Cast

__all__ = ["Desks", "Raise", "desks", "raised"]

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SPOTS = {Kind.DISCOURSE: "7", Kind.GITHUB: "tide/handbook", Kind.GITLAB: "tide/handbook"}
SECRET = "name:Zqkeyvogel"

type Named = Callable[..., Place]


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """Let it be Wednesday noon until a test travels on."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def there() -> Iterator[Outside]:
    """Return a place outside that runs."""
    with outside() as stands:
        yield stands


@pytest.fixture
def named(there: Outside, ada: Person) -> Named:
    """Return a function that names the running place as one of a kind."""

    def name(kind: Kind, **told: str) -> Place:
        words = {"spot": SPOTS.get(kind, "OPS"), "name": kind.value, "address": there.address, "secret": SECRET}
        return actions.name_place(by=ada, kind=kind, **(words | told))

    return name


@pytest.fixture
def ticket(organisation: Cast) -> Ticket:
    """Return a ticket of six hours."""
    return written(organisation.alice, begun(organisation))


@pytest.fixture
def let_out(alice: Person, raised: Raise) -> Proposition:
    """Return a proposition whose words may be read outside."""
    made = begun_proposition(alice, raised(audience=Audience.ORGANISATION))
    publish(alice, made)
    propositions.let_outside(by=alice, proposition=made, kept="as it is")
    return Proposition.objects.get(id=made.id)


def only(ids: list[UUID]) -> UUID:
    """Return the only one."""
    [found] = ids
    return found
