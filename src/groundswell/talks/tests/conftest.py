"""Two desks, a time that Alice offers, and Bob who takes it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from groundswell.kit import clock
from groundswell.kit.seal.boxes import new_secret
from groundswell.people.models import Person
from groundswell.talks import actions, queries
from groundswell.talks.models import Slot, Talk
from groundswell.talks.rules.slots import stretch_of
from groundswell.talks.views import receipt
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices.queries import Thread
from groundswell.voices.tests.conftest import Desks, desks, opened_desk

__all__ = ["Desks", "desks", "opened_desk"]

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """Let it be Wednesday noon until a test travels on."""
    receipt.guesses._buckets.clear()
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def offered(reader: Person, *, hours: float = 2, minutes: int = 30) -> Slot:
    """Offer one time that begins in some hours."""
    start = clock.now() + timedelta(hours=hours)
    return actions.offer_slots(reader=reader, within=stretch_of(start, minutes), minutes=minutes)[0]


def booked(member: Person, reader: Person, *, about: str = "", hours: float = 2) -> Talk:
    """Book a talk that begins in some hours."""
    slot = offered(reader, hours=hours)
    return actions.book(member=member, slot=slot.id, nonce=new_secret()[:16], about=about)


def thread_of(member: Person, talk: Talk) -> Thread:
    """Open the dialogue of a member's talk."""
    found = queries.talk_of(member, talk.id)
    assert found is not None
    return found[1]


def anonymous(desks: Desks) -> tuple[Thread, str]:
    """Say something anonymously to both desks; return the dialogue, and its receipt as it is typed."""
    spoken = voices.speak_anonymously(text="It is slow.", readers=desks.keys, nonce=new_secret()[:16], now=True)
    assert spoken.receipt is not None
    thread = voice_queries.thread_by_receipt(spoken.receipt)
    assert thread is not None
    return thread, spoken.receipt.text


@pytest.fixture
def later(noon: time_machine.Traveller) -> Callable[..., None]:
    """Return a function that lets time pass."""

    def passed(**how_long: float) -> None:
        noon.shift(timedelta(**how_long))

    return passed
