"""Two planners, two members, two workers at the same moment: one of them wins, and the other is told."""

from collections import Counter

import pytest

from groundswell.epics import actions, computing
from groundswell.epics.models import Epic, Offer, Plan, Ticket
from groundswell.epics.rules.offers import Answer
from groundswell.epics.tests.conftest import begun, computed, offered, told, written
from groundswell.people import queries as people
from groundswell.people.refusals import Refused
from tests.at_once import at_once
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def epic(organisation: Cast) -> Epic:
    """Return an epic that other threads see."""
    return begun(organisation)


@pytest.fixture
def ticket(organisation: Cast, epic: Epic) -> Ticket:
    """Return a ticket that other threads see."""
    return written(organisation.alice, epic)


@pytest.mark.slow
def test_of_two_who_publish_at_once_one_wins(organisation: Cast, ticket: Ticket) -> None:
    cast = organisation
    plans = [computed(cast.mo, (cast.bob, ticket, 6)), computed(cast.alice, (cast.charlie, ticket, 6))]

    def publish(number: int) -> str:
        try:
            actions.publish_plan(by=(cast.mo, cast.alice)[number], plan=plans[number])
        except Refused:
            return "told"
        return "published"

    assert Counter(at_once(2, publish)) == {"published": 1, "told": 1}
    assert Plan.objects.filter(number__isnull=False).count() == 1
    assert Offer.objects.count() == 1


@pytest.mark.slow
def test_of_two_who_take_a_ticket_at_once_one_has_it(organisation: Cast, ticket: Ticket) -> None:
    persons = (organisation.bob, organisation.charlie)
    offers = [offered(organisation.mo, ticket, person=each) for each in persons]

    def take(number: int) -> str:
        try:
            actions.answer_offer(by=persons[number], offer=offers[number], answer=Answer.ACCEPT)
        except Refused:
            return "told"
        return "taken"

    assert Counter(at_once(2, take)) == {"taken": 1, "told": 1}


@pytest.mark.slow
def test_of_four_workers_at_once_one_computes(organisation: Cast, ticket: Ticket) -> None:
    plan = actions.ask_for_plan(by=organisation.mo, sprint=people.next_sprint().number, seconds=5)
    done = at_once(4, lambda _number: computing.compute(plan.id, lambda _job: told((organisation.bob, ticket, 6))))
    assert Counter(done) == {True: 1, False: 3}
    assert Plan.objects.get(id=plan.id).rounds == 1
