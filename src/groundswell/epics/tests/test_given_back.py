"""What is given back is offered again, to others than who gave it back, and comes to nobody unasked."""

import pytest

from groundswell.epics import actions
from groundswell.epics.models import Epic, Offer, Ticket
from groundswell.epics.queries import offers as queries
from groundswell.epics.queries import plans
from groundswell.epics.rules.offers import Answer, OfferState
from groundswell.epics.tests.conftest import accepted, offered
from groundswell.epics.tests.test_cells import eve, large, not_planned
from groundswell.epics.tests.test_pages import ClientOf, page
from groundswell.people import actions as people_actions
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Grant
from tests.cast import Cast

__all__ = ["eve", "large"]


def give_back(by: Person, offer: Offer) -> None:
    actions.answer_offer(by=by, offer=offer, answer=Answer.WITHDRAW)


def test_a_cell_is_asked_again_for_what_one_of_it_gave_back(organisation: Cast, large: Ticket, eve: Person) -> None:
    cast, made = organisation, offered(organisation.mo, large, hours=20, cell=organisation.cell_one)
    accepted(cast.bob, made)
    give_back(cast.bob, made)
    assert queries.offers_to(eve) == [made]
    assert queries.offers_to(cast.bob) == [], "nobody is asked again for what they gave back"
    assert [(each.offer, each.state) for each in queries.answered_by(cast.bob, 0)] == [(made, OfferState.DECLINED)]
    assert (str(large.id) in not_planned(cast.bob), str(large.id) in not_planned(eve)) == (True, False)
    accepted(cast.bob, made)
    assert queries.free_of(large) == 40, "and yet they can take it after all"


def test_whoever_gave_something_back_is_not_planned_for_it_and_can_take_it_after_all(
    organisation: Cast, ticket: Ticket
) -> None:
    made = accepted(organisation.bob, offered(organisation.mo, ticket, person=organisation.bob))
    give_back(organisation.bob, made)
    assert str(ticket.id) in not_planned(organisation.bob)
    assert [each.state for each in queries.answered_by(organisation.bob, 0)] == [OfferState.WITHDRAWN]
    accepted(organisation.bob, made)
    assert queries.free_of(ticket) == 0


def test_what_came_back_is_asked_of_the_owner_of_its_epic_and_of_no_other_advocate(
    organisation: Cast, epic: Epic, ticket: Ticket, client_of: ClientOf
) -> None:
    cast, sprint = organisation, people.next_sprint()
    people_actions.assign_role(
        by=None,
        role=people_actions.standard_role(Grant.ADVOCATE),
        person=cast.dana,
        from_on=cast.dana.joined_on,
    )
    made = accepted(cast.bob, offered(cast.mo, ticket, person=cast.bob))
    give_back(cast.bob, made)
    (asked,) = plans.own_sprint(cast.alice, sprint).back
    assert (asked.halves, asked.state, queries.offers_to(cast.alice)) == (12, OfferState.OPEN, [asked])
    assert plans.own_sprint(cast.alice, sprint).lines == [], "nobody is assigned"
    assert plans.own_sprint(cast.dana, sprint).back == []
    assert "It came back: do you take it?" in page(client_of(cast.alice), "offers")
    accepted(cast.alice, asked)
    give_back(cast.alice, asked)
    assert queries.offers_to(cast.alice) == [], "they are asked once"


@pytest.mark.slow
def test_an_owner_who_said_no_is_not_asked_when_it_comes_back(organisation: Cast, ticket: Ticket) -> None:
    cast = organisation
    actions.answer_offer(by=cast.alice, offer=offered(cast.mo, ticket, person=cast.alice), answer=Answer.DECLINE)
    give_back(cast.bob, accepted(cast.bob, offered(cast.mo, ticket, person=cast.bob)))
    assert queries.offers_to(cast.alice) == []


def test_what_the_only_one_of_a_cell_gave_back_is_asked_of_the_owner(organisation: Cast, large: Ticket) -> None:
    cast, made = organisation, offered(organisation.mo, large, hours=20, cell=organisation.cell_one)
    accepted(cast.bob, made)
    give_back(cast.bob, made)
    made.refresh_from_db()
    assert (made.state, made.taken_by) == (OfferState.DECLINED, None)
    assert [(each.ticket, each.is_back) for each in queries.offers_to(cast.alice)] == [(large, True)]


def test_what_is_given_back_after_its_epic_ended_is_dropped_and_asked_of_nobody(
    organisation: Cast, epic: Epic, ticket: Ticket
) -> None:
    cast = organisation
    mine, theirs = (offered(cast.mo, ticket, person=each) for each in (cast.bob, cast.charlie))
    accepted(cast.bob, mine)
    actions.end_epic(by=cast.alice, epic=epic, outcome="The rest is not needed.")
    give_back(cast.bob, mine)
    ticket.refresh_from_db()
    assert (ticket.is_dropped, ticket.holder) == (True, None)
    theirs.refresh_from_db()
    assert (theirs.state, queries.offers_to(cast.alice)) == (OfferState.GONE, [])
