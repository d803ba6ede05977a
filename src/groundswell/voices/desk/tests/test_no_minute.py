"""What an anonymous author does today changes nothing that a desk shows today."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people.refusals import Refused
from groundswell.voices import actions
from groundswell.voices.actions import Spoken
from groundswell.voices.desk import queries
from groundswell.voices.desk.tests.conftest import Desk, say, thread_of
from groundswell.voices.models import Voice, VoiceReader
from groundswell.voices.queries.unanswered import unanswered
from groundswell.voices.rules import CameBy, Queue, VoiceState
from groundswell.voices.tests.conftest import words_of


def stands(desk: Desk, voice: UUID) -> list[str]:
    """Return in which lists of a desk a voice stands, each with the day that its line shows."""
    unlocked = desk.unlocked
    pages = queries.pages_of(unlocked, list(Queue))
    return [
        f"{page.queue.value or 'earlier'} {(line.since - clock.today()).days}"
        for page in pages
        for line in page.lines
        if line.voice.id == voice
    ]


def at_desk(voice: UUID) -> VoiceState:
    """Return where a dialogue stands as desks see it."""
    return Voice.objects.get(id=voice).state_at_desk


def in_days(days: int, act: Callable[[], list[str]]) -> list[str]:
    with clock.held_at(clock.now() + timedelta(days=days)):
        return act()


@pytest.fixture
def answered(alices: Desk) -> Spoken:
    """Return an anonymous voice that the desk has answered."""
    spoken = say(alices)
    actions.reader_writes(voice_id=spoken.voice, unlocked=alices.unlocked, text="An answer.")
    return spoken


@pytest.mark.slow
def test_where_an_author_writes_again_the_dialogue_stays_where_it_was_until_the_words_arrive(
    alices: Desk, answered: Spoken
) -> None:
    before = stands(alices, answered.voice)
    actions.author_writes(thread=thread_of(answered), text="One more thing.")
    assert stands(alices, answered.voice) == before == ["earlier 0"]
    assert in_days(1, lambda: stands(alices, answered.voice)) == ["waiting 0"]
    assert in_days(3, lambda: stands(alices, answered.voice)) == ["waiting -2"]


@pytest.mark.slow
def test_words_that_are_on_their_way_move_nothing_when_the_desk_answers_mutes_or_closes(
    alices: Desk, answered: Spoken
) -> None:
    actions.author_writes(thread=thread_of(answered), text="One more thing.")
    for act in (
        lambda: actions.reader_writes(voice_id=answered.voice, unlocked=alices.unlocked, text="And another answer."),
        lambda: actions.mute(voice_id=answered.voice, unlocked=alices.unlocked),
        lambda: actions.unmute(voice_id=answered.voice, unlocked=alices.unlocked),
        lambda: actions.reader_closes(voice_id=answered.voice, unlocked=alices.unlocked),
    ):
        act()
        assert stands(alices, answered.voice) == ["earlier 0"]
    assert in_days(1, lambda: stands(alices, answered.voice)) == ["earlier -1"]


@pytest.mark.slow
def test_an_answer_to_what_waits_takes_it_to_the_earlier_ones_though_more_is_on_its_way(
    alices: Desk, answered: Spoken
) -> None:
    actions.author_writes(thread=thread_of(answered), text="Today's words.")
    with clock.held_at(clock.now() + timedelta(days=1)):
        assert stands(alices, answered.voice) == ["waiting 0"]
        actions.author_writes(thread=thread_of(answered), text="Tomorrow's words.")
        actions.reader_writes(voice_id=answered.voice, unlocked=alices.unlocked, text="An answer to what came.")
        assert stands(alices, answered.voice) == ["earlier 0"]
    assert in_days(2, lambda: stands(alices, answered.voice)) == ["waiting 0"]


@pytest.mark.slow
def test_the_order_and_the_pages_of_earlier_dialogues_do_not_change_while_authors_write(alices: Desk) -> None:
    unlocked = alices.unlocked
    spoken = [say(alices) for _ in range(6)]
    for days, each in enumerate(spoken):
        actions.reader_writes(voice_id=each.voice, unlocked=unlocked, text="An answer.")
        VoiceReader.objects.filter(voice=each.voice).update(since=clock.today() - timedelta(days=days // 2))
    before = in_pages(alices)
    for each in spoken[1::2]:
        actions.author_writes(thread=thread_of(each), text="One more thing.")
    assert in_pages(alices) == before
    assert len(before) == 3
    assert queries.size_of(unlocked, Queue.NONE) == 6
    assert queries.size_of(unlocked, Queue.WAITING) == 0


def in_pages(desk: Desk) -> list[list[UUID]]:
    page = queries.page_of(desk.unlocked, Queue.NONE, most=2)
    pages = [[line.voice.id for line in page.lines]]
    while page.after is not None:
        page = queries.page_of(desk.unlocked, Queue.NONE, page.after, most=2)
        pages.append([line.voice.id for line in page.lines])
    return pages


@pytest.mark.slow
def test_pages_of_the_desk_are_the_same_before_and_after_an_author_writes_and_closes(
    alices: Desk, answered: Spoken
) -> None:
    alices.open().client.post(reverse("desk_voice_read", args=[answered.voice]))
    addresses = [reverse("desk_list", args=["earlier"]), reverse("desk_voice", args=[answered.voice]), reverse("desk")]
    before = [_without_proof(alices.client.get(address).text) for address in addresses]
    actions.author_writes(thread=thread_of(answered), text="One more thing.")
    actions.author_closes(thread=thread_of(answered))
    assert [_without_proof(alices.client.get(address).text) for address in addresses] == before
    with clock.held_at(clock.now() + timedelta(days=1)):
        alices.open()
        assert "closed" in alices.client.get(reverse("desk_list", args=["waiting"])).text


def _without_proof(html: str) -> list[str]:
    return [line for line in html.splitlines() if "csrfmiddlewaretoken" not in line and "nonce" not in line]


@pytest.mark.slow
def test_words_sent_now_wait_at_once_though_earlier_ones_are_still_on_their_way(alices: Desk, answered: Spoken) -> None:
    actions.author_writes(thread=thread_of(answered), text="One more thing.")
    actions.author_writes(thread=thread_of(answered), text="And this today.", now=True)
    assert stands(alices, answered.voice) == ["waiting 0"]


@pytest.mark.slow
@pytest.mark.parametrize("end", [actions.author_closes, actions.author_forgets])
def test_the_desk_writes_on_in_what_its_author_closed_today_and_not_tomorrow(
    alices: Desk, answered: Spoken, end: Callable[..., None]
) -> None:
    thread = thread_of(answered)
    end(thread=thread)
    write = partial(actions.reader_writes, voice_id=answered.voice, unlocked=alices.unlocked)
    write(text="Written before the closing arrived.")
    assert at_desk(answered.voice) == VoiceState.OPEN
    with clock.held_at(clock.now() + timedelta(days=1)):
        assert at_desk(answered.voice) == VoiceState.CLOSED
        with pytest.raises(Refused):
            write(text="Written after.")
    if end is actions.author_closes:
        assert words_of(thread_of(answered))[-1] == "Written before the closing arrived."
        assert not thread_of(answered).is_open


@pytest.mark.slow
def test_a_muted_dialogue_looks_muted_until_its_authors_closing_arrives(alices: Desk, answered: Spoken) -> None:
    actions.mute(voice_id=answered.voice, unlocked=alices.unlocked)
    actions.author_closes(thread=thread_of(answered))
    seen = [at_desk(answered.voice)]
    actions.unmute(voice_id=answered.voice, unlocked=alices.unlocked)
    seen.append(at_desk(answered.voice))
    actions.reader_closes(voice_id=answered.voice, unlocked=alices.unlocked, text="Last words.")
    seen.append(at_desk(answered.voice))
    assert seen == [VoiceState.MUTED, VoiceState.OPEN, VoiceState.CLOSED]
    assert words_of(thread_of(answered))[-1] == "Last words."


@pytest.mark.slow
def test_who_waits_for_a_first_answer_is_told_alike_until_the_closing_arrives(alices: Desk) -> None:
    spoken = say(alices)
    Voice.objects.filter(id=spoken.voice).update(source=CameBy.CHECK_IN)
    alone = queries.read_by_nobody_else(alices.reader)
    actions.author_closes(thread=thread_of(spoken))
    assert [each.voice for each in unanswered(alices.reader)] == [spoken.voice]
    assert queries.read_by_nobody_else(alices.reader) == alone == 1
    with clock.held_at(clock.now() + timedelta(days=1)):
        assert unanswered(alices.reader) == []
        assert queries.read_by_nobody_else(alices.reader) == 0


@pytest.mark.slow
def test_taken_back_on_the_day_of_its_closing_it_is_taken_back_at_once(alices: Desk, answered: Spoken) -> None:
    actions.author_closes(thread=thread_of(answered))
    actions.withdraw(thread=thread_of(answered))
    assert at_desk(answered.voice) == VoiceState.WITHDRAWN
    assert queries.conversation(alices.unlocked, answered.voice) is None
