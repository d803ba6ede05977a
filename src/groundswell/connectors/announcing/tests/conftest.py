"""A listener that runs on loopback, and an organisation in which things happen."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from pytest_django import Settings

from groundswell.connectors.announcing import actions
from groundswell.connectors.announcing.actions import Named
from groundswell.connectors.sending.tests.outside import Outside, outside
from groundswell.people.models import Person
from groundswell.register.tests.conftest import Raise, raised
from groundswell.voices.tests.conftest import Desks, desks

__all__ = ["Desks", "Raise", "desks", "raised"]

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """Let it be Wednesday noon until a test travels on."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def there() -> Iterator[Outside]:
    """Return an address that listens."""
    with outside() as stands:
        yield stands


@pytest.fixture
def named(there: Outside, ada: Person, settings: Settings) -> Named:
    """Return a listener that is told from now on, with its secret."""
    settings.WEBHOOKS_INSIDE, settings.HOSTS_INSIDE = True, frozenset()
    return actions.name_listener(by=ada, name="The dashboard", address=f"{there.address}/hook?room=1")
