"""Who can read what, and which pages open to whom."""

from itertools import pairwise

import pytest

from groundswell.people.models import Person
from groundswell.people.rules import Audience, Spell
from groundswell.web.access import Access
from tests.cast import Cast

pytestmark = pytest.mark.django_db

LADDER = [Audience.ME, Audience.ADVOCATE, Audience.CELL, Audience.ORGANISATION, Audience.PUBLIC]


def test_the_ladder_goes_from_me_to_everybody() -> None:
    assert list(Audience) == LADDER
    assert all(wider.is_wider_than(narrower) for narrower, wider in pairwise(LADDER))
    assert not any(rung.is_wider_than(rung) for rung in LADDER)
    assert not Audience.ME.is_wider_than(Audience.PUBLIC)


@pytest.mark.parametrize("name", ["alice", "otto", "bob", "charlie", "dana", "mo", "ada", "lee"])
def test_what_each_of_the_cast_may_open(organisation: Cast, name: str) -> None:
    person: Person = getattr(organisation, name)
    opens = {kind for kind in Access if person.may_open(kind)}
    everyone = {Access.COOKIELESS, Access.PUBLIC}
    more = {
        "alice": {Access.MEMBER, Access.READER, Access.ADVOCATE, Access.ORGANISER, Access.PLANNING},
        "mo": {Access.MEMBER, Access.PLANNER, Access.PLANNING},
        "otto": {Access.MEMBER, Access.READER},
        "ada": {Access.MEMBER, Access.ADMINISTRATOR, Access.ORGANISER},
        "lee": set[Access](),
    }
    assert opens == everyone | more.get(name, {Access.MEMBER})


def test_a_person_says_their_audiences_themselves(bob: Person, organisation: Cast) -> None:
    assert bob.audiences() == {"public", "organisation", f"person:{bob.id}", f"cell:{organisation.cell_one.id}"}


def test_rows_speak_for_themselves_where_they_are_printed(organisation: Cast) -> None:
    assert str(organisation.organisation) == "Tidewater"
    assert [str(person) for person in (organisation.alice, organisation.lee)] == ["Alice", "Lee"]


def test_people_are_found_by_the_address_they_sign_in_with(bob: Person) -> None:
    assert Person.objects.get_by_natural_key("BOB@example.org") == bob


def test_a_spell_holds_from_its_first_day_to_the_one_before_its_end(organisation: Cast) -> None:
    joined = organisation.bob.joined_on
    held = organisation.bob.memberships.get().spell
    assert held == Spell(joined)
    assert held.holds_on(joined)
