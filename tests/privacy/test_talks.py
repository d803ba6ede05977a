"""A dump of both databases does not say who talked with whom, nor what was said, noted or agreed (G5, G6)."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from groundswell.kit import clock
from groundswell.kit.seal.boxes import new_secret
from groundswell.people.models import Person
from groundswell.talks import actions, queries
from groundswell.talks.models import Talk
from groundswell.talks.rules.points import Outcome
from groundswell.talks.rules.slots import stretch_of
from groundswell.voices import actions as voices
from groundswell.voices.tests.conftest import Desks, desks
from tests.privacy.test_two_dumps import Row, dump

__all__ = ["desks"]
pytestmark = pytest.mark.django_db
CANARIES = ("Zqaboutvogel", "Zqpointvogel", "Zqdeskvogel", "Zqnotesvogel")


@pytest.fixture
def offer(alice: Person) -> Callable[[], UUID]:
    """Return a function by which Alice offers a time, each some hours after the one before."""
    hours = iter(range(2, 40, 2))

    def offered() -> UUID:
        start = clock.now() + timedelta(hours=next(hours))
        return actions.offer_slots(reader=alice, within=stretch_of(start, 30), minutes=30)[0].id

    return offered


def lived(desks: Desks, member: Person, slot: UUID) -> Talk:
    """Let a member and Alice book, note, and end a talk, with canaries in all their words."""
    talk = actions.book(member=member, slot=slot, nonce=new_secret()[:16], about=CANARIES[0])
    found = queries.talk_of(member, talk.id)
    assert found is not None
    thread = found[1]
    actions.note_point(thread=thread, talk=talk, text=CANARIES[1], nonce=new_secret()[:16])
    point = actions.note_point_at_the_desk(unlocked=desks.alice, talk=talk, text=CANARIES[2])
    actions.keep_note(unlocked=desks.alice, talk=talk, text=CANARIES[3])
    actions.agree(thread=thread, point=point, outcome=Outcome.ANONYMISED)
    actions.say_nothing_to_publish(thread=thread, talk=talk)
    return talk


def in_words(rows: set[Row]) -> bytes:
    """Return everything that these rows hold, as one text in which something can be looked for."""
    held = (value for _label, row in rows for _name, value in row)
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in held)


def names_of(person: Person) -> list[bytes]:
    """Return everything by which a person could be found in a row."""
    return [
        person.name.encode(),
        person.email.encode(),
        person.id.hex.encode(),
        str(person.id).encode(),
        person.id.bytes,
    ]


def test_no_word_of_a_talk_lies_open(desks: Desks, bob: Person, offer: Callable[[], UUID]) -> None:
    lived(desks, bob, offer())
    everything = in_words(dump())
    assert not [canary for canary in CANARIES if canary.encode() in everything]


@pytest.mark.slow
def test_no_row_of_a_talk_leads_to_its_member(desks: Desks, bob: Person, offer: Callable[[], UUID]) -> None:
    slot = offer()
    before = dump()
    lived(desks, bob, slot)
    came = dump() - before
    assert {label.partition(".")[0] for label, _row in came} >= {"talks", "voices"}
    held = in_words(came)
    assert not [name for name in names_of(bob) if name in held]


@pytest.mark.slow
def test_talks_of_two_people_leave_rows_of_one_shape(
    desks: Desks, bob: Person, dana: Person, offer: Callable[[], UUID]
) -> None:
    assert shape_of(desks, bob, offer()) == shape_of(desks, dana, offer())


def shape_of(desks: Desks, member: Person, slot: UUID) -> list[tuple[str, list[tuple[str, object]]]]:
    before = dump()
    lived(desks, member, slot)
    came = ((label, row) for label, row in dump() - before if label != "audit.Entry")
    return sorted((label, [(name, _shape(value)) for name, value in row]) for label, row in came)


def _shape(value: object) -> object:
    if isinstance(value, bool) or value is None:
        return str(value)
    return len(value) if isinstance(value, bytes | str) else type(value).__name__


@pytest.mark.slow
def test_what_was_taken_back_is_gone_from_both_databases(desks: Desks, bob: Person, offer: Callable[[], UUID]) -> None:
    talk = lived(desks, bob, offer())
    found = queries.talk_of(bob, talk.id)
    assert found is not None
    voices.withdraw(thread=found[1])
    left = {label for label, _row in dump() if label.startswith("talks.")}
    assert left == {"talks.Slot"}, "a time that is free again"
