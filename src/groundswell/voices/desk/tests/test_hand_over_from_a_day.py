"""A desk is handed over from a day on: everybody knows it before, and nothing moves before."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.voices.desk import rules
from groundswell.voices.desk.actions import handing_over
from groundswell.voices.desk.letter import DeskLines
from groundswell.voices.desk.tests.conftest import WORDS, Desk, say, thread_of
from groundswell.voices.desk.tests.test_hand_over import ask_all, last_notice, move_all, ninas, opens, say_to
from groundswell.voices.models import HandOver
from groundswell.voices.rules import ConsentState

__all__ = ["ninas"]
FOR_GOOD, DEPUTY = HandOver.Kind.FOR_GOOD, HandOver.Kind.DEPUTY
TODAY = date(2026, 11, 18)


@pytest.fixture
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(clock.now().replace(hour=12), tick=False) as traveller:
        yield traveller


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(("from_on", "moves"), [(None, True), (-1, True), (0, True), (1, False)])
def test_dialogues_move_from_their_day_on(from_on: int | None, moves: bool) -> None:  # noqa: FBT001 - a table
    assert rules.may_move(None if from_on is None else in_days(from_on), TODAY) is moves


@pytest.mark.parametrize(("from_on", "may"), [(None, True), (-1, False), (0, True), (366, True), (367, False)])
def test_a_hand_over_is_announced_for_a_day_to_come(from_on: int | None, may: bool) -> None:  # noqa: FBT001 - a table
    assert rules.may_begin_on(None if from_on is None else in_days(from_on), TODAY) is may


def test_authors_have_two_weeks_at_least_and_until_the_day() -> None:
    assert rules.answers_until(TODAY, None) == in_days(14)
    assert rules.answers_until(TODAY, in_days(3)) == in_days(14)
    assert rules.answers_until(TODAY, in_days(30)) == in_days(30)


def begin(alices: Desk, ninas: Desk, days: int, kind: HandOver.Kind = FOR_GOOD) -> HandOver:
    from_on = clock.today() + timedelta(days=days)
    return handing_over.begin(unlocked=alices.unlocked, successor=ninas.reader, kind=kind, from_on=from_on)


def test_before_its_day_a_yes_moves_nothing_and_nothing_ends(
    alices: Desk, ottos: Desk, ninas: Desk, noon: time_machine.Traveller
) -> None:
    spoken = say(alices)
    hand_over = begin(alices, ninas, 20)
    ask_all(alices, hand_over)
    assert f"on {handing_over.day_of(hand_over)}" in last_notice(thread_of(spoken))
    say_to(thread_of(spoken), ConsentState.AGREED)
    for act in (handing_over.move_some, handing_over.finish):
        with pytest.raises(Refused, match="Nothing moves before"):
            act(unlocked=alices.unlocked, hand_over=hand_over)
    handing_over.take_effect(unlocked=alices.unlocked)
    assert opens(ninas) == set()
    noon.shift(timedelta(days=20))
    move_all(alices, hand_over)
    assert opens(ninas) == {spoken.voice}


def test_on_its_day_it_begins_to_move_when_the_desk_is_unlocked(
    alices: Desk, ottos: Desk, ninas: Desk, noon: time_machine.Traveller
) -> None:
    agreed, silent = say(alices), say(alices)
    ask_all(alices, begin(alices, ninas, 2))
    say_to(thread_of(agreed), ConsentState.AGREED)
    alices.client.post(reverse("desk_unlock"), {"passphrase": WORDS})
    assert opens(ninas) == set()
    noon.shift(timedelta(days=2))
    alices.client.force_login(alices.reader)
    assert alices.client.post(reverse("desk_unlock"), {"passphrase": WORDS}).status_code == 303
    assert opens(ninas) == {agreed.voice}
    assert silent.voice not in opens(ninas)


def test_an_author_who_takes_the_yes_back_before_the_day_stays(
    alices: Desk, ottos: Desk, ninas: Desk, noon: time_machine.Traveller
) -> None:
    spoken = say(alices)
    hand_over = begin(alices, ninas, 2)
    ask_all(alices, hand_over)
    say_to(thread_of(spoken), ConsentState.AGREED)
    say_to(thread_of(spoken), ConsentState.OBJECTED)
    noon.shift(timedelta(days=2))
    handing_over.take_effect(unlocked=alices.unlocked)
    assert opens(ninas) == set()


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "words"), [(FOR_GOOD, "has the desk of Alice"), (DEPUTY, "is a deputy of Alice")])
def test_everybody_reads_on_the_start_page_and_in_the_letter_from_which_day_on(
    alices: Desk, ninas: Desk, bob: Person, kind: HandOver.Kind, words: str
) -> None:
    hand_over = begin(alices, ninas, 20, kind)
    assert hand_over.from_on is not None
    day = f"{hand_over.from_on.day} {hand_over.from_on:%B}"
    (line,) = DeskLines().lines(bob, None, clock.today())
    assert line.startswith(f"From {day} on Nina {words}.")
    alices.client.force_login(bob)
    assert f"From {day} on Nina {words}." in alices.client.get("/").content.decode()


@pytest.mark.slow
def test_a_day_that_is_past_comes_back_with_a_reason(alices: Desk, ninas: Desk) -> None:
    browser = alices.open().client
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    given = {"kind": FOR_GOOD, "successor": str(ninas.reader.pk), "from_on": yesterday}
    refused = browser.post(reverse("desk_hand_over"), given)
    assert (refused.status_code, yesterday in refused.content.decode()) == (422, True)
    assert "Choose today, or a day within a year." in refused.content.decode()
    given["from_on"] = (clock.today() + timedelta(days=5)).isoformat()
    assert browser.post(reverse("desk_hand_over"), given).status_code == 303
    page = browser.get(reverse("desk_hand_over")).content.decode()
    assert "Nothing moves before" in page
