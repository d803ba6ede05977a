"""Nobody is assigned: tickets are offered, taken or not, given back; and only what is elastic moves."""

from datetime import timedelta
from decimal import Decimal

import pytest
from time_machine import Traveller

from groundswell.epics import actions, policy
from groundswell.epics.models import Epic, Offer, Spare, Ticket
from groundswell.epics.queries import offers as queries
from groundswell.epics.queries import plans
from groundswell.epics.rules.elastic import Part
from groundswell.epics.rules.offers import Answer, OfferState
from groundswell.epics.tests.conftest import accepted, offered, written
from groundswell.epics.waiting import Offers
from groundswell.kit import clock
from groundswell.people import actions as people_actions
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from tests.cast import Cast


def holder_of(ticket: Ticket) -> Person | None:
    return Ticket.objects.get(id=ticket.id).holder


def state_of(offer: Offer) -> str:
    return Offer.objects.get(id=offer.id).state


def test_an_offer_assigns_nobody(organisation: Cast, ticket: Ticket) -> None:
    offered(organisation.mo, ticket, person=organisation.bob)
    assert holder_of(ticket) is None


def test_declining_has_no_reason_and_no_place_for_one(organisation: Cast, ticket: Ticket) -> None:
    made = offered(organisation.mo, ticket, person=organisation.bob)
    actions.answer_offer(by=organisation.bob, offer=made, answer=Answer.DECLINE)
    assert state_of(made) == OfferState.DECLINED
    assert not {field.name for field in Offer._meta.fields} & {"reason", "words", "note", "answer"}
    assert str(ticket.id) in {
        each for member in plans.asked_of(people.next_sprint()).members for each in member.not_me
    }, "who declined is not planned for it again in this sprint"


def test_who_takes_it_has_it_and_others_are_told(organisation: Cast, ticket: Ticket) -> None:
    mine = offered(organisation.mo, ticket, person=organisation.bob)
    other = offered(organisation.mo, ticket, person=organisation.charlie)
    accepted(organisation.bob, mine)
    accepted(organisation.bob, mine)
    assert holder_of(ticket) == organisation.bob
    assert state_of(other) == OfferState.GONE
    with pytest.raises(Refused, match="over"):
        accepted(organisation.charlie, other)


def test_two_can_share_a_ticket_as_far_as_its_hours_reach(organisation: Cast, ticket: Ticket) -> None:
    one = offered(organisation.mo, ticket, hours=4, person=organisation.bob)
    two = offered(organisation.mo, ticket, hours=2, person=organisation.charlie)
    three = offered(organisation.mo, ticket, hours=3, person=organisation.dana)
    accepted(organisation.bob, one)
    assert state_of(three) == OfferState.GONE
    accepted(organisation.charlie, two)
    assert queries.free_of(ticket) == 0
    assert holder_of(ticket) == organisation.bob
    actions.answer_offer(by=organisation.bob, offer=one, answer=Answer.WITHDRAW)
    assert holder_of(ticket) == organisation.charlie
    assert queries.free_of(ticket) == 8


def test_a_cell_is_offered_to_and_one_of_it_takes_it(organisation: Cast, ticket: Ticket) -> None:
    made = offered(organisation.mo, ticket, cell=organisation.cell_one)
    assert queries.offers_to(organisation.bob) == [made]
    assert queries.offers_to(organisation.charlie) == []
    with pytest.raises(PermissionError):
        accepted(organisation.charlie, made)
    accepted(organisation.bob, made)
    assert holder_of(ticket) == organisation.bob


def test_a_large_ticket_goes_to_cells_first(organisation: Cast, epic: Epic) -> None:
    large = written(organisation.mo, epic, hours=12)
    with pytest.raises(Refused) as refused:
        offered(organisation.mo, large, hours=12, person=organisation.alice)
    assert refused.value.field == "person"
    asked = offered(organisation.mo, large, hours=12, cell=organisation.cell_one)
    actions.answer_offer(by=organisation.bob, offer=asked, answer=Answer.DECLINE)
    assert offered(organisation.mo, large, hours=12, person=organisation.alice).state == OfferState.OPEN


def test_a_large_ticket_that_no_cell_could_take_goes_to_a_person(organisation: Cast, epic: Epic) -> None:
    tool = written(organisation.alice, None, hours=12)
    assert offered(organisation.mo, tool, hours=12, person=organisation.alice).state == OfferState.OPEN
    for cell in (organisation.cell_one, organisation.cell_two):
        actions.hold(by=organisation.mo, epic=epic, cell=cell, reason="client_work")
    assert (
        offered(organisation.mo, written(organisation.mo, epic, hours=12), hours=12, person=organisation.alice).state
        == OfferState.OPEN
    )


def test_the_size_limit_is_the_organisations_choice(organisation: Cast, epic: Epic) -> None:
    actions.choose(by=organisation.mo, limit=Decimal(20), floor=Decimal(1))
    assert (
        offered(organisation.mo, written(organisation.mo, epic, hours=12), hours=12, person=organisation.bob).state
        == OfferState.OPEN
    )


@pytest.mark.parametrize("hours", ["NaN", "-2", "0", "7", "1.2"])
def test_hours_that_cannot_be_are_refused(organisation: Cast, ticket: Ticket, hours: str) -> None:
    with pytest.raises(Refused) as refused:
        offered(organisation.mo, ticket, hours=hours, person=organisation.bob)  # type: ignore[arg-type]
    assert refused.value.field == "hours"


def test_an_offer_is_to_one_person_or_one_cell_once_and_in_a_sprint_to_come(organisation: Cast, ticket: Ticket) -> None:
    with pytest.raises(Refused):
        offered(organisation.mo, ticket)
    offered(organisation.mo, ticket, person=organisation.bob)
    with pytest.raises(Refused, match="already"):
        offered(organisation.mo, ticket, person=organisation.bob)
    with pytest.raises(Refused):
        actions.offer(by=organisation.mo, ticket=ticket, sprint=1, hours=Decimal(2), person=organisation.bob, cell=None)


def test_an_offer_is_taken_back_while_nobody_has_accepted(organisation: Cast, ticket: Ticket) -> None:
    made = offered(organisation.mo, ticket, person=organisation.bob)
    actions.take_back_offer(by=organisation.alice, offer=made)
    actions.take_back_offer(by=organisation.alice, offer=made)
    assert queries.offers_to(organisation.bob) == []
    again = offered(organisation.mo, ticket, person=organisation.bob)
    accepted(organisation.bob, again)
    with pytest.raises(Refused):
        actions.take_back_offer(by=organisation.mo, offer=again)


def test_an_offer_waits_on_the_page_of_everything_that_waits(organisation: Cast, ticket: Ticket) -> None:
    offered(organisation.mo, ticket, person=organisation.bob)
    source = Offers()
    (ask,) = source.asks_for(organisation.bob)
    assert source.asks_for(organisation.charlie) == []
    with pytest.raises(LookupError):
        source.answer(organisation.charlie, ask.key, "accept")
    with pytest.raises(LookupError):
        source.answer(organisation.bob, ask.key, "withdraw")
    source.answer(organisation.bob, ask.key, "accept")
    assert holder_of(ticket) == organisation.bob
    with pytest.raises(LookupError):
        source.answer(organisation.bob, ask.key, "accept")


def test_who_has_a_ticket_says_that_it_is_done(organisation: Cast, ticket: Ticket) -> None:
    with pytest.raises(PermissionError):
        actions.finish_ticket(by=organisation.bob, ticket=ticket)
    accepted(organisation.bob, offered(organisation.mo, ticket, person=organisation.bob))
    actions.finish_ticket(by=organisation.bob, ticket=ticket)
    actions.finish_ticket(by=organisation.bob, ticket=ticket)
    assert queries.free_of(Ticket.objects.get(id=ticket.id)) == 0


# ---------------------------------------------------------------- spare hours


def test_only_what_members_say_stands_on_the_board(organisation: Cast) -> None:
    sprint = people.next_sprint()
    Person.objects.filter(id=organisation.bob.id).update(weekly_hours=40)
    bob = Person.objects.get(id=organisation.bob.id)
    assert queries.own_hours(bob, sprint).computed == 160, "two weeks of forty hours, in halves"
    assert queries.board(sprint.number) == []
    actions.say_spare(by=bob, sprint=sprint.number, hours=Decimal(6), skills="Python, queues")
    assert [(line.person, line.halves) for line in queries.board(sprint.number)] == [(bob, 12)]
    assert queries.own_hours(bob, sprint).skills == ["python", "queues"]
    actions.say_spare(by=bob, sprint=sprint.number, hours=None)
    assert queries.board(sprint.number) == []


@pytest.mark.parametrize("hours", ["NaN", "-1", "500", "0.2"])
def test_spare_hours_that_cannot_be_are_refused(organisation: Cast, hours: str) -> None:
    with pytest.raises(Refused):
        actions.say_spare(by=organisation.bob, sprint=people.next_sprint().number, hours=Decimal(hours))
    assert not Spare.objects.exists()


def test_what_one_takes_is_not_spare_any_more_and_comes_back_with_it(organisation: Cast, ticket: Ticket) -> None:
    sprint = people.next_sprint().number
    actions.say_spare(by=organisation.bob, sprint=sprint, hours=Decimal(8))
    made = accepted(organisation.bob, offered(organisation.mo, ticket, person=organisation.bob))
    assert [line.halves for line in queries.board(sprint)] == [4]
    actions.answer_offer(by=organisation.bob, offer=made, answer=Answer.WITHDRAW)
    assert [line.halves for line in queries.board(sprint)] == [16]


def test_cells_and_people_with_room_are_shown(organisation: Cast) -> None:
    sprint = people.next_sprint().number
    actions.say_spare(by=organisation.bob, sprint=sprint, hours=Decimal(8))
    actions.say_spare(by=organisation.dana, sprint=sprint, hours=Decimal(2))
    cells, persons = queries.rooms(queries.board(sprint), 12)
    assert (cells, persons) == ([organisation.cell_one.id], [organisation.bob.id])


# ---------------------------------------------------------------- floor and elastic remainder


def test_help_that_goes_away_moves_only_what_is_elastic_in_the_advocates_sprint(organisation: Cast, epic: Epic) -> None:
    cast, sprint = organisation, people.next_sprint()
    Person.objects.filter(id=cast.alice.id).update(weekly_hours=5)
    alice = Person.objects.get(id=cast.alice.id)
    own = written(cast.mo, epic, "Write the parser", hours=4, priority=2)
    late = written(cast.mo, None, "A script", hours=6, priority=5)
    for each, hours in ((own, 4), (late, 6)):
        accepted(alice, offered(cast.mo, each, hours=hours, person=alice))
    helped = written(cast.mo, epic, "Draw the queue", hours=6, priority=1)
    taken = accepted(cast.bob, offered(cast.mo, helped, person=cast.bob))
    before = plans.own_sprint(alice, sprint)
    assert [(line.ticket, line.halves, line.part) for line in before.lines] == [
        (own, 2, Part.FIXED),
        (own, 6, Part.ELASTIC),
        (late, 12, Part.ELASTIC),
    ]
    actions.answer_offer(by=cast.bob, offer=taken, answer=Answer.WITHDRAW)
    after = plans.own_sprint(alice, sprint)
    assert after.lines == before.lines, "nothing is assigned"
    assert [(each.ticket, each.halves) for each in after.back] == [(helped, 12)]
    assert [(line.ticket, line.halves, line.part) for line in after.waiting] == [(late, 12, Part.ELASTIC)]
    accepted(alice, after.back[0])
    assert {line.ticket for line in plans.own_sprint(alice, sprint).lines} == {own, late, helped}


def test_a_floor_that_is_missing_is_said(organisation: Cast, epic: Epic) -> None:
    assert plans.own_sprint(organisation.alice, people.next_sprint()).missing == [(epic, 2)]


def test_two_who_take_one_ticket_at_once_are_one(organisation: Cast, ticket: Ticket) -> None:
    offers = [offered(organisation.mo, ticket, person=each) for each in (organisation.bob, organisation.charlie)]
    outcomes = []
    for person, each in zip((organisation.bob, organisation.charlie), offers, strict=True):
        try:
            outcomes.append(accepted(person, each).state)
        except Refused:
            outcomes.append("told")
    assert sorted(outcomes) == ["accepted", "told"]


def test_policy_of_offers(organisation: Cast, ticket: Ticket) -> None:
    to_cell = offered(organisation.mo, ticket, cell=organisation.cell_one)
    to_bob = offered(organisation.mo, ticket, person=organisation.bob)
    assert policy.may_answer(organisation.bob, to_cell)
    assert not policy.may_answer(organisation.lee, to_cell)
    assert not policy.may_answer(organisation.dana, to_cell)
    assert not policy.may_answer(organisation.charlie, to_bob)
    accepted(organisation.bob, to_cell)
    to_cell.refresh_from_db()
    assert policy.may_answer(organisation.bob, to_cell)
    assert not policy.may_answer(organisation.charlie, to_cell)


# ---------------------------------------------------------------- leaving


def test_what_somebody_had_comes_back_when_they_leave(organisation: Cast, epic: Epic, noon: Traveller) -> None:
    cast = organisation
    taken, open_one, done = (written(cast.mo, epic, title) for title in ("Taken", "Open", "Done"))
    offers = [offered(cast.mo, each, person=cast.bob) for each in (taken, open_one, done)]
    accepted(cast.bob, offers[0])
    accepted(cast.bob, offers[2])
    actions.finish_ticket(by=cast.bob, ticket=done)
    actions.say_spare(by=cast.bob, sprint=people.next_sprint().number, hours=Decimal(4))
    people_actions.leave(by=cast.ada, person=cast.bob, day=clock.today() + timedelta(days=2))
    assert actions.take_back_from_leavers() == 0, "they are still here"
    noon.shift(timedelta(days=2))
    assert actions.take_back_from_leavers() == 2
    assert actions.take_back_from_leavers() == 0
    assert [state_of(each) for each in offers] == ["withdrawn", "taken_back", "accepted"]
    assert holder_of(taken) is None
    assert not Spare.objects.exists()


def test_leaving_today_gives_it_back_at_once(organisation: Cast, ticket: Ticket) -> None:
    accepted(organisation.bob, offered(organisation.mo, ticket, person=organisation.bob))
    people_actions.leave(by=organisation.ada, person=organisation.bob)
    assert holder_of(ticket) is None
