"""Who reads and who writes in the register: every kind of reader against every audience, once in one place."""

from dataclasses import replace

import pytest

from groundswell.people import actions as people
from groundswell.people.models import Cell, Person
from groundswell.people.rules import Audience, Grant
from groundswell.register import actions, policy
from groundswell.register.models import Concern, Perspective
from groundswell.register.tests.conftest import TITLE
from tests.cast import Cast

pytestmark = pytest.mark.django_db

DESK = {"mine", "desk"}
WIDE = {"one", "two", "organisation", "public"}


def placed(by: Person, audience: Audience, cell: Cell | None = None) -> Concern:
    """Return a concern that this audience reads, however it came there."""
    concern = actions.raise_concern(by=by, title=TITLE)
    key = {
        Audience.ME: f"person:{by.id}",
        Audience.ADVOCATE: "advocate",
        Audience.CELL: f"cell:{cell.id if cell else ''}",
    }.get(audience, audience.value)
    Concern.objects.filter(id=concern.id).update(audience=audience, audience_key=key, cell=cell)
    concern.refresh_from_db()
    return concern


@pytest.fixture
def items(organisation: Cast) -> dict[str, Concern]:
    """Return a concern of Alice at each rung of the ladder, and a draft of Otto."""
    alice = organisation.alice
    return {
        "mine": placed(alice, Audience.ME),
        "otto's": placed(organisation.otto, Audience.ME),
        "desk": placed(alice, Audience.ADVOCATE),
        "one": placed(alice, Audience.CELL, organisation.cell_one),
        "two": placed(alice, Audience.CELL, organisation.cell_two),
        "organisation": placed(alice, Audience.ORGANISATION),
        "public": placed(alice, Audience.PUBLIC),
    }


def read_by(reading: policy.Reading, items: dict[str, Concern]) -> set[str]:
    """Return what somebody reads: one by one, and as lists select it, which must be the same."""
    listed = set(policy.visible(Concern.objects.all(), reading).values_list("id", flat=True))
    found = {name for name, item in items.items() if policy.may_read(reading, item)}
    assert {name for name, item in items.items() if item.id in listed} == found
    return found


def of_cell_one(organisation: Cast) -> policy.Reading:
    """Return what Dana reads as an advocate of Cell One alone."""
    role = people.standard_role(Grant.ADVOCATE)
    people.assign_role(by=None, role=role, person=organisation.dana, cells=[organisation.cell_one])
    return policy.reading_of(organisation.dana)


def test_who_reads_what(organisation: Cast, items: dict[str, Concern]) -> None:
    cast = organisation
    expected: list[tuple[Person | None, set[str]]] = [
        (cast.alice, DESK | WIDE),
        (cast.otto, {"otto's", "organisation", "public"}),
        (cast.bob, {"one", "organisation", "public"}),
        (cast.charlie, {"two", "organisation", "public"}),
        (cast.ada, {"organisation", "public"}),
        (cast.lee, {"public"}),
        (None, {"public"}),
    ]
    assert [read_by(policy.reading_of(person), items) for person, _ in expected] == [found for _, found in expected]
    assert read_by(of_cell_one(cast), items) == {"desk", "one", "organisation", "public"}


def test_an_advocate_of_one_cell_reads_cell_by_cell_and_one_of_all_at_once(organisation: Cast) -> None:
    alice, dana = policy.reading_of(organisation.alice), of_cell_one(organisation)
    assert (alice.is_advocate, alice.reads_every_cell) == (True, True)
    assert (dana.is_advocate, dana.reads_every_cell) == (True, False)
    assert {f"cell:{cell.id}" for cell in (organisation.cell_one, organisation.cell_two)} <= alice.keys
    for person in (organisation.otto, organisation.bob, None):
        reading = policy.reading_of(person)
        assert (reading.is_advocate, reading.reads_every_cell) == (False, False)


def test_the_desk_is_where_advocates_and_alternates_sit(organisation: Cast) -> None:
    at_the_desk = [organisation.alice, organisation.otto]
    others = [organisation.bob, organisation.ada, organisation.mo, organisation.lee, None]
    assert all(policy.reading_of(person).at_the_desk for person in at_the_desk)
    assert not any(policy.reading_of(person).at_the_desk for person in others)
    assert replace(policy.OUTSIDE, is_advocate=True).at_the_desk


def test_an_advocate_keeps_what_they_read_and_an_alternate_what_they_wrote_too(
    organisation: Cast, items: dict[str, Concern]
) -> None:
    def kept(person: Person | None) -> set[str]:
        reading = policy.reading_of(person)
        found = {name for name, item in items.items() if policy.may_keep(reading, item)}
        assert found == {name for name, item in items.items() if policy.keeps_by_role(reading, item)}
        return found

    items["otto's, public"] = placed(organisation.otto, Audience.PUBLIC)
    assert kept(organisation.alice) == DESK | WIDE | {"otto's, public"}
    assert kept(organisation.otto) == {"otto's", "otto's, public"}
    assert kept(organisation.bob) == kept(organisation.ada) == kept(organisation.lee) == kept(None) == set()
    Concern.objects.update(written_by=organisation.bob)
    assert policy.may_keep(policy.reading_of(organisation.bob), Concern.objects.get(id=items["one"].id)) is False


def test_whoever_reads_it_and_has_a_name_takes_part(organisation: Cast, items: dict[str, Concern]) -> None:
    for person in (organisation.alice, organisation.otto, organisation.bob, organisation.charlie, organisation.lee):
        reading = policy.reading_of(person)
        assert {name for name, item in items.items() if policy.may_take_part(reading, item)} == read_by(reading, items)
    assert not any(policy.may_take_part(policy.OUTSIDE, item) for item in items.values())


def test_a_view_is_read_by_its_holder_once_it_is_no_draft(organisation: Cast, items: dict[str, Concern]) -> None:
    alice, bob = organisation.alice, organisation.bob
    view = actions.note_perspective(by=alice, concern=items["one"], position="Rest more", holder=bob)
    readers = {name: policy.reading_of(getattr(organisation, name)) for name in ("alice", "bob", "charlie", "otto")}
    assert {name for name, reading in readers.items() if policy.may_read_view(reading, view)} == {"alice"}
    Perspective.objects.update(audience=Audience.ADVOCATE, audience_key="advocate")
    view.refresh_from_db()
    assert {name for name, reading in readers.items() if policy.may_read_view(reading, view)} == {"alice", "bob"}
    assert not policy.may_read_view(policy.OUTSIDE, view)
    view.holder = None
    assert not policy.may_read_view(policy.OUTSIDE, view)


def test_nothing_is_kept_from_those_who_are_no_advocates_because_they_read_nothing_of_it(
    organisation: Cast, items: dict[str, Concern]
) -> None:
    for person in (organisation.otto, organisation.bob, None):
        assert policy.not_given(policy.reading_of(person), items.values()) == set()
    assert policy.not_given(policy.reading_of(organisation.alice), items.values()) == set()


def test_the_advocates_are_named_and_the_alternate_is_not_among_them(organisation: Cast) -> None:
    assert policy.advocates() == {organisation.alice.id: "Alice"}
    of_cell_one(organisation)
    assert policy.advocates() == {organisation.alice.id: "Alice", organisation.dana.id: "Dana"}
    assert policy.readers_in_words(Audience.ADVOCATE, person=organisation.bob) == "the advocates (Alice, Dana)"
    in_words = policy.readers_in_words(Audience.CELL, cell=organisation.cell_two)
    assert in_words == "everyone in Cell Two, and the advocates (Alice, Dana)"
    assert policy.readers_in_words(Audience.CELL) == "everyone in the organisation"
    assert policy.readers_in_words(Audience.PUBLIC) == "everybody, also outside the organisation"
