"""What divides us in a round is heard from both sides before the proposition that came of it goes to a review."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Opinions, Proposition, Reason, Round, Side, Statement
from groundswell.propositions.proposing import actions
from groundswell.propositions.proposing.required import coverage_of
from groundswell.propositions.proposing.rules.sides import Heard
from groundswell.propositions.proposing.tests.conftest import begun, publish, send
from groundswell.propositions.rounds import actions as rounds
from groundswell.propositions.rounds import published
from groundswell.propositions.rounds.actions.moving import Prepared
from groundswell.propositions.rounds.behind import DividedSide
from groundswell.propositions.rounds.published import Published, Shown
from groundswell.propositions.rounds.rules.figures import Figure, Share, Why
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.register.models import Concern

pytestmark = pytest.mark.django_db
DIVIDES, CLEAR = "Reviews should come before new work.", "A review may wait for two days."
EVEN, MOST, FEW = Share(50, 40, 60), Share(85, 75, 95), Share(15, 5, 25)


def voted(by: Person, proposition: Proposition, *, seen: str = "20+", even: Share = EVEN) -> Round:
    """Let a round be behind it that voted on three statements, of which one divides and one is not shown."""
    found = rounds.prepare_round(by=by, prepared=Prepared("Reviews"))
    Round.objects.filter(id=found.id).update(phase=Phase.PROPOSITION, proposition=proposition.id)
    for number, text in enumerate((DIVIDES, CLEAR, "Few voted on this.")):
        statement = Statement.objects.create(round=found, number=number, text=text)
        for agrees in (True, False):
            Reason.objects.create(statement=statement, agrees=agrees, text=f"{number}: {agrees}")
    shown = (
        Shown(0, DIVIDES, Figure(even, EVEN, seen)),
        Shown(1, CLEAR, Figure(MOST, FEW, seen)),
        Shown(2, "Few voted on this.", None, Why.FEW),
    )
    Opinions.objects.create(round=found, day=clock.today(), content=published.written(Published(5, 100, shown)))
    return found


def sides(proposition: Proposition) -> list[DividedSide]:
    return list(coverage_of(proposition).divided)


def test_a_review_waits_until_both_sides_of_what_divides_were_confirmed_or_noted(
    alice: Person, bob: Person, published_one: Proposition
) -> None:
    voted(alice, published_one)
    agree, disagree = sides(published_one)
    assert (agree.statement, agree.agrees, disagree.agrees) == (DIVIDES, True, False)
    with pytest.raises(Refused, match="A statement divides us"):
        send(alice, published_one)
    actions.hold_side(by=bob, proposition=published_one, perspective=disagree.id)
    with pytest.raises(Refused, match="A statement divides us"):
        send(alice, published_one)
    actions.note_side(
        by=alice, proposition=published_one, perspective=agree.id, heard=Heard.REFUSED, reason="Not their words."
    )
    assert send(alice, published_one).number == 1


def test_whoever_takes_it_back_leaves_the_side_unheard_and_an_advocate_is_no_proof(
    alice: Person, bob: Person, published_one: Proposition
) -> None:
    voted(alice, published_one)
    agree, _disagree = sides(published_one)
    with pytest.raises(PermissionError):
        actions.hold_side(by=alice, proposition=published_one, perspective=agree.id)
    actions.hold_side(by=bob, proposition=published_one, perspective=agree.id)
    assert agree.id not in coverage_of(published_one).unheard
    actions.let_go_of_side(by=bob, proposition=published_one, perspective=agree.id)
    assert agree.id in coverage_of(published_one).unheard


def test_sides_stay_when_answers_to_nothing_are_forgotten(
    alice: Person, bob: Person, published_one: Proposition
) -> None:
    voted(alice, published_one)
    actions.hold_side(by=bob, proposition=published_one, perspective=sides(published_one)[0].id)
    actions.forget_answers_to_nothing()
    assert Side.objects.count() == 1


def test_a_reason_that_comes_later_is_other_words(alice: Person, bob: Person, published_one: Proposition) -> None:
    voted(alice, published_one)
    agree, _disagree = sides(published_one)
    actions.hold_side(by=bob, proposition=published_one, perspective=agree.id)
    Reason.objects.create(statement=Statement.objects.get(number=0), agrees=True, text="Finished work waits.")
    assert agree.id in coverage_of(published_one).unheard


@pytest.mark.slow
def test_the_list_has_what_is_missing_with_one_click_to_each_and_members_confirm_on_the_page(
    alice: Person, bob: Person, published_one: Proposition, client: Client
) -> None:
    voted(alice, published_one)
    agree, disagree = sides(published_one)
    at = f"/propositions/{published_one.id}/"
    client.force_login(alice)
    page = client.get(f"{at}coverage/").text
    assert f"Some disagree: “{DIVIDES}”" in page
    assert f"“{CLEAR}”" not in page
    assert "0: True" in page
    for side in (agree, disagree):
        assert f"{at}sides/{side.id}/note/" in page
    assert "0: False" in client.get(f"{at}sides/{disagree.id}/note/").text
    said = {"heard": "not_confirmed", "reason": "Nobody came."}
    assert client.post(f"{at}sides/{disagree.id}/note/", said).status_code == 303
    client.force_login(bob)
    assert f"Some agree: “{DIVIDES}”" in client.get(at).text
    assert client.post(f"{at}sides/{agree.id}/").status_code == 303
    held = Side.objects.get(heard=Heard.HELD)
    assert held.by is None
    client.force_login(alice)
    page = client.get(f"{at}coverage/").text
    assert "Nobody came." in page
    assert "confirmed by somebody who holds it" in page
    assert bob.name not in page.split("<main")[1]


@pytest.mark.slow
def test_where_a_side_may_be_fewer_than_k_no_reason_is_shown_here_either(
    alice: Person, published_one: Proposition, client: Client
) -> None:
    voted(alice, published_one, seen="10-19", even=Share(30, 20, 50))
    assert [side.reasons for side in sides(published_one)] == [(), ()]
    client.force_login(alice)
    assert "0: True" not in client.get(f"/propositions/{published_one.id}/coverage/").text


def test_a_proposition_of_no_round_and_a_round_without_figures_ask_for_no_side(
    alice: Person, published_one: Proposition
) -> None:
    found = rounds.prepare_round(by=alice, prepared=Prepared("Reviews"))
    Round.objects.filter(id=found.id).update(phase=Phase.PROPOSITION, proposition=published_one.id)
    assert sides(published_one) == []
    assert send(alice, published_one).number == 1


@pytest.mark.slow
def test_the_list_asks_as_much_of_two_propositions_with_what_divides_as_of_one(
    alice: Person, concern: Concern, published_one: Proposition, client: Client
) -> None:
    client.force_login(alice)
    counted, made = [], published_one
    for _each in range(2):
        voted(alice, made)
        client.get("/propositions/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/propositions/")
        counted.append(len(captured))
        made = begun(alice, concern)
        publish(alice, made)
    assert counted[0] == counted[1]
