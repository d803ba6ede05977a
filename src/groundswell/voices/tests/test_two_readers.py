"""What one reader does leaves the other's list alone, and what counts as an answer."""

from uuid import UUID

import pytest
from django.core import mail

from groundswell.people.models import Person
from groundswell.voices import actions, queries
from groundswell.voices.desk.actions import handing_over
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import HandOver, VoiceReader
from groundswell.voices.rules import CameBy, Queue
from groundswell.voices.tests.conftest import Desks, opened, own, say


def place(desk: Unlocked, voice: UUID) -> str:
    return VoiceReader.objects.get(voice=voice, key__reader=desk.reader).queue


@pytest.mark.parametrize("act", [actions.mute, actions.reader_closes])
def test_what_one_reader_mutes_or_closes_without_a_word_stays_on_the_others_list_until_taken_off(
    desks: Desks, act: object
) -> None:
    voice = say(desks).voice
    act(voice_id=voice, unlocked=desks.alice)  # type: ignore[operator]
    assert (place(desks.alice, voice), place(desks.otto, voice)) == (Queue.NONE, Queue.NEW)
    act(voice_id=voice, unlocked=desks.otto)  # type: ignore[operator]
    assert place(desks.otto, voice) == Queue.NONE


def test_an_answer_or_last_words_of_one_reader_rest_it_on_every_desk(desks: Desks) -> None:
    answered, closed = say(desks).voice, say(desks).voice
    actions.reader_writes(voice_id=answered, unlocked=desks.alice, text="An answer.")
    actions.reader_closes(voice_id=closed, unlocked=desks.alice, text="Last words.")
    assert (place(desks.otto, answered), place(desks.otto, closed)) == (Queue.NONE, Queue.NONE)


def ask_about_a_deputy(desks: Desks) -> HandOver:
    begun = handing_over.begin(unlocked=desks.alice, successor=desks.otto.reader, kind=HandOver.Kind.DEPUTY)
    handing_over.ask_some(unlocked=desks.alice, hand_over=begun)
    return begun


@pytest.mark.slow
def test_a_question_about_a_deputy_is_no_answer(
    desks: Desks, bob: Person, django_capture_on_commit_callbacks: object
) -> None:
    alone = [desks.key_of(desks.alice)]
    signed = actions.speak_signed(author=bob, text="Please help.", readers=alone, source=CameBy.CHECK_IN).voice
    muted = actions.speak_signed(author=bob, text="Please help.", readers=alone).voice
    actions.mute(voice_id=muted, unlocked=desks.alice)
    ask_about_a_deputy(desks)
    thread = own(bob, signed)
    assert not any(entry.is_answer for entry in queries.dialogue(thread))
    assert [line.answered_on for line in queries.said([thread.voice], {signed: thread.keys})] == [None]
    actions.unmute(voice_id=muted, unlocked=desks.alice)
    assert place(desks.alice, muted) == Queue.WAITING
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.reader_writes(voice_id=signed, unlocked=desks.alice, text="The first answer.")
    assert [each.subject for each in mail.outbox] == ["An answer waits for you"]


def test_last_words_are_the_answer_that_an_author_finds_among_what_was_said(desks: Desks, bob: Person) -> None:
    voice = actions.speak_signed(author=bob, text="Please help.", readers=desks.keys).voice
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="The first answer.")
    actions.reader_closes(voice_id=voice, unlocked=desks.alice, text="Last words.")
    thread = own(bob, voice)
    assert [line.answer for line in queries.said([thread.voice], {voice: thread.keys})] == ["Last words."]


def test_closing_without_a_word_is_no_answer(desks: Desks) -> None:
    spoken = say(desks)
    actions.reader_closes(voice_id=spoken.voice, unlocked=desks.alice)
    assert not any(entry.is_answer for entry in queries.dialogue(opened(spoken)))
