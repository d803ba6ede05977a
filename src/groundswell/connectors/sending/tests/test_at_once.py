"""Many press the button at the same moment: it leaves once."""

import pytest

from groundswell.connectors.sending import delivering
from groundswell.connectors.sending.models import Sending
from groundswell.connectors.sending.rules import Kind, State, What
from groundswell.connectors.sending.tests.conftest import Named
from groundswell.connectors.sending.tests.outside import Outside
from groundswell.epics.models import Ticket
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from tests.at_once import at_once


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_eight_who_press_at_once_one_sends(there: Outside, named: Named, mo: Person, ticket: Ticket) -> None:
    made = delivering.prepare(by=mo, place=named(Kind.GITLAB), what=What.TICKET, about=ticket.id)

    def press(_number: int) -> str:
        try:
            delivering.deliver(by=mo, sending=Sending.objects.get(id=made.id), digest=made.digest)
        except Refused:
            return "refused"
        return "done"

    said = at_once(8, press)
    assert "done" in said
    assert len(there.writes) == 1
    assert Sending.objects.get().state == State.SENT
