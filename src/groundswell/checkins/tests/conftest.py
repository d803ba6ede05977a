"""Two open desks, and a check-in that runs."""

import pytest

from groundswell.checkins.models import Period
from groundswell.checkins.tests.stage import Desks, opened, opened_desk
from tests.cast import Cast


@pytest.fixture
def desks(organisation: Cast) -> Desks:
    """Open both desks, with a passphrase that is cheap to try."""
    return Desks(opened_desk(organisation.alice), opened_desk(organisation.otto))


@pytest.fixture
def period(desks: Desks) -> Period:
    """Return a check-in that has just opened."""
    del desks
    return opened()
