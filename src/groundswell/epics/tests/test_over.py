"""What cannot be taken any more is asked of nobody: its epic ended, or its sprint is over."""

from datetime import timedelta
from typing import Any

import pytest
from time_machine import Traveller

from groundswell.epics import actions
from groundswell.epics.models import Epic, Offer, Ticket
from groundswell.epics.queries import offers as queries
from groundswell.epics.queries.plans import asked_of
from groundswell.epics.rules.offers import Answer, OfferState
from groundswell.epics.rules.problem import instance_of
from groundswell.epics.tests.conftest import accepted, offered, written
from groundswell.epics.tests.test_pages import ClientOf, page
from groundswell.epics.waiting import Offers
from groundswell.people import queries as people
from groundswell.people.refusals import Refused
from tests.cast import Cast


def test_with_its_epic_a_ticket_is_dropped_and_asked_of_nobody(
    organisation: Cast, epic: Epic, ticket: Ticket, client_of: ClientOf
) -> None:
    made = offered(organisation.mo, ticket, person=organisation.bob)
    actions.end_epic(by=organisation.alice, epic=epic, outcome="The rest is not needed.")
    assert Offers().asks_for(organisation.bob) == []
    with pytest.raises(Refused, match="the work has ended"):
        accepted(organisation.bob, made)
    ticket.refresh_from_db()
    assert (ticket.is_dropped, ticket.remaining) == (True, 12), "what was not done is not called done"
    assert "dropped, as its epic ended" in page(client_of(organisation.bob), "ticket", ticket.id)
    assert "dropped" in page(client_of(organisation.bob), "epic", epic.id)
    with pytest.raises(Refused, match="dropped"):
        actions.change_ticket(
            by=organisation.mo, ticket=ticket, words=actions.TicketWords(title="Draw it", hours=None), revision=1
        )


def test_what_somebody_has_stays_theirs_and_is_still_reviewed_when_its_epic_ends(
    organisation: Cast, epic: Epic
) -> None:
    cast, ticket = organisation, written(organisation.mo, epic, hours=6)
    accepted(cast.bob, offered(cast.mo, ticket, hours=2, person=cast.bob))
    rest = offered(cast.mo, ticket, hours=4, person=cast.charlie)
    review = Offer.objects.create(
        ticket=ticket,
        person=cast.dana,
        sprint=rest.sprint,
        halves=2,
        is_review=True,
        offered_by=cast.mo,
        offered_on=rest.offered_on,
    )
    actions.end_epic(by=cast.alice, epic=epic, outcome="The rest is not needed.")
    ticket.refresh_from_db()
    assert (ticket.done_on, ticket.is_dropped) == (None, False)
    assert queries.offers_to(cast.charlie) == []
    assert queries.offers_to(cast.dana) == [review]


def test_an_offer_is_over_with_its_sprint(organisation: Cast, epic: Epic, ticket: Ticket, noon: Traveller) -> None:
    cast = organisation
    made, other = (offered(cast.mo, each, person=cast.bob) for each in (ticket, written(cast.mo, epic, "Another")))
    actions.answer_offer(by=cast.bob, offer=other, answer=Answer.DECLINE)
    assert actions.close_past_offers() == 0, "its sprint is still to come"
    noon.shift(timedelta(days=60))
    with pytest.raises(Refused, match="sprint that is over"):
        accepted(cast.bob, made)
    assert actions.close_past_offers() == 1
    assert queries.offers_to(cast.bob) == []
    assert queries.answered_by(cast.bob, people.sprint_now().number) == [], "nor can it be taken after all"
    made.refresh_from_db()
    assert made.state == OfferState.GONE


def test_what_somebody_has_and_did_not_finish_goes_on_with_them_in_the_next_sprint(
    organisation: Cast, ticket: Ticket, noon: Traveller
) -> None:
    cast = organisation
    accepted(cast.bob, offered(cast.mo, ticket, person=cast.bob))
    noon.shift(timedelta(days=14))
    again = Offer.objects.create(
        ticket=ticket,
        person=cast.bob,
        sprint=people.next_sprint().number,
        halves=12,
        offered_by=cast.mo,
        offered_on=ticket.made_on,
    )
    theirs = Offer.objects.create(
        ticket=ticket,
        person=cast.charlie,
        sprint=people.next_sprint().number,
        halves=2,
        offered_by=cast.mo,
        offered_on=ticket.made_on,
    )
    with pytest.raises(Refused, match="Somebody else"):
        accepted(cast.charlie, theirs)
    accepted(cast.bob, again)
    assert [(each.ticket, each.halves) for each in queries.held_by(cast.bob)] == [(ticket, 12)]


def test_who_did_their_part_and_declines_the_rest_is_not_planned_for_it_and_others_can_take_it(
    organisation: Cast, epic: Epic, noon: Traveller
) -> None:
    cast, ticket = organisation, written(organisation.mo, epic, hours=8)
    accepted(cast.bob, offered(cast.mo, ticket, hours=4, person=cast.bob))
    noon.shift(timedelta(days=14))
    Ticket.objects.filter(id=ticket.id).update(remaining=8)
    sprint = people.next_sprint()
    rest = Offer.objects.create(
        ticket=ticket, person=cast.bob, sprint=sprint.number, halves=8, offered_by=cast.mo, offered_on=ticket.made_on
    )
    actions.answer_offer(by=cast.bob, offer=rest, answer=Answer.DECLINE)
    instance: dict[str, Any] = instance_of(asked_of(sprint))
    [planned] = instance["tickets"]
    assert str(cast.bob.id) not in planned["eligible"]
    assert str(cast.charlie.id) in planned["eligible"]
    assert [each.halves for each in queries.held_by(cast.bob)] == [8], "this sprint it is still theirs"
    ticket.refresh_from_db()
    accepted(cast.charlie, offered(cast.mo, ticket, hours=4, person=cast.charlie))
    noon.shift(timedelta(days=14))
    assert queries.held_by(cast.bob) == []


def test_who_declines_more_of_a_ticket_keeps_what_they_took_for_the_same_sprint(organisation: Cast, epic: Epic) -> None:
    cast, ticket = organisation, written(organisation.mo, epic, hours=8)
    accepted(cast.bob, offered(cast.mo, ticket, hours=4, person=cast.bob))
    actions.answer_offer(by=cast.bob, offer=offered(cast.mo, ticket, hours=4, person=cast.bob), answer=Answer.DECLINE)
    made = instance_of(asked_of(people.next_sprint()))
    assert made["pins"] == [{"member": str(cast.bob.id), "ticket": str(ticket.id), "hours": 4}]
    assert queries.free_of(ticket) == 8
