"""What seems to be said already is shown before it is sent: from what its author may see, and nothing is merged."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.propositions.models import Idea, IdeaSheet, Round, Statement, Suggestion
from groundswell.propositions.rounds import actions, alike, sealing
from groundswell.propositions.rounds.actions.moving import Prepared
from groundswell.propositions.rounds.rules.phases import Phase, Template
from groundswell.propositions.rounds.tests import stage

pytestmark = pytest.mark.django_db(databases="__all__")
TOKEN = re.compile(r'name="token" value="([^"]+)"')
FRESH = re.compile(r'(name="(?:csrfmiddlewaretoken|token)" value=")[^"]+')
NEAR = "One person in each cell looks at reviews every morning."
THERE = stage.STATEMENTS[1]


@pytest.fixture
def voting(alice: Person) -> Round:
    return stage.voting(alice)


def silent_after(by: Person, voting: Round) -> Round:
    """Return a round in its silent phase that follows another."""
    told = Prepared("Again", "Once more?", Template.FULL, voting, "Two cells joined.")
    found = actions.prepare_round(by=by, prepared=told)
    return actions.open_round(by=by, found=found, reason="It cannot wait.")


def suggests(found: Round, person: Person, text: str, **more: str) -> str:
    path = reverse("rounds:suggest", args=[stage.link_of(found, person, Phase.VOTES)])
    token = TOKEN.search(Client().get(path).text)
    assert token
    return Client().post(path, {"token": token[1], "text": text, "kind": "statement", **more}).text


@pytest.mark.slow
def test_a_suggestion_that_stands_there_already_is_shown_before_it_is_sent(voting: Round, bob: Person) -> None:
    page = suggests(voting, bob, NEAR)
    assert "Not sent yet" in page
    assert THERE in page
    assert NEAR in page, "what was typed stays"
    assert not Suggestion.objects.exists()
    assert "It is sealed and kept" in suggests(voting, bob, NEAR, act="anyway")
    assert Suggestion.objects.count() == 1


@pytest.mark.slow
def test_what_is_put_to_the_vote_stands_beside_the_draft_while_it_is_written(
    alice: Person, voting: Round, bob: Person
) -> None:
    path = reverse("rounds:suggest", args=[stage.link_of(voting, bob, Phase.VOTES)])
    page = Client().get(path).text
    assert "What stands there already" in page
    assert all(text in page for text in stage.STATEMENTS)
    compared = suggests(voting, bob, "Lunch is at one.", act="compare")
    assert "What stands there already" in compared
    actions.withdraw_statement(by=alice, found=voting, number=1, reason="It was said twice.")
    assert THERE not in Client().get(path).text


def test_what_is_put_to_the_vote_stands_beside_a_draft_of_the_desk_too(alice: Person, voting: Round) -> None:
    client = Client()
    client.force_login(alice)
    page = client.get(reverse("rounds:statements", args=[voting.id])).text
    beside = page.split("<near-first")[1].split("</near-first>")[0]
    assert [text for text in stage.STATEMENTS if text in beside] == list(stage.STATEMENTS)


@pytest.mark.slow
def test_a_draft_asks_as_many_questions_beside_one_statement_as_beside_many(
    alice: Person, voting: Round, bob: Person
) -> None:
    path = reverse("rounds:suggest", args=[stage.link_of(voting, bob, Phase.VOTES)])
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            Client().get(path)
        counts.append(len(asked))
        for more in range(3):
            actions.add_statement(by=alice, found=voting, text=f"Tea number {number}{more} is hot.", idea=None)
    assert counts[0] == counts[1]


@pytest.mark.slow
def test_the_desk_sees_beside_a_suggestion_what_it_seems_to_repeat(
    alice: Person, voting: Round, bob: Person, dana: Person, client_of: Callable[[Person], Client]
) -> None:
    suggests(voting, bob, NEAR, act="anyway")
    suggests(voting, dana, "Lunch is at one.")
    Suggestion.objects.update(came_on=clock.today() - timedelta(days=1))
    page = client_of(alice).get(reverse("rounds:statements", args=[voting.id])).text
    assert page.count("It seems to stand there already:") == 1
    assert page.index(NEAR) < page.index(THERE)
    assert Statement.objects.filter(round=voting).count() == 3, "nothing is merged by itself"


@pytest.mark.slow
def test_comparing_first_sends_nothing_whatever_it_finds(voting: Round, bob: Person) -> None:
    page = suggests(voting, bob, "Lunch is at one.", act="compare")
    assert "No statement of this round seems to say the same" in page
    assert not Suggestion.objects.exists()
    assert "It is sealed and kept" in suggests(voting, bob, "Lunch is at one.")


@pytest.mark.slow
def test_the_contrary_of_a_statement_is_none_that_says_the_same(voting: Round) -> None:
    assert alike.statements_like(voting, "Reviews should not come before new work.") == []
    assert alike.statements_like(voting, "Reviews should come before any new work.") == [stage.STATEMENTS[0]]


@pytest.mark.slow
def test_what_others_suggested_and_is_still_sealed_is_never_compared(voting: Round, bob: Person, dana: Person) -> None:
    secret = "Zqheronlamp belongs in every review"
    assert "It is sealed and kept" in suggests(voting, bob, secret)
    assert "It is sealed and kept" in suggests(voting, dana, f"{secret}.")


@pytest.mark.slow
def test_a_sheet_is_compared_with_itself_and_the_round_before_and_not_with_what_lies_on_it(
    alice: Person, bob: Person, dana: Person, voting: Round
) -> None:
    found = silent_after(alice, voting)
    secret = "Zqheronlamp belongs in every review"
    stage.writes(found, dana, secret)
    stage.writes(found, bob, secret)
    path = reverse("rounds:ideas_alone", args=[stage.link_of(found, bob)])
    nothing = Client().post(path, {"idea": [f"{secret}!"], "act": "compare"}).text
    assert "Nothing that you may see seems to say the same" in nothing
    before = Client().post(path, {"idea": [NEAR]}).text
    assert "this seems to be said already" in before
    assert THERE in before
    own = Client().post(path, {"idea": ["A rota for the reviews", "A rota for our reviews"]}).text
    assert own.count("A rota for the reviews") > 1
    sealed = bytes(IdeaSheet.objects.get(hash=stage.known(found, bob).hash).sealed)
    assert sealing.open_sheet(sealed, stage.known(found, bob).pair).ideas == (secret,)
    assert "It is on your sheet" in Client().post(path, {"idea": [NEAR], "act": "anyway"}).text


def test_what_a_sheet_answers_is_the_same_whatever_others_wrote(alice: Person, bob: Person, dana: Person) -> None:
    found = stage.opened(alice)
    path = reverse("rounds:ideas_alone", args=[stage.link_of(found, bob)])
    sent = {"idea": ["Zqheronlamp in reviews"], "act": "compare"}
    before = FRESH.sub(r"\1", Client().post(path, sent).text)
    stage.writes(found, dana, "Zqheronlamp in reviews")
    stage.writes(found, bob, "Zqheronlamp in reviews")
    assert FRESH.sub(r"\1", Client().post(path, sent).text) == before


@pytest.mark.slow
def test_the_desk_is_shown_what_seems_the_same_and_decides(
    alice: Person, voting: Round, client_of: Callable[[Person], Client]
) -> None:
    desk, path = client_of(alice), reverse("rounds:statements", args=[voting.id])
    idea = str(Idea.objects.first().id)  # type: ignore[union-attr]  # there are some
    assert "These seem to say the same" not in desk.get(path).text
    shown = desk.post(path, {"text": NEAR, "idea": idea})
    assert (shown.status_code, Statement.objects.count()) == (200, 3)
    assert "Not put to the vote yet" in shown.text
    assert f'value="{idea}" selected' in shown.text
    assert "No statement of this round" in desk.post(path, {"text": "Lunch is at one.", "act": "compare"}).text
    assert desk.post(path, {"text": NEAR, "idea": idea, "act": "anyway"}).status_code == 303
    page = desk.get(path).text
    assert "These seem to say the same" in page
    assert Statement.objects.filter(round=voting, is_withdrawn=False).count() == 4, "nothing is merged by itself"
    actions.withdraw_statement(by=alice, found=voting, number=3, reason="It says the same as the second.")
    assert "These seem to say the same" not in desk.get(path).text


@pytest.mark.slow
def test_of_many_statements_the_newest_are_held_against_all() -> None:
    texts = [f"Statement about {word} number {number}" for number, word in enumerate(["tea", "rota"] * 160)]
    made = [Statement(number=place, text=text) for place, text in enumerate([*texts, THERE, NEAR])]
    pairs = alike.pairs_among([made[-2], *made[:-2], made[-1]])
    assert [(each.one.text, each.other.text) for each in pairs] == [(NEAR, THERE)]
