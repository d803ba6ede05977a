"""Taking something back: gone from the tables, the keyring, the files and old backups."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.db import connection

from groundswell.kit import clock
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal import boxes
from groundswell.kit.seal.boxes import Unopenable
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.voices import actions, queries, sealing
from groundswell.voices.actions import keeping
from groundswell.voices.models import Consent, DeskNote, Envelope, Message, Voice, VoiceReader
from groundswell.voices.rules import VoiceState
from groundswell.voices.sweeps import KeySweep
from groundswell.voices.tests.conftest import CANARY, Desks, Register, opened, own, say, sign


def nothing_is_left(voice: UUID) -> bool:
    """Tell whether no words, readers, consents or keys of a voice remain."""
    rows = (Message.objects, VoiceReader.objects, Consent.objects)
    return not any(each.filter(voice=voice).exists() for each in rows) and not Envelope.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_signed_voice_that_was_taken_back_opens_for_nobody_in_old_backups_either(desks: Desks, bob: Person) -> None:
    voice = sign(bob, desks)
    message = Message.objects.get(voice=voice)
    envelope = message.envelopes.get(key=desks.key_of(desks.alice))
    pair = desks.alice.pairs[envelope.key_id]
    actions.withdraw(thread=own(bob, voice))
    assert nothing_is_left(voice)
    assert keyring.keys_of([voice]) == {}
    with pytest.raises(Unopenable):
        # The backup has the message and the envelope, and the reader has the key: the item's key is what is missing.
        sealing.open_entry(message.body, envelope.sealed, pair, boxes.new_secret())


def test_a_voice_that_was_taken_back_is_no_longer_mine_and_leaves_its_number_free_for_nobody(
    desks: Desks, bob: Person
) -> None:
    voice = sign(bob, desks)
    actions.withdraw(thread=own(bob, voice))
    second = sign(bob, desks, "second")
    assert [each.id for each in queries.threads_of(bob)] == [second]
    assert queries.thread_of(bob, voice) is None
    assert queries.next_owner_number(bob) == 2


def test_what_is_left_of_it_says_nothing_but_that_there_was_one(desks: Desks, bob: Person) -> None:
    voice = Voice.objects.get(id=sign(bob, desks))
    actions.withdraw(thread=own(bob, voice.id))
    left = Voice.objects.filter(id=voice.id).values().get()
    assert {name for name, value in left.items() if value} == {
        "id",
        "level",
        "state",
        "source",
        "day",
        "arrives_on",
        "owner_tag",
    }
    assert left["state"] == VoiceState.WITHDRAWN


def test_an_anonymous_author_can_take_everything_back_by_receipt(desks: Desks) -> None:
    spoken = say(desks)
    actions.withdraw(thread=opened(spoken))
    assert spoken.receipt is not None
    assert queries.thread_by_receipt(spoken.receipt) is None
    assert nothing_is_left(spoken.voice)


def test_a_form_sent_again_does_not_bring_it_back(desks: Desks) -> None:
    spoken = say(desks, nonce=b"n" * 16)
    actions.withdraw(thread=opened(spoken))
    again = say(desks, nonce=b"n" * 16)
    assert again.repeated
    assert again.receipt is not None
    assert queries.thread_by_receipt(again.receipt) is None
    assert Message.objects.count() == 0


def test_a_desk_cannot_read_or_answer_what_was_taken_back(desks: Desks) -> None:
    spoken = say(desks)
    actions.withdraw(thread=opened(spoken))
    voice = Voice.objects.get(id=spoken.voice)
    assert queries.dialogues_for_desk([voice], desks.alice.pairs, clock.today())[voice.id] == []
    with pytest.raises(Voice.DoesNotExist):
        actions.reader_writes(voice_id=voice.id, unlocked=desks.alice, text="hello")


def test_an_open_voice_is_gone_altogether(desks: Desks, bob: Person) -> None:
    voice = actions.speak_open(author=bob, text=CANARY, audience=Audience.ORGANISATION, readers=desks.keys).voice
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="answer")
    actions.withdraw(thread=own(bob, voice))
    assert not Voice.objects.filter(id=voice).exists()
    assert nothing_is_left(voice)


def test_what_leaned_on_it_is_told(desks: Desks, register: Register) -> None:
    spoken = say(desks)
    actions.withdraw(thread=opened(spoken))
    assert register.looked_again == [("withdrawn", spoken.voice)]
    assert queries.sources_of([spoken.voice]) == {}


def test_a_voice_that_is_there_has_a_source(desks: Desks, bob: Person) -> None:
    voice = sign(bob, desks)
    assert queries.sources_of([voice])[voice].source == "voice"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_words_of_an_open_voice_leave_the_files_of_the_database(desks: Desks, bob: Person) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's vacuum does it in its own time")
    voice = actions.speak_open(author=bob, text=CANARY, audience=Audience.ADVOCATE, readers=desks.keys).voice
    actions.withdraw(thread=own(bob, voice))
    name = str(connection.settings_dict["NAME"])
    for suffix in ("", "-wal"):
        file = Path(name + suffix)
        assert not file.exists() or CANARY.encode() not in file.read_bytes()


def test_an_open_voice_can_be_said_to_more_people_and_to_fewer(desks: Desks, bob: Person, charlie: Person) -> None:
    voice = actions.speak_open(author=bob, text=CANARY, audience=Audience.ADVOCATE, readers=desks.keys).voice
    assert queries.open_voice_for(charlie, voice) is None
    actions.change_audience(thread=own(bob, voice), audience=Audience.ORGANISATION)
    assert queries.open_voice_for(charlie, voice) is not None
    actions.change_audience(thread=own(bob, voice), audience=Audience.CELL)
    assert queries.open_voice_for(charlie, voice) is None


def test_an_open_voice_is_said_to_somebody(desks: Desks, dana: Person) -> None:
    voice = actions.speak_open(author=dana, text=CANARY, audience=Audience.ADVOCATE, readers=desks.keys).voice
    for audience in (Audience.ME, Audience.CELL):
        with pytest.raises(Refused):
            actions.change_audience(thread=own(dana, voice), audience=audience)


def test_keys_of_items_that_were_never_stored_are_swept_and_all_others_stay(desks: Desks, bob: Person) -> None:
    voice = sign(bob, desks)
    keyring.key_for(UUID(int=7))
    sweep = KeySweep()
    sweep()
    assert UUID(int=7) in set(keyring.items())
    sweep()
    assert set(keyring.items()) == {voice, *DeskNote.objects.values_list("id", flat=True)}


def test_the_sweep_looks_once_a_day(desks: Desks) -> None:
    sweep = KeySweep()
    sweep()
    keyring.key_for(UUID(int=7))
    sweep()
    sweep()
    assert UUID(int=7) in set(keyring.items())
    with time_machine.travel(clock.now() + timedelta(days=1)):
        sweep()
        sweep()
    assert UUID(int=7) not in set(keyring.items())


def test_a_key_whose_voice_arrives_between_two_looks_stays(desks: Desks) -> None:
    nonce = b"n" * 16
    keyring.key_for(sealing.voice_id_of(nonce))
    keyring.key_for(UUID(int=7))
    sweep = KeySweep()
    sweep()
    spoken = say(desks, nonce=nonce)
    sweep()
    assert list(keyring.items()) == [spoken.voice]
    assert queries.dialogue(opened(spoken))[0].text == CANARY


def test_a_voice_whose_key_was_swept_away_makes_another(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    made = keyring.propose_key_for
    swept: list[UUID] = []

    def made_and_swept(item: UUID) -> bytes:
        key = made(item)
        if not swept:
            swept.append(item)
            keyring.shred(item)
        return key

    monkeypatch.setattr(keyring, "propose_key_for", made_and_swept)
    spoken = say(desks)
    assert swept == [spoken.voice]
    assert queries.dialogue(opened(spoken))[0].text == CANARY


def test_a_sweep_that_never_ends_stores_nothing(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    for way in ("propose_key_for", "key_for"):
        monkeypatch.setattr(keyring, way, lambda _item: boxes.new_secret())
    with pytest.raises(keeping.ItemKeyGone):
        say(desks)
    assert not Voice.objects.exists()


def test_a_voice_whose_key_was_made_already_is_sealed_under_that_key(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed, first = keyring.propose_key_for, {}

    def second(item: UUID) -> bytes:
        first[item] = keyring.key_for(item)
        return proposed(item)

    monkeypatch.setattr(keyring, "propose_key_for", second)
    spoken = say(desks)
    assert keyring.keys_of([spoken.voice]) == first
    assert queries.dialogue(opened(spoken))[0].text == CANARY
