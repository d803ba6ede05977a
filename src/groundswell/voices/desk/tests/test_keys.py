"""A reader's key is replaced: everything stays readable, and the old key opens nothing in the end."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.kit import clock
from groundswell.kit.seal.passphrase import Cost
from groundswell.voices import actions
from groundswell.voices.desk import queries
from groundswell.voices.desk.actions import ending, keys, notes, resealing
from groundswell.voices.desk.refusals import AlreadySetUp, BusyNow, NoDesk, WrongWords
from groundswell.voices.desk.tests.conftest import SECRET, WORDS, Desk, say, thread_of
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import DeskKey, DeskNote, Envelope, HandOver, Message, Voice, VoiceReader
from groundswell.voices.queries import dialogue, dialogues_for_desk
from groundswell.voices.rules import Queue, VoiceState


def rotate(desk: Desk) -> Unlocked:
    return Unlocked(desk.reader, keys.rotate(reader=desk.reader, words=WORDS, cost=Cost.MINIMUM).pairs)


def texts(unlocked: Unlocked) -> list[str]:
    found = dialogues_for_desk(list(Voice.objects.all()), unlocked.pairs, clock.today())
    return sorted(entry.text for entries in found.values() for entry in entries)


def reseal_all(unlocked: Unlocked, most: int = 100) -> int:
    steps = 1
    while resealing.reseal_some(unlocked=unlocked, most=most).left:
        steps += 1
    return steps


@pytest.mark.slow
def test_everything_stays_readable_through_three_keys(alices: Desk) -> None:
    spoken = [say(alices, text=f"{SECRET} {number}") for number in range(3)]
    before = texts(alices.unlocked)
    assert texts(rotate(alices)) == before
    unlocked = rotate(alices)
    assert texts(unlocked) == before
    reseal_all(unlocked)
    assert texts(alices.unlocked) == before
    actions.author_writes(thread=thread_of(spoken[0]), text="and more", now=True)
    assert texts(alices.unlocked) == sorted([*before, "and more"])


@pytest.mark.slow
def test_resealing_goes_on_where_it_was_stopped_and_counts_what_is_left(alices: Desk) -> None:
    for number in range(7):
        say(alices, text=str(number))
    notes.promise(unlocked=alices.unlocked, to="Bob", what="call", by=clock.today())
    unlocked = rotate(alices)
    assert (resealing.progress(unlocked).done, resealing.progress(unlocked).left) == (0, 8)
    step = resealing.reseal_some(unlocked=unlocked, most=3)
    assert (step.done, step.left, step.all) == (4, 4, 8)
    assert texts(alices.unlocked) == [str(number) for number in range(7)]
    assert reseal_all(alices.unlocked, most=3) == 2
    assert resealing.reseal_some(unlocked=alices.unlocked).left == 0


def test_after_resealing_the_new_key_alone_opens_everything(alices: Desk) -> None:
    say(alices)
    old = alices.unlocked
    unlocked = rotate(alices)
    reseal_all(unlocked)
    current = alices.key.id
    assert texts(Unlocked(alices.reader, {current: unlocked.pairs[current]})) == [SECRET]
    assert texts(old) == []


def test_a_voice_keeps_its_place_in_the_lists(alices: Desk) -> None:
    say(alices)
    before = list(VoiceReader.objects.values_list("voice_id", "queue", "since"))
    reseal_all(rotate(alices))
    assert list(VoiceReader.objects.values_list("voice_id", "queue", "since")) == before
    assert queries.size_of(alices.unlocked, Queue.NEW) == 1


def test_the_old_key_is_destroyed_at_an_opening_on_a_later_day_and_not_before(alices: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        say(alices)
        old = alices.key
        unlocked = rotate(alices)
        traveller.shift(timedelta(days=1))
        keys.unlock(reader=alices.reader, words=WORDS)
        assert DeskKey.objects.get(id=old.id).destroyed_on is None
        reseal_all(unlocked)
        keys.unlock(reader=alices.reader, words=WORDS)
        gone = DeskKey.objects.get(id=old.id)
    assert gone.destroyed_on is not None
    assert (gone.by_passphrase, gone.by_recovery, gone.by_newer) == (None, None, None)
    assert texts(alices.unlocked) == [SECRET]


def test_a_voice_sealed_to_the_old_key_at_the_last_moment_is_still_read(alices: Desk) -> None:
    old = alices.key
    unlocked = rotate(alices)
    reseal_all(unlocked)
    actions.speak_anonymously(text="just in time", readers=[old], nonce=b"n" * 32, now=True)
    keys.unlock(reader=alices.reader, words=WORDS)
    assert texts(alices.unlocked) == ["just in time"]
    assert resealing.progress(alices.unlocked).left == 1


def test_damaged_envelopes_do_not_stop_the_rest(alices: Desk) -> None:
    damaged, whole = say(alices, text="damaged"), say(alices, text="whole")
    notes.promise(unlocked=alices.unlocked, to="Bob", what="call", by=clock.today())
    Envelope.objects.filter(message__voice=damaged.voice).update(sealed=b"damaged")
    DeskNote.objects.update(envelope=b"damaged")
    unlocked = rotate(alices)
    reseal_all(unlocked)
    assert texts(unlocked) == ["whole"]
    assert not DeskNote.objects.exists()
    del whole


def test_resealing_twice_adds_no_second_envelope(alices: Desk) -> None:
    spoken = say(alices)
    unlocked = rotate(alices)
    resealing.copy_envelopes(unlocked, [spoken.voice], unlocked.pairs, alices.key)
    resealing.copy_envelopes(unlocked, [spoken.voice], unlocked.pairs, alices.key)
    VoiceReader.objects.create(voice_id=spoken.voice, key=alices.key, since=clock.today())
    reseal_all(unlocked)
    assert Envelope.objects.count() == Message.objects.count() == VoiceReader.objects.count() == 1


@pytest.mark.slow
def test_the_page_of_the_keys_rotates_reseals_and_tells_how_far_it_is(alices: Desk) -> None:
    say(alices)
    alices.open()
    shown = alices.client.post(reverse("desk_rotate"), {"passphrase": WORDS})
    assert shown.status_code == 200
    assert shown.context["recovery"]
    assert "0 of 1 voices" in alices.client.get(reverse("desk_keys")).text
    answer = alices.client.post(reverse("desk_reseal"), {"on": "1"})
    assert answer.headers["Location"] == f"{reverse('desk_keys')}#reseal"
    page = alices.client.get(reverse("desk_keys")).text
    assert "voices and notes are sealed" not in page
    assert "retired; it is destroyed when" in page


@pytest.mark.slow
def test_going_on_by_itself_stops_when_nothing_is_left(alices: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resealing, "A_STEP", 1)
    say(alices)
    say(alices)
    alices.open()
    alices.client.post(reverse("desk_rotate"), {"passphrase": WORDS})
    assert "<step-on" in alices.client.post(reverse("desk_reseal"), {"on": "1"}).text
    assert alices.client.post(reverse("desk_reseal"), {"on": "1"}).status_code == 303


@pytest.mark.slow
def test_no_address_sets_a_long_act_going(alices: Desk) -> None:
    say(alices)
    alices.open()
    alices.client.post(reverse("desk_rotate"), {"passphrase": WORDS})
    page = alices.client.get(reverse("desk_keys"), {"on": "1"}).text
    assert "Re-seal the next 100" in page
    assert "<step-on" not in page


@pytest.mark.parametrize("route", ["desk_rotate", "desk_print_recovery"])
def test_keys_change_only_with_the_passphrase(alices: Desk, route: str) -> None:
    alices.open()
    before = list(DeskKey.objects.values_list("id", "generation"))
    for words in ("", "heron copper seven"):
        assert alices.client.post(reverse(route), {"passphrase": words}).status_code == 422
    assert list(DeskKey.objects.values_list("id", "generation")) == before


@pytest.mark.slow
def test_the_desk_reminds_of_a_key_that_is_nearly_a_year_old(alices: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        alices.open()
        assert "nearly a year old" not in alices.client.get(reverse("desk")).text
        traveller.shift(timedelta(days=340))
        alices.client.force_login(alices.reader)
        alices.open()
        assert "nearly a year old" in alices.client.get(reverse("desk")).text


def test_the_database_lets_a_reader_have_one_current_key(alices: Desk) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DeskKey.objects.create(reader=alices.reader, public=b"x" * 32, by_passphrase=b"x", made_on=clock.today())


def test_the_database_lets_no_destroyed_key_keep_a_wrapping(alices: Desk) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DeskKey.objects.update(retired_on=clock.today(), destroyed_on=clock.today())


def test_setting_up_again_is_refused(alices: Desk) -> None:
    with pytest.raises(AlreadySetUp):
        keys.set_up(reader=alices.reader, words=WORDS, cost=Cost.MINIMUM)


@pytest.mark.slow
def test_two_who_change_a_key_at_once_do_not_both_win(alices: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    really = keys._open_with_passphrase

    def slow(*given: object) -> object:
        found = really(*given)  # type: ignore[arg-type]  # as it was called
        DeskKey.objects.filter(reader=alices.reader).update(generation=F("generation") + 1)
        return found

    monkeypatch.setattr(keys, "_open_with_passphrase", slow)
    for act in (keys.rotate, keys.print_recovery_again):
        with pytest.raises(BusyNow):
            act(reader=alices.reader, words=WORDS)


def test_a_reader_without_a_desk_can_change_nothing(ottos: Desk) -> None:
    DeskKey.objects.all().delete()
    recovery = ottos.first.recovery
    assert recovery is not None
    with pytest.raises(NoDesk):
        keys.unlock(reader=ottos.reader, words=WORDS)
    with pytest.raises(NoDesk):
        keys.recover(reader=ottos.reader, recovery=recovery, words=WORDS)
    for where in ("desk_recover", "desk_lost"):
        assert ottos.client.get(reverse(where)).headers["Location"] == reverse("desk_setup")


@pytest.mark.slow
def test_a_desk_without_passphrase_and_recovery_key_begins_again(alices: Desk, ottos: Desk) -> None:
    alone, both = say(alices, text="for Alice alone"), say(alices, ottos, text="for both")
    page = alices.client.get(reverse("desk_lost")).text
    assert "1 open dialogue that only you could read is closed" in page
    assert alices.client.post(reverse("desk_lost")).status_code == 422
    answer = alices.client.post(reverse("desk_lost"), {"sure": "yes"})
    assert answer.headers["Location"] == reverse("desk_setup")
    assert thread_of(alone).state == VoiceState.CLOSED
    assert "nobody else can" in dialogue(thread_of(alone))[-1].text
    assert thread_of(both).state == VoiceState.OPEN
    assert "Still reading: Otto" in dialogue(thread_of(both))[-1].text
    assert texts(ottos.unlocked)[-1] == "for both"
    with pytest.raises(NoDesk):
        keys.unlock(reader=alices.reader, words=WORDS)
    keys.set_up(reader=alices.reader, words=WORDS, cost=Cost.MINIMUM)
    assert texts(alices.unlocked) == []


def test_a_hand_over_of_a_desk_that_began_again_is_off(alices: Desk, ottos: Desk) -> None:
    from groundswell.voices.desk.actions import handing_over  # noqa: PLC0415 - one use

    handing_over.begin(unlocked=alices.unlocked, successor=ottos.reader, kind=HandOver.Kind.FOR_GOOD)
    ending.give_up(reader=alices.reader)
    assert HandOver.objects.get().state == HandOver.State.STOPPED


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(["say", "rotate", "reseal", "promise", "next day", "wrong"]), max_size=9))
def test_whatever_the_order_nothing_sealed_is_ever_lost(alices: Desk, acts: list[str]) -> None:
    with transaction.atomic(), time_machine.travel(clock.now(), tick=False) as traveller:
        said, promised = 0, 0
        for act in acts:
            if act == "say":
                say(alices)
                said += 1
            elif act == "rotate":
                rotate(alices)
            elif act == "reseal":
                resealing.reseal_some(unlocked=alices.unlocked, most=1)
            elif act == "promise":
                notes.promise(unlocked=alices.unlocked, to="Bob", what="call", by=clock.today())
                promised += 1
            elif act == "next day":
                traveller.shift(timedelta(days=1))
            else:
                with pytest.raises(WrongWords):
                    keys.unlock(reader=alices.reader, words="heron copper seven")
                DeskKey.objects.update(wrong_tries=0)
            assert texts(alices.unlocked) == [SECRET] * said
            assert len(queries.notes(alices.unlocked).promises) == promised
        transaction.set_rollback(True)
