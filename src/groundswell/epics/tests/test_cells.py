"""What a cell is offered each of it answers for themselves, and every hour of a plan is asked of somebody."""

from datetime import timedelta

import pytest

from groundswell.epics import actions
from groundswell.epics.models import Epic, Offer, Passed, Ticket
from groundswell.epics.queries import offers as queries
from groundswell.epics.queries import plans
from groundswell.epics.rules.offers import Answer, OfferState
from groundswell.epics.tests.conftest import accepted, computed, offered, written
from groundswell.epics.tests.test_pages import ClientOf
from groundswell.kit import clock
from groundswell.people import actions as people_actions
from groundswell.people import queries as people
from groundswell.people.models import Person
from tests.cast import Cast


@pytest.fixture
def eve(organisation: Cast) -> Person:
    """Return somebody who is in Cell One beside Bob."""
    joined = clock.today() - timedelta(days=28)
    made = people_actions.add_person(by=None, name="Eve", email="eve@example.org", joined_on=joined)
    people_actions.move_to_cell(by=None, person=made, cell=organisation.cell_one, day=joined)
    return made


@pytest.fixture
def large(organisation: Cast, epic: Epic) -> Ticket:
    """Return a ticket that goes to cells first."""
    return written(organisation.mo, epic, "Move the queue", hours=40)


def not_planned(person: Person) -> frozenset[str]:
    members = plans.asked_of(people.next_sprint()).members
    return next(each.not_me for each in members if each.id == str(person.id))


def decline(by: Person, offer: Offer) -> Offer:
    return actions.answer_offer(by=by, offer=offer, answer=Answer.DECLINE)


def test_two_of_a_cell_are_asked_for_a_part_each(organisation: Cast, large: Ticket, eve: Person) -> None:
    plan = computed(organisation.mo, (organisation.bob, large, 20), (eve, large, 20))
    one, two = actions.publish_plan(by=organisation.mo, plan=plan)
    assert [(each.cell, each.halves) for each in (one, two)] == [(organisation.cell_one, 40)] * 2
    accepted(organisation.bob, one)
    assert queries.offers_to(eve) == [two], "her part is still there"
    accepted(eve, two)
    assert queries.free_of(large) == 0


def test_whoever_is_planned_for_more_is_asked_for_the_difference(organisation: Cast, epic: Epic) -> None:
    cast, ticket = organisation, written(organisation.mo, epic, hours=8)
    (first,) = actions.publish_plan(by=cast.mo, plan=computed(cast.mo, (cast.bob, ticket, 4)))
    accepted(cast.bob, first)
    (more,) = actions.publish_plan(by=cast.mo, plan=computed(cast.mo, (cast.bob, ticket, 8)))
    assert (more.person, more.halves) == (cast.bob, 8)
    accepted(cast.bob, more)
    assert [(each.ticket, each.halves) for each in queries.held_by(cast.bob)] == [(ticket, 16)]


@pytest.mark.slow
def test_a_part_that_a_cell_has_is_not_offered_again(organisation: Cast, large: Ticket, eve: Person) -> None:
    cast = organisation
    one, _two = actions.publish_plan(by=cast.mo, plan=computed(cast.mo, (cast.bob, large, 20), (eve, large, 12)))
    accepted(cast.bob, one)
    made = actions.publish_plan(by=cast.mo, plan=computed(cast.mo, (cast.bob, large, 20), (eve, large, 16)))
    assert [each.halves for each in made] == [32]
    assert sorted(Offer.objects.values_list("state", "halves")) == [("accepted", 40), ("open", 32), ("taken_back", 24)]


def test_not_me_in_a_cell_is_ones_own(organisation: Cast, large: Ticket, eve: Person) -> None:
    made = offered(organisation.mo, large, hours=20, cell=organisation.cell_one)
    decline(organisation.bob, made)
    decline(organisation.bob, made)
    assert queries.offers_to(organisation.bob) == []
    assert queries.offers_to(eve) == [made]
    assert [(each.offer, each.state) for each in queries.answered_by(organisation.bob, 0)] == [
        (made, OfferState.DECLINED)
    ]
    assert queries.answered_by(eve, 0) == []
    assert [each.state for each in queries.offers_of(large)] == [OfferState.OPEN], "who plans does not see who said so"
    assert str(large.id) in not_planned(organisation.bob)
    assert str(large.id) not in not_planned(eve)
    accepted(organisation.bob, made)
    assert not Passed.objects.exists()


def test_a_cell_has_declined_when_everybody_in_it_did_and_is_not_planned_for_it(
    organisation: Cast, large: Ticket, eve: Person
) -> None:
    made = offered(organisation.mo, large, hours=20, cell=organisation.cell_one)
    for each in (organisation.bob, eve):
        decline(each, made)
    made.refresh_from_db()
    assert made.state == OfferState.DECLINED
    late = people_actions.add_person(by=None, name="Finn", email="finn@example.org", joined_on=clock.today())
    people_actions.move_to_cell(by=None, person=late, cell=organisation.cell_one, day=clock.today())
    assert all(str(large.id) in not_planned(each) for each in (organisation.bob, eve, late))
    plan = computed(organisation.mo, (organisation.bob, large, 20))
    assert actions.publish_plan(by=organisation.mo, plan=plan) == []


@pytest.mark.slow
def test_nobody_is_asked_twice_for_what_came_free_again(organisation: Cast, ticket: Ticket) -> None:
    cast = organisation
    mine, theirs = (offered(cast.mo, ticket, person=each) for each in (cast.bob, cast.charlie))
    accepted(cast.bob, mine)
    actions.publish_plan(by=cast.mo, plan=computed(cast.mo, (cast.charlie, ticket, 2)))
    actions.answer_offer(by=cast.bob, offer=mine, answer=Answer.WITHDRAW)
    assert [each.halves for each in queries.offers_to(cast.charlie)] == [4]
    theirs.refresh_from_db()
    assert theirs.state == OfferState.GONE


@pytest.mark.slow
def test_a_cells_offer_is_declined_on_the_page_for_oneself(
    organisation: Cast, large: Ticket, eve: Person, client_of: ClientOf
) -> None:
    made = offered(organisation.mo, large, hours=20, cell=organisation.cell_one)
    client = client_of(organisation.bob)
    client.post(f"/epics/offers/{made.id}/answer/", {"answer": "decline"})
    assert "Take it after all" in client.get("/epics/offers/").content.decode()
    shown = client_of(eve).get("/epics/offers/").content.decode()
    assert "to anybody in Cell One" in shown
    assert "Take it after all" not in shown
