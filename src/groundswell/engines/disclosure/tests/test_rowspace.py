from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.engines.disclosure.audit import row_space, searched
from groundswell.engines.disclosure.rowspace import atoms_of
from groundswell.engines.disclosure.search import TooHard, exposed_with
from groundswell.engines.disclosure.tests.histories import rank

PLENTY = 100_000
NAMES = "abcdefghij"

rows_of_people = st.lists(
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from([1, 1, 1, 2, 3]), min_size=3), min_size=1, max_size=7
)


def small_supports(rows: list[dict[str, int]], k: int) -> list[frozenset[str]]:
    """Every set of fewer than k people on which a vector of the row space can stand: by trying them all."""
    exact = [{person: Fraction(times) for person, times in row.items()} for row in rows]
    everybody = sorted({person for row in rows for person in row})
    sets = (frozenset(each) for size in range(1, k) for each in combinations(everybody, size))
    whole = rank(exact, everybody)
    return [each for each in sets if rank(exact, [person for person in everybody if person not in each]) < whole]


@pytest.mark.slow
@settings(deadline=None, max_examples=120)
@given(rows_of_people, st.sampled_from([2, 3, 4]))
def test_the_search_finds_a_small_support_where_trying_all_sets_does(rows: list[dict[str, int]], k: int) -> None:
    atoms = atoms_of(rows)
    found = searched(rows, atoms, k, PLENTY)[1]
    expected = small_supports(rows, k)
    assert bool(found) == bool(expected)
    for vector in found:
        assert frozenset(person for column in vector for person in atoms.people[column]) in expected


@pytest.mark.slow
@settings(deadline=None, max_examples=120)
@given(rows_of_people, st.sampled_from([2, 3, 4]))
def test_a_row_is_refused_exactly_when_it_would_expose_somebody(rows: list[dict[str, int]], k: int) -> None:
    safe: list[dict[str, int]] = []
    atoms = atoms_of(rows)
    for row in rows:
        space = row_space(safe, atoms, k)
        refused = exposed_with(space, atoms.vector(row), PLENTY) is not None
        assert refused == bool(small_supports([*safe, row], k))
        if not refused:
            safe.append(row)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(rows_of_people)
def test_rank_and_verdict_do_not_depend_on_the_order_of_rows(rows: list[dict[str, int]]) -> None:
    turned = rows[::-1]
    one, other = (searched(each, atoms_of(each), 4, PLENTY) for each in (rows, turned))
    assert len(one[0].rows) == len(other[0].rows)
    assert bool(one[1]) == bool(other[1])


def test_a_weighted_combination_of_three_figures_is_found() -> None:
    """No difference of two figures is small, and no sum of groups: only one half of (ab… + bc… - ca…) is."""
    first, second, third = "xyzabuvw", "xyzbcuvw", "xyzcauvw"
    rows = [dict.fromkeys(each, 1) for each in (first, second, third, "xyzuvw")]
    atoms = atoms_of(rows)
    found = searched(rows, atoms, 2, PLENTY)[1]
    assert {atoms.people[column] for vector in found for column in vector} <= {("a",), ("b",), ("c",)}
    assert found


def test_a_search_without_steps_says_so() -> None:
    rows = [dict.fromkeys("abcdef", 1), dict.fromkeys("abcghi", 1)]
    atoms = atoms_of(rows)
    with pytest.raises(TooHard):
        searched(rows, atoms, 10, 0)
