"""Whatever is put into what, cells stay a tree, and readers and members are those of the tree."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.people import actions, policy, queries, rules
from groundswell.people.models import Cell
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant
from tests.cast import Cast

moves = st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(0, 5)), max_size=12)
parents = st.dictionaries(st.integers(0, 7), st.none() | st.integers(0, 7), max_size=8)


def _around(cell: int, inside: dict[int, int | None]) -> list[int]:
    found = []
    at = inside.get(cell)
    while at is not None:
        found.append(at)
        at = inside.get(at)
    return found


@given(moves)
def test_a_move_is_a_cycle_exactly_when_the_cell_lies_around_its_new_parent(
    given_moves: list[tuple[int, int | None]],
) -> None:
    inside: dict[int, int | None] = dict.fromkeys(range(6))
    for cell, parent in given_moves:
        would_circle = parent is not None and (parent == cell or cell in _around(parent, inside))
        assert rules.makes_a_cycle(cell, parent, inside) == would_circle
        if not would_circle:
            inside[cell] = parent
        assert all(each not in _around(each, inside) for each in inside)


@given(parents, st.integers(0, 7))
def test_looking_outwards_ends_even_where_a_circle_was_stored(inside: dict[int, int | None], cell: int) -> None:
    found = rules.ancestors(cell, inside)
    assert len(found) == len(set(found)) <= 8


def test_the_nearest_cell_comes_first() -> None:
    assert rules.ancestors("team", {"team": "unit", "unit": "house", "house": None}) == ["unit", "house"]
    assert rules.ancestors("nowhere", {}) == []


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves)
def test_after_any_moves_members_audiences_and_readers_follow_the_tree(
    organisation: Cast, given_moves: list[tuple[int, int | None]]
) -> None:
    with transaction.atomic():
        cells = [actions.open_cell(by=None, name=f"Cell {letter}") for letter in "ABCDEF"]
        actions.move_to_cell(by=None, person=organisation.dana, cell=cells[0])
        inside: dict[int, int | None] = dict.fromkeys(range(6))
        for index, parent in given_moves:
            _try(cells, inside, index, parent)
        around = _around(0, inside)
        _check_members(organisation, cells, around)
        _check_reader(organisation, cells, around)
        transaction.set_rollback(True)


def _try(cells: list[Cell], inside: dict[int, int | None], index: int, parent: int | None) -> None:
    would_circle = parent is not None and (parent == index or index in _around(parent, inside))
    try:
        actions.put_cell_into(by=None, cell=cells[index], parent=None if parent is None else cells[parent])
    except Refused:
        assert would_circle
        cells[index].refresh_from_db()
    else:
        assert not would_circle
        inside[index] = parent


def _check_members(organisation: Cast, cells: list[Cell], around: list[int]) -> None:
    for index, cell in enumerate(cells):
        belongs = index == 0 or index in around
        assert (organisation.dana in queries.members_of(cell)) == belongs
        assert (f"cell:{cell.id}" in policy.audiences_of(organisation.dana)) == belongs
        assert (organisation.bob in queries.members_of(cell)) is False


def _check_reader(organisation: Cast, cells: list[Cell], around: list[int]) -> None:
    outermost = cells[around[-1] if around else 0]
    advocate = actions.standard_role(Grant.ADVOCATE)
    actions.assign_role(by=None, role=advocate, person=organisation.mo, cells=[outermost])
    reader = next(each for each in queries.readers_today() if each.person == organisation.mo)
    assert queries.serves(reader, cells[0])
    assert not queries.serves(reader, organisation.cell_one)
    assert not queries.serves(reader, None)
