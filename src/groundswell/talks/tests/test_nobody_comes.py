"""A talk to which nobody can come is called off, and whoever booked it reads so; a calling-off answers nobody."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.checkins.follow_up.listing import first_answers
from groundswell.kit.seal.boxes import new_secret
from groundswell.people import actions as people
from groundswell.people.models import Person, RoleAssignment
from groundswell.people.ports import farewells
from groundswell.people.refusals import Refused
from groundswell.talks import actions, queries
from groundswell.talks.models import Talk
from groundswell.talks.panels import DeskTalks
from groundswell.talks.rules.points import Outcome, TalkState
from groundswell.talks.tests.conftest import Desks, anonymous, booked, offered, thread_of
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices.desk.actions import ending
from groundswell.voices.rules import CameBy

pytestmark = pytest.mark.django_db


def stands(talk: Talk) -> str:
    talk.refresh_from_db()
    return talk.state


def test_a_talk_whose_dialogue_is_closed_is_called_off_by_either_side(desks: Desks, alice: Person, bob: Person) -> None:
    talk = booked(bob, alice)
    voices.reader_closes(voice_id=talk.voice, unlocked=desks.alice, text="Let us stop.")
    actions.call_off(thread=thread_of(bob, talk), talk=talk)
    assert stands(talk) == TalkState.CALLED_OFF
    other = booked(bob, alice, hours=5)
    voices.author_closes(thread=thread_of(bob, other))
    actions.call_off_from_desk(unlocked=desks.alice, talk=other)
    assert stands(other) == TalkState.CALLED_OFF
    assert "called off" in voice_queries.dialogue(thread_of(bob, other))[-1].text


def test_closing_calls_off_what_is_to_come_and_the_time_is_free_again(
    desks: Desks, alice: Person, bob: Person, charlie: Person
) -> None:
    talk, kept = booked(bob, alice), booked(charlie, alice, hours=4)
    voices.author_closes(thread=thread_of(bob, talk))
    assert actions.call_off_what_nobody_comes_to() == 1
    assert actions.call_off_what_nobody_comes_to() == 0
    assert (stands(talk), stands(kept)) == (TalkState.CALLED_OFF, TalkState.BOOKED)
    assert len(queries.free_slots(not_of=charlie)) == 1
    assert "called off" in voice_queries.dialogue(thread_of(bob, talk))[-1].text


def test_what_somebody_anonymous_closes_is_called_off_when_the_desk_learns_of_it_and_not_before(
    desks: Desks, alice: Person, later: Callable[..., None]
) -> None:
    thread, _receipt = anonymous(desks)
    talk = actions.book_in_writing(thread=thread, slot=offered(alice, hours=40).id, nonce=new_secret()[:16])
    voices.author_closes(thread=thread)
    assert actions.call_off_what_nobody_comes_to() == 0, "the minute would tell who is at a machine"
    later(days=1)
    assert actions.call_off_what_nobody_comes_to() == 1
    assert stands(talk) == TalkState.CALLED_OFF


def test_a_talk_whose_desk_lost_its_key_is_called_off_and_its_hour_can_be_offered_again(
    client_of: Callable[[Person], Client], desks: Desks, alice: Person, bob: Person
) -> None:
    talk = booked(bob, alice, hours=24)
    ending.give_up(reader=alice)
    assert "Who can read this: ." not in client_of(bob).get(reverse("talks:talk", args=[talk.id])).text
    assert actions.call_off_what_nobody_comes_to() == 1
    page = client_of(bob).get(reverse("talks:talk", args=[talk.id])).text
    assert "called off" in page
    assert "nobody any more" in page


def test_a_talk_with_a_reader_whose_role_ended_is_called_off_and_the_farewell_says_so(
    desks: Desks, alice: Person, bob: Person, charlie: Person
) -> None:
    talk = booked(bob, alice, hours=24)
    told = [sentence for each in farewells for sentence in each.lost_with(alice)]
    assert any("1 booked 121 to come" in sentence for sentence in told)
    for assignment in RoleAssignment.objects.filter(person=alice):
        people.end_role(by=None, assignment=assignment)
    assert actions.call_off_what_nobody_comes_to() == 1
    assert stands(talk) == TalkState.CALLED_OFF
    assert queries.free_slots(not_of=charlie) == []


def test_who_waits_for_a_first_answer_is_not_answered_by_a_calling_off(
    desks: Desks, alice: Person, otto: Person
) -> None:
    said = voices.speak_anonymously(
        text="This sprint broke me.", readers=desks.keys, nonce=new_secret()[:16], now=True, source=CameBy.CHECK_IN
    )
    assert said.receipt is not None
    thread = voice_queries.thread_by_receipt(said.receipt)
    assert thread is not None
    talk = actions.book_in_writing(thread=thread, slot=offered(alice, hours=5).id, nonce=new_secret()[:16])
    with pytest.raises(Refused, match="say a last word") as refused:
        actions.call_off_from_desk(unlocked=desks.alice, talk=talk)
    assert refused.value.field == "text"
    assert stands(talk) == TalkState.BOOKED
    assert [len(first_answers(each)) for each in (alice, otto)] == [1, 1]
    actions.call_off_from_desk(unlocked=desks.alice, talk=talk, text="I am ill. Tomorrow at ten?")
    assert [len(first_answers(each)) for each in (alice, otto)] == [0, 0]


def test_a_calling_off_without_a_word_is_a_notice(desks: Desks, alice: Person, bob: Person) -> None:
    talk = booked(bob, alice)
    actions.call_off_from_desk(unlocked=desks.alice, talk=talk)
    entry = voice_queries.dialogue(thread_of(bob, talk))[-1]
    assert (entry.kind, "called off" in entry.text) == ("notice", True)


def test_what_may_go_out_stands_before_the_talks_that_their_members_never_ended(
    desks: Desks, alice: Person, bob: Person, charlie: Person, later: Callable[..., None]
) -> None:
    let_out = booked(bob, alice)
    later(hours=3)
    actions.hold_talk(unlocked=desks.alice, talk=let_out, minutes=30)
    thread = thread_of(bob, let_out)
    point = actions.note_point(thread=thread, talk=let_out, text="Reviews wait.", nonce=new_secret()[:16])
    actions.agree(thread=thread, point=point, outcome=Outcome.PUBLISHED)
    for _time in range(2):
        never_ended = booked(charlie, alice)
        later(hours=3)
        actions.hold_talk(unlocked=desks.alice, talk=never_ended, minutes=30)
    later(days=20)
    panel = DeskTalks().panel_for(alice, is_open=True)
    assert panel is not None
    assert [line.about for line in panel.lines] == ["1 point may go out", "no point is noted", "no point is noted"]
