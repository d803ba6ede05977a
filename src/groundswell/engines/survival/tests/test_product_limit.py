"""Who still waits counts: shares, medians and intervals equal those of a second way of computing them."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.engines.survival import BadWaits, kaplan_meier

# Freireich et al., 1963: weeks in remission of 21 patients with 6-MP, as in every textbook of the method.
REMISSION = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
ENDED = [bool(each) for each in (1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)]
waits = st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=60)


def one_by_one(pairs: list[tuple[int, bool]], time: int) -> Fraction:
    """The share that waits after a time, by Efron's redistribution to the right: censored mass goes to those later."""
    ordered = sorted(pairs, key=lambda pair: (pair[0], not pair[1]))
    mass = [Fraction(1, len(ordered))] * len(ordered)
    waiting = Fraction(1)
    for place, (duration, ended) in enumerate(ordered):
        if duration > time:
            break
        if ended:
            waiting -= mass[place]
        elif place + 1 < len(ordered):
            share = mass[place] / (len(ordered) - place - 1)
            mass[place + 1 :] = [each + share for each in mass[place + 1 :]]
    return waiting


def test_the_textbook_has_the_same_shares() -> None:
    found = kaplan_meier(REMISSION, ENDED)
    said = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {time: round(1 - (found.within(time) or 0), 3) for time in said} == pytest.approx(said, abs=6e-4)
    assert found.median == 23
    assert found.p75 is None
    assert found.p90 is None
    assert (found.n, found.unanswered) == (21, 12)


def test_the_textbook_has_the_same_intervals() -> None:
    low, high = kaplan_meier(REMISSION, ENDED).within_interval(6) or (0, 0)
    assert (1 - high, 1 - low) == pytest.approx((0.620, 0.952), abs=6e-4)  # Kalbfleisch and Prentice; R's log-log


def test_greenwoods_formula_by_hand() -> None:
    found = kaplan_meier([1, 2, 3, 4], [True, True, False, True])
    spread = math.sqrt(1 / (4 * 3) + 1 / (3 * 2)) / abs(math.log(0.5))
    expected = [math.exp(-math.exp(math.log(-math.log(0.5)) + sign * 1.959963984540054 * spread)) for sign in (1, -1)]
    assert [found.low[2], found.high[2]] == pytest.approx(expected, abs=1e-12)


@given(waits, st.integers(0, 35))
def test_moving_the_weight_of_the_censored_to_the_right_says_the_same(pairs: list[tuple[int, bool]], time: int) -> None:
    found = kaplan_meier([wait for wait, _ in pairs], [ended for _, ended in pairs])
    share, waiting = found.within(time), one_by_one(pairs, time)
    if share is None:
        assert waiting > 0
        assert time > max(wait for wait, _ in pairs)
    else:
        assert 1 - share == pytest.approx(float(waiting), abs=1e-9)


@given(waits)
def test_shares_fall_and_lie_within_their_intervals(pairs: list[tuple[int, bool]]) -> None:
    found = kaplan_meier([wait for wait, _ in pairs], [ended for _, ended in pairs])
    assert list(found.waiting) == sorted(found.waiting, reverse=True)
    assert all(0 <= a <= b <= c <= 1 for a, b, c in zip(found.low, found.waiting, found.high, strict=True))
    low, high = found.percentile_interval(0.5)
    assert low is None or found.median is None or low <= found.median
    assert high is None or (found.median is not None and found.median <= high)


def test_without_anybody_waiting_it_is_the_plain_median() -> None:
    found = kaplan_meier([1, 2, 3, 4, 5], [True] * 5)
    assert (found.median, found.p75, found.p90, found.unanswered) == (3, 4, 5, 0)
    assert found.within(5) == 1


def test_an_end_at_the_time_of_a_censoring_comes_first() -> None:
    assert kaplan_meier([2, 2], [True, False]).within(2) == pytest.approx(0.5)


def test_a_half_is_a_half_whatever_its_factors_were_rounded_to() -> None:
    assert kaplan_meier(range(1, 11), [True] * 10).median == 5


def test_behind_the_longest_that_was_watched_nothing_is_known() -> None:
    found = kaplan_meier([5, 7, 20], [True, False, False])
    assert found.within(20) == pytest.approx(1 / 3)
    assert found.within_interval(20) is not None
    assert (found.within(20.01), found.within_interval(20.01), found.known_until) == (None, None, 20)


def test_where_nothing_waits_any_more_all_is_known_for_ever() -> None:
    found = kaplan_meier([5, 3], [True, False])
    assert (found.within(1000), found.within_interval(1000), found.known_until) == (1, (1, 1), math.inf)


def test_where_nothing_was_answered_no_share_is_ever_reached() -> None:
    found = kaplan_meier([5, 7], [False, False])
    assert (found.median, found.within(7), found.within(100), found.unanswered) == (None, 0, None, 2)
    assert found.percentile_interval(0.5) == (None, None)


def test_of_nothing_nothing_is_said() -> None:
    found = kaplan_meier([], [])
    assert (found.n, found.unanswered, found.median, found.within(24)) == (0, 0, None, None)


@pytest.mark.parametrize(
    ("durations", "observed", "said"),
    [([1.0, -2.0], [True, True], "Wait 2"), ([math.nan], [True], "Wait 1"), ([1.0], [True, False], "1 durations")],
)
def test_a_wait_that_is_none_is_named(durations: list[float], observed: list[bool], said: str) -> None:
    with pytest.raises(BadWaits, match=said):
        kaplan_meier(durations, observed)
