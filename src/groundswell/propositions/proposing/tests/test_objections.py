"""An objection stays on the words that it is about, wherever whoever writes lets them go."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Part, Proposition, ReviewAsk
from groundswell.propositions.proposing import actions, tasks
from groundswell.propositions.proposing.actions import PartWords
from groundswell.propositions.proposing.queries.reviews import is_blocked
from groundswell.propositions.proposing.rules.reviews import Answer, Ended
from groundswell.propositions.proposing.tests.conftest import ask_of, part, publish, send
from groundswell.propositions.proposing.tests.test_decisions import decide
from groundswell.propositions.proposing.tests.test_reviews import link, press
from groundswell.propositions.proposing.waiting import Reviews

pytestmark = pytest.mark.django_db
GOOD = PartWords(title="A rota", text="Somebody reviews each day.")
BAD = PartWords(title="No clients", text="Nobody answers clients on that day.")


@pytest.fixture
def objected(alice: Person, bob: Person, published_one: Proposition, noon: time_machine.Traveller) -> Proposition:
    """Return a proposition whose one part somebody objects to, after the review."""
    only = published_one.parts.get()
    words = PartWords(title=GOOD.title, text=f"{GOOD.text} {BAD.text}")
    actions.change_part(by=alice, part=only, words=words)
    publish(alice, published_one)
    send(alice, published_one)
    objection = "Clients leave."
    actions.answer_review(ask=ask_of(bob, published_one), answer=Answer.OBJECTION, words=objection, part=only)
    noon.shift(timedelta(days=6))
    tasks.reviews()
    return published_one


def split(by: Person, proposition: Proposition) -> tuple[Part, Part]:
    one = proposition.parts.get()
    return one, actions.split_part(by=by, part=one, stays=GOOD, goes=BAD)


@pytest.mark.slow
def test_an_objection_stands_on_both_halves_until_its_member_says_which(
    alice: Person, bob: Person, objected: Proposition, client: Client
) -> None:
    good, bad = split(alice, objected)
    more = actions.split_part(by=alice, part=bad, stays=BAD, goes=PartWords(title="A note", text="Say so at noon."))
    assert [is_blocked(each) for each in (good, bad, more)] == [True, True, True]
    publish(alice, objected)
    with pytest.raises(Refused, match="An objection stands"):
        decide(alice, good)
    client.force_login(bob)
    address = f"/propositions/{objected.id}/"
    assert "went into several parts" in client.get(address).text
    ask = ask_of(bob, objected)
    sent = client.post(f"{address}objection/which/", {"ask": str(ask.id), "part": str(bad.id)})
    assert sent.status_code == 303
    assert [is_blocked(each) for each in (good, bad, more)] == [False, True, False]
    assert "went into several parts" not in client.get(address).text


@pytest.mark.slow
def test_the_advocate_reads_that_it_waits_and_members_read_no_more_than_before(
    alice: Person, dana: Person, objected: Proposition, client: Client
) -> None:
    split(alice, objected)
    publish(alice, objected)
    address, waits = f"/propositions/{objected.id}/", "waits for the objector to say which half"
    client.force_login(alice)
    assert waits in client.get(address).text
    client.force_login(dana)
    page = client.get(address).text
    assert page.count("An objection stands") == 2
    assert waits not in page
    assert "went into several parts" not in page
    assert "Clients leave" not in page


@pytest.mark.slow
def test_nobody_else_says_which_half_it_is_and_nonsense_changes_nothing(
    alice: Person, bob: Person, dana: Person, objected: Proposition, client: Client
) -> None:
    good, bad = split(alice, objected)
    publish(alice, objected)
    ask = ask_of(bob, objected)
    path = f"/propositions/{objected.id}/objection/which/"
    for person, about in ((dana, bad.id), (alice, bad.id), (bob, objected.id), (bob, "nothing")):
        client.force_login(person)
        assert client.post(path, {"ask": str(ask.id), "part": str(about)}).status_code == 303
        assert client.post(path).status_code == 303
    assert is_blocked(good)
    other = part(alice, objected, "Another", "Pair for an hour.")
    with pytest.raises(LookupError):
        actions.say_which(ask=ask, part=other)
    actions.end_objection(ask=ask, ended=Ended.WITHDRAWN)
    with pytest.raises(LookupError):
        actions.say_which(ask=ask, part=good)


@pytest.mark.slow
def test_it_is_asked_with_what_waits_once_both_halves_can_be_read(
    alice: Person, bob: Person, objected: Proposition
) -> None:
    assert Reviews().asks_for(bob) == []
    good, bad = split(alice, objected)
    assert Reviews().asks_for(bob) == [], "nobody but advocates reads the draft"
    publish(alice, objected)
    asked = Reviews().asks_for(bob)[0]
    assert [each for each, _words in asked.choices] == [str(good.id), str(bad.id)]
    with pytest.raises(LookupError):
        Reviews().answer(bob, asked.key, "nothing")
    Reviews().answer(bob, asked.key, str(bad.id))
    assert Reviews().asks_for(bob) == []
    assert (is_blocked(good), is_blocked(bad)) == (False, True)


def test_an_objection_to_all_of_it_and_one_that_ended_need_no_word_of_their_member(
    alice: Person, bob: Person, objected: Proposition
) -> None:
    ReviewAsk.objects.filter(person=bob).update(part=None)
    good, bad = split(alice, objected)
    publish(alice, objected)
    assert (is_blocked(good), is_blocked(bad)) == (True, True)
    assert Reviews().asks_for(bob) == []
    actions.end_objection(ask=ask_of(bob, objected), ended=Ended.RESOLVED)
    assert (is_blocked(good), is_blocked(bad)) == (False, False)


def test_words_edited_under_an_objection_keep_it(alice: Person, objected: Proposition) -> None:
    only = objected.parts.get()
    actions.change_part(by=alice, part=only, words=PartWords(title="Something else", text="It says nothing of it."))
    publish(alice, objected)
    assert is_blocked(objected.parts.get())


def test_words_that_are_moved_by_editing_take_the_objection_along(
    alice: Person, bob: Person, objected: Proposition
) -> None:
    only = objected.parts.get()
    actions.change_part(by=alice, part=only, words=GOOD)
    other = part(alice, objected, BAD.title, f"It is agreed: {BAD.text}")
    harmless = part(alice, objected, "Pair", "Pair for an hour.")
    publish(alice, objected)
    assert [is_blocked(each) for each in (only, other, harmless)] == [True, True, False]
    actions.say_which(ask=ask_of(bob, objected), part=other)
    assert [is_blocked(each) for each in (only, other, harmless)] == [False, True, False]


def test_what_its_member_said_stays_said_when_the_next_version_goes_out(
    alice: Person, bob: Person, objected: Proposition
) -> None:
    good, bad = split(alice, objected)
    publish(alice, objected)
    actions.say_which(ask=ask_of(bob, objected), part=good)
    part(alice, objected, "Pair", "Pair for an hour.")
    publish(alice, objected)
    assert (is_blocked(good), is_blocked(bad)) == (True, False)


def test_a_half_that_is_removed_leaves_the_objection_where_it_was(alice: Person, objected: Proposition) -> None:
    good, bad = split(alice, objected)
    actions.remove_part(by=alice, part=bad)
    assert is_blocked(good)


@pytest.mark.slow
def test_the_link_of_a_letter_says_to_everybody_alike_that_parts_came_in_and_takes_which_one(
    alice: Person, bob: Person, dana: Person, published_one: Proposition
) -> None:
    only, browser = published_one.parts.get(), Client()
    words = PartWords(title=GOOD.title, text=f"{GOOD.text} {BAD.text}")
    actions.change_part(by=alice, part=only, words=words)
    publish(alice, published_one)
    send(alice, published_one)
    asks = [ask_of(person, published_one) for person in (bob, dana)]
    actions.answer_review(ask=asks[0], answer=Answer.OBJECTION, words="Clients leave.", part=only)
    said = "words came into parts of their own"
    assert not any(said in browser.get(link(ask)).text for ask in asks)
    good, bad = split(alice, published_one)
    assert not any(said in browser.get(link(ask)).text for ask in asks), "a draft is nobody's to read"
    publish(alice, published_one)
    told = [browser.get(link(ask)).text.partition('<div class="flow"><p>Since')[2] for ask in asks]
    assert [each.split("</div>")[0].count("2. <bdi>No clients</bdi>") for each in told] == [1, 1]
    assert "Clients leave." not in told[0], "whoever finds the link learns no answer"
    assert press(browser, asks[0], answer="objection", words="Clients leave.", part=str(bad.id)) == 200
    assert [is_blocked(each) for each in (good, bad)] == [False, True]
