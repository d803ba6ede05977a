"""A deputy reads beside somebody, and either of the two ends it in one click; nothing of it is silent."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from groundswell.people.models import Person
from groundswell.voices import queries as voices
from groundswell.voices.actions import Spoken
from groundswell.voices.desk import queries
from groundswell.voices.desk.actions import deputies, ending, handing_over
from groundswell.voices.desk.tests.conftest import Desk, say, thread_of
from groundswell.voices.desk.tests.test_hand_over import (
    DEPUTY,
    ask_all,
    begin,
    last_notice,
    move_all,
    opens,
    say_to,
)
from groundswell.voices.desk.tests.test_hand_over import ninas as ninas  # noqa: PLC0414 - the fixture
from groundswell.voices.models import HandOver
from groundswell.voices.rules import ConsentState


def _deputised(alices: Desk, ninas: Desk, number: int = 2) -> tuple[HandOver, list[Spoken]]:
    said = [say(alices) for _ in range(number)]
    hand_over = begin(alices, ninas, DEPUTY)
    ask_all(alices, hand_over)
    for spoken in said:
        say_to(thread_of(spoken), ConsentState.AGREED)
    move_all(alices, hand_over)
    return hand_over, said


@pytest.mark.slow
@pytest.mark.parametrize("who", ["deputy", "advocate"])
def test_either_of_the_two_ends_it_in_one_click_and_every_author_is_told(alices: Desk, ninas: Desk, who: str) -> None:
    hand_over, said = _deputised(alices, ninas)
    silent = say(alices)
    ask_all(alices, hand_over)
    own = say(ninas)
    desk = (ninas if who == "deputy" else alices).open()
    page = desk.client.get(reverse("desk_hand_over")).text
    assert ("You are a deputy of Alice" if who == "deputy" else "Nina is your deputy") in page
    assert "in 2 dialogues" in page
    ended = desk.client.post(reverse("desk_end_deputising"), {"hand_over": hand_over.id}, follow=True)
    assert "2 dialogues are closed to the deputy" in ended.text
    assert opens(ninas) == {own.voice}
    assert opens(alices) == {spoken.voice for spoken in [*said, silent]}
    for spoken in said:
        assert last_notice(thread_of(spoken)) == "Nina no longer reads this dialogue. Still reading: Alice."
    assert voices.questions_of(thread_of(silent)) == []
    assert queries.deputyships_of(ninas.reader) == queries.deputyships_of(alices.reader) == []
    assert "deputy" not in desk.client.get(reverse("desk")).text


@pytest.mark.slow
def test_a_deputyship_that_was_ended_before_can_still_be_withdrawn(alices: Desk, ninas: Desk) -> None:
    hand_over, _said = _deputised(alices, ninas)
    handing_over.finish(unlocked=alices.unlocked, hand_over=hand_over)
    assert "You are a deputy of Alice" in ninas.open().client.get(reverse("desk")).text
    assert deputies.end_deputising(by=ninas.reader, hand_over_id=hand_over.id) == 2
    assert deputies.end_deputising(by=ninas.reader, hand_over_id=hand_over.id) == 0
    assert opens(ninas) == set()


@pytest.mark.slow
def test_what_the_deputy_alone_can_read_stays_with_the_deputy(alices: Desk, ninas: Desk) -> None:
    hand_over, said = _deputised(alices, ninas)
    handing_over.finish(unlocked=alices.unlocked, hand_over=hand_over)
    ending.give_up(reader=alices.reader)
    assert queries.deputyships_of(ninas.reader) == []
    assert deputies.end_deputising(by=ninas.reader, hand_over_id=hand_over.id) == 0
    assert opens(ninas) == {spoken.voice for spoken in said}


@pytest.mark.slow
def test_nobody_else_ends_it_and_nothing_tells_them_that_it_exists(
    alices: Desk, ninas: Desk, otto: Person, set_up: Callable[[Person], Desk]
) -> None:
    hand_over, said = _deputised(alices, ninas)
    ottos = set_up(otto).open()
    answers = [
        ottos.client.post(reverse("desk_end_deputising"), {"hand_over": each})
        for each in (hand_over.id, "5f2d6c1e-0000-4000-8000-000000000000", "no id", "")
    ]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (303, reverse("desk_hand_over"))
    }
    assert opens(ninas) == {spoken.voice for spoken in said}


def test_a_hand_over_for_good_is_no_deputyship(alices: Desk, ninas: Desk) -> None:
    hand_over = begin(alices, ninas)
    with pytest.raises(HandOver.DoesNotExist):
        deputies.end_deputising(by=ninas.reader, hand_over_id=hand_over.id)
    assert queries.deputyships_of(ninas.reader) == []
