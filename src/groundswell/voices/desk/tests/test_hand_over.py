"""Alice hands her desk to Nina: what moves, what stays, what closes, and that nothing of it is silent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Person, RoleAssignment
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant
from groundswell.voices import actions
from groundswell.voices import queries as voices
from groundswell.voices.actions import Spoken
from groundswell.voices.desk import queries
from groundswell.voices.desk.actions import ending, handing_over, notes
from groundswell.voices.desk.tests.conftest import Desk, say, sign, thread_of
from groundswell.voices.models import Consent, DeskKey, DeskNote, Envelope, HandOver, Voice, VoiceReader
from groundswell.voices.queries import Thread, dialogue, dialogues_for_desk
from groundswell.voices.rules import ConsentState, VoiceState
from tests.cast import Cast

FOR_GOOD, DEPUTY = HandOver.Kind.FOR_GOOD, HandOver.Kind.DEPUTY


@pytest.fixture
def ninas(organisation: Cast, set_up: Callable[[Person], Desk]) -> Desk:
    """Return the desk of a second advocate."""
    nina = people.add_person(by=organisation.ada, name="Nina", email="nina@example.org")
    people.assign_role(by=organisation.ada, role=people.standard_role(Grant.ADVOCATE), person=nina)
    return set_up(nina)


def begin(alices: Desk, ninas: Desk, kind: HandOver.Kind = FOR_GOOD) -> HandOver:
    return handing_over.begin(unlocked=alices.unlocked, successor=ninas.reader, kind=kind)


def ask_all(alices: Desk, hand_over: HandOver, most: int = 100) -> None:
    while handing_over.ask_some(unlocked=alices.unlocked, hand_over=hand_over, most=most).left:
        pass


def move_all(alices: Desk, hand_over: HandOver, most: int = 100) -> None:
    while handing_over.move_some(unlocked=alices.unlocked, hand_over=hand_over, most=most).left:
        pass


def say_to(thread: Thread, answer: ConsentState) -> None:
    """Answer, as an author, what a hand-over asks."""
    (question,) = [each for each in voices.questions_of(thread) if each.about_kind == "hand-over"]
    actions.answer_consent(thread=thread, consent_id=question.id, answer=answer)


def opens(desk: Desk) -> set[UUID]:
    """Return the voices whose words this desk opens now."""
    found = dialogues_for_desk(list(Voice.objects.all()), desk.unlocked.pairs, clock.today())
    return {voice for voice, entries in found.items() if any(entry.by_author for entry in entries)}


def last_notice(thread: Thread) -> str:
    return [entry.text for entry in dialogue(thread) if entry.notice][-1]


def signed_thread(author: Person, voice: UUID) -> Thread:
    thread = voices.thread_of(author, voice)
    assert thread is not None
    return thread


@dataclass
class Story:
    """Four authors, each with a dialogue that Alice alone reads, and a fifth whom Otto reads too."""

    by_receipt: Spoken
    signed: UUID
    says_no: Spoken
    silent: Spoken
    with_otto: Spoken


@pytest.fixture
def story(alices: Desk, ottos: Desk, bob: Person) -> Story:
    return Story(say(alices), sign(bob, alices), say(alices), say(alices), say(alices, ottos))


def receipt_of(spoken: Spoken) -> str:
    assert spoken.receipt is not None
    return spoken.receipt.text


def form_of(page: str, needle: str) -> dict[str, str]:
    """Return the hidden fields of the form that holds these words, as a browser would send them."""
    import re  # noqa: PLC0415 - one use

    form = next(part for part in re.findall(r"<form.*?</form>", page, re.DOTALL) if needle in part)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def answer_by_receipt(spoken: Spoken, answer: str) -> None:
    """Answer at /thread/, as somebody who has only the receipt."""
    browser = Client()
    door = browser.get(reverse("thread")).text
    token = form_of(door, "receipt").get("token", "")
    page = browser.post(reverse("thread"), {"receipt": receipt_of(spoken), "token": token}).text
    assert "May somebody else read this?" in page
    fields = form_of(page, 'value="agreed"')
    assert browser.post(reverse("thread"), {**fields, "answer": answer}).status_code in {200, 303}


@pytest.mark.slow
def test_a_desk_is_handed_over_and_every_author_has_their_way(
    *, alices: Desk, ottos: Desk, ninas: Desk, bob: Person, story: Story, client_of: Callable[[Person], Client]
) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        alices.open()
        assert "Nina" in alices.client.get(reverse("desk_hand_over")).text
        alices.client.post(reverse("desk_hand_over"), {"kind": "hand-over", "successor": str(ninas.reader.pk)})
        assert "0 of 5 asked" in alices.client.get(reverse("desk_hand_over")).text
        alices.client.post(reverse("desk_hand_over_ask"))
        assert "5 of 5 asked" in alices.client.get(reverse("desk_hand_over")).text

        answer_by_receipt(story.by_receipt, "agreed")
        answer_by_receipt(story.says_no, "objected")
        bobs = client_of(bob)
        page = bobs.get(reverse("mine_one", args=[story.signed])).text
        assert "Alice hands the desk over to Nina" in page
        fields = form_of(page, 'value="agreed"')
        bobs.post(reverse("mine_consent", args=[story.signed]), {**fields, "answer": "agreed"})

        assert opens(ninas) == set()
        alices.client.post(reverse("desk_hand_over_move"))
        assert opens(ninas) == {story.by_receipt.voice, story.signed}
        early = alices.client.post(reverse("desk_hand_over_finish"), {"sure": "yes"})
        assert early.status_code == 422
        assert "their time is not over" in early.text

        traveller.shift(timedelta(days=15))
        alices.client.force_login(alices.reader)
        alices.open()
        unsure = alices.client.post(reverse("desk_hand_over_finish"))
        assert unsure.status_code == 422
        assert alices.client.post(reverse("desk_hand_over_finish"), {"sure": "yes"}).status_code == 303

        assert opens(ninas) == {story.by_receipt.voice, story.signed}
        assert opens(ottos) == {story.with_otto.voice}
        assert not DeskKey.objects.filter(reader=alices.reader, destroyed_on=None).exists()
        assert alices.client.get(reverse("desk")).headers["Location"] == reverse("desk_setup")

        assert "Nina does, as you said" in last_notice(thread_of(story.by_receipt))
        assert "Nina does, as you said" in last_notice(signed_thread(bob, story.signed))
        for closed in (story.says_no, story.silent):
            assert thread_of(closed).state == VoiceState.CLOSED
            assert "nobody else can" in last_notice(thread_of(closed))
            assert not Envelope.objects.filter(message__voice=closed.voice).exists()
        assert thread_of(story.with_otto).state == VoiceState.OPEN
        assert "Still reading: Otto" in last_notice(thread_of(story.with_otto))

        ninas.client.force_login(ninas.reader)
        ninas.open()
        ninas.client.post(reverse("desk_voice_read", args=[story.signed]))
        ninas.client.post(reverse("desk_voice_answer", args=[story.signed]), {"text": "Hello, I go on with this."})
        assert dialogue(signed_thread(bob, story.signed))[-1].by == "Nina"


def test_authors_are_asked_in_their_dialogue_with_both_names(alices: Desk, ninas: Desk) -> None:
    spoken = say(alices)
    ask_all(alices, begin(alices, ninas))
    assert "Alice hands the desk over to Nina" in last_notice(thread_of(spoken))


@pytest.mark.slow
def test_nobody_is_asked_twice(alices: Desk, ninas: Desk) -> None:
    for _ in range(5):
        say(alices)
    hand_over = begin(alices, ninas)
    ask_all(alices, hand_over, most=2)
    ask_all(alices, hand_over)
    assert Consent.objects.count() == 5


def test_a_voice_that_arrives_meanwhile_is_asked_too(alices: Desk, ninas: Desk) -> None:
    hand_over = begin(alices, ninas)
    ask_all(alices, hand_over)
    say(alices)
    assert handing_over.asking(alices.unlocked, hand_over).left == 1


def test_who_reads_it_already_is_not_asked_about(alices: Desk, ninas: Desk) -> None:
    say(alices, ninas)
    assert handing_over.asking(alices.unlocked, begin(alices, ninas)).left == 0


def test_a_closed_dialogue_is_not_asked_about(alices: Desk, ninas: Desk) -> None:
    spoken = say(alices)
    actions.author_closes(thread=thread_of(spoken))
    assert handing_over.asking(alices.unlocked, begin(alices, ninas)).left == 0


@pytest.mark.slow
def test_a_dialogue_whose_author_forgot_it_goes_without_a_word(alices: Desk, ninas: Desk) -> None:
    spoken = say(alices)
    thread = thread_of(spoken)
    actions.author_forgets(thread=thread)
    hand_over = begin(alices, ninas)
    handing_over.finish(unlocked=alices.unlocked, hand_over=hand_over)
    assert not VoiceReader.objects.exists()


def test_only_somebody_with_the_role_and_a_desk_can_take_over(alices: Desk, organisation: Cast, ninas: Desk) -> None:
    for unfit in (organisation.bob, organisation.otto, alices.reader):
        with pytest.raises(Refused, match="set up a desk"):
            handing_over.begin(unlocked=alices.unlocked, successor=unfit, kind=FOR_GOOD)
    assert queries.possible_successors(alices.reader) == [ninas.reader]


def test_one_who_was_not_offered_cannot_be_chosen(alices: Desk, organisation: Cast) -> None:
    alices.open()
    for chosen in (str(organisation.bob.pk), "x", ""):
        answer = alices.client.post(reverse("desk_hand_over"), {"kind": "hand-over", "successor": chosen})
        assert answer.status_code == 422
    assert not HandOver.objects.exists()


def test_a_second_hand_over_waits_for_the_end_of_the_first(alices: Desk, ninas: Desk) -> None:
    begin(alices, ninas)
    with pytest.raises(Refused, match="handing over already"):
        begin(alices, ninas, DEPUTY)


@pytest.mark.slow
def test_calling_it_off_asks_nobody_any_more_and_moves_nothing_else(alices: Desk, ninas: Desk) -> None:
    said_yes, silent = say(alices), say(alices)
    hand_over = begin(alices, ninas)
    ask_all(alices, hand_over)
    say_to(thread_of(said_yes), ConsentState.AGREED)
    move_all(alices, hand_over)
    alices.open()
    alices.client.post(reverse("desk_hand_over_stop"))
    assert voices.questions_of(thread_of(silent)) == []
    assert opens(ninas) == {said_yes.voice}
    assert opens(alices) == {said_yes.voice, silent.voice}
    for act in (handing_over.ask_some, handing_over.move_some, handing_over.finish, handing_over.stop):
        with pytest.raises(Refused, match="ended already"):
            act(unlocked=alices.unlocked, hand_over=hand_over)
    assert "Last: to Nina" in alices.client.get(reverse("desk_hand_over")).text


@pytest.mark.slow
def test_going_on_by_itself_asks_everybody_and_moves_nothing(
    alices: Desk, ninas: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_over.ask_some, "__kwdefaults__", {"most": 1})
    said_yes, _silent = say(alices), say(alices)
    begin(alices, ninas)
    alices.open()
    address = reverse("desk_hand_over")
    assert '<step-on form="ask"' in alices.client.post(reverse("desk_hand_over_ask"), {"on": "1"}).text
    assert "<step-on" not in alices.client.get(address, {"on": "1"}).text
    alices.client.post(reverse("desk_hand_over_ask"))
    say_to(thread_of(said_yes), ConsentState.AGREED)
    page = alices.client.post(reverse("desk_hand_over_ask"), {"on": "1"}).text
    assert "2 of 2 asked" in page
    assert "0 of 1 moved" in page
    assert "<step-on" not in page


@pytest.mark.parametrize("act", ["ask", "move", "finish", "stop"])
def test_without_a_hand_over_its_acts_do_nothing(alices: Desk, act: str) -> None:
    alices.open()
    answer = alices.client.post(reverse(f"desk_hand_over_{act}"))
    assert answer.headers["Location"] == reverse("desk_hand_over")


@pytest.mark.slow
def test_it_cannot_end_while_a_yes_has_not_moved(alices: Desk, ninas: Desk) -> None:
    spoken = say(alices)
    hand_over = begin(alices, ninas)
    ask_all(alices, hand_over)
    say_to(thread_of(spoken), ConsentState.AGREED)
    with pytest.raises(Refused, match="have not moved yet"):
        handing_over.finish(unlocked=alices.unlocked, hand_over=hand_over)


@pytest.mark.slow
def test_when_everybody_has_answered_it_can_end_at_once(alices: Desk, ninas: Desk) -> None:
    spoken = say(alices)
    hand_over = begin(alices, ninas)
    ask_all(alices, hand_over)
    say_to(thread_of(spoken), ConsentState.OBJECTED)
    handing_over.finish(unlocked=alices.unlocked, hand_over=hand_over)
    assert HandOver.objects.get().state == HandOver.State.ENDED


def test_nothing_moves_to_somebody_who_gave_their_desk_up(alices: Desk, ninas: Desk) -> None:
    hand_over = begin(alices, ninas)
    ending.give_up(reader=ninas.reader)
    alices.open()
    answer = alices.client.post(reverse("desk_hand_over_move"))
    assert answer.status_code == 422
    assert "Nina has no desk any more" in answer.text
    del hand_over


@pytest.mark.slow
def test_a_no_after_a_yes_takes_the_other_readers_envelopes_away_at_once(alices: Desk, ninas: Desk) -> None:
    spoken = say(alices)
    hand_over = begin(alices, ninas)
    ask_all(alices, hand_over)
    say_to(thread_of(spoken), ConsentState.AGREED)
    move_all(alices, hand_over)
    assert opens(ninas) == {spoken.voice}
    say_to(thread_of(spoken), ConsentState.OBJECTED)
    assert opens(ninas) == set()
    assert opens(alices) == {spoken.voice}


@pytest.mark.slow
def test_a_no_after_the_end_closes_what_nobody_else_reads(alices: Desk, ninas: Desk) -> None:
    spoken = say(alices)
    hand_over = begin(alices, ninas)
    ask_all(alices, hand_over)
    say_to(thread_of(spoken), ConsentState.AGREED)
    move_all(alices, hand_over)
    handing_over.finish(unlocked=alices.unlocked, hand_over=hand_over)
    say_to(thread_of(spoken), ConsentState.OBJECTED)
    assert opens(ninas) == set()
    assert thread_of(spoken).state == VoiceState.CLOSED


@pytest.mark.slow
def test_a_deputy_reads_beside_the_advocate_only_what_authors_allow(alices: Desk, ninas: Desk) -> None:
    allowed, silent = say(alices), say(alices)
    hand_over = begin(alices, ninas, DEPUTY)
    ask_all(alices, hand_over)
    assert "as a deputy of Alice" in last_notice(thread_of(silent))
    say_to(thread_of(allowed), ConsentState.AGREED)
    move_all(alices, hand_over)
    alices.open()
    assert "as your deputy" in alices.client.get(reverse("desk_hand_over")).text
    alices.client.post(reverse("desk_hand_over_finish"))
    assert opens(ninas) == {allowed.voice}
    assert opens(alices) == {allowed.voice, silent.voice}
    assert thread_of(silent).state == VoiceState.OPEN


@pytest.mark.slow
def test_a_moved_dialogue_stands_in_the_same_list_of_the_other_desk(alices: Desk, ninas: Desk) -> None:
    spoken = say(alices)
    hand_over = begin(alices, ninas)
    ask_all(alices, hand_over)
    say_to(thread_of(spoken), ConsentState.AGREED)
    move_all(alices, hand_over)
    places = set(VoiceReader.objects.filter(voice=spoken.voice).values_list("queue", "since"))
    assert len(places) == 1
    assert VoiceReader.objects.filter(voice=spoken.voice).count() == 2


@pytest.mark.slow
def test_promises_and_tags_of_the_leaver_are_destroyed_with_the_keys(alices: Desk, ninas: Desk) -> None:
    spoken = say(alices)
    notes.tag_leaving(unlocked=alices.unlocked, voice=spoken.voice, note="x")
    hand_over = begin(alices, ninas)
    ask_all(alices, hand_over)
    say_to(thread_of(spoken), ConsentState.OBJECTED)
    handing_over.finish(unlocked=alices.unlocked, hand_over=hand_over)
    assert not DeskNote.objects.exists()


@pytest.mark.slow
def test_the_keys_of_somebody_who_left_are_destroyed_by_the_next_sweep(
    alices: Desk, ottos: Desk, organisation: Cast
) -> None:
    alone, both = say(alices), say(alices, ottos)
    people.leave(by=organisation.ada, person=alices.reader, day=clock.today())
    assert ending.end_desks_of_the_departed() == 1
    assert ending.end_desks_of_the_departed() == 0
    assert thread_of(alone).state == VoiceState.CLOSED
    assert "nobody else can" in last_notice(thread_of(alone))
    assert opens(ottos) == {both.voice}


def test_a_role_that_paused_keeps_its_keys_for_a_month(alices: Desk, ottos: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        spoken = say(alices)
        RoleAssignment.objects.filter(person=alices.reader).update(until_on=clock.today())
        traveller.shift(timedelta(days=29))
        assert ending.end_desks_of_the_departed() == 0
        traveller.shift(timedelta(days=3))
        assert ending.end_desks_of_the_departed() == 1
    assert thread_of(spoken).state == VoiceState.CLOSED
    assert DeskKey.objects.filter(reader=ottos.reader, destroyed_on=None).exists()


@pytest.mark.slow
def test_a_long_end_goes_on_where_it_stopped(alices: Desk) -> None:
    spoken = [say(alices) for _ in range(5)]
    ending.destroy_keys(alices.reader)
    assert [ending.let_go_some(most=2) for _ in range(4)] == [2, 2, 1, 0]
    assert all(thread_of(each).state == VoiceState.CLOSED for each in spoken)
    assert all(len([entry for entry in dialogue(thread_of(each)) if entry.notice]) == 1 for each in spoken)


def test_the_weekly_letter_and_the_start_page_announce_it_to_everybody(alices: Desk, ninas: Desk, bob: Person) -> None:
    from groundswell.voices.desk.letter import DeskLines  # noqa: PLC0415 - one use

    since = clock.today() - timedelta(days=7)
    assert DeskLines().lines(bob, since, clock.today()) == []
    begin(alices, ninas)
    (line,) = DeskLines().lines(bob, since, clock.today())
    assert "Alice" in line
    assert "Nina" in line
    HandOver.objects.update(state=HandOver.State.STOPPED)
    ending.give_up(reader=alices.reader)
    (line,) = DeskLines().lines(bob, since, clock.today())
    assert "can no longer be opened" in line


def test_a_desk_that_was_lost_on_the_day_of_a_letter_stands_in_the_next(alices: Desk, bob: Person) -> None:
    """Whether it was lost before the letter's hour or after it, the day does not tell."""
    from groundswell.voices.desk.letter import DeskLines  # noqa: PLC0415 - one use

    ending.give_up(reader=alices.reader)
    today = clock.today()
    (line,) = DeskLines().lines(bob, today, today + timedelta(days=7))
    assert "can no longer be opened" in line
    assert DeskLines().lines(bob, today + timedelta(days=1), today + timedelta(days=7)) == []


def test_a_hand_over_to_somebody_whose_desk_has_ended_asks_nobody_any_more(alices: Desk, ninas: Desk) -> None:
    begin(alices, ninas)
    ending.destroy_keys(ninas.reader)
    assert HandOver.objects.get().state == HandOver.State.STOPPED


def test_after_its_last_day_a_hand_over_says_that_the_days_to_answer_are_over(
    alices: Desk, ninas: Desk, bob: Person
) -> None:
    from groundswell.voices.desk.letter import DeskLines  # noqa: PLC0415 - one use

    begin(alices, ninas)
    last = HandOver.objects.get().closes_on
    with time_machine.travel(datetime.combine(last, time(12), tzinfo=UTC), tick=False):
        (line,) = DeskLines().lines(bob, None, clock.today())
        assert "you are asked in it until" in line
    with time_machine.travel(datetime.combine(last + timedelta(days=1), time(12), tzinfo=UTC), tick=False):
        (line,) = DeskLines().lines(bob, None, clock.today())
        assert "The days to answer ended" in line


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(st.sampled_from(["agreed", "objected", "both", "silent"]), min_size=1, max_size=5))
def test_whatever_authors_answer_only_a_yes_moves_and_nothing_is_silent(
    alices: Desk, ottos: Desk, ninas: Desk, answers: list[str]
) -> None:
    from django.db import transaction  # noqa: PLC0415 - one use

    with transaction.atomic(), time_machine.travel(clock.now(), tick=False) as traveller:
        spoken = [say(alices, ottos) if answer == "both" else say(alices) for answer in answers]
        hand_over = begin(alices, ninas)
        ask_all(alices, hand_over, most=2)
        for each, answer in zip(spoken, answers, strict=True):
            if answer in {"agreed", "objected"}:
                say_to(thread_of(each), ConsentState(answer))
        move_all(alices, hand_over, most=1)
        traveller.shift(timedelta(days=15))
        handing_over.finish(unlocked=alices.unlocked, hand_over=hand_over)
        by_voice = dict(zip((each.voice for each in spoken), answers, strict=True))
        assert opens(ninas) == {voice for voice, answer in by_voice.items() if answer == "agreed"}
        assert opens(ottos) == {voice for voice, answer in by_voice.items() if answer == "both"}
        for each in spoken:
            thread = thread_of(each)
            assert (thread.state == VoiceState.CLOSED) == (by_voice[each.voice] in {"objected", "silent"})
            assert "no longer reads this dialogue" in last_notice(thread)
        transaction.set_rollback(True)
