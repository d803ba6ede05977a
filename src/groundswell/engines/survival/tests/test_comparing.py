"""Waits before and after, item by item: textbook figures, and a second way of computing them."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.engines.survival import BadComparison, compare_waits, kaplan_meier, restricted_mean

# Freireich et al., 1963: weeks in remission, 21 patients with a placebo and 21 with 6-MP.
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
ENDED = [bool(each) for each in (1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)]
BEFORE = [(float(each), True) for each in PLACEBO]
AFTER = [(float(each), ended) for each, ended in zip(TREATED, ENDED, strict=True)]
items = st.lists(st.tuples(st.integers(1, 20).map(float), st.booleans()), min_size=1, max_size=30)

Items = list[tuple[float, bool]]


def surplus_by_tables(before: Items, after: Items) -> tuple[Fraction, Fraction]:
    """Mantel's statistic from one two-by-two table for each time, in fractions."""
    surplus, variance = Fraction(0), Fraction(0)
    for time in sorted({wait for wait, ended in [*before, *after] if ended}):
        waiting = [sum(wait >= time for wait, _ in group) for group in (before, after)]
        ended = [sum(wait == time and done for wait, done in group) for group in (before, after)]
        all_waiting, all_ended = sum(waiting), sum(ended)
        surplus += ended[0] - Fraction(all_ended * waiting[0], all_waiting)
        if all_waiting > 1:
            variance += Fraction(
                waiting[0] * waiting[1] * all_ended * (all_waiting - all_ended), all_waiting**2 * (all_waiting - 1)
            )
    return surplus, variance


def test_the_textbook_has_the_same_log_rank_test() -> None:
    found = compare_waits(BEFORE, AFTER)
    assert found.p == pytest.approx(4.17e-5, rel=5e-3)  # chi-squared 16.79
    assert found.horizon == 23


def test_the_textbook_has_the_same_restricted_means() -> None:
    found = compare_waits(BEFORE, AFTER)
    assert found.before == pytest.approx(sum(PLACEBO) / 21)  # nobody was censored: the mean itself
    assert found.after == pytest.approx(17.909, abs=1e-3)
    assert found.differs


@given(items, items)
def test_the_log_rank_test_equals_tables_in_fractions(before: Items, after: Items) -> None:
    surplus, variance = surplus_by_tables(before, after)
    expected = math.erfc(abs(surplus) / math.sqrt(2 * variance)) if variance else 1.0
    assert compare_waits(before, after).p == pytest.approx(expected, abs=1e-9)


@given(items, items)
def test_a_restricted_mean_is_the_area_under_those_that_wait(before: Items, after: Items) -> None:
    found = compare_waits(before, after)
    for said, group in ((found.before, before), (found.after, after)):
        curve = kaplan_meier([wait for wait, _ in group], [ended for _, ended in group])
        # Waits are whole here, so the curve is a step of one unit at a time.
        area = sum(1 - (curve.within(each) or 0) for each in range(int(found.horizon)))
        assert said == pytest.approx(area, abs=1e-9)


@given(items, items)
def test_which_of_the_two_is_named_first_only_turns_the_sign(before: Items, after: Items) -> None:
    one, other = compare_waits(before, after), compare_waits(after, before)
    assert other.p == pytest.approx(one.p, abs=1e-12)
    assert (other.change, other.low, other.high) == pytest.approx((-one.change, -one.high, -one.low), abs=1e-9)


@given(items)
def test_a_group_beside_itself_does_not_differ(group: Items) -> None:
    found = compare_waits(group, group)
    assert found.change == 0
    assert found.p == pytest.approx(1)
    assert not found.differs


def test_without_censoring_the_variance_is_that_of_the_mean() -> None:
    waits = [1.0, 4.0, 6.0, 9.0]
    found = compare_waits([(each, True) for each in waits], [(each, True) for each in waits])
    mean = sum(waits) / 4
    variance = 2 * sum((each - mean) ** 2 for each in waits) / 3 / 4
    assert found.high - found.change == pytest.approx(1.959963984540054 * math.sqrt(variance))


@pytest.mark.parametrize(
    ("before", "after", "horizon"),
    [([], AFTER, None), (BEFORE, [], None), (BEFORE, AFTER, 36.0), (BEFORE, AFTER, 0.0), ([(0.0, True)], AFTER, None)],
)
def test_what_cannot_be_compared_is_refused_with_a_sentence(before: Items, after: Items, horizon: float | None) -> None:
    with pytest.raises(BadComparison):
        compare_waits(before, after, horizon=horizon)


def test_a_group_of_which_nothing_waits_any_more_is_known_for_ever() -> None:
    found = compare_waits(BEFORE, AFTER, horizon=30.0)
    assert found.before == pytest.approx(sum(PLACEBO) / 21)
    assert found.after > compare_waits(BEFORE, AFTER).after


def test_a_restricted_mean_is_known_only_as_far_as_somebody_watched() -> None:
    assert restricted_mean([(2.0, True), (4.0, True)], 168) == 3
    assert restricted_mean([(2.0, True), (200.0, False)], 168) == (2 + 168) / 2
    assert restricted_mean([(2.0, True), (9.0, False)], 168) is None
    assert restricted_mean([], 168) is None
