"""Each answer is a button of its own: on the page behind the link of a letter, and signed in."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.people.models import Person
from groundswell.propositions.models import Proposition
from groundswell.propositions.proposing.rules.reviews import Answer
from groundswell.propositions.proposing.tests.conftest import ask_of, send
from groundswell.propositions.proposing.tests.test_reviews import link, press, token_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BUTTON = re.compile(r'<button class="button[^"]*" name="answer" value="([a-z_]+)"')


@pytest.fixture
def asked(alice: Person, published_one: Proposition) -> Proposition:
    send(alice, published_one)
    return published_one


def test_both_pages_have_one_button_for_each_of_the_five_and_no_other_way_to_send(
    bob: Person, asked: Proposition, client_of: Callable[[Person], Client]
) -> None:
    for page in (
        Client().get(link(ask_of(bob, asked))).text,
        client_of(bob).get(f"/propositions/{asked.id}/answer/").text,
    ):
        form = page.split('<form class="flow"')[1].split("</form>")[0]
        assert BUTTON.findall(form) == ["support", "no_opinion", "not_now", "concern", "objection"]
        words = form.index('name="words"')
        assert form.index('value="not_now"') < words < form.index('value="objection"'), "one writes, then presses"
        assert form.count("<button") == 6
        assert form.index("<button disabled hidden>") < form.index('name="answer"'), "Enter in a field sends support"
        assert 'type="radio" name="answer"' not in form


@pytest.mark.parametrize("answer", [Answer.SUPPORT, Answer.NO_OPINION, Answer.NOT_NOW])
def test_one_press_answers_by_the_link_and_signed_in(
    bob: Person, dana: Person, asked: Proposition, client_of: Callable[[Person], Client], answer: Answer
) -> None:
    assert press(Client(), ask_of(bob, asked), answer=answer.value) == 200
    sent = client_of(dana).post(f"/propositions/{asked.id}/answer/", {"answer": answer.value})
    assert sent.status_code == 303
    assert {ask_of(bob, asked).answer, ask_of(dana, asked).answer} == {answer}


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("concern", "Say your concern in a sentence here"),
        ("objection", "Say why you object"),
        ("", "Choose one of the five"),
        ("nonsense", "Choose one of the five"),
    ],
)
def test_an_answer_without_its_sentence_comes_back_and_says_what_it_needs(
    bob: Person, asked: Proposition, client_of: Callable[[Person], Client], answer: str, sentence: str
) -> None:
    browser, ask = Client(), ask_of(bob, asked)
    told = {"token": token_in(browser.get(link(ask)).text), "answer": answer, "words": " "}
    for refused in (browser.post(link(ask), told), client_of(bob).post(f"/propositions/{asked.id}/answer/", told)):
        assert refused.status_code == 422
        assert sentence in refused.text
        assert refused.text.count('aria-pressed="true"') == (answer in {"concern", "objection"})
    assert ask_of(bob, asked).answer == ""
