"""The hours of the proposal: 35 h and 10 h in October, given to Alice by Mo."""

from datetime import date

import pytest

from groundswell.hours import actions
from groundswell.hours.models import FundingLine
from groundswell.hours.rules.axes import Kind, Pays, Stream
from groundswell.hours.rules.grants import Certainty
from groundswell.hours.rules.sharing import month_of
from groundswell.kit import clock
from groundswell.people.models import Person

H = 60
BOTH = frozenset({Stream.INTERNAL, Stream.EXTERNAL})


@pytest.fixture
def month() -> date:
    """Return this month."""
    return month_of(clock.today())


@pytest.fixture
def liaison(mo: Person) -> FundingLine:
    """Return the line that pays for external work of both kinds."""
    pays = Pays(frozenset({Stream.EXTERNAL, Stream.INTERNAL}), frozenset(Kind))
    return actions.open_line(by=mo, name="Community liaison", payer="Harbour", pays=pays, is_paid_outside=True)


@pytest.fixture
def automation(mo: Person) -> FundingLine:
    """Return the line that pays for internal development alone."""
    pays = Pays(frozenset({Stream.INTERNAL}), frozenset({Kind.DEVELOPMENT}))
    return actions.open_line(by=mo, name="Automation", payer="Tidewater", pays=pays)


@pytest.fixture
def granted(mo: Person, alice: Person, liaison: FundingLine, automation: FundingLine, month: date) -> Person:
    """Return Alice with 35 + 10 hours this month."""
    for funding, hours in ((liaison, 35), (automation, 10)):
        actions.grant_hours(
            by=mo, funding=funding, holder=alice, month=month, certainty=Certainty.FIRM, minutes=hours * H
        )
    return alice
