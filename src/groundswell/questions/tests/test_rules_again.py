"""Whether a question came again: which weeks, which questions, and how sure."""

from datetime import date, timedelta
from math import exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.questions.rules.again import Spans, change, family, spans

DAY = date(2026, 6, 1)


def test_whole_weeks_on_both_sides_are_compared_and_twelve_at_most() -> None:
    found = spans(DAY, known_from=DAY - timedelta(days=40), today=DAY + timedelta(days=34))
    assert found == Spans(DAY - timedelta(weeks=5), DAY, DAY + timedelta(weeks=4))
    assert (found.before_weeks, found.after_weeks) == (5, 4)
    long = spans(DAY, known_from=DAY - timedelta(days=900), today=DAY + timedelta(days=900))
    assert long is not None
    assert (long.before_weeks, long.after_weeks) == (12, 12)


@pytest.mark.parametrize(("before", "after"), [(27, 90), (90, 27), (-5, 90), (90, -5)])
def test_fewer_than_four_weeks_say_nothing(before: int, after: int) -> None:
    assert spans(DAY, known_from=DAY - timedelta(days=before), today=DAY + timedelta(days=after)) is None


def test_a_repeat_of_a_repeat_is_the_same_question_and_its_neighbour_is_not() -> None:
    assert family([1], [(2, [1]), (3, [2]), (4, [9]), (5, [])]) == {1, 2, 3}
    assert family([1], [(3, [2]), (2, [1])]) == {1, 2}, "what comes later was never repeated before"


@given(st.integers(0, 200), st.integers(4, 12), st.integers(0, 200), st.integers(4, 12))
def test_the_interval_holds_what_was_counted(before: int, weeks: int, after: int, later: int) -> None:
    low, high = change(before, weeks, after, later)
    assert low <= after / later - before / weeks <= high
    assert low < high


@pytest.mark.parametrize("before", [0.5, 1, 3, 8, 20])
@pytest.mark.parametrize("after", [0.5, 2, 8, 20])
def test_ninety_five_of_a_hundred_intervals_hold_the_true_change(before: float, after: float) -> None:
    """Summed over all counts that can be; the true means are `before` in 12 weeks and `after` in 6."""
    held = 0.0
    for one in range(70):
        for other in range(70):
            low, high = change(one, 12, other, 6)
            chance = _poisson(before, one) * _poisson(after, other)
            held += chance if low <= after / 6 - before / 12 <= high else 0
    assert held >= 0.93


def _poisson(mean: float, count: int) -> float:
    return exp(-mean) * mean**count / factorial(count)
