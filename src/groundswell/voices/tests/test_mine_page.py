"""What became of what I said, without asking anyone."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.voices import actions, queries
from groundswell.voices.models import Voice
from groundswell.voices.rules import MessageKind, Talk, VoiceState
from groundswell.voices.tests.conftest import CANARY, Desks, Register, own, say, sign, words_of
from groundswell.voices.tests.test_thread_page import fill
from tests.visitors import Answer

type BrowserOf = Callable[[Person], Client]

PARTS = ["", "write/", "confirm/", "consent/", "draft/", "close/", "withdraw/", "audience/"]


def page(browser: Client, path: str = "/mine/") -> Answer:
    answer = browser.get(path)
    return Answer(path, answer.status_code, [], answer.text)


def say_openly(author: Person, desks: Desks, text: str = CANARY, audience: Audience = Audience.ADVOCATE) -> UUID:
    return actions.speak_open(author=author, text=text, audience=audience, readers=desks.keys).voice


def test_everything_i_said_with_my_name_is_there_and_nothing_else(
    desks: Desks, bob: Person, charlie: Person, browser_of: BrowserOf
) -> None:
    sign(bob, desks, "my signed words")
    say_openly(bob, desks, "my open words")
    sign(charlie, desks, "not mine")
    say(desks, "mine but anonymous")
    words = page(browser_of(bob)).words
    assert "my signed words" in words
    assert "my open words" in words
    assert "not mine" not in words
    assert "mine but anonymous" not in words


@pytest.mark.slow
def test_the_latest_answer_and_the_state_stand_beside_it(
    desks: Desks, bob: Person, browser_of: BrowserOf, register: Register
) -> None:
    voice = sign(bob, desks)
    assert "no answer yet" in page(browser_of(bob)).words
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="first")
    actions.reader_writes(voice_id=voice, unlocked=desks.otto, text="the latest")
    register.voices.add(voice)
    words = page(browser_of(bob)).words
    assert "the latest" in words
    assert "fixed" in words


def test_an_empty_page_says_what_to_do_first(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    assert "Say one sentence" in page(browser_of(bob)).words


@pytest.mark.slow
def test_twenty_lines_a_page(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    for number in range(21):
        sign(bob, desks, f"voice number {number}")
    first, second = page(browser_of(bob)), page(browser_of(bob), "/mine/?page=2")
    assert first.body.count('class="line-title"') == 20
    assert second.body.count('class="line-title"') == 1


@pytest.mark.slow
def test_the_list_costs_the_same_queries_for_one_voice_and_for_thirty(
    desks: Desks, bob: Person, browser_of: BrowserOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(bob)

    def add(number: int) -> None:
        voice = sign(bob, desks, f"{number}")
        actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="answer")
        actions.ask_consent(voice_id=voice, about_kind="concern", about_id=uuid4(), words="words")
        say_openly(bob, desks, f"open {number}")

    add(0)
    with CaptureQueriesContext(connection) as counted:
        page(browser)
    assert len(counted) <= 24
    for number in range(1, 15):
        add(number)
    with django_assert_num_queries(len(counted)):
        page(browser)


def test_i_read_and_write_in_my_dialogue(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    voice = sign(bob, desks)
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="We looked at it.")
    browser = browser_of(bob)
    shown = page(browser, f"/mine/{voice}/")
    assert "We looked at it." in shown.words
    sent = fill(browser, shown.form("text"), text="Thank you.")
    assert sent.status == 303
    assert words_of(own(bob, voice)) == [CANARY, "We looked at it.", "Thank you."]


def test_refused_words_come_back_in_my_dialogue(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    voice = sign(bob, desks)
    browser = browser_of(bob)
    refused = fill(browser, page(browser, f"/mine/{voice}/").form("text"), text="x" * 100_000)
    assert refused.status == 422
    assert refused.form("text").value("text") == "x" * 100_000


@pytest.mark.parametrize("part", PARTS)
def test_somebody_elses_dialogue_is_as_missing_as_one_that_never_was(
    desks: Desks, bob: Person, charlie: Person, browser_of: BrowserOf, part: str
) -> None:
    browser = browser_of(charlie)
    foreign = [sign(bob, desks), say_openly(bob, desks), say(desks).voice, uuid4()]
    reads = part in {"", "withdraw/", "audience/"}
    for method in [*(["GET"] if reads else []), *(["POST"] if part else [])]:
        answers = [browser.generic(method, f"/mine/{voice}/{part}") for voice in foreign]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
    assert Voice.objects.filter(state=VoiceState.WITHDRAWN).count() == 0


def test_i_close_it_and_can_still_read(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    voice = sign(bob, desks)
    browser = browser_of(bob)
    assert browser.post(f"/mine/{voice}/close/").status_code == 303
    assert "It is closed" in page(browser, f"/mine/{voice}/").words
    assert "closed" in page(browser).words


def test_i_am_told_what_will_be_lost_before_i_take_it_back(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    voice = sign(bob, desks)
    browser = browser_of(bob)
    assert "destroyed for good" in page(browser, f"/mine/{voice}/withdraw/").words
    assert Voice.objects.get().state == VoiceState.OPEN
    assert browser.post(f"/mine/{voice}/withdraw/").status_code == 303
    assert browser.get(f"/mine/{voice}/").status_code == 404
    assert CANARY not in page(browser).words


def test_i_ask_to_talk_in_one_click(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    browser = browser_of(bob)
    form = page(browser).form("talk")
    assert dict(form.buttons)["talk"]
    for _ in range(2):
        assert fill(browser, form, talk=Talk.THIS_SPRINT.value).status == 303
    voice = Voice.objects.get()
    entry = queries.first_entries_for_desk([voice], desks.alice.pairs)[voice.id]
    assert queries.request_of(entry.payload).talk == Talk.THIS_SPRINT
    assert queries.names_of_readers(voice.id) == ["Alice"]


def test_an_advocate_asks_somebody_else_to_talk(desks: Desks, alice: Person, browser_of: BrowserOf) -> None:
    browser = browser_of(alice)
    shown = page(browser)
    assert "Alice, and nobody else" not in shown.words
    assert fill(browser, shown.form("talk"), talk=Talk.NOW.value).status == 303
    assert queries.names_of_readers(Voice.objects.get().id) == ["Otto"]


def test_i_ask_to_talk_with_a_ticket_too(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    browser = browser_of(bob)
    fill(browser, page(browser).form("talk"), talk="now", ticket="SE-12")
    voice = Voice.objects.get()
    entry = queries.first_entries_for_desk([voice], desks.alice.pairs)[voice.id]
    assert queries.request_of(entry.payload).ticket == "SE-12"


@pytest.mark.parametrize("changes", [{"talk": "never"}, {"talk": "now", "token": "forged"}])
def test_a_broken_click_asks_for_nothing(
    desks: Desks, bob: Person, browser_of: BrowserOf, changes: dict[str, str]
) -> None:
    browser = browser_of(bob)
    answer = fill(browser, page(browser).form("talk"), ticket="SE-99", **changes)
    assert answer.status == 422
    assert "nothing was asked yet" in answer.words
    assert answer.form("talk").value("ticket") == "SE-99"
    assert not Voice.objects.exists()


def test_a_second_wish_from_the_same_page_is_not_dropped_in_silence(
    desks: Desks, bob: Person, browser_of: BrowserOf
) -> None:
    browser = browser_of(bob)
    form = page(browser).form("talk")
    assert fill(browser, form, talk=Talk.NEXT_SPRINT.value).status == 303
    again = fill(browser, form, talk=Talk.NOW.value, ticket="BB-1")
    assert again.status == 422
    assert "Press again to ask for this too." in again.words
    assert again.form("talk").value("ticket") == "BB-1"
    assert fill(browser, again.form("talk"), talk=Talk.NOW.value).status == 303
    assert Voice.objects.count() == 2


def test_nobody_is_asked_to_talk_while_nobody_could_read_it(bob: Person, browser_of: BrowserOf) -> None:
    browser = browser_of(bob)
    assert "I would like to talk" not in page(browser).words
    assert browser.post("/said/talk/", {"talk": "now"}).status_code == 422


@pytest.mark.slow
def test_a_tidied_version_waits_for_my_word(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    voice = sign(bob, desks, "rough", tidy=True)
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="Tidied.", kind=MessageKind.DRAFT)
    browser = browser_of(bob)
    assert "You are asked" in page(browser).words
    shown = page(browser, f"/mine/{voice}/")
    assert shown.form("verdict").value("text") == "Tidied."
    assert fill(browser, shown.form("verdict"), verdict="approved").status == 303
    assert "You are asked" not in page(browser).words
    assert "rough" in page(browser, f"/mine/{voice}/").words


def test_i_say_yes_with_my_name(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    voice, about = sign(bob, desks), uuid4()
    actions.ask_consent(voice_id=voice, about_kind="quote", about_id=about, words="words", is_quote=True)
    browser = browser_of(bob)
    assert "You are asked" in page(browser).words
    shown = page(browser, f"/mine/{voice}/")
    assert "Without your yes they are not shown" in shown.words
    assert fill(browser, shown.form("consent"), answer="agreed", named="yes").status == 303
    assert queries.names_allowed([voice], about_kind="quote", about_id=about, words="words") == {voice}


def test_beside_words_that_somebody_else_wrote_i_am_not_offered_my_name(
    desks: Desks, bob: Person, browser_of: BrowserOf
) -> None:
    voice = sign(bob, desks)
    actions.ask_consent(voice_id=voice, about_kind="concern", about_id=uuid4(), words="words")
    assert "named" not in page(browser_of(bob), f"/mine/{voice}/").form("consent").controls


def test_i_confirm_that_it_helped(desks: Desks, bob: Person, browser_of: BrowserOf, register: Register) -> None:
    voice = sign(bob, desks)
    register.voices.add(voice)
    browser = browser_of(bob)
    assert fill(browser, page(browser, f"/mine/{voice}/").form("helped"), helped="yes").status == 303
    assert register.said == [(voice, register.about, True)]


def test_i_say_an_open_voice_to_more_people(desks: Desks, bob: Person, charlie: Person, browser_of: BrowserOf) -> None:
    voice = say_openly(bob, desks)
    browser = browser_of(bob)
    form = page(browser, f"/mine/{voice}/audience/").form("audience")
    assert fill(browser, form, audience="organisation").status == 303
    assert CANARY in page(browser_of(charlie), f"/said/{voice}/").words
    assert fill(browser, form, audience="me").status == 422
    assert fill(browser, form, audience="").status == 422


def test_a_signed_voice_has_no_audience_to_change(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    assert browser_of(bob).get(f"/mine/{sign(bob, desks)}/audience/").status_code == 404


def test_a_member_without_a_cell_is_not_offered_one(desks: Desks, dana: Person, browser_of: BrowserOf) -> None:
    voice = say_openly(dana, desks)
    form = page(browser_of(dana), f"/mine/{voice}/audience/").form("audience")
    assert fill(browser_of(dana), form, audience="cell").status == 422


def test_my_page_is_for_those_who_are_signed_in(desks: Desks, box: Client) -> None:
    answer = box.get("/mine/")
    assert answer.status_code == 302
    assert "next=%2Fmine%2F" in answer.headers["Location"]
