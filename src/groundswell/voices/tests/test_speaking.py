"""What is kept when somebody speaks, and what is not."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.kit import clock
from groundswell.kit.audit.models import Entry as AuditEntry
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal import boxes
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.voices import actions, queries, sealing
from groundswell.voices.actions import Spoken, speaking
from groundswell.voices.models import DeskKey, Envelope, Message, Voice, VoiceReader
from groundswell.voices.queries import Said
from groundswell.voices.rules import Level, Queue, Talk
from groundswell.voices.tests.conftest import CANARY, Desks, opened, own, say, sign, stranger, words_of


def lines_of(person: Person) -> list[Said]:
    """Return the lines of "what I said"."""
    voices = queries.threads_of(person)
    return queries.said(voices, queries.keys_of_own(person, voices))


def test_the_receipt_opens_the_words(desks: Desks) -> None:
    assert words_of(opened(say(desks))) == [CANARY]


def test_both_chosen_readers_open_the_words_and_a_stranger_does_not(desks: Desks) -> None:
    voice = Voice.objects.get(id=say(desks).voice)
    today = clock.today()
    for desk in (desks.alice, desks.otto):
        assert [entry.text for entry in queries.dialogues_for_desk([voice], desk.pairs, today)[voice.id]] == [CANARY]
    foreign = {key: stranger() for key in desks.alice.pairs}
    assert queries.dialogues_for_desk([voice], foreign, today)[voice.id] == []


def test_a_struck_reader_cannot_open_the_words(desks: Desks) -> None:
    key = desks.key_of(desks.otto)
    spoken = actions.speak_anonymously(text=CANARY, readers=[key], nonce=b"n" * 16, now=True)
    voice = Voice.objects.get(id=spoken.voice)
    assert queries.dialogues_for_desk([voice], desks.alice.pairs, clock.today())[voice.id] == []
    assert queries.names_of_readers(voice.id) == ["Otto"]


def test_an_anonymous_voice_stores_no_author_and_only_the_day(desks: Desks) -> None:
    voice = Voice.objects.get(id=say(desks).voice)
    assert (voice.author_id, voice.owner_tag, voice.text, voice.audience, voice.cell_id) == (None, None, "", "", None)
    stored = Voice.objects.filter(id=voice.id).values().get()
    times = {name: value for name, value in stored.items() if hasattr(value, "hour")}
    assert times == {}
    assert stored["day"] == clock.today()


def test_an_anonymous_voice_leaves_no_line_in_the_log(desks: Desks) -> None:
    before = AuditEntry.objects.count()
    say(desks)
    assert AuditEntry.objects.count() == before


def test_a_signed_voice_leaves_no_line_in_the_log(desks: Desks, bob: Person) -> None:
    before = AuditEntry.objects.count()
    sign(bob, desks)
    assert AuditEntry.objects.count() == before


def test_an_anonymous_voice_arrives_the_day_after_with_all_others(desks: Desks) -> None:
    voice = Voice.objects.get(id=say(desks, now=False).voice)
    assert voice.arrives_on == clock.today() + timedelta(days=1)
    assert queries.dialogues_for_desk([voice], desks.alice.pairs, clock.today())[voice.id] == []
    tomorrow = clock.today() + timedelta(days=1)
    assert len(queries.dialogues_for_desk([voice], desks.alice.pairs, tomorrow)[voice.id]) == 1


def test_an_author_who_cannot_wait_is_heard_at_once(desks: Desks) -> None:
    assert Voice.objects.get(id=say(desks, now=True).voice).arrives_on == clock.today()


def test_a_fresh_voice_is_new_on_each_chosen_desk(desks: Desks) -> None:
    spoken = say(desks, now=False)
    waiting = set(VoiceReader.objects.filter(voice=spoken.voice).values_list("queue", "since"))
    assert waiting == {(Queue.NEW, clock.today() + timedelta(days=1))}


def test_the_same_form_twice_is_one_voice_with_one_receipt(desks: Desks) -> None:
    nonce = boxes.new_secret()[:16]
    first, second = say(desks, nonce=nonce), say(desks, nonce=nonce)
    assert (first.voice, first.receipt) == (second.voice, second.receipt)
    assert (first.repeated, second.repeated, second.differs) == (False, True, False)
    assert Voice.objects.count() == 1
    assert Message.objects.count() == 1


def test_the_same_form_with_other_words_keeps_the_first(desks: Desks) -> None:
    nonce = boxes.new_secret()[:16]
    first, second = say(desks, nonce=nonce), say(desks, "something else", nonce=nonce)
    assert second.differs
    assert words_of(opened(second)) == words_of(opened(first)) == [CANARY]


def test_the_same_form_with_other_readers_is_not_taken_for_the_same(desks: Desks) -> None:
    nonce = boxes.new_secret()[:16]
    say(desks, nonce=nonce)
    second = actions.speak_anonymously(text=CANARY, readers=desks.keys[1:], nonce=nonce, now=True)
    assert second.differs
    assert queries.names_of_readers(second.voice) == ["Alice", "Otto"]


def test_words_to_nobody_are_refused(desks: Desks) -> None:
    with pytest.raises(Refused, match="Tick at least one name"):
        actions.speak_anonymously(text=CANARY, readers=[], nonce=b"n" * 16)


@pytest.mark.parametrize("text", ["", "   \n", "\u200b\u2060", "a\0b"])
def test_what_is_no_text_is_refused_and_nothing_is_stored(desks: Desks, text: str) -> None:
    with pytest.raises(Refused):
        say(desks, text)
    assert not Voice.objects.exists()
    assert list(keyring.items()) == []


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=400))
def test_whatever_is_text_comes_back_exactly(desks: Desks, text: str) -> None:
    try:
        spoken = say(desks, text)
    except Refused:
        return
    assert words_of(opened(spoken)) == [text]


def test_halves_of_characters_are_replaced_and_the_rest_is_kept(desks: Desks) -> None:
    assert words_of(opened(say(desks, "one \ud800 two"))) == ["one \ufffd two"]


def test_who_signed_is_inside_and_nowhere_else(desks: Desks, bob: Person) -> None:
    voice = Voice.objects.get(id=sign(bob, desks, talk=Talk.NOW, ticket="SE-7", tidy=True))
    entry = queries.first_entries_for_desk([voice], desks.alice.pairs)[voice.id]
    signature, asked = queries.signature_of(entry.payload), queries.request_of(entry.payload)
    assert signature is not None
    assert (signature.person, signature.name) == (bob.id, "Bob")
    assert (asked.talk, asked.ticket, asked.tidy) == ("now", "SE-7", True)
    assert voice.author_id is None


def test_an_anonymous_voice_is_signed_by_nobody(desks: Desks) -> None:
    voice = Voice.objects.get(id=say(desks).voice)
    entry = queries.first_entries_for_desk([voice], desks.alice.pairs)[voice.id]
    assert queries.signature_of(entry.payload) is None
    assert set(entry.payload) == {"text"}


def test_the_marks_of_one_authors_signed_voices_have_nothing_in_common(
    desks: Desks, bob: Person, charlie: Person
) -> None:
    for author in (bob, bob, charlie):
        sign(author, desks)
    tags = [str(tag) for tag in Voice.objects.values_list("owner_tag", flat=True)]
    assert len(set(tags)) == 3
    assert all(str(person.id).replace("-", "") not in tag for tag in tags for person in (bob, charlie))


def test_each_author_finds_their_own_signed_voices_and_nobody_elses(desks: Desks, bob: Person, charlie: Person) -> None:
    of_bob = {sign(bob, desks, f"bob {number}") for number in range(3)}
    of_charlie = {sign(charlie, desks)}
    assert {voice.id for voice in queries.threads_of(bob)} == of_bob
    assert {voice.id for voice in queries.threads_of(charlie)} == of_charlie
    assert queries.thread_of(charlie, next(iter(of_bob))) is None


def test_more_signed_voices_than_one_batch_are_all_found(
    desks: Desks, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundswell.voices.queries.threads.TAGS_AT_ONCE", 4)
    for number in range(9):
        sign(bob, desks, f"voice {number}")
    assert len(queries.threads_of(bob)) == 9
    assert queries.next_owner_number(bob) == 9


def test_a_signed_form_sent_twice_is_one_voice(desks: Desks, bob: Person) -> None:
    first = sign(bob, desks, nonce=b"n" * 16)
    assert sign(bob, desks, nonce=b"n" * 16) == first
    assert Voice.objects.count() == 1


def test_a_number_that_another_voice_took_is_passed_over(
    desks: Desks, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(bob, desks)
    numbers = iter([0, 1])
    monkeypatch.setattr("groundswell.voices.actions.speaking.next_owner_number", lambda _person: next(numbers))
    voice = sign(bob, desks)
    assert Voice.objects.get(id=voice).owner_tag == sealing.owner_tags(bob.id, [1])[0]


def test_an_open_voice_stores_author_text_and_day(desks: Desks, bob: Person) -> None:
    spoken = actions.speak_open(author=bob, text=CANARY, audience=Audience.ADVOCATE, readers=desks.keys)
    voice = Voice.objects.get(id=spoken.voice)
    assert (voice.author, voice.text, voice.audience, voice.day) == (bob, CANARY, "advocate", clock.today())
    assert words_of(own(bob, voice.id)) == [CANARY]


def test_a_cell_audience_keeps_the_cell_of_the_day(desks: Desks, bob: Person) -> None:
    spoken = actions.speak_open(author=bob, text=CANARY, audience=Audience.CELL, readers=desks.keys)
    assert str(Voice.objects.select_related("cell").get(id=spoken.voice).cell) == "Cell One"


def test_somebody_without_a_cell_cannot_say_it_to_one(desks: Desks, dana: Person) -> None:
    with pytest.raises(Refused, match="no cell"):
        actions.speak_open(author=dana, text=CANARY, audience=Audience.CELL, readers=desks.keys)


def test_an_open_voice_that_was_sent_before_stays_one(desks: Desks, bob: Person) -> None:
    said = [
        actions.speak_open(author=bob, text=text, audience=Audience.ADVOCATE, readers=desks.keys, nonce=b"n" * 16)
        for text in (CANARY, CANARY, "else")
    ]
    assert [(each.repeated, each.differs) for each in said] == [(False, False), (True, False), (True, True)]
    assert Voice.objects.get().text == CANARY


@pytest.mark.parametrize("level", list(Level))
def test_two_forms_that_pass_each_other_are_still_one_voice(
    desks: Desks, bob: Person, monkeypatch: pytest.MonkeyPatch, level: Level
) -> None:
    def speak() -> Spoken:
        words = {"text": CANARY, "readers": desks.keys, "nonce": b"n" * 16}
        if level == Level.OPEN:
            return actions.speak_open(author=bob, audience=Audience.ADVOCATE, **words)  # type: ignore[arg-type]
        if level == Level.SIGNED:
            return actions.speak_signed(author=bob, **words)  # type: ignore[arg-type]
        return actions.speak_anonymously(**words)  # type: ignore[arg-type]

    first = speak()
    looked = speaking._said_before
    looks = iter([True])
    # The second form looks before the first is stored, and stores after it.
    monkeypatch.setattr(speaking, "_said_before", lambda *of: None if next(looks, False) else looked(*of))
    second = speak()
    assert (second.voice, second.repeated, second.differs) == (first.voice, True, False)
    assert Voice.objects.count() == 1


def test_a_refusal_of_the_database_that_means_something_else_is_not_hidden(
    desks: Desks, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(speaking, "keep", refuse)
    monkeypatch.setattr(speaking, "TRIES", 2)
    for speak in (
        lambda: say(desks),
        lambda: sign(bob, desks),
        lambda: actions.speak_open(author=bob, text=CANARY, audience=Audience.ADVOCATE, readers=desks.keys),
    ):
        with pytest.raises(IntegrityError):
            speak()


def test_what_does_not_open_is_left_out_and_the_rest_is_shown(desks: Desks, bob: Person) -> None:
    broken, whole = sign(bob, desks, "broken"), sign(bob, desks, "whole")
    Message.objects.filter(voice=broken).update(body=b"damaged")
    titles = {line.voice.id: line.title for line in lines_of(bob)}
    assert titles == {broken: "", whole: "whole"}
    voices = list(Voice.objects.all())
    keyring.shred(whole)
    assert not any(queries.dialogues_for_desk(voices, desks.alice.pairs, clock.today()).values())


def test_a_reader_with_two_keys_is_named_once(desks: Desks) -> None:
    voice = say(desks).voice
    old = DeskKey.objects.create(
        reader=desks.alice.reader, public=stranger().public, made_on=clock.today(), retired_on=clock.today()
    )
    VoiceReader.objects.create(voice_id=voice, key=old, since=clock.today())
    assert queries.names_of_readers(voice) == ["Alice", "Otto"]


def test_an_open_voice_is_in_the_log_without_its_words(desks: Desks, bob: Person) -> None:
    actions.speak_open(author=bob, text=CANARY, audience=Audience.ORGANISATION, readers=desks.keys)
    line = AuditEntry.objects.get(verb="speak_openly")
    assert line.actor == bob.id
    assert CANARY not in str(line.changes)


@pytest.mark.parametrize("level", [Level.OPEN, Level.SIGNED])
def test_the_database_refuses_to_change_a_level(desks: Desks, level: Level) -> None:
    voice = say(desks).voice
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE voices_voice SET level = %s", [level])
    assert Voice.objects.get(id=voice).level == Level.ANONYMOUS


def test_the_database_refuses_an_anonymous_voice_with_an_author(desks: Desks, bob: Person) -> None:
    voice = say(desks).voice
    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.filter(id=voice).update(author=bob)


def test_a_mail_is_a_signed_voice_and_delivered_twice_it_is_one(desks: Desks, bob: Person) -> None:
    first = actions.speak_by_mail(author=bob, text="by mail", delivery="<1@example.org>")
    second = actions.speak_by_mail(author=bob, text="by mail", delivery="<1@example.org>")
    assert first.voice == second.voice
    voice = Voice.objects.get()
    assert (voice.level, voice.source) == (Level.SIGNED, "mail")
    assert queries.names_of_readers(voice.id) == ["Alice", "Otto"]


def test_a_mail_before_there_are_two_readers_is_refused(bob: Person) -> None:
    with pytest.raises(Refused, match="must first open their desks"):
        actions.speak_by_mail(author=bob, text="by mail", delivery="<1@example.org>")


def test_the_size_of_what_is_stored_tells_only_one_of_four(desks: Desks) -> None:
    for length in (1, 500, 900):
        say(desks, "x" * length)
    assert len({len(body) for body in Message.objects.values_list("body", flat=True)}) == 1


def test_a_voice_is_sealed_to_its_readers_and_to_nobody_else(desks: Desks) -> None:
    say(desks)
    assert set(Envelope.objects.values_list("key_id", flat=True)) == {key.id for key in desks.keys}


def test_printing_what_is_in_memory_shows_no_words_and_no_receipt(desks: Desks, bob: Person) -> None:
    spoken = say(desks)
    thread = opened(spoken)
    assert spoken.receipt is not None
    own_thread = own(bob, sign(bob, desks))
    shown = repr([spoken, thread, queries.dialogue(thread), own_thread, lines_of(bob)])
    assert CANARY not in shown
    assert spoken.receipt.text not in shown
    assert UUID(int=0) != spoken.voice
