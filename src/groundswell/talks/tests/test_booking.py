"""A member books a 121 in three taps; nothing that is stored says who."""

from collections.abc import Callable
from threading import Barrier
from threading import Thread as Worker

import pytest
from django.db import connection

from groundswell.kit import clock
from groundswell.kit.audit.models import Entry
from groundswell.kit.seal.boxes import new_secret
from groundswell.people import queries as people_queries
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.talks import actions, queries
from groundswell.talks.models import KeptMinutes, Slot, Talk
from groundswell.talks.rules.points import TalkState
from groundswell.talks.tests.conftest import Desks, anonymous, booked, offered, thread_of
from groundswell.talks.waiting import Talks
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices.desk import queries as desk
from groundswell.voices.models import DeskNote
from groundswell.voices.queries import signature_of


def test_who_booked_is_read_by_that_reader_and_by_nobody_else(
    desks: Desks, alice: Person, bob: Person, charlie: Person
) -> None:
    talk = booked(bob, alice)
    closed = desk.conversation(desks.alice, talk.voice)
    assert closed is not None
    signature = signature_of(desk.opened(desks.alice, closed).entries[0].payload)
    assert signature is not None
    assert signature.name == "Bob"
    assert queries.talk_at(desks.otto, talk.id) is None
    assert queries.talk_of(charlie, talk.id) is None
    assert [line.talk for line in queries.talks_of(bob)] == [talk]
    assert queries.talks_of(charlie) == []


def test_booking_leaves_no_line_in_the_log(desks: Desks, alice: Person, bob: Person) -> None:
    slot = offered(alice)
    before = Entry.objects.count()
    actions.book(member=bob, slot=slot.id, nonce=new_secret()[:16])
    assert Entry.objects.count() == before


def test_a_time_that_is_taken_is_offered_to_nobody(desks: Desks, alice: Person, bob: Person, charlie: Person) -> None:
    slot = offered(alice)
    assert queries.free_slots(not_of=charlie) == [slot]
    actions.book(member=bob, slot=slot.id, nonce=new_secret()[:16])
    assert queries.free_slots(not_of=charlie) == []
    with pytest.raises(Refused, match="not free any more"):
        actions.book(member=charlie, slot=slot.id, nonce=new_secret()[:16])
    assert Talk.objects.count() == 1


def test_the_same_form_sent_twice_books_once(desks: Desks, alice: Person, bob: Person) -> None:
    slot, nonce = offered(alice), new_secret()[:16]
    first = actions.book(member=bob, slot=slot.id, nonce=nonce)
    assert actions.book(member=bob, slot=slot.id, nonce=nonce) == first
    assert Talk.objects.count() == 1


def test_nobody_books_themselves_or_somebody_without_a_desk(desks: Desks, alice: Person, bob: Person) -> None:
    slot = offered(alice)
    with pytest.raises(Refused, match="yourself"):
        actions.book(member=alice, slot=slot.id, nonce=new_secret()[:16])
    with pytest.raises(Refused, match="Set up your desk"):
        offered(bob)
    assert not Slot.objects.filter(is_taken=True).exists(), "nothing is half booked"


def test_free_now_is_booked_while_it_lasts(
    desks: Desks, alice: Person, bob: Person, later: Callable[..., None]
) -> None:
    slot = actions.be_free_now(reader=alice, minutes=30)
    later(minutes=20)
    talk = actions.book(member=bob, slot=slot.id, nonce=new_secret()[:16])
    assert talk.slot_id == slot.id
    talk.refresh_from_db()
    assert (talk.slot.starts_at, talk.slot.minutes) == (clock.now(), 10), "from now to the end of the offer"
    again = actions.be_free_now
    with pytest.raises(Refused, match="offer some of this time"):
        again(reader=alice, minutes=30)
    later(hours=1)
    fresh = again(reader=alice, minutes=10)
    later(minutes=11)
    with pytest.raises(Refused, match="not free any more"):
        actions.book(member=bob, slot=fresh.id, nonce=new_secret()[:16])


def test_a_receipt_books_a_talk_in_writing_with_those_who_read_the_dialogue(
    desks: Desks, alice: Person, bob: Person
) -> None:
    thread, _receipt = anonymous(desks)
    slot, nonce = offered(alice), new_secret()[:16]
    talk = actions.book_in_writing(thread=thread, slot=slot.id, nonce=nonce)
    assert talk.by_receipt
    assert talk.voice == thread.voice.id
    assert actions.book_in_writing(thread=thread, slot=slot.id, nonce=nonce) == talk
    closed = desk.conversation(desks.alice, talk.voice)
    assert closed is not None
    opened = desk.opened(desks.alice, closed)
    assert "in writing" in opened.entries[-1].text, "it reaches the desk at once"
    assert signature_of(opened.entries[0].payload) is None


def test_one_dialogue_holds_one_time_so_that_nobody_unknown_takes_them_all(desks: Desks, alice: Person) -> None:
    thread, _receipt = anonymous(desks)
    actions.book_in_writing(thread=thread, slot=offered(alice).id, nonce=new_secret()[:16])
    with pytest.raises(Refused, match="booked for this dialogue already"):
        actions.book_in_writing(thread=thread, slot=offered(alice, hours=5).id, nonce=new_secret()[:16])


def test_a_member_has_one_talk_to_come_with_each_reader(
    desks: Desks, alice: Person, otto: Person, bob: Person, later: Callable[..., None]
) -> None:
    talk = booked(bob, alice)
    with pytest.raises(Refused, match="still to come"):
        booked(bob, alice, hours=5)
    booked(bob, otto)
    actions.call_off(thread=thread_of(bob, talk), talk=talk)
    booked(bob, alice, hours=6)
    later(hours=7)
    booked(bob, alice)


def test_receipts_take_half_of_the_times_and_one_at_least(desks: Desks, alice: Person, bob: Person) -> None:
    slots = [offered(alice, hours=2 + each) for each in range(4)]
    for slot in slots[:2]:
        actions.book_in_writing(thread=anonymous(desks)[0], slot=slot.id, nonce=new_secret()[:16])
    with pytest.raises(Refused, match="Half of the times"):
        actions.book_in_writing(thread=anonymous(desks)[0], slot=slots[2].id, nonce=new_secret()[:16])
    actions.book(member=bob, slot=slots[2].id, nonce=new_secret()[:16])


def test_a_dialogue_books_nobody_who_cannot_read_it(desks: Desks, alice: Person, otto: Person) -> None:
    spoken = voices.speak_anonymously(
        text="About the advocate.", readers=[desks.key_of(desks.otto)], nonce=new_secret()[:16], now=True
    )
    assert spoken.receipt is not None
    thread = voice_queries.thread_by_receipt(spoken.receipt)
    assert thread is not None
    slot = offered(alice)
    with pytest.raises(Refused, match="read by Otto only"):
        actions.book_in_writing(thread=thread, slot=slot.id, nonce=new_secret()[:16])
    talk = actions.book_in_writing(thread=thread, slot=offered(otto).id, nonce=new_secret()[:16])
    assert talk.slot.reader == otto


def test_its_member_calls_it_off_and_the_time_is_free_again(
    desks: Desks, alice: Person, bob: Person, charlie: Person
) -> None:
    talk = booked(bob, alice)
    actions.call_off(thread=thread_of(bob, talk), talk=talk)
    talk.refresh_from_db()
    assert talk.state == TalkState.CALLED_OFF
    assert [slot.starts_at for slot in queries.free_slots(not_of=charlie)] == [talk.slot.starts_at]
    with pytest.raises(Refused, match="called off"):
        actions.call_off(thread=thread_of(bob, talk), talk=talk)


def test_after_a_call_off_a_reader_still_offers_times_and_is_free_now(desks: Desks, alice: Person, bob: Person) -> None:
    talk = booked(bob, alice)
    actions.call_off(thread=thread_of(bob, talk), talk=talk)
    offered(alice, hours=26)
    actions.be_free_now(reader=alice, minutes=30)
    with pytest.raises(Refused, match="offer some of this time"):
        offered(alice)
    actions.take_back_slot(reader=alice, slot=queries.slots_of(alice)[1].id)
    assert offered(alice) in queries.slots_of(alice), "what was called off and taken back can be offered anew"


def test_a_talk_that_nobody_had_booked_stops_no_time_from_being_offered(
    desks: Desks, alice: Person, bob: Person, later: Callable[..., None]
) -> None:
    talk = booked(bob, alice)
    later(hours=2, minutes=20)
    actions.talk_without_booking(unlocked=desks.alice, voice=talk.voice, by_receipt=False, minutes=15)
    assert offered(alice, hours=3) in queries.slots_of(alice)


def test_its_reader_calls_it_off_with_a_word_and_the_time_is_gone(
    desks: Desks, alice: Person, bob: Person, charlie: Person
) -> None:
    talk = booked(bob, alice)
    actions.call_off_from_desk(unlocked=desks.alice, talk=talk, text="I am ill.")
    assert queries.free_slots(not_of=charlie) == []
    told = voice_queries.dialogue(thread_of(bob, talk))[-1].text
    assert "called off" in told
    assert "I am ill." in told


@pytest.mark.parametrize("by_reader", [False, True])
def test_what_did_not_take_place_is_said_by_either_side_and_asks_nobody_any_more(
    desks: Desks, alice: Person, bob: Person, later: Callable[..., None], *, by_reader: bool
) -> None:
    talk = booked(bob, alice)
    later(hours=3)
    said = len(voice_queries.dialogue(thread_of(bob, talk)))
    if by_reader:
        actions.call_off_from_desk(unlocked=desks.alice, talk=talk)
    else:
        Talks().answer(bob, f"talk {talk.id}", "missed")
    talk.refresh_from_db()
    assert (talk.state, talk.minutes_taken) == (TalkState.CALLED_OFF, None)
    assert Slot.objects.get().is_taken, "a time that is over is not offered again"
    assert len(voice_queries.dialogue(thread_of(bob, talk))) == said, "nobody is written to"
    assert not list(Talks().asks_for(bob))
    assert queries.talks_of(bob)[0].is_settled


def test_what_was_held_by_mistake_is_undone_by_its_reader_and_not_by_its_member(
    desks: Desks, alice: Person, bob: Person, later: Callable[..., None]
) -> None:
    talk = booked(bob, alice)
    later(hours=3)
    actions.hold_talk(unlocked=desks.alice, talk=talk, minutes=30)
    with pytest.raises(Refused, match="was held"):
        actions.call_off(thread=thread_of(bob, talk), talk=talk)
    with pytest.raises(LookupError):
        Talks().answer(bob, f"talk {talk.id}", "missed")
    actions.call_off_from_desk(unlocked=desks.alice, talk=talk)
    today = clock.today()
    assert queries.minutes_talked(alice, today, today) == 0


def test_what_its_author_takes_back_takes_the_talk_with_it(
    desks: Desks, alice: Person, bob: Person, charlie: Person
) -> None:
    talk = booked(bob, alice)
    actions.note_point(thread=thread_of(bob, talk), talk=talk, text="Reviews wait.", nonce=new_secret()[:16])
    voices.withdraw(thread=thread_of(bob, talk))
    assert not Talk.objects.exists()
    assert len(queries.free_slots(not_of=charlie)) == 1


def test_taking_a_talk_back_destroys_what_its_reader_noted_and_keeps_its_minutes_in_their_month(
    desks: Desks, alice: Person, bob: Person, later: Callable[..., None]
) -> None:
    talk, today = booked(bob, alice), clock.today()
    first = today.replace(day=1)
    later(hours=3)
    actions.hold_talk(unlocked=desks.alice, talk=talk, minutes=30)
    actions.keep_note(unlocked=desks.alice, talk=talk, text="Ask about the build.")
    assert DeskNote.objects.count() == 1
    voices.withdraw(thread=thread_of(bob, talk))
    assert not Talk.objects.exists()
    assert not DeskNote.objects.exists(), "at once, while the desk is locked"
    assert queries.minutes_talked(alice, first, today) == 30, "no balance tells that somebody took something back"
    assert not Slot.objects.exists(), "nor does a time that is taken by nobody"
    for _ in range(2):
        again = booked(bob, alice)
        later(hours=3)
        actions.hold_talk(unlocked=desks.alice, talk=again, minutes=10)
        voices.withdraw(thread=thread_of(bob, again))
    assert queries.minutes_talked(alice, first, today) == 50


def test_minutes_taken_back_stay_in_their_sprint_and_in_their_month(
    desks: Desks, alice: Person, bob: Person, later: Callable[..., None]
) -> None:
    talk, today = booked(bob, alice), clock.today()
    later(hours=3)
    actions.hold_talk(unlocked=desks.alice, talk=talk, minutes=30)
    sprint, before = people_queries.sprint_of(today), people_queries.previous_sprint(today)
    month = today.replace(day=1)
    spans = [(sprint.first, sprint.last), (before.first, before.last), (month, month.replace(day=30))]
    counted = [queries.minutes_talked(alice, *span) for span in spans]
    assert counted == [30, 0, 30]
    voices.withdraw(thread=thread_of(bob, talk))
    assert [queries.minutes_talked(alice, *span) for span in spans] == counted
    assert KeptMinutes.objects.get().first_on != today or today in {month, sprint.first}, "no day of the talk is kept"


def test_a_time_is_taken_back_while_nobody_took_it(desks: Desks, alice: Person, bob: Person, otto: Person) -> None:
    talk, free = booked(bob, alice), offered(alice, hours=5)
    actions.take_back_slot(reader=otto, slot=free.id)
    assert queries.slots_of(alice) == [free], "of somebody else"
    actions.take_back_slot(reader=alice, slot=free.id)
    actions.take_back_slot(reader=alice, slot=talk.slot_id)
    assert queries.slots_of(alice) == []
    assert Talk.objects.get() == talk


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_many_who_take_a_time_at_once_one_has_it(desks: Desks, alice: Person, bob: Person, charlie: Person) -> None:
    slot, together, told = offered(alice), Barrier(6), []

    def take(member: Person) -> None:
        try:
            together.wait()
            actions.book(member=member, slot=slot.id, nonce=new_secret()[:16])
            told.append("booked")
        except Refused as refused:
            told.append(refused.field)
        finally:
            connection.close()

    workers = [Worker(target=take, args=(member,)) for member in (bob, charlie) * 3]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(told) == ["booked", *["slot"] * 5]
    assert Talk.objects.count() == 1
