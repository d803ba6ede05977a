"""A Wednesday in a month of hours, concerns that moved, epics that were held, and check-ins that were released."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from groundswell.checkins.tests.published import Past
from groundswell.hours.tests.conftest import automation, granted, liaison, month
from groundswell.people.models import Cell
from groundswell.register.tests.conftest import Raise, raised
from groundswell.voices.tests.conftest import Desks, desks

__all__ = ["Desks", "Past", "Raise", "automation", "desks", "granted", "liaison", "month", "raised"]

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """Let it be Wednesday noon until a test travels on."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def past_of(*cells: Cell) -> Past:
    return Past({cell.name: cell for cell in cells})
