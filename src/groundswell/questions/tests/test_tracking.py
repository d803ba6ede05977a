"""A thread of a place that nothing reads is followed by its link, by the same rule as all others."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client

from groundswell.people.refusals import Refused
from groundswell.questions import actions
from groundswell.questions.models import Item, Source
from groundswell.questions.rules.pointing import ways_to
from groundswell.questions.rules.states import State
from groundswell.questions.rules.turns import Turn
from groundswell.questions.tests.conftest import NOON
from groundswell.questions.tests.scene import question
from tests.cast import Cast

CHAT = "https://chat.example.org/archives/C1/p1700"
type ClientOf = Callable[..., Client]


def test_whose_turn_it_is_stands_as_somebody_told(organisation: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        item = actions.track(by=organisation.bob, address=CHAT, title="How do I restart it?")
        states = [item.state]
        for turn in (Turn.OURS, Turn.THEIRS, Turn.OURS):
            clock.shift(timedelta(hours=1))
            actions.tell_turn(by=organisation.bob, item=item, turn=turn)
            item.refresh_from_db()
            states.append(item.state)
        assert states == [State.UNANSWERED, State.ON_THEM, State.ON_US, State.ON_THEM]
        assert item.first_ours_at == NOON + timedelta(hours=1)
        actions.tell_turn(by=organisation.dana, item=item, turn=Turn.ANSWERED)
        item.refresh_from_db()
        assert item.resolved_at == NOON + timedelta(hours=3)


def test_a_thread_is_as_old_as_the_day_on_which_it_was_asked(organisation: Cast, client_of: ClientOf) -> None:
    with time_machine.travel(NOON, tick=False):
        bob = client_of(organisation.bob)
        told = {"address": CHAT, "title": "How do I restart it?"}
        late = bob.post("/questions/by-link/", told | {"asked_on": "2026-11-26"})
        assert "Choose the day on which it was asked" in late.text
        assert 'value="How do I restart it?"' in late.text
        assert "Write the day as" in bob.post("/questions/by-link/", told | {"asked_on": "soon"}).text
        bob.post("/questions/by-link/", told | {"asked_on": "2026-11-15"})
        item = Item.objects.get()
        assert "10 days old" in bob.get(f"/questions/{item.id}/").text
        actions.tell_turn(by=organisation.bob, item=item, turn=Turn.OURS)
        item.refresh_from_db()
        assert item.first_ours_at == NOON
        assert (NOON - item.opened_at).days == 10  # type: ignore[operator]  # it was asked


def test_who_writes_again_after_the_answer_asks_again_and_what_was_told_is_taken_back(organisation: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        item = actions.track(by=organisation.bob, address=CHAT, title="How do I restart it?")

        def standing() -> tuple[str, bool]:
            item.refresh_from_db()
            return item.state, item.resolved_at is not None

        seen = [standing()]
        for turn in (Turn.OURS, Turn.ANSWERED, Turn.THEIRS):
            clock.shift(timedelta(hours=1))
            actions.tell_turn(by=organisation.bob, item=item, turn=turn)
            seen.append(standing())
        assert seen[1:] == [(State.ON_THEM, False), (State.ON_THEM, True), (State.ON_US, False)]
        back = []
        for _turn in range(3):
            clock.shift(timedelta(minutes=1))
            actions.take_back_turn(by=organisation.dana, item=item)
            back.append(standing())
        assert back == seen[2::-1], "each stands as before"
        with pytest.raises(Refused, match="Nothing was told"):
            actions.take_back_turn(by=organisation.bob, item=item)
        Item.objects.update(resolved_at=NOON)
        actions.take_back_turn(by=organisation.bob, item=item)
        assert standing() == (State.UNANSWERED, False), "told before it was a line of its own"


def test_a_link_into_a_forum_that_is_read_leads_to_what_is_there(organisation: Cast, forum: Source) -> None:
    item = question(forum, "rota")
    for spelt in ("", "/", "/7", "/7?u=bob", "#reply"):
        assert actions.track(by=organisation.bob, address=f"{item.address}{spelt}", title="") == item
    assert Item.objects.count() == 1
    with pytest.raises(Refused, match="read at its source"):
        actions.tell_turn(by=organisation.bob, item=item, turn=Turn.OURS)
    with pytest.raises(Refused, match="read at its source"):
        actions.take_back_turn(by=organisation.bob, item=item)


@pytest.mark.parametrize("address", ["", "chat", "javascript:alert(1)", "ftp://a.example/x", "https://", "https://[x"])
def test_what_is_no_address_gets_a_sentence_and_nothing_is_lost(
    organisation: Cast, client_of: ClientOf, address: str
) -> None:
    answer = client_of(organisation.bob).post("/questions/by-link/", {"address": address, "title": "Why is it slow?"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Paste the whole address of the thread" in answer.text
    assert "Why is it slow?" in answer.text
    assert not Item.objects.exists()


@pytest.mark.slow
def test_a_thread_is_followed_and_told_about_on_its_page(organisation: Cast, client_of: ClientOf) -> None:
    bob = client_of(organisation.bob)
    assert "Say in a few words what is asked." in bob.post("/questions/by-link/", {"address": CHAT, "title": " "}).text
    too_long = bob.post("/questions/by-link/", {"address": f"{CHAT}/{'x' * 300}", "title": "Why?"})
    assert "This address is too long" in too_long.text
    answer = bob.post("/questions/by-link/", {"address": CHAT, "title": "Why is it slow?"})
    item = Item.objects.get()
    assert answer.headers["Location"] == f"/questions/{item.id}/"
    assert "What happened there" in bob.get(f"/questions/{item.id}/").text
    bob.post(f"/questions/{item.id}/turn/", {"turn": "ours"})
    bob.post(f"/questions/{item.id}/turn/", {"turn": "something else"})
    assert "Told here, and not read at its place." in bob.get(f"/questions/{item.id}/").text
    item.refresh_from_db()
    assert item.state == State.ON_THEM
    for _time in range(2):
        bob.post(f"/questions/{item.id}/turn/", {"undo": "yes"})
    assert "Nothing was told of it yet." in bob.get(f"/questions/{item.id}/").text
    item.refresh_from_db()
    assert item.state == State.UNANSWERED


def test_a_host_alone_names_no_thread() -> None:
    assert ways_to("https://chat.example.org/t/x/12/3?u=1#a") == [
        "https://chat.example.org/t/x/12/3",
        "https://chat.example.org/t/x/12",
        "https://chat.example.org/t/x",
    ]
    assert ways_to("https://chat.example.org/t") == ["https://chat.example.org/t"]
    assert ways_to("https://chat.example.org/") == []
