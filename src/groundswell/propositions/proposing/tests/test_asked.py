"""What does something is decided in exactly the words of a review that is over, and people can be asked again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import EarlierReview, Part, Proposition, Review, ReviewAsk
from groundswell.propositions.proposing import actions, tasks
from groundswell.propositions.proposing.actions import PartWords
from groundswell.propositions.proposing.exports.leaving import as_data, leaving
from groundswell.propositions.proposing.panels import DeskPropositions
from groundswell.propositions.proposing.queries import pages
from groundswell.propositions.proposing.rules.asked import Asked, AskedAbout, Held, asked_about, same_words
from groundswell.propositions.proposing.rules.decisions import Outcome
from groundswell.propositions.proposing.rules.reviews import Answer, Ended
from groundswell.propositions.proposing.tests.conftest import ask_of, publish, reviewed, send
from groundswell.propositions.proposing.tests.test_decisions import decide

pytestmark = pytest.mark.django_db
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


def over(until: date, version: int, words: tuple[str | None, ...]) -> Held:
    return Held(until, version, is_over=True, words=words)


def going_on(until: date, version: int, words: tuple[str | None, ...]) -> Held:
    return Held(until, version, is_over=False, words=words)


def write(by: Person, proposition: Proposition, text: str, *, out: bool = True) -> Part:
    """Write the one part anew, and let everybody read it."""
    only = proposition.parts.get()
    actions.change_part(by=by, part=only, words=PartWords(title=only.title, text=text))
    if out:
        publish(by, proposition)
    return proposition.parts.get()


# --- The rule --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reviews", "told"),
    [
        ([], AskedAbout(Asked.NEVER)),
        ([over(MONDAY, 1, (None,))], AskedAbout(Asked.NEVER)),
        ([over(MONDAY, 1, ("A  rota.\n",))], AskedAbout(Asked.THESE)),
        ([going_on(MONDAY, 1, ("A rota.",))], AskedAbout(Asked.NOW, MONDAY)),
        ([over(MONDAY, 1, ("A rota?",))], AskedAbout(Asked.OTHERS, MONDAY, 1)),
        ([over(MONDAY, 1, ("a rota.",))], AskedAbout(Asked.OTHERS, MONDAY, 1)),
        ([over(MONDAY, 1, ("A rota.", "No rota."))], AskedAbout(Asked.MIXED, MONDAY, 1)),
        ([over(MONDAY, 1, (None, "A rota."))], AskedAbout(Asked.MIXED, MONDAY, 1)),
        ([going_on(MONDAY, 1, ("No rota.",))], AskedAbout(Asked.MIXED, MONDAY, 1)),
        (
            [over(MONDAY, 1, ("One.",)), over(FRIDAY, 4, ("Two.",))],
            AskedAbout(Asked.OTHERS, FRIDAY, 4),
        ),
        ([over(MONDAY, 1, ("A rota.",)), over(FRIDAY, 4, ("Two.",))], AskedAbout(Asked.THESE)),
    ],
)
def test_a_review_counts_where_all_who_read_it_read_these_words(reviews: list[Held], told: AskedAbout) -> None:
    assert asked_about("A rota.", reviews) == told


def test_only_white_space_makes_no_other_words() -> None:
    assert same_words("A rota.", " A\n rota. ")
    assert not same_words("A rota.", "Arota.")
    assert not same_words("A rota.", None)


# --- The flow --------------------------------------------------------------------------------------------------------


def test_a_yes_without_a_review_is_refused_and_a_no_is_not(alice: Person, published_one: Proposition) -> None:
    only = published_one.parts.get()
    with pytest.raises(Refused, match="Nobody was asked about these words yet"):
        decide(alice, only)
    decide(alice, only, Outcome.LATER)
    assert decide(alice, only, Outcome.NO).outcome == Outcome.NO


def test_words_that_changed_after_their_review_are_not_decided_until_they_are_put_back(
    alice: Person, published_one: Proposition
) -> None:
    reviewed(alice, published_one)
    only = write(alice, published_one, "Somebody reviews each day, and each night.")
    with pytest.raises(Refused, match=r"The words changed after the review of \d+ November: ask again, or put"):
        decide(alice, only)
    only = write(alice, published_one, "Somebody  reviews\neach day.")
    assert decide(alice, only).outcome == Outcome.YES


@pytest.mark.parametrize("changed", [{"cost_hours": Decimal(40)}, {"title": "A duty"}, {"duties": ["Be there"]}])
def test_another_cost_or_duty_is_another_thing_to_be_asked_about(
    alice: Person, published_one: Proposition, changed: dict[str, object]
) -> None:
    reviewed(alice, published_one)
    only = published_one.parts.get()
    words: dict[str, object] = {"title": only.title, "text": only.text}
    actions.change_part(by=alice, part=only, words=PartWords(**(words | changed)))  # type: ignore[arg-type]
    publish(alice, published_one)
    with pytest.raises(Refused, match="words changed"):
        decide(alice, only)


def test_a_draft_that_nobody_reads_is_not_decided_with_what_everybody_read(
    alice: Person, published_one: Proposition
) -> None:
    reviewed(alice, published_one)
    only = write(alice, published_one, "Nobody reviews.", out=False)
    with pytest.raises(Refused, match="says something else than everybody reads"):
        decide(alice, only)


def test_words_that_were_changed_for_a_day_of_the_review_were_read_by_somebody(
    alice: Person, bob: Person, published_one: Proposition, noon: time_machine.Traveller
) -> None:
    send(alice, published_one)
    write(alice, published_one, "Nobody reviews.")
    actions.answer_review(ask=ask_of(bob, published_one), answer=Answer.SUPPORT)
    only = write(alice, published_one, "Somebody reviews each day.")
    noon.shift(timedelta(days=6))
    tasks.reviews()
    with pytest.raises(Refused, match="The words changed while people were asked"):
        decide(alice, only)


def test_a_version_after_the_deadline_is_no_part_of_a_review_that_nobody_has_closed_yet(
    alice: Person, published_one: Proposition, noon: time_machine.Traveller
) -> None:
    send(alice, published_one)
    noon.shift(timedelta(days=6))
    write(alice, published_one, "Nobody reviews.")
    only = write(alice, published_one, "Somebody reviews each day.")
    tasks.reviews()
    assert decide(alice, only).outcome == Outcome.YES


# --- Asked again -----------------------------------------------------------------------------------------------------


def test_people_are_asked_again_about_other_words_and_the_earlier_review_stays(
    alice: Person, bob: Person, dana: Person, published_one: Proposition, noon: time_machine.Traveller
) -> None:
    send(alice, published_one)
    for person, answer in ((bob, Answer.OBJECTION), (dana, Answer.CONCERN)):
        actions.answer_review(ask=ask_of(person, published_one), answer=answer, words="Not on Sundays.")
    noon.shift(timedelta(days=6))
    tasks.reviews()
    assert send(alice, published_one).number == 1, "nothing changed, so nobody is asked twice"
    only = write(alice, published_one, "Somebody reviews on working days.")
    assert pages.page_for(alice, published_one).may_ask_again
    assert send(alice, published_one, reason="The words are others.").number == 2
    asks = {ask.number: ask for ask in ReviewAsk.objects.filter(person=bob)}
    assert sorted(asks) == [1, 2]
    assert not asks[2].answer
    assert EarlierReview.objects.get().result == {"asked": 7, "answered_percent": 0, "counts": {}}
    assert Review.objects.get().closed_on is None
    actions.answer_review(ask=asks[2], answer=Answer.NOT_NOW)
    noon.shift(timedelta(days=6))
    tasks.reviews()
    with pytest.raises(Refused, match="An objection stands"):
        decide(alice, only)
    actions.end_objection(ask=asks[1], ended=Ended.WITHDRAWN)
    assert decide(alice, only).outcome == Outcome.YES
    told = leaving(alice, published_one)
    assert told is not None
    assert [each["version"] for each in as_data(told)["earlier_reviews"]] == [1]


@pytest.mark.parametrize("answer", [Answer.SUPPORT, Answer.CONCERN])
def test_an_answer_to_the_new_words_takes_the_place_of_an_objection_to_the_old_ones(
    alice: Person, bob: Person, published_one: Proposition, noon: time_machine.Traveller, answer: Answer
) -> None:
    send(alice, published_one)
    actions.answer_review(ask=ask_of(bob, published_one), answer=Answer.OBJECTION, words="Not on Sundays.")
    noon.shift(timedelta(days=6))
    only = write(alice, published_one, "Somebody reviews on working days.")
    send(alice, published_one, reason="The words are others.")
    ask = ReviewAsk.objects.get(person=bob, number=2)
    actions.answer_review(ask=ask, answer=answer, words="It may be much.")
    noon.shift(timedelta(days=6))
    assert decide(alice, only).outcome == Outcome.YES


def test_an_objection_of_an_earlier_review_is_withdrawn_on_the_page_and_its_link_answers_no_more(
    alice: Person, bob: Person, published_one: Proposition, noon: time_machine.Traveller, client: Client
) -> None:
    send(alice, published_one)
    old = ask_of(bob, published_one)
    actions.answer_review(ask=old, answer=Answer.OBJECTION, words="Not on Sundays.")
    noon.shift(timedelta(days=6))
    write(alice, published_one, "Somebody reviews on working days.")
    send(alice, published_one, reason="The words are others.")
    client.force_login(bob)
    page = client.get(f"/propositions/{published_one.id}/").text
    assert "Withdraw my objection" in page
    assert "An earlier review, until" in page
    with pytest.raises(Refused, match="deadline of this review is over"):
        actions.answer_review(ask=old, answer=Answer.SUPPORT)
    client.post(f"/propositions/{published_one.id}/objection/end/")
    old.refresh_from_db()
    assert old.ended == "withdrawn"


# --- Before anybody tries --------------------------------------------------------------------------------------------


def test_the_page_the_desk_and_the_form_say_before_anybody_tries_that_nobody_was_asked(
    alice: Person, bob: Person, published_one: Proposition, client: Client
) -> None:
    at, only = f"/propositions/{published_one.id}/", published_one.parts.get()
    words, path = "Nobody was asked about these words yet.", f"{at}review/"
    client.force_login(bob)
    assert words in client.get(at).text
    assert path not in client.get(at).text
    client.force_login(alice)
    for page in (client.get(at).text, client.get(f"/propositions/parts/{only.id}/decide/").text):
        assert words in page
        assert path in page
    panel = DeskPropositions().panel_for(alice, is_open=False)
    assert panel is not None
    assert [(str(line.about), line.act_url) for line in panel.lines] == [(words, path)]
    reviewed(alice, published_one)
    assert words not in client.get(at).text
    panel = DeskPropositions().panel_for(alice, is_open=False)
    assert panel is not None
    assert not panel.lines
    write(alice, published_one, "Nobody reviews.")
    page = client.get(at).text
    assert "put the reviewed words back" in page
    assert "Ask again" in page
    assert f"{at}changes/?since=1" in page
    panel = DeskPropositions().panel_for(alice, is_open=False)
    assert panel is not None
    assert "put the reviewed words back" in str(panel.lines[0].about)
