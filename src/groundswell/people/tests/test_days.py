"""Days from included to excluded: spells, and who may be both readers."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from groundswell.people.rules import Grant, Spell, held_against

MONDAY = date(2026, 11, 2)

days = st.integers(0, 60).map(lambda offset: MONDAY + timedelta(days=offset))
EVERY_DAY = [MONDAY + timedelta(days=offset) for offset in range(-5, 130)]


@st.composite
def spells(draw: st.DrawFn) -> Spell:
    """Draw a spell of one day to two months, or one that still runs."""
    first = draw(days)
    length = draw(st.none() | st.integers(1, 60))
    return Spell(first, None if length is None else first + timedelta(days=length))


def _days_of(spell: Spell) -> set[date]:
    return {day for day in EVERY_DAY if spell.holds_on(day)}


@given(spells())
def test_a_spell_holds_on_its_first_day_and_not_on_its_end(spell: Spell) -> None:
    assert spell.holds_on(spell.first)
    assert not spell.holds_on(spell.first - timedelta(days=1))
    assert spell.end is None or not spell.holds_on(spell.end)
    assert spell.end is None or spell.holds_on(spell.end - timedelta(days=1))


@given(spells(), spells())
def test_two_spells_overlap_when_they_share_a_day(one: Spell, other: Spell) -> None:
    assert one.overlaps(other) == bool(_days_of(one) & _days_of(other))
    assert one.overlaps(other) == other.overlaps(one)


@given(spells())
def test_a_spell_overlaps_itself(spell: Spell) -> None:
    assert spell.overlaps(spell)


@given(spells(), days)
def test_cutting_keeps_the_days_before_and_no_other(spell: Spell, day: date) -> None:
    left = spell.cut(day)
    assert (set() if left is None else _days_of(left)) == {each for each in _days_of(spell) if each < day}


@pytest.mark.slow
@given(spells(), days)
def test_cutting_twice_is_cutting_once(spell: Spell, day: date) -> None:
    left = spell.cut(day)
    assume(left is not None)
    assert left is not None
    assert left.cut(day) == left


@given(spells(), days)
def test_what_is_cut_and_what_begins_there_never_overlap(spell: Spell, day: date) -> None:
    left = spell.cut(day)
    assert left is None or not left.overlaps(Spell(day))


READERS = (Grant.ADVOCATE, Grant.ALTERNATE)
OTHERS = (Grant.NONE, Grant.PLANNER, Grant.ADMINISTRATOR)


@given(spells(), spells())
def test_advocate_and_alternate_exclude_each_other_on_shared_days_only(held: Spell, wanted: Spell) -> None:
    for one, other in (READERS, READERS[::-1]):
        assert held_against([(one, held)], other, wanted) == held.overlaps(wanted)
        assert not held_against([(one, held)], one, wanted)


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("reader", READERS)
def test_every_other_role_goes_with_reading(reader: Grant, other: Grant) -> None:
    spell = Spell(MONDAY)
    assert not held_against([(other, spell)], reader, spell)
    assert not held_against([(reader, spell)], other, spell)


def test_one_clash_among_many_roles_is_enough() -> None:
    later = Spell(MONDAY + timedelta(days=30))
    held = [(Grant.PLANNER, Spell(MONDAY)), (Grant.ALTERNATE, later), (Grant.ADVOCATE, Spell(MONDAY, later.first))]
    assert held_against(held, Grant.ADVOCATE, Spell(MONDAY))
    assert not held_against(held, Grant.ADVOCATE, Spell(MONDAY, later.first))
