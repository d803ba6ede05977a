"""A statement that divides us carries what both sides say: in their own words, where k and more stand on each side."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.propositions.models import Opinions, Reason, Round, Suggestion
from groundswell.propositions.rounds import published, queries
from groundswell.propositions.rounds.published import Published, Shown
from groundswell.propositions.rounds.rules.figures import Figure, Share
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.propositions.rounds.tests import stage

pytestmark = pytest.mark.django_db(databases="__all__")
TOKEN = re.compile(r'name="token" value="([^"]+)"')
RECEIPT = re.compile(r'id="receipt">([^<]+)<')
EVEN = Share(50, 40, 60)


@pytest.fixture
def voting(alice: Person) -> Round:
    return stage.voting(alice)


def path_of(found: Round, person: Person, number: int = 0) -> str:
    return reverse("rounds:give_reason", args=[stage.link_of(found, person, Phase.VOTES), number])


def gives(found: Round, person: Person, text: str, side: str = "agree", number: int = 0) -> str:
    path = path_of(found, person, number)
    token = TOKEN.search(Client().get(path).text)
    assert token
    return Client().post(path, {"token": token[1], "text": text, "side": side}).text


def decides(desk: Client, found: Round, act: str, **more: str) -> None:
    Suggestion.objects.update(came_on=clock.today() - timedelta(days=1))
    for each in queries.suggestions_to_look_at(found):
        path = reverse("rounds:decide_suggestion", args=[found.id, each.id])
        assert desk.post(path, {"act": act, **more}).status_code == 303


def page_of(found: Round, browser: Client, *, seen: str = "20+", share: Share = EVEN) -> str:
    """Show what was published of a round whose first statement divides."""
    shown = Shown(0, stage.STATEMENTS[0], Figure(share, EVEN, seen))
    Opinions.objects.create(round=found, day=clock.today(), content=published.written(Published(5, 100, (shown,))))
    return browser.get(reverse("rounds:opinions", args=[found.id])).text


@pytest.mark.slow
def test_reasons_of_both_sides_stand_with_a_statement_that_divides(
    voting: Round, alice: Person, bob: Person, dana: Person, client_of: Callable[[Person], Client]
) -> None:
    gives(voting, bob, "Finished work waits.")
    gives(voting, dana, "New work is what clients pay for.", "disagree")
    desk = client_of(alice)
    assert "Finished work waits." not in desk.get(reverse("rounds:statements", args=[voting.id])).text
    decides(desk, voting, "keep", text="Other words of the desk")
    assert {each.text for each in Reason.objects.all()} == {"Finished work waits.", "New work is what clients pay for."}
    member = client_of(bob)
    for route in ("rounds:round", "rounds:opinions"):
        assert "Finished work waits." not in member.get(reverse(route, args=[voting.id])).text
    page = page_of(voting, member)
    agree, disagree = page.split("Why some agree")[1].split("Why some disagree")
    assert "Finished work waits." in agree
    assert "New work is what clients pay for." in disagree


@pytest.mark.slow
def test_where_one_side_may_be_fewer_than_k_no_reason_is_shown(
    voting: Round, alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    gives(voting, bob, "Finished work waits.")
    decides(client_of(alice), voting, "keep")
    page = page_of(voting, client_of(bob), seen="10-19", share=Share(30, 20, 50))
    assert "on one side there may be fewer than 5 people" in page
    assert "Finished work waits." not in page


@pytest.mark.slow
def test_a_side_without_a_reason_says_so(voting: Round, bob: Person, client_of: Callable[[Person], Client]) -> None:
    assert page_of(voting, client_of(bob)).count("No reason was given, or none was let in.") == 2


@pytest.mark.slow
def test_a_reason_is_looked_at_tomorrow_and_what_became_of_it_is_found_by_receipt(
    voting: Round, alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    receipt = RECEIPT.search(gives(voting, bob, "Finished work waits.", "disagree", 1))
    assert receipt
    assert queries.suggestions_to_look_at(voting) == []
    Suggestion.objects.update(came_on=clock.today() - timedelta(days=1))
    page = client_of(alice).get(reverse("rounds:statements", args=[voting.id])).text
    assert "A reason to disagree with:" in page
    assert "exactly as it was written" in page
    decides(client_of(alice), voting, "reject", reason="It names somebody.")
    assert "It names somebody." in Client().post(reverse("rounds:suggested"), {"receipt": receipt[1]}).text
    assert not Reason.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": "Because", "side": ""}, "Choose whether it is a reason to agree or to disagree"),
        ({"text": "Because", "side": "both"}, "Choose one of these"),
        ({"text": " ", "side": "agree"}, "Write the reason"),
        ({"text": "x" * 501, "side": "agree"}, "At most 500 characters"),
    ],
)
def test_what_is_no_reason_is_refused_and_stays(
    sent: dict[str, str], sentence: str, voting: Round, bob: Person
) -> None:
    path = path_of(voting, bob)
    token = TOKEN.search(Client().get(path).text)
    assert token
    answer = Client().post(path, sent | {"token": token[1]})
    assert (answer.status_code, sentence in answer.text, sent["text"].strip() in answer.text) == (422, True, True)
    forged = Client().post(path, {"token": "forged", "text": "My words", "side": "agree"})
    assert (forged.status_code, "My words" in forged.text) == (422, True)
    assert not Suggestion.objects.exists()


@pytest.mark.slow
def test_a_statement_that_is_not_put_to_the_vote_takes_no_reason(voting: Round, bob: Person) -> None:
    answer = Client().post(path_of(voting, bob, 9), {"text": "My words"})
    assert (answer.status_code, "My words" in answer.text) == (404, True)
