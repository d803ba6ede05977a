"""Who said that it does not go well waits for a first answer by a person, and nothing but that ends the waiting."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.kit import clock
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal import boxes
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.voices import actions, ports, queries
from groundswell.voices.actions import Spoken
from groundswell.voices.models import Voice
from groundswell.voices.queries import Unanswered
from groundswell.voices.rules import FOLLOWED_UP, CameBy, MessageKind, VoiceState, needs_a_word
from groundswell.voices.tests.conftest import Desks, opened, own

pytestmark = pytest.mark.django_db


def _said(desks: Desks, source: CameBy = CameBy.CHECK_IN, *, now: bool = True) -> Spoken:
    nonce = boxes.new_secret()[:16]
    return actions.speak_anonymously(text="Too much at once.", readers=desks.keys, nonce=nonce, now=now, source=source)


def _signed(author: Person, desks: Desks, source: CameBy = CameBy.REFERRAL) -> Spoken:
    return actions.speak_signed(author=author, text="Too much at once.", readers=desks.keys, source=source)


def _waiting(reader: Person) -> list[Unanswered]:
    return [*queries.unanswered(reader), *queries.muted_unanswered(reader)]


def test_a_voice_of_a_check_in_waits_with_its_way_and_its_readers(desks: Desks, bob: Person) -> None:
    anonymous, signed = _said(desks), _signed(bob, desks)
    _said(desks, CameBy.VOICE)
    found = {each.voice: each for each in queries.unanswered(desks.alice.reader)}
    assert set(found) == {anonymous.voice, signed.voice}
    assert {each.way for each in found.values()} == {"check-in", "referral"}
    assert found[signed.voice].readers == {desks.alice.reader.id, desks.otto.reader.id}


def test_one_that_has_not_arrived_yet_does_not_wait_yet(desks: Desks) -> None:
    _said(desks, now=False)
    assert _waiting(desks.alice.reader) == []


def test_an_answer_of_one_reader_ends_the_waiting_for_all(desks: Desks, bob: Person) -> None:
    voice = _signed(bob, desks).voice
    actions.reader_writes(voice_id=voice, unlocked=desks.otto, text="Let us talk.")
    assert _waiting(desks.alice.reader) == _waiting(desks.otto.reader) == []


def test_a_tidied_text_is_an_answer_by_a_person(desks: Desks, bob: Person) -> None:
    voice = _signed(bob, desks).voice
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="Tidied.", kind=MessageKind.DRAFT)
    assert _waiting(desks.alice.reader) == []


def test_more_words_of_the_author_are_no_answer(desks: Desks, bob: Person) -> None:
    voice = _signed(bob, desks).voice
    actions.author_writes(thread=own(bob, voice), text="And another thing.")
    assert [each.voice for each in _waiting(desks.alice.reader)] == [voice]


def test_the_desk_cannot_close_it_in_silence(desks: Desks, bob: Person) -> None:
    voice = _signed(bob, desks).voice
    with pytest.raises(Refused, match="say a last word"):
        actions.reader_closes(voice_id=voice, unlocked=desks.alice)
    assert [each.voice for each in _waiting(desks.alice.reader)] == [voice], "nothing was changed"
    actions.reader_closes(voice_id=voice, unlocked=desks.alice, text="You found the way yourself. Good.")
    assert _waiting(desks.alice.reader) == []


def test_once_answered_it_closes_as_any_other(desks: Desks, bob: Person) -> None:
    voice = _signed(bob, desks).voice
    actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="Let us talk.")
    actions.reader_closes(voice_id=voice, unlocked=desks.alice)
    assert Voice.objects.get(id=voice).state == VoiceState.CLOSED


def test_its_author_ends_the_waiting_by_closing_or_taking_it_back(desks: Desks, bob: Person) -> None:
    actions.author_closes(thread=opened(_said(desks)))
    actions.withdraw(thread=own(bob, _signed(bob, desks).voice))
    with clock.held_at(clock.now() + timedelta(days=1)):
        assert _waiting(desks.alice.reader) == [], "an anonymous closing reaches the desk on the next day"


def test_what_was_muted_stays_on_the_list(desks: Desks) -> None:
    voice = _said(desks).voice
    actions.mute(voice_id=voice, unlocked=desks.alice)
    assert queries.unanswered(desks.alice.reader) == []
    assert [(each.voice, each.is_muted) for each in queries.muted_unanswered(desks.otto.reader)] == [(voice, True)]


def test_what_was_muted_is_found_by_an_index_of_what_was_muted(desks: Desks) -> None:
    with CaptureQueriesContext(connection) as asked:
        queries.muted_unanswered(desks.otto.reader)
    [first] = [each["sql"] for each in asked.captured_queries]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {first}")
            assert "voice_muted" in " ".join(str(row) for row in cursor.fetchall())


def test_only_those_of_this_reader_are_listed(desks: Desks) -> None:
    nonce = boxes.new_secret()[:16]
    keys = [desks.key_of(desks.otto)]
    actions.speak_anonymously(text="About Alice.", readers=keys, nonce=nonce, now=True, source=CameBy.CHECK_IN)
    assert _waiting(desks.alice.reader) == []
    assert len(_waiting(desks.otto.reader)) == 1


def test_the_list_asks_the_same_for_one_and_for_three(
    desks: Desks,
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    for count in (1, 2):
        for _time in range(count):
            _said(desks)
        with django_assert_num_queries(2):  # type: ignore[operator]
            queries.unanswered(desks.alice.reader)


@pytest.mark.parametrize("source", list(CameBy))
def test_only_who_waits_for_a_first_answer_needs_a_word(source: CameBy) -> None:
    assert needs_a_word(source, is_answered=False) == (source in FOLLOWED_UP)
    assert not needs_a_word(source, is_answered=True)


def test_the_desk_says_by_which_way_it_came(desks: Desks, client: Client, bob: Person) -> None:
    _signed(bob, desks)
    client.force_login(desks.alice.reader)
    client.post(reverse("desk_unlock"), {"passphrase": "lamp otter seven gravel"})
    assert "<span>referral</span>" in client.get(reverse("desk")).text


class _Elsewhere:
    """A context with one sealed thing."""

    tables = ("voices_voice",)

    def __init__(self, item: object) -> None:
        self.item = item

    def needed(self, items: list[object]) -> list[object]:
        """Return it, where it is among these."""
        return [item for item in items if item == self.item]


def test_a_key_that_another_context_needs_is_no_orphan(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, stray = boxes.new_secret(), boxes.new_secret()
    one, other = UUID(bytes=kept[:16]), UUID(bytes=stray[:16])
    keyring.keys_for([one, other])
    monkeypatch.setattr(ports.keyed_items, "_plugged", [_Elsewhere(one)])
    assert actions.suspect_item_keys() == [other]
    assert actions.destroy_orphaned_keys(suspects=[one, other]) == 1
    assert set(keyring.keys_of([one, other])) == {one}
