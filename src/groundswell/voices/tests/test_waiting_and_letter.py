"""How authors learn that something waits: by name where they gave it, by a line for everyone where they did not."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.voices import actions, queries
from groundswell.voices.letter import ConsentWindow, Nudge
from groundswell.voices.models import Consent, Message
from groundswell.voices.panels import WhatISaid
from groundswell.voices.rules import HAND_OVER, ConsentState, MessageKind, Verdict
from groundswell.voices.tests.conftest import Desks, Register, own, say, sign
from groundswell.voices.waiting import OwnVoices
from groundswell.web.ports import Panel

WAITING = OwnVoices()


def lines(person: Person) -> list[str]:
    """Return the voices' lines in the letter of today."""
    return list(Nudge().lines(person, clock.today() - timedelta(days=7), clock.today()))


def panel_of(person: Person) -> Panel:
    """Return the voices' part of somebody's start page."""
    panel = WhatISaid().panel_for(person)  # type: ignore[arg-type]  # people.Person is one
    assert panel is not None
    return panel


def test_nothing_waits_for_somebody_who_said_nothing(bob: Person, desks: Desks) -> None:
    assert WAITING.asks_for(bob) == []


def test_words_drafts_and_outcomes_wait_for_whoever_signed(desks: Desks, bob: Person, register: Register) -> None:
    voice = sign(bob, desks)
    actions.ask_consent(voice_id=voice, about_kind="concern", about_id=uuid4(), words="these words")
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="Tidied.", kind=MessageKind.DRAFT)
    register.voices.add(voice)
    words, draft, helped = WAITING.asks_for(bob)
    assert words.text == "these words"
    assert "tidied version" in draft.question
    assert (draft.text, [value for value, _ in draft.choices]) == ("Tidied.", ["yes", "no"])
    assert "The build is slow" in helped.question
    assert all(ask.minutes >= 1 and str(voice) in ask.url for ask in (words, draft, helped))


def test_a_question_says_who_would_read_the_words_and_what_silence_does(
    desks: Desks, bob: Person, browser_of: Callable[[Person], Client]
) -> None:
    voice = sign(bob, desks)
    actions.ask_consent(
        voice_id=voice,
        about_kind="concern",
        about_id=uuid4(),
        words="these words",
        readers="public",
        where="everybody, also outside",
    )
    page = browser_of(bob).get("/waiting/").text
    assert "Who would read them: everybody, also outside." in page
    assert "If you say nothing, they may be shown a week after the next weekly letter" in page


@pytest.mark.parametrize(("choice", "state"), [("yes", ConsentState.AGREED), ("no", ConsentState.OBJECTED)])
def test_words_are_answered_on_the_page_of_what_waits(
    desks: Desks, bob: Person, choice: str, state: ConsentState
) -> None:
    voice = sign(bob, desks)
    actions.ask_consent(voice_id=voice, about_kind="concern", about_id=uuid4(), words="these words")
    WAITING.answer(bob, WAITING.asks_for(bob)[0].key, choice)
    assert queries.questions_of(own(bob, voice))[0].state == state
    assert WAITING.asks_for(bob) == []


@pytest.mark.slow
@pytest.mark.parametrize(("choice", "verdict"), [("yes", Verdict.APPROVED), ("no", Verdict.REFUSED)])
def test_a_tidied_version_is_answered_there_as_in_its_dialogue(
    desks: Desks, bob: Person, client_of: Callable[[Person], Client], choice: str, verdict: Verdict
) -> None:
    voice = sign(bob, desks)
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="Tidied <b>words</b>.", kind=MessageKind.DRAFT)
    browser, key = client_of(bob), WAITING.asks_for(bob)[0].key
    page = browser.get("/waiting/").content.decode()
    assert "Tidied &lt;b&gt;words&lt;/b&gt;." in page
    assert "Send my answers" in page
    assert browser.post("/waiting/", {f"ask-voices:{key}": "later"}).status_code == 303
    assert len(WAITING.asks_for(bob)) == 1
    assert browser.post("/waiting/", {f"ask-voices:{key}": choice}).status_code == 303
    assert queries.dialogue(own(bob, voice))[-1].verdict == verdict
    assert WAITING.asks_for(bob) == []
    with pytest.raises(LookupError):
        WAITING.answer(bob, key, choice)


def test_the_answer_is_to_the_version_that_was_read_and_to_no_newer_one(desks: Desks, bob: Person) -> None:
    voice = sign(bob, desks)
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="First.", kind=MessageKind.DRAFT)
    read = WAITING.asks_for(bob)[0].key
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="Second.", kind=MessageKind.DRAFT)
    with pytest.raises(LookupError):
        WAITING.answer(bob, read, "yes")
    (ask,) = WAITING.asks_for(bob)
    assert ask.text == "Second."


@pytest.mark.slow
def test_nobody_else_sees_or_answers_a_tidied_version(
    desks: Desks, bob: Person, charlie: Person, client_of: Callable[[Person], Client]
) -> None:
    voice = sign(bob, desks)
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="Tidied.", kind=MessageKind.DRAFT)
    key = WAITING.asks_for(bob)[0].key
    with pytest.raises(LookupError):
        WAITING.answer(charlie, key, "yes")
    browser = client_of(charlie)
    assert "Tidied." not in browser.get("/waiting/").content.decode()
    browser.post("/waiting/", {f"ask-voices:{key}": "yes"})
    assert len(WAITING.asks_for(bob)) == 1


def test_in_a_closed_dialogue_no_tidied_version_waits(
    desks: Desks, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    voice = sign(bob, desks)
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="Tidied.", kind=MessageKind.DRAFT)
    actions.reader_closes(voice_id=voice, unlocked=desks.alice)
    assert WAITING.asks_for(bob) == []
    browser = client_of(bob)
    assert "Is this what you mean?" not in browser.get(f"/mine/{voice}/").content.decode()
    assert "You are asked" not in browser.get("/mine/").content.decode()


def test_whether_it_helped_is_answered_there_too(desks: Desks, bob: Person, register: Register) -> None:
    voice = sign(bob, desks)
    register.voices.add(voice)
    WAITING.answer(bob, WAITING.asks_for(bob)[0].key, "no")
    assert register.said == [(voice, register.about, False)]


def test_who_else_may_read_is_asked_in_its_own_words(desks: Desks, bob: Person) -> None:
    voice = sign(bob, desks)
    actions.ask_consent(voice_id=voice, about_kind=HAND_OVER, about_id=uuid4(), words="May Zoe read this?")
    (ask,) = WAITING.asks_for(bob)
    assert (ask.question, ask.text) == ("May Zoe read this?", "")


def test_nobody_answers_for_somebody_else_or_what_waits_no_more(
    desks: Desks, bob: Person, charlie: Person, register: Register
) -> None:
    voice = sign(bob, desks)
    actions.ask_consent(voice_id=voice, about_kind="concern", about_id=uuid4(), words="these words")
    key = WAITING.asks_for(bob)[0].key
    missing = [f"{kind} {voice} {uuid4()}" for kind in ("words", "helped", "draft")]
    broken = ["", "words", "words x y", *missing]
    tries = [(charlie, key, "yes"), (bob, key, "perhaps"), *((bob, each, "yes") for each in broken)]
    for person, each, choice in tries:
        with pytest.raises(LookupError):
            WAITING.answer(person, each, choice)
    assert Consent.objects.get().state == ConsentState.ASKED


@pytest.mark.slow
def test_what_waits_costs_the_same_queries_for_one_voice_and_for_ten(
    desks: Desks, bob: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def add() -> None:
        voice = sign(bob, desks)
        actions.ask_consent(voice_id=voice, about_kind="concern", about_id=uuid4(), words="these words")
        actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="Tidied.", kind=MessageKind.DRAFT)

    add()
    with CaptureQueriesContext(connection) as counted:
        assert len(WAITING.asks_for(bob)) == 2
    for _ in range(9):
        add()
    with django_assert_num_queries(len(counted)):
        assert len(WAITING.asks_for(bob)) == 20


@pytest.mark.slow
def test_everyone_gets_the_same_line_about_anonymous_dialogues(desks: Desks, bob: Person, charlie: Person) -> None:
    assert lines(bob) == []
    for number in range(2):
        spoken = say(desks, f"{number}")
        for text in ("one", "two"):
            actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text=text)
    actions.ask_consent(voice_id=say(desks, "asked").voice, about_kind="concern", about_id=uuid4(), words="words")
    assert lines(bob) == lines(charlie)
    assert lines(bob)[0].startswith("3 anonymous dialogues have an answer")
    assert "/thread/" in lines(bob)[0]


def test_signed_dialogues_notices_and_old_answers_are_not_in_the_line(desks: Desks, bob: Person) -> None:
    actions.reader_writes(voice_id=sign(bob, desks), unlocked=desks.alice, text="answer")
    actions.reader_closes(voice_id=say(desks).voice, unlocked=desks.alice)
    assert lines(bob) == []
    spoken = say(desks, "old")
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text="answer")
    Message.objects.filter(by_author=False).update(day=clock.today() - timedelta(days=30))
    assert lines(bob) == []


def test_what_an_author_does_never_changes_the_line(desks: Desks, bob: Person) -> None:
    spoken = say(desks)
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text="answer")
    before = lines(bob)
    assert "1 anonymous dialogue has an answer" in before[0]
    thread = queries.thread_by_receipt(spoken.receipt) if spoken.receipt else None
    assert thread is not None
    queries.dialogue(thread)
    actions.author_writes(thread=thread, text="thank you", now=True)
    assert lines(bob) == before


def test_the_first_letter_of_all_looks_back_two_weeks(desks: Desks, bob: Person) -> None:
    actions.reader_writes(voice_id=say(desks).voice, unlocked=desks.alice, text="answer")
    assert len(Nudge().lines(bob, None, clock.today())) == 1


def test_the_letter_starts_the_days_to_object_once(desks: Desks) -> None:
    actions.ask_consent(voice_id=say(desks).voice, about_kind="concern", about_id=uuid4(), words="words")
    for _ in range(2):
        ConsentWindow().announced(clock.today(), went_out=clock.today())
    assert Consent.objects.get().announced_on == clock.today()


def test_the_start_page_says_the_same_to_everyone(
    desks: Desks, bob: Person, charlie: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sign(bob, desks)
    assert panel_of(bob) == panel_of(charlie)
    actions.reader_writes(voice_id=say(desks).voice, unlocked=desks.alice, text="answer")
    with django_assert_num_queries(1):
        panel = panel_of(charlie)
    assert "1 anonymous dialogue" in str(panel.lines[0].title)
