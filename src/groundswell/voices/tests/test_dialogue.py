"""Both sides write; either may end it; a flood can be kept away without tracing anybody."""

from datetime import timedelta
from smtplib import SMTPException
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks

from groundswell.kit import clock
from groundswell.kit.audit.models import Entry as AuditEntry
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.voices import actions, queries, rules
from groundswell.voices.models import Message, Voice, VoiceReader
from groundswell.voices.rules import MessageKind, Queue, Verdict, VoiceState
from groundswell.voices.tests.conftest import CANARY, Desks, opened, opened_desk, own, say, sign, words_of

ANSWER = "We looked at it together."


def queues(voice: UUID) -> set[str]:
    """Return the lists of the desks in which a voice stands."""
    return set(VoiceReader.objects.filter(voice=voice).values_list("queue", flat=True))


def test_the_author_reads_the_answer_with_the_name_of_who_gave_it(desks: Desks) -> None:
    spoken = say(desks)
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text=ANSWER)
    answer = queries.dialogue(opened(spoken))[1]
    assert (answer.text, answer.by, answer.by_author) == (ANSWER, "Alice", False)


def test_the_other_reader_reads_the_answer_too(desks: Desks) -> None:
    spoken = say(desks)
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text=ANSWER)
    voice = Voice.objects.get(id=spoken.voice)
    entries = queries.dialogues_for_desk([voice], desks.otto.pairs, clock.today())[voice.id]
    assert [entry.text for entry in entries] == [CANARY, ANSWER]


def test_an_answer_names_its_reader_nowhere_but_inside(desks: Desks) -> None:
    spoken = say(desks)
    message = actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text=ANSWER)
    stored = Message.objects.filter(id=message.id).values().get()
    assert desks.alice.reader.id not in stored.values()


def test_an_answered_dialogue_leaves_the_lists_and_the_authors_next_words_bring_it_back(desks: Desks) -> None:
    spoken = say(desks)
    assert queues(spoken.voice) == {Queue.NEW}
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text=ANSWER)
    assert queues(spoken.voice) == {Queue.NONE}
    actions.author_writes(thread=opened(spoken), text="And another thing.", now=True)
    assert queues(spoken.voice) == {Queue.WAITING}


def test_more_words_of_an_anonymous_author_reach_the_desk_the_day_after(desks: Desks) -> None:
    spoken = say(desks)
    actions.author_writes(thread=opened(spoken), text="later")
    voice = Voice.objects.get(id=spoken.voice)
    today = clock.today()
    assert len(queries.dialogues_for_desk([voice], desks.alice.pairs, today)[voice.id]) == 1
    assert len(queries.dialogues_for_desk([voice], desks.alice.pairs, today + timedelta(days=1))[voice.id]) == 2
    assert words_of(opened(spoken)) == [CANARY, "later"]


def test_words_that_no_desk_has_seen_still_wait_after_an_answer(desks: Desks) -> None:
    spoken = say(desks)
    actions.author_writes(thread=opened(spoken), text="later")
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text=ANSWER)
    waiting = VoiceReader.objects.filter(voice=spoken.voice).first()
    assert waiting is not None
    assert (waiting.queue, waiting.since) == (Queue.WAITING, clock.today() + timedelta(days=1))


def test_more_words_of_a_signed_author_are_there_at_once(desks: Desks, bob: Person) -> None:
    voice = sign(bob, desks)
    actions.author_writes(thread=own(bob, voice), text="more")
    assert Message.objects.filter(voice=voice, arrives_on=clock.today()).count() == 2


def test_a_form_sent_twice_adds_its_words_once_and_other_words_are_added(desks: Desks) -> None:
    spoken = say(desks)
    added = [actions.author_writes(thread=opened(spoken), text=text, nonce=b"n" * 16) for text in ("one", "one", "two")]
    assert added == [True, False, True]
    assert words_of(opened(spoken)) == [CANARY, "one", "two"]


def test_a_reader_who_was_not_chosen_can_neither_read_nor_answer(desks: Desks, charlie: Person) -> None:
    spoken = actions.speak_anonymously(text=CANARY, readers=desks.keys[1:], nonce=b"n" * 16, now=True)
    for desk in (desks.alice, opened_desk(charlie)):
        with pytest.raises(Voice.DoesNotExist):
            actions.reader_writes(voice_id=spoken.voice, unlocked=desk, text=ANSWER)
    with pytest.raises(Voice.DoesNotExist):
        actions.reader_writes(voice_id=uuid4(), unlocked=desks.alice, text=ANSWER)


def test_a_voice_cannot_be_answered_before_it_arrives(desks: Desks) -> None:
    spoken = say(desks, now=False)
    with pytest.raises(Voice.DoesNotExist):
        actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text=ANSWER)


def test_an_empty_answer_is_refused(desks: Desks) -> None:
    with pytest.raises(Refused):
        actions.reader_writes(voice_id=say(desks).voice, unlocked=desks.alice, text=" ")


def test_the_author_closes_and_both_sides_can_still_read(desks: Desks) -> None:
    spoken = say(desks)
    actions.author_closes(thread=opened(spoken))
    actions.author_closes(thread=opened(spoken))
    thread = opened(spoken)
    assert (thread.state, thread.is_open) == (VoiceState.CLOSED, False)
    assert [entry.notice for entry in queries.dialogue(thread)] == ["", "closed"]
    voice = Voice.objects.get(id=spoken.voice)
    assert queries.dialogues_for_desk([voice], desks.alice.pairs, clock.today())[voice.id][0].text == CANARY


def test_what_no_desk_has_seen_reaches_it_although_its_author_closed(desks: Desks) -> None:
    spoken = say(desks, now=False)
    actions.author_closes(thread=opened(spoken))
    assert queues(spoken.voice) == {Queue.NEW}
    with time_machine.travel(clock.now() + timedelta(days=1)):
        actions.reader_closes(voice_id=spoken.voice, unlocked=desks.alice)
        actions.reader_closes(voice_id=spoken.voice, unlocked=desks.otto)
    assert queues(spoken.voice) == {Queue.NONE}


def test_nobody_writes_into_a_closed_dialogue(desks: Desks) -> None:
    spoken = say(desks)
    actions.reader_closes(voice_id=spoken.voice, unlocked=desks.alice, text="Done since Monday.")
    with pytest.raises(Refused, match="closed"):
        actions.author_writes(thread=opened(spoken), text="more")
    with pytest.raises(Refused, match="closed"):
        actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text=ANSWER)
    last = queries.dialogue(opened(spoken))[-1]
    assert (last.notice, last.text, last.by) == ("closed", "Done since Monday.", "Alice")


def test_a_desk_can_close_without_words(desks: Desks) -> None:
    spoken = say(desks)
    actions.reader_closes(voice_id=spoken.voice, unlocked=desks.alice)
    assert queries.dialogue(opened(spoken))[-1].notice == "closed"


def test_after_the_key_is_thrown_away_the_receipt_opens_nothing(desks: Desks) -> None:
    spoken = say(desks)
    actions.author_forgets(thread=opened(spoken))
    assert spoken.receipt is not None
    assert queries.thread_by_receipt(spoken.receipt) is None
    voice = Voice.objects.get(id=spoken.voice)
    assert queries.dialogues_for_desk([voice], desks.alice.pairs, clock.today())[voice.id][0].text == CANARY
    actions.reader_closes(voice_id=spoken.voice, unlocked=desks.alice)


def test_a_muted_dialogue_looks_open_to_its_author_and_reaches_no_desk(desks: Desks) -> None:
    spoken = say(desks)
    for desk in (desks.alice, desks.alice, desks.otto):
        actions.mute(voice_id=spoken.voice, unlocked=desk)
    thread = opened(spoken)
    assert (thread.state, thread.is_open) == (VoiceState.OPEN, True)
    assert actions.author_writes(thread=thread, text="hello?", now=True)
    assert queues(spoken.voice) == {Queue.NONE}


def test_an_unmuted_dialogue_waits_for_what_was_written_meanwhile(desks: Desks) -> None:
    spoken = say(desks)
    actions.mute(voice_id=spoken.voice, unlocked=desks.alice)
    actions.author_writes(thread=opened(spoken), text="hello?", now=True)
    actions.unmute(voice_id=spoken.voice, unlocked=desks.alice)
    actions.unmute(voice_id=spoken.voice, unlocked=desks.alice)
    assert queues(spoken.voice) == {Queue.WAITING, Queue.NEW}


def test_an_unmuted_dialogue_that_was_answered_does_not_wait(desks: Desks) -> None:
    spoken = say(desks)
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text=ANSWER)
    actions.mute(voice_id=spoken.voice, unlocked=desks.alice)
    actions.unmute(voice_id=spoken.voice, unlocked=desks.alice)
    assert queues(spoken.voice) == {Queue.NONE}


def test_an_unmuted_open_voice_waits_since_its_own_day(desks: Desks, bob: Person) -> None:
    spoken = actions.speak_open(author=bob, text=CANARY, audience=Audience.ADVOCATE, readers=desks.keys)
    actions.mute(voice_id=spoken.voice, unlocked=desks.alice)
    actions.unmute(voice_id=spoken.voice, unlocked=desks.alice)
    assert queues(spoken.voice) == {Queue.WAITING, Queue.NEW}


def test_a_closed_dialogue_cannot_be_muted(desks: Desks) -> None:
    spoken = say(desks)
    with clock.held_at(clock.now() - timedelta(days=1)):
        actions.author_closes(thread=opened(spoken))
    actions.mute(voice_id=spoken.voice, unlocked=desks.alice)
    assert Voice.objects.get().state_at_desk == VoiceState.CLOSED


def test_fifty_times_without_an_answer_are_enough(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_UNANSWERED", 3)
    spoken = say(desks)
    for number in range(2):
        actions.author_writes(thread=opened(spoken), text=f"{number}", now=True)
    with pytest.raises(Refused, match="3 times without an answer"):
        actions.author_writes(thread=opened(spoken), text="one too many")
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text=ANSWER)
    assert actions.author_writes(thread=opened(spoken), text="and on")


def test_the_log_counts_answers_and_leads_to_no_dialogue(desks: Desks) -> None:
    spoken = say(desks)
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text=ANSWER)
    actions.mute(voice_id=spoken.voice, unlocked=desks.alice)
    lines = AuditEntry.objects.filter(context="voices", verb__in=("answer", "mute"))
    assert {line.actor for line in lines} == {desks.alice.reader.id}
    assert all(str(spoken.voice) not in f"{line.object_id}{line.changes}" for line in lines)


def test_what_an_author_writes_leaves_no_line_in_the_log(desks: Desks, bob: Person) -> None:
    spoken, voice = say(desks), sign(bob, desks)
    before = AuditEntry.objects.count()
    for thread in (opened(spoken), own(bob, voice)):
        actions.author_writes(thread=thread, text="more")
        actions.author_closes(thread=thread)
    assert AuditEntry.objects.count() == before


@pytest.mark.slow
def test_a_tidied_draft_is_approved_edited_or_refused_and_the_original_stays(desks: Desks, bob: Person) -> None:
    voice = sign(bob, desks, "rough notes", tidy=True)
    for verdict, text in ((Verdict.REFUSED, ""), (Verdict.EDITED, "My own version."), (Verdict.APPROVED, "")):
        actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="Tidied.", kind=MessageKind.DRAFT)
        draft = queries.waiting_draft(own(bob, voice), queries.dialogue(own(bob, voice)))
        assert draft is not None
        actions.author_answers_draft(thread=own(bob, voice), draft=draft.number, verdict=verdict, text=text)
        entries = queries.dialogue(own(bob, voice))
        assert queries.waiting_draft(own(bob, voice), entries) is None
        assert (entries[-1].verdict, entries[-1].text) == (verdict, text)
        assert entries[0].text == "rough notes"
    assert queues(voice) == {Queue.WAITING}


def test_who_signed_gets_one_mail_that_says_no_more_than_that_an_answer_waits(
    desks: Desks, bob: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    voice = sign(bob, desks)
    with django_capture_on_commit_callbacks(execute=True):
        actions.reader_writes(voice_id=voice, unlocked=desks.alice, text=ANSWER)
        actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="One more thing.")
    assert [message.to for message in mail.outbox] == [["bob@example.org"]]
    sent = f"{mail.outbox[0].subject}{mail.outbox[0].body}"
    assert ANSWER not in sent
    assert str(voice) not in sent
    assert "Alice" not in sent


def test_nobody_is_mailed_about_an_anonymous_voice(
    desks: Desks, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    spoken = say(desks)
    with django_capture_on_commit_callbacks(execute=True):
        actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text=ANSWER)
    assert mail.outbox == []


def test_an_open_author_is_mailed_when_closed_with_words_and_who_left_is_not(
    desks: Desks, bob: Person, dana: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for author in (bob, dana):
            spoken = actions.speak_open(author=author, text=CANARY, audience=Audience.ADVOCATE, readers=desks.keys)
            if author == dana:
                people.leave(by=None, person=dana, day=clock.today())
            actions.reader_closes(voice_id=spoken.voice, unlocked=desks.alice, text=ANSWER)
    assert [message.to for message in mail.outbox] == [["bob@example.org"]]


def test_a_mail_server_that_is_down_loses_no_answer(
    desks: Desks,
    bob: Person,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def down(*_: object, **__: object) -> None:
        raise SMTPException("bob@example.org")

    monkeypatch.setattr("groundswell.voices.actions.telling.send_mail", down)
    voice = sign(bob, desks)
    with django_capture_on_commit_callbacks(execute=True):
        actions.reader_writes(voice_id=voice, unlocked=desks.alice, text=ANSWER)
    assert words_of(own(bob, voice)) == [CANARY, ANSWER]
    assert "could not be sent" in caplog.text
    assert "bob" not in caplog.text
