"""Kendall's W against an independent program, and what holds of it always."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from groundswell.engines.agreement import BadRankings, Stop, concordance, why_stop
from groundswell.engines.agreement.concordance import upper_tail

rankings = st.integers(2, 7).flatmap(
    lambda n: st.lists(st.lists(st.integers(1, 5), min_size=n, max_size=n), min_size=2, max_size=8)
)


@pytest.mark.slow
@given(given_ranks=rankings.filter(lambda each: len(each[0]) > 2))
def test_it_equals_friedmans_test_of_another_program(given_ranks: list[list[int]]) -> None:
    found = concordance(given_ranks)
    if found.w is None:
        assert all(len(set(each)) == 1 for each in given_ranks)
        return
    theirs = stats.friedmanchisquare(*zip(*given_ranks, strict=True))
    assert found.chi_square == pytest.approx(theirs.statistic, abs=1e-9)
    assert found.p == pytest.approx(theirs.pvalue, abs=1e-9)


@pytest.mark.slow
@given(orders=st.integers(2, 6).flatmap(lambda n: st.lists(st.permutations(range(n)), min_size=2, max_size=6)))
def test_without_ties_it_is_the_mean_likeness_of_all_pairs(orders: list[list[int]]) -> None:
    m = len(orders)
    likeness = [stats.pearsonr(one, other).statistic for at, one in enumerate(orders) for other in orders[at + 1 :]]
    w = concordance(orders).w
    assert w is not None
    assert sum(likeness) / len(likeness) == pytest.approx((m * w - 1) / (m - 1), abs=1e-9)


def test_an_example_by_hand() -> None:
    """Three people, four things: sums 4, 7, 9, 10, so S = 21 and W = 12 * 21 / (9 * 60)."""
    found = concordance([[1, 2, 3, 4], [2, 1, 3, 4], [1, 4, 3, 2]])
    assert found.w == pytest.approx(12 * 21 / 540)
    assert (found.people, found.things) == (3, 4)


@given(given_ranks=rankings, data=st.data())
def test_the_order_of_people_and_of_things_changes_nothing(given_ranks: list[list[int]], data: st.DataObject) -> None:
    people = data.draw(st.permutations(given_ranks))
    things = data.draw(st.permutations(range(len(given_ranks[0]))))
    one, other = concordance(given_ranks), concordance([[each[at] for at in things] for each in people])
    assert (one.w is None) == (other.w is None)
    assert one.chi_square == pytest.approx(other.chi_square, abs=1e-9)


@given(given_ranks=rankings)
def test_it_lies_between_nothing_and_one(given_ranks: list[list[int]]) -> None:
    found = concordance(given_ranks)
    assert found.w is None or 0 <= found.w <= 1
    assert 0 <= found.p <= 1


@given(order=st.permutations(range(6)), people=st.integers(2, 9))
def test_all_of_one_order_agree_wholly(order: list[int], people: int) -> None:
    assert concordance([order] * people).w == pytest.approx(1)


def test_opposite_orders_cancel_out() -> None:
    assert concordance([[1, 2, 3], [3, 2, 1]]).w == pytest.approx(0)


def test_where_nobody_puts_anything_in_order_there_is_no_number() -> None:
    found = concordance([[1, 1, 1], [2, 2, 2]])
    assert (found.w, found.p) == (None, 1.0)


@pytest.mark.parametrize("freedom", range(1, 40))
def test_the_tail_is_that_of_another_program(freedom: int) -> None:
    for chi_square in (0.0, 0.3, 5.0, 40.0, 300.0):
        assert upper_tail(chi_square, freedom) == pytest.approx(
            stats.chi2.sf(chi_square, freedom), rel=1e-9, abs=1e-300
        )


@pytest.mark.parametrize(
    ("given_ranks", "words"),
    [
        ([], "two people"),
        ([[1, 2]], "two people"),
        ([[1], [1]], "two things"),
        ([[1, 2], [1]], "Ranking 2 has 1 things"),
        ([[1, 2], [1, float("nan")]], "Ranking 2 has a rank that is no number"),
    ],
)
def test_rankings_that_cannot_be_compared_are_refused(given_ranks: list[list[float]], words: str) -> None:
    with pytest.raises(BadRankings, match=words):
        concordance(given_ranks)


@pytest.mark.parametrize(
    ("rounds", "why"),
    [
        ([], None),
        ([0.5], None),
        ([0.7], Stop.AGREED),
        ([0.4, 0.5], None),
        ([0.5, 0.5], Stop.NO_LONGER_RISES),
        ([0.6, 0.4, 0.5], Stop.NO_LONGER_RISES),
        ([0.6, 0.5, 0.9], Stop.AGREED),
        ([None], None),
        ([0.3, None], Stop.NO_LONGER_RISES),
    ],
)
def test_rounds_end_at_strong_agreement_or_when_it_no_longer_rises(
    rounds: list[float | None], why: Stop | None
) -> None:
    assert why_stop(rounds) is why
