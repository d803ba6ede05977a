"""Fifty hands at once: one form is one voice, on the real database."""

from contextlib import suppress

import pytest
from django.test import Client

from groundswell.people.models import Person
from groundswell.voices import actions, queries
from groundswell.voices.models import Envelope, Message, Voice
from groundswell.voices.tests.conftest import CANARY, Desks, opened, say, sign, words_of
from groundswell.voices.tests.test_speak_page import RECEIPT, look
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
def test_fifty_parallel_submissions_of_one_page_are_one_voice_with_one_receipt(desks: Desks) -> None:
    form = look(Client())
    sent: dict[str, list[str]] = {}
    for name, value in form.fields:
        sent.setdefault(name, []).append(value)
    sent["text"] = [CANARY]
    answers = at_once(50, lambda _number: Client().post("/speak/", sent))
    assert {answer.status_code for answer in answers} == {200}
    found = [RECEIPT.search(answer.text) for answer in answers]
    assert len({receipt.group() for receipt in found if receipt}) == 1
    assert None not in found
    assert (Voice.objects.count(), Message.objects.count(), Envelope.objects.count()) == (1, 1, 2)


@pytest.mark.slow
def test_fifty_parallel_pages_are_fifty_voices(desks: Desks) -> None:
    said = at_once(50, lambda number: say(desks, f"{number}"))
    assert Voice.objects.count() == 50
    assert sorted(words_of(opened(spoken))[0] for spoken in said) == sorted(map(str, range(50)))


@pytest.mark.slow
def test_twenty_voices_signed_at_once_are_all_found(desks: Desks, bob: Person) -> None:
    said = at_once(20, lambda number: sign(bob, desks, f"{number}"))
    assert {voice.id for voice in queries.threads_of(bob)} == set(said)


@pytest.mark.slow
def test_both_sides_writing_at_once_lose_nothing(desks: Desks) -> None:
    spoken = say(desks)

    def write(number: int) -> None:
        if number % 2:
            actions.author_writes(thread=opened(spoken), text=f"{number}", now=True)
        else:
            actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text=f"{number}")

    at_once(20, write)
    assert sorted(words_of(opened(spoken))) == sorted([CANARY, *map(str, range(20))])


@pytest.mark.slow
def test_the_same_words_sent_many_times_at_once_are_added_once(desks: Desks) -> None:
    spoken = say(desks)
    added = at_once(20, lambda _number: actions.author_writes(thread=opened(spoken), text="once", nonce=b"n" * 16))
    assert sorted(added) == [False] * 19 + [True]
    assert words_of(opened(spoken)) == [CANARY, "once"]


@pytest.mark.slow
def test_taking_back_while_others_write_leaves_nothing_behind(desks: Desks) -> None:
    spoken = say(desks)
    thread = opened(spoken)

    def act(number: int) -> None:
        if number == 0:
            actions.withdraw(thread=thread)
            return
        with suppress(Voice.DoesNotExist):
            actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text=f"{number}")

    at_once(10, act)
    assert not Message.objects.exists()
    assert not Envelope.objects.exists()
