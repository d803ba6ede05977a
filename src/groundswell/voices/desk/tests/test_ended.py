"""Dialogues that ended, or wait no more: what is typed for them is not lost, and they are found again."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from groundswell.kit import clock
from groundswell.voices import actions
from groundswell.voices.actions import Spoken
from groundswell.voices.desk.queries import PAGE
from groundswell.voices.desk.tests.conftest import SECRET, Desk, say, thread_of
from groundswell.voices.desk.tests.test_reading import page, read, reads
from groundswell.voices.models import VoiceReader
from groundswell.voices.queries import dialogue
from groundswell.voices.rules import Queue, VoiceState


def close_yesterday(spoken: Spoken) -> None:
    """Close from the author's side, so that the notice of it has arrived today."""
    with clock.held_at(clock.now() - timedelta(days=1)):
        actions.author_closes(thread=thread_of(spoken))


@pytest.mark.slow
def test_closing_keeps_the_dialogue_readable_and_takes_no_more_answers(alices: Desk) -> None:
    spoken = say(alices.open())
    read(alices, spoken.voice)
    alices.client.post(reverse("desk_voice_close", args=[spoken.voice]), {"text": "Solved on Friday."})
    assert thread_of(spoken).state == VoiceState.CLOSED
    assert dialogue(thread_of(spoken))[-1].text == "Solved on Friday."
    refused = alices.client.post(reverse("desk_voice_answer", args=[spoken.voice]), {"text": "and yet"})
    assert refused.status_code == 422
    assert "This dialogue was closed meanwhile" in refused.text
    assert "and yet</textarea>" in refused.text


@pytest.mark.slow
@pytest.mark.parametrize("act", ["answer", "draft", "close"])
def test_words_for_a_dialogue_that_its_author_closed_meanwhile_come_back(alices: Desk, act: str) -> None:
    spoken = say(alices.open())
    read(alices, spoken.voice)
    close_yesterday(spoken)
    address, typed = reverse(f"desk_voice_{act}", args=[spoken.voice]), {"text": "An hour of typing."}
    unread = alices.client.post(address, typed)
    assert unread.status_code == 422
    assert "Something new arrived" in unread.text
    assert "An hour of typing." in unread.text
    read(alices, spoken.voice)
    refused = alices.client.post(address, typed)
    assert refused.status_code == 422
    assert "This dialogue was closed meanwhile" in refused.text
    assert "An hour of typing.</textarea>" in refused.text


def test_what_its_author_closed_is_taken_off_the_list_once_it_was_read(alices: Desk) -> None:
    spoken = say(alices.open())
    close_yesterday(spoken)
    assert "Take it off the list" in read(alices, spoken.voice)
    alices.client.post(reverse("desk_voice_close", args=[spoken.voice]))
    assert VoiceReader.objects.get(voice=spoken.voice).queue == Queue.NONE
    assert "Take it off the list" not in page(alices, spoken.voice)


@pytest.mark.parametrize("act", ["promise", "tag"])
def test_a_refused_note_on_a_voice_with_unread_words_comes_back(alices: Desk, act: str) -> None:
    spoken = say(alices.open())
    typed = {"what": "find a reviewer", "note": "a word " * 200}
    refused = alices.client.post(reverse(f"desk_voice_{act}", args=[spoken.voice]), typed)
    assert refused.status_code == 422
    assert (typed["what"] if act == "promise" else typed["note"].strip()) in refused.text


@pytest.mark.slow
def test_a_refused_change_of_a_mark_comes_back(alices: Desk) -> None:
    spoken = say(alices.open())
    read(alices, spoken.voice)
    marked = reverse("desk_voice_tag", args=[spoken.voice])
    alices.client.post(marked, {"note": "since August"})
    refused = alices.client.post(marked, {"note": "a word " * 200})
    assert refused.status_code == 422
    assert ("a word " * 200).strip() in refused.text


@pytest.mark.slow
def test_last_words_too_long_close_nothing_and_are_kept(alices: Desk) -> None:
    spoken = say(alices.open())
    read(alices, spoken.voice)
    long = "long " * 20_000
    answer = alices.client.post(reverse("desk_voice_close", args=[spoken.voice]), {"text": long})
    assert answer.status_code == 422
    assert long.strip() in answer.text
    assert thread_of(spoken).state == VoiceState.OPEN


def test_a_flood_is_muted_and_its_author_sees_no_difference(alices: Desk) -> None:
    spoken = say(alices.open())
    read(alices, spoken.voice)
    alices.client.post(reverse("desk_voice_mute", args=[spoken.voice]))
    actions.author_writes(thread=thread_of(spoken), text="again", now=True)
    assert VoiceReader.objects.get(voice=spoken.voice).queue == Queue.NONE
    assert thread_of(spoken).state == VoiceState.OPEN
    alices.client.post(reverse("desk_voice_unmute", args=[spoken.voice]))
    assert VoiceReader.objects.get(voice=spoken.voice).queue == Queue.WAITING


@pytest.mark.slow
def test_what_was_answered_closed_or_muted_is_found_again(alices: Desk) -> None:
    answered, closed, muted, new = (say(alices.open()).voice for _ in range(4))
    for voice, act in ((answered, "answer"), (closed, "close"), (muted, "mute")):
        read(alices, voice)
        alices.client.post(reverse(f"desk_voice_{act}", args=[voice]), {"text": "Thank you."})
    earlier = reverse("desk_list", args=["earlier"])
    assert f'href="{earlier}"' in alices.client.get(reverse("desk")).text
    shown = alices.client.get(earlier)
    assert {line.voice.id for line in shown.context["list"].page.lines} == {answered, closed, muted}
    assert "muted" in shown.text
    alices.client.post(reverse("desk_voice_unmute", args=[muted]))
    assert muted not in {line.voice.id for line in alices.client.get(earlier).context["list"].page.lines}
    assert new not in {line.voice.id for line in shown.context["list"].page.lines}


@pytest.mark.slow
def test_earlier_dialogues_are_listed_in_pages_the_latest_first(alices: Desk) -> None:
    voices = []
    with time_machine.travel(clock.now() - timedelta(days=PAGE * 2), tick=False) as traveller:
        for _ in range(PAGE + 3):
            voices.append(say(alices).voice)
            actions.reader_closes(voice_id=voices[-1], unlocked=alices.unlocked)
            traveller.shift(timedelta(days=1))
    alices.open()
    first = alices.client.get(reverse("desk_list", args=["earlier"])).context["list"].page
    rest = alices.client.get(f"{reverse('desk_list', args=['earlier'])}?after={first.after}").context["list"].page
    assert [line.voice.id for line in (*first.lines, *rest.lines)] == voices[::-1]


def test_earlier_dialogues_can_be_read_in_the_list(alices: Desk) -> None:
    spoken = say(alices.open())
    actions.reader_closes(voice_id=spoken.voice, unlocked=alices.unlocked)
    sent = {"voice": [str(spoken.voice)], "queue": "earlier", "in": "list"}
    answer = alices.client.post(reverse("desk_read"), sent, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("desk_list", args=["earlier"])
    assert SECRET in answer.text
    assert reads(alices) == 1
