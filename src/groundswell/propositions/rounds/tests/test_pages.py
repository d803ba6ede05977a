"""The pages of rounds: sheet, book, suggestion; what the desk writes; what everybody reads afterwards."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.checkins.tests.stage import on
from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.propositions.models import Idea, Proposition, Round, Statement, Suggestion, Version
from groundswell.propositions.rounds import queries, sealing
from groundswell.propositions.rounds.letter import RoundLines
from groundswell.propositions.rounds.panels import DeskRounds, OpenRounds
from groundswell.propositions.rounds.rules import sheets
from groundswell.propositions.rounds.rules.phases import Phase, Template
from groundswell.propositions.rounds.rules.sheets import Cast, Vote
from groundswell.propositions.rounds.sweeps import Leavers, rounds
from groundswell.propositions.rounds.tests import stage

pytestmark = pytest.mark.django_db(databases="__all__")
TOKEN = re.compile(r'name="token" value="([^"]+)"')
RECEIPT = re.compile(r'id="receipt">([^<]+)<')


@pytest.fixture
def nobody() -> Client:
    return Client()


@pytest.fixture
def silent(alice: Person) -> Round:
    return stage.opened(alice)


@pytest.fixture
def voting(alice: Person) -> Round:
    return stage.voting(alice)


def book_of(found: Round, person: Person) -> dict[int, Cast]:
    known = stage.known(found, person, Phase.VOTES)
    sealed = found.books.get(hash=known.hash).sealed
    return sheets.votes_in(sealing.open_book(bytes(sealed), known.pair), range(20))


def sheet_of(found: Round, person: Person) -> sheets.Sheet:
    known = stage.known(found, person)
    return sealing.open_sheet(bytes(found.sheets.get(hash=known.hash).sealed), known.pair)


# --- The sheet -------------------------------------------------------------------------------------------------------


def test_ideas_are_taken_without_a_cookie_and_the_page_that_says_so_repeats_none(
    nobody: Client, silent: Round, bob: Person
) -> None:
    path = reverse("rounds:ideas_alone", args=[stage.link_of(silent, bob)])
    answer = nobody.post(path, {"idea": ["Pair on reviews", "", "A rota"]})
    assert answer.status_code == 200
    assert "It is on your sheet" in answer.text
    assert "Pair on reviews" not in answer.text
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "origin"
    assert sheet_of(silent, bob).ideas == ("Pair on reviews", "A rota")


def test_a_word_without_an_idea_is_an_answer(nobody: Client, silent: Round, bob: Person) -> None:
    path = reverse("rounds:ideas_alone", args=[stage.link_of(silent, bob)])
    assert nobody.post(path, {"done": "nothing to add"}).status_code == 200
    assert sheet_of(silent, bob).is_done


def test_an_empty_sheet_is_refused_and_what_was_typed_stays(nobody: Client, silent: Round, bob: Person) -> None:
    path = reverse("rounds:ideas_alone", args=[stage.link_of(silent, bob)])
    assert "Write an idea, or choose" in nobody.post(path, {"idea": [" "]}).text
    long = "pair and rotate " * 1200
    refused = nobody.post(path, {"idea": ["A rota", long]})
    assert refused.status_code == 422
    assert "A rota" in refused.text
    assert long.strip() in refused.text
    assert not sheet_of(silent, bob).ideas


def test_a_sheet_can_be_written_anew_until_the_reveal(nobody: Client, silent: Round, bob: Person) -> None:
    path = reverse("rounds:ideas_alone", args=[stage.link_of(silent, bob)])
    nobody.post(path, {"idea": ["First"]})
    nobody.post(path, {"idea": ["Second"], "instead": "on"})
    assert sheet_of(silent, bob).ideas == ("Second",)


@pytest.mark.parametrize("link", ["x", "1-x", "99-" + "a" * 40, "1-" + "a" * 40, "1234567-x"])
def test_what_is_no_link_of_ours_says_so_and_hands_the_words_back(link: str, nobody: Client, silent: Round) -> None:
    answer = nobody.post(reverse("rounds:ideas_alone", args=[link]), {"idea": ["My words"]})
    assert answer.status_code == 404
    assert "This link is not whole" in answer.text
    assert "My words" in answer.text


@pytest.mark.slow
def test_a_link_of_the_votes_opens_no_sheet_and_the_other_way_round(nobody: Client, voting: Round, bob: Person) -> None:
    link = stage.link_of(voting, bob, Phase.VOTES)
    assert "belongs to something else" in nobody.get(reverse("rounds:ideas_alone", args=[link])).text


def test_a_link_of_a_closed_phase_says_that_it_is_over(nobody: Client, silent: Round, bob: Person) -> None:
    link = stage.link_of(silent, bob)
    stage.over(silent)
    answer = nobody.post(reverse("rounds:ideas_alone", args=[link]), {"idea": ["Too late"]})
    assert answer.status_code == 410
    assert "has closed, so nothing was taken" in answer.text
    assert "Too late" in answer.text


# --- The book --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_one_tap_a_statement_leads_through_all_of_them(nobody: Client, voting: Round, bob: Person) -> None:
    path = reverse("rounds:vote", args=[stage.link_of(voting, bob, Phase.VOTES)])
    page = nobody.get(path).text
    for place in range(1, 4):
        assert f"statement {place} of 3" in page
        number = re.search(r'name="statement" value="(\d+)"', page)
        assert number
        page = nobody.post(path, {"statement": number[1], "vote": "agree", "matters": "yes"}).text
        assert "Counted: you agree." in page
    assert "That was the last statement" in page
    assert book_of(voting, bob) == dict.fromkeys(range(3), Cast(Vote.AGREE, matters=True))


@pytest.mark.slow
def test_a_vote_can_be_changed_and_the_page_never_shows_the_one_before(
    nobody: Client, voting: Round, bob: Person
) -> None:
    path = reverse("rounds:vote", args=[stage.link_of(voting, bob, Phase.VOTES)])
    before = nobody.get(path).text
    nobody.post(path, {"statement": "0", "vote": "agree"})
    nobody.post(path, {"statement": "0", "vote": "disagree"})
    assert nobody.get(path).text == before
    assert book_of(voting, bob) == {0: Cast(Vote.DISAGREE)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"statement": "0", "vote": "7"}, "This is no vote"),
        ({"statement": "0", "vote": ""}, "Choose agree, disagree or pass"),
        ({"statement": "77", "vote": "agree"}, "There is no such statement"),
        ({"statement": str(2**63), "vote": "agree"}, "There is no such statement"),
        ({"statement": "x", "vote": "agree"}, "There is no such statement"),
        ({"vote": "agree"}, "There is no such statement"),
    ],
)
def test_what_is_no_vote_is_refused_with_a_sentence(
    sent: dict[str, str], sentence: str, nobody: Client, voting: Round, bob: Person
) -> None:
    answer = nobody.post(reverse("rounds:vote", args=[stage.link_of(voting, bob, Phase.VOTES)]), sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert book_of(voting, bob) == {}


@pytest.mark.slow
def test_the_list_takes_many_at_once_and_leaves_the_others(nobody: Client, voting: Round, bob: Person) -> None:
    path = reverse("rounds:vote_all", args=[stage.link_of(voting, bob, Phase.VOTES)])
    assert "Counted: 2." in nobody.post(path, {"vote-0": "pass", "vote-2": "agree", "matters-2": "yes"}).text
    assert book_of(voting, bob) == {0: Cast(Vote.PASS), 2: Cast(Vote.AGREE, matters=True)}
    for sent, sentence in (
        ({"vote-0": "7"}, "This is no vote"),
        ({"vote-9": "agree"}, "no such statement"),
        ({"vote-x": "agree"}, "no such statement"),
        ({}, "Choose agree"),
    ):
        refused = nobody.post(path, sent)
        assert (refused.status_code, sentence in refused.text) == (422, True)


@pytest.mark.slow
def test_who_skips_or_is_done_casts_no_vote(nobody: Client, voting: Round, bob: Person) -> None:
    link = stage.link_of(voting, bob, Phase.VOTES)
    assert "Counted" not in nobody.post(reverse("rounds:vote", args=[link]), {"statement": "0", "vote": "skip"}).text
    assert "Nobody waits for you" in nobody.post(reverse("rounds:vote_done", args=[link])).text
    assert book_of(voting, bob) == {}


@pytest.mark.slow
def test_a_book_whose_every_statement_was_taken_out_says_so(
    nobody: Client, voting: Round, bob: Person, alice: Person
) -> None:
    Statement.objects.filter(round=voting).update(is_withdrawn=True)
    link = stage.link_of(voting, bob, Phase.VOTES)
    assert "nothing to vote on" in nobody.get(reverse("rounds:vote_all", args=[link])).text
    assert nobody.get(reverse("rounds:vote", args=[link])).status_code == 200
    assert nobody.post(reverse("rounds:vote", args=[link]), {"statement": "0", "vote": "agree"}).status_code == 200


@pytest.mark.slow
def test_nothing_but_the_vote_is_written_for_a_vote(
    nobody: Client, voting: Round, bob: Person, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    path = reverse("rounds:vote", args=[stage.link_of(voting, bob, Phase.VOTES)])
    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]  # a context manager
        nobody.post(path, {"statement": "0", "vote": "agree"})


# --- Suggestions -----------------------------------------------------------------------------------------------------


def suggests(nobody: Client, found: Round, person: Person, text: str, kind: str = "statement") -> str:
    path = reverse("rounds:suggest", args=[stage.link_of(found, person, Phase.VOTES)])
    token = TOKEN.search(nobody.get(path).text)
    assert token
    answer = nobody.post(path, {"token": token[1], "text": text, "kind": kind})
    receipt = RECEIPT.search(answer.text)
    assert receipt, answer.text
    assert nobody.post(path, {"token": token[1], "text": text, "kind": kind}).status_code == 200
    return receipt[1]


@pytest.mark.slow
def test_a_suggestion_reaches_the_desk_the_next_day_and_its_author_finds_the_reason_by_receipt(
    nobody: Client, voting: Round, bob: Person, alice: Person, client_of: Callable[[Person], Client]
) -> None:
    receipt = suggests(nobody, voting, bob, "Reviews are for Mondays.")
    assert Suggestion.objects.count() == 1
    desk, path = client_of(alice), reverse("rounds:statements", args=[voting.id])
    assert "Reviews are for Mondays." not in desk.get(path).text
    find = reverse("rounds:suggested")
    assert "Nobody has decided" in nobody.post(find, {"receipt": receipt}).text
    Suggestion.objects.update(came_on=clock.today() - timedelta(days=1))
    assert "Reviews are for Mondays." in desk.get(path).text
    decide = reverse("rounds:decide_suggestion", args=[voting.id, Suggestion.objects.get().id])
    assert "Say why in a sentence" in desk.post(decide, {"act": "reject", "reason": " "}).text
    assert desk.post(decide, {"act": "reject", "reason": "It repeats another one."}).status_code == 303
    found = nobody.post(find, {"receipt": receipt.lower()}).text
    assert "It was left out" in found
    assert "It repeats another one." in found
    assert "Somebody has decided" in desk.post(decide, {"act": "keep", "text": ""}).text


@pytest.mark.slow
def test_a_suggestion_that_is_let_in_is_voted_on_and_a_late_idea_is_marked_late(
    nobody: Client, voting: Round, bob: Person, alice: Person, client_of: Callable[[Person], Client]
) -> None:
    suggests(nobody, voting, bob, "Reviews are for Mondays.")
    suggests(nobody, voting, bob, "A bot that asks for reviews", kind="idea")
    Suggestion.objects.update(came_on=clock.today() - timedelta(days=1))
    for each in queries.suggestions_to_look_at(voting):
        decide = reverse("rounds:decide_suggestion", args=[voting.id, each.id])
        client_of(alice).post(decide, {"act": "keep", "text": each.text})
    assert Statement.objects.get(round=voting, number=3).text == "Reviews are for Mondays."
    assert Idea.objects.get(is_late=True).text == "A bot that asks for reviews"
    assert "late" in client_of(bob).get(reverse("rounds:round", args=[voting.id])).text


@pytest.mark.slow
def test_what_nobody_looked_at_goes_back_to_its_author_at_the_close(nobody: Client, voting: Round, bob: Person) -> None:
    receipt = suggests(nobody, voting, bob, "Reviews are for Mondays.")
    stage.over(voting)
    assert "Nobody had looked at it" in nobody.post(reverse("rounds:suggested"), {"receipt": receipt}).text
    assert Suggestion.objects.get().sealed is None


def test_a_receipt_that_opens_nothing_is_refused(nobody: Client) -> None:
    find = reverse("rounds:suggested")
    assert nobody.post(find, {"receipt": "x"}).status_code == 422
    assert "No suggestion of a round has this receipt" in nobody.post(find, {"receipt": "0" * 21}).text


@pytest.mark.slow
def test_a_suggestion_without_words_or_with_a_strange_token_keeps_what_was_typed(
    nobody: Client, voting: Round, bob: Person
) -> None:
    path = reverse("rounds:suggest", args=[stage.link_of(voting, bob, Phase.VOTES)])
    assert nobody.post(path, {"token": "forged", "text": "My words"}).text.count("My words") == 1
    token = TOKEN.search(nobody.get(path).text)
    assert token
    assert "Write what you suggest" in nobody.post(path, {"token": token[1], "text": " "}).text


# --- The desk and everybody ------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_advocate_prepares_and_opens_a_round_and_nobody_else_sees_it_before(
    alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    desk = client_of(alice)
    sent = {"title": "Shorter meetings", "question": "Which?", "template": Template.FULL.value, "k": "5"}
    assert "Choose one of these" in desk.post(reverse("rounds:prepare"), sent | {"template": "all"}).text
    made = desk.post(reverse("rounds:prepare"), sent)
    found = Round.objects.get()
    assert made["Location"] == reverse("rounds:round", args=[found.id])
    assert client_of(bob).get(made["Location"]).status_code == 404
    assert "Shorter meetings" not in client_of(bob).get(reverse("rounds:rounds")).text
    moved = desk.post(reverse("rounds:move", args=[found.id]), {"seen": "prepare"})
    assert moved.status_code == 303
    page = client_of(bob).get(made["Location"]).text
    assert "Ideas, alone" in page
    assert "key file of this server alone" in page
    again = desk.post(reverse("rounds:move", args=[found.id]), {"seen": "prepare"})
    assert (again.status_code, "Somebody else has moved this round on" in again.text) == (422, True)
    past = desk.post(reverse("rounds:put_off", args=[found.id]), {"seen": "ideas", "closes_on": "2020-01-01"})
    assert (past.status_code, "This day has passed" in past.text) == (422, True)


@pytest.mark.slow
def test_statements_are_written_from_ideas_once_each_and_taken_out_with_a_reason(
    alice: Person, bob: Person, voting: Round, client_of: Callable[[Person], Client]
) -> None:
    desk, path = client_of(alice), reverse("rounds:statements", args=[voting.id])
    idea = queries.ideas_of(voting)[0]
    assert desk.post(path, {"text": "Write less.", "idea": str(idea.id)}).status_code == 303
    assert Statement.objects.get(round=voting, number=3).idea == idea.id
    assert "stands there already" in desk.post(path, {"text": "write LESS"}).text
    assert "1 to 300 characters" in desk.post(path, {"text": "x" * 301}).text
    out = reverse("rounds:withdraw_statement", args=[voting.id, 3])
    assert "Say why in a sentence" in desk.post(out, {"reason": ""}).text
    assert desk.post(out, {"reason": "It says nothing."}).status_code == 303
    assert "Somebody has decided" in desk.post(out, {"reason": "Once more."}).text
    assert "It says nothing." in client_of(bob).get(reverse("rounds:round", args=[voting.id])).text


def test_the_start_page_shows_a_link_that_stays_as_it_is(
    bob: Person, silent: Round, client_of: Callable[[Person], Client]
) -> None:
    panel = OpenRounds().panel_for(bob)
    assert panel is not None
    assert panel.lines[0].act_url == reverse("rounds:ideas_alone", args=[stage.link_of(silent, bob)])
    stage.writes(silent, bob, "Pair")
    assert OpenRounds().panel_for(bob) == panel
    assert panel.lines[0].act_url in client_of(bob).get("/").text


def test_the_desk_shows_what_ends_soon_and_what_waits(alice: Person, bob: Person, silent: Round) -> None:
    del silent
    soon = DeskRounds().panel_for(alice, is_open=True)
    assert soon is not None
    assert "ends" in str(soon.lines[0].about)
    assert DeskRounds().panel_for(alice, is_open=False) is None
    assert DeskRounds().panel_for(bob, is_open=True) is None


def test_the_list_of_rounds_takes_as_many_queries_for_three_as_for_one(
    alice: Person, bob: Person, client_of: Callable[[Person], Client], django_assert_num_queries: Callable[..., object]
) -> None:
    from django.db import connection  # noqa: PLC0415 - measured here
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    browser, path = client_of(bob), reverse("rounds:rounds")
    stage.opened(alice, template=Template.REVIEW_ONLY)
    with CaptureQueriesContext(connection) as one:
        browser.get(path)
    for number in range(2):
        found = stage.prepared(alice, template=Template.REVIEW_ONLY, title=f"More {number}")
        Round.objects.filter(id=found.id).update(phase=Phase.REVIEW)
    with CaptureQueriesContext(connection) as three:
        browser.get(path)
    assert len(one) == len(three)


def test_the_letter_holds_the_link_of_everybody_alike_and_who_was_away_is_told(alice: Person, bob: Person) -> None:
    people.be_away(by=None, person=bob, from_on=clock.today(), to_on=clock.today() + timedelta(days=20))
    found = stage.opened(alice)
    lines = RoundLines().lines(alice, None, clock.today())
    assert lines[0].endswith(reverse("rounds:ideas_alone", args=[stage.link_of(found, alice)]))
    assert "ideas, alone, until" in lines[0]
    stage.over(found)
    assert "You were away while" in RoundLines().lines(bob, None, clock.today())[0]
    panel = OpenRounds().panel_for(bob)
    assert panel is not None
    assert "while you were away" in str(panel.lines[0].about)


@pytest.mark.slow
def test_a_link_of_somebody_who_left_says_so_on_every_page(nobody: Client, voting: Round, bob: Person) -> None:
    link = stage.link_of(voting, bob, Phase.VOTES)
    Leavers().departed(bob)
    for name in ("vote", "vote_all", "vote_done", "suggest"):
        answer = nobody.post(
            reverse(f"rounds:{name}", args=[link]), {"statement": "0", "vote": "agree", "text": "Mine"}
        )
        assert (answer.status_code, "the links of people who leave end" in answer.text) == (410, True), name


@pytest.mark.slow
def test_a_weighed_order_is_kept_sealed_and_leads_through_all_statements(
    nobody: Client, voting: Round, bob: Person
) -> None:
    for person in stage.organisation():
        stage.votes(voting, person, s0=Vote.AGREE)
    with on(clock.today() + timedelta(days=1)):
        rounds()
        link = stage.link_of(voting, bob, Phase.VOTES)
        page, seen = nobody.get(reverse("rounds:vote", args=[link])).text, []
        while number := re.search(r'name="statement" value="(\d+)"', page):
            seen.append(number[1])
            page = nobody.post(reverse("rounds:vote", args=[link]), {"statement": number[1], "vote": "skip"}).text
    assert sorted(seen) == ["0", "1", "2"]
    assert voting.sealed_phases.get(phase=Phase.VOTES).weights


@pytest.mark.slow
def test_what_was_never_suggested_or_put_to_the_vote_is_missing(
    alice: Person, voting: Round, client_of: Callable[[Person], Client]
) -> None:
    desk = client_of(alice)
    assert desk.post(reverse("rounds:withdraw_statement", args=[voting.id, 9]), {"reason": "x"}).status_code == 404
    strange = reverse("rounds:decide_suggestion", args=[voting.id, voting.id])
    assert desk.post(strange, {"act": "keep"}).status_code == 404


def test_the_desk_says_what_waits_for_it(alice: Person, client_of: Callable[[Person], Client]) -> None:
    found = stage.opened(alice, template=Template.QUICK_CONSENT)
    with on(clock.today() + timedelta(days=20)):
        panel = DeskRounds().panel_for(alice, is_open=True)
    assert panel is not None
    about = str(panel.lines[0].about)
    assert "No published proposition is noted here yet. “proposition” should have ended; it waits for you" in about
    later = (clock.today() + timedelta(days=3)).isoformat()
    put = client_of(alice).post(reverse("rounds:put_off", args=[found.id]), {"seen": "proposition", "closes_on": later})
    assert put.status_code == 303
    moved = client_of(alice).post(reverse("rounds:move", args=[found.id]), {"seen": "proposition"})
    assert moved.status_code == 422
    assert "Note the published proposition that came of it first." in moved.text
    strange = client_of(alice).post(reverse("rounds:move", args=[found.id]), {"seen": "nowhere"})
    assert strange.status_code == 422


@pytest.mark.slow
def test_a_round_and_the_proposition_that_came_of_it_lead_to_each_other(
    alice: Person, bob: Person, voting: Round, client_of: Callable[[Person], Client]
) -> None:
    desk, member = client_of(alice), client_of(bob)
    address, noted = reverse("rounds:round", args=[voting.id]), reverse("rounds:follow", args=[voting.id])
    assert noted not in desk.get(address).content.decode(), "nothing can have come of it yet"
    Round.objects.filter(id=voting.id).update(phase=Phase.PROPOSITION)
    made = Proposition.objects.create(
        title="Pairs", need="Alone nobody learns.", written_by=alice, written_on=clock.today()
    )
    there = reverse("propositions:proposition", args=[made.id])
    refused = desk.post(noted, {"proposition": voting.id})
    assert refused.status_code == 422
    assert "Choose one of these propositions." in refused.content.decode()
    assert desk.post(noted, {"proposition": made.id}).status_code == 303
    assert "Pairs" not in member.get(address).content.decode(), "it is a draft still"
    Version.objects.create(
        proposition=made, number=1, day=clock.today(), by=alice, note="", content={"title": "Pairs", "parts": []}
    )
    assert f'href="{there}"' in member.get(address).content.decode()
    assert noted not in member.get(address).content.decode()
    assert member.post(noted, {"proposition": ""}).status_code == 404
    assert desk.post(noted, {"proposition": ""}).status_code == 422, "it answers ideas of this round"
    Idea.objects.all().delete()
    assert desk.post(noted, {"proposition": ""}).status_code == 303
    assert f'href="{there}"' not in member.get(address).content.decode()


@pytest.mark.slow
def test_the_words_of_an_idea_stand_in_the_box_to_be_written_over(
    alice: Person, client_of: Callable[[Person], Client]
) -> None:
    found = stage.opened(alice)
    for person in stage.organisation():
        stage.writes(found, person, f"Pair on reviews, says {person.name}")
    rounds()
    desk, path = client_of(alice), reverse("rounds:statements", args=[found.id])
    idea = Idea.objects.filter(round=found).order_by("id").first()
    assert idea is not None
    assert f'href="?idea={idea.id}#write"' in desk.get(path).text
    page = desk.get(f"{path}?idea={idea.id}").text
    assert f"{idea.text}</textarea>" in page
    assert f'value="{idea.id}" selected' in page
    assert not Statement.objects.exists(), "looking puts nothing to the vote"
    assert desk.get(f"{path}?idea=none").status_code == 200
    desk.post(path, {"text": idea.text, "idea": str(idea.id)})
    assert f'href="?idea={idea.id}#write"' not in desk.get(path).text
