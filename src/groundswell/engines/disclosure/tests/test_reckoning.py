"""The space and the search, step by step: what the properties of whole histories would notice late or not at all."""

import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.engines.disclosure.rowspace import RowSpace, cancelled, primitive
from groundswell.engines.disclosure.search import Rows, TooHard, exposed_with

WEIGHTS = (1, 2, 3, 4, 5, 6, 1, 2)
NARROW = (1, 1, 2, 2, 3, 1, 1, 2, 4, 1, 3, 2)
K = 5


def spaces(seed: int, rows: int = 4, weights: tuple[int, ...] = WEIGHTS) -> RowSpace:
    """A space of some figures about some of these columns."""
    dice = random.Random(seed)
    space = RowSpace(weights, K)
    for _ in range(rows):
        space.add(dict.fromkeys(dice.sample(range(len(weights)), dice.randint(2, len(weights) - 1)), 1))
    return space


def fewest_steps(space: RowSpace, vector: Mapping[int, int]) -> int:
    """The smallest limit with which a search comes to its end."""
    for steps in range(2000):
        try:
            exposed_with(space, vector, steps)
        except TooHard:
            continue
        return steps
    raise AssertionError("It never ends.")


def test_a_vector_is_divided_by_what_its_numbers_share() -> None:
    assert primitive({0: 4, 1: -6}) == {0: 2, 1: -3}
    assert primitive({0: 3, 1: 5}) == {0: 3, 1: 5}
    assert primitive({}) == {}


def test_one_row_taken_from_another_leaves_nothing_in_the_column_and_small_numbers_elsewhere() -> None:
    assert cancelled({0: 2, 1: 1}, {0: 2, 2: 1}, 0) == {1: 1, 2: -1}
    assert cancelled({0: 1, 1: 2}, {0: 2, 1: 2}, 0) == {1: 1}
    assert cancelled({0: 3, 1: 1}, {0: 1, 1: 1}, 0) == {1: -2}
    assert cancelled({0: 6, 1: 1}, {0: 4, 2: 1}, 0) == {1: 2, 2: -3}
    assert cancelled({0: 1, 1: 1}, {0: 1, 1: 1}, 0) == {}


def test_a_row_stands_under_a_column_of_k_people_wherever_it_has_one_and_under_the_widest_of_these() -> None:
    space = RowSpace((4, 5, 9, 6), K)
    assert [space.is_light(column) for column in range(4)] == [True, False, False, False]
    assert space.add({0: 1, 1: 1, 2: 1, 3: 1}) == 2
    assert space.add({0: 1, 1: 1, 3: 1}) == 3
    assert space.add({0: 1, 2: 1}) is not None
    assert space.add({0: 1, 1: 1, 2: 1, 3: 1}) is None
    assert set(space.light_rows()) == {pivot for pivot in space.rows if pivot == 0}


def test_of_two_columns_of_one_width_the_one_that_fewer_rows_touch_is_taken_then_the_first() -> None:
    space = RowSpace((5, 5, 5, 5), K)
    assert space.add({0: 1, 1: 1}) == 0
    assert space.add({1: 1, 2: 1, 3: 1}) == 2
    assert RowSpace((6, 6), K).add({1: 1, 0: 1}) == 0


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32))
def test_the_lists_of_who_touches_a_column_are_those_of_the_rows(seed: int) -> None:
    space = spaces(seed, rows=6)
    for column in range(len(WEIGHTS)):
        touching = {pivot for pivot, row in space.rows.items() if column in row}
        assert space.touching[column] == touching
        assert space.light_touching[column] == {pivot for pivot in touching if WEIGHTS[pivot] < K}
        if column in space.rows:
            assert touching == {column}
    assert all(WEIGHTS[column] < K for row in space.light_rows().values() for column in row)


def test_rows_of_a_branch_are_those_of_the_space_but_for_what_was_changed_or_spent() -> None:
    space = RowSpace((1, 1, 1, 1, 1, 1), K)
    for row in ({0: 1, 3: 1}, {1: 1, 3: 1, 4: 1}, {2: 1, 4: 1, 5: 1}):
        space.add(row)
    untouched = Rows(space, {})
    first = dict(space.rows)
    column = next(each for each in range(6) if untouched.times(each) > 1)
    before = sorted(untouched.touching(column))
    assert len(before) == untouched.times(column) == len(space.light_touching[column])
    spent, others = untouched.spent_on(column)
    assert spent == first[before[0]]
    assert others.times(column) == 0
    assert others.touching(column) == []
    assert sorted(others.live, key=sorted) == sorted((others.row(pivot) for pivot in before[1:]), key=sorted)
    assert all(column not in others.row(pivot) for pivot in before[1:])
    assert space.rows == first
    elsewhere = next(each for each in range(6) if each != column and others.times(each))
    assert others.times(elsewhere) == len(others.touching(elsewhere))
    twice, left = others.spent_on(elsewhere)
    assert twice == others.row(min(others.touching(elsewhere)))
    assert left.times(elsewhere) == 0
    assert left.touching(column) == []


@pytest.mark.parametrize(
    ("seed", "steps", "expected"),
    [
        (3, 58, None),
        (10, 37, None),
        (48, 63, None),
        (90, 26, (0, 6, 11)),
        (94, 13, None),
        (108, 53, (3, 5, 6)),
        (36, 16, None),
        (5, 1, (3, 5, 6)),
        (7, 2, (0, 2, 5)),
        (11, 12, (1, 6, 9)),
        (12, 3, (3, 5, 9)),
    ],
)
def test_a_search_takes_as_many_steps_in_every_version(seed: int, steps: int, expected: tuple[int, ...] | None) -> None:
    """How many there may be is a rule of an installation: counted otherwise, people would get other figures."""
    space = spaces(seed, rows=6, weights=NARROW)
    vector = dict.fromkeys(random.Random(-seed - 1).sample(range(len(NARROW)), 8), 1)
    assert fewest_steps(space, vector) == steps
    found = exposed_with(space, vector, steps)
    assert (tuple(sorted(found)) if found else None) == expected


@pytest.mark.parametrize(("budget", "expected"), [(4, True), (5, True), (6, True)])
def test_a_search_finds_what_is_lighter_than_k_and_not_what_is_as_heavy(*, budget: int, expected: bool) -> None:
    """Columns of `budget` people in all are exposed where k is one more, and are not where k is the same."""
    space = RowSpace((budget - 1, 1), budget + 1)
    assert (exposed_with(space, {0: 1, 1: 1}, 10) is not None) is expected
    assert exposed_with(RowSpace((budget - 1, 1), budget), {0: 1, 1: 1}, 10) is None


def test_what_the_space_has_already_exposes_nothing_new() -> None:
    space = RowSpace((1, 1, 9), K)
    space.add({0: 1, 2: 1})
    assert exposed_with(space, {0: 1, 2: 1}, 0) is None
    assert exposed_with(space, {0: 1, 1: 1, 2: 1}, 100) == {1: 1}


def test_a_column_of_many_people_ends_the_search_before_its_first_step() -> None:
    assert exposed_with(RowSpace((1, 5), K), {0: 1, 1: 1}, 0) is None
    with pytest.raises(TooHard):
        exposed_with(RowSpace((1, 4), K), {0: 1, 1: 1}, 0)
