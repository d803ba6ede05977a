"""Ends that compete: against counting, against one cause alone, and against a formula written out anew."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.engines.survival import BadWaits, incidence, kaplan_meier

ends = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["reply", "closed", ""])), min_size=1, max_size=40)


@given(ends)
def test_shares_of_all_causes_and_those_who_wait_make_one(ended: list[tuple[int, str]]) -> None:
    durations, causes = [float(time) for time, _ in ended], [cause for _, cause in ended]
    waits = kaplan_meier(durations, [bool(cause) for cause in causes])
    by_cause = [incidence(durations, causes, each) for each in ("reply", "closed")]
    for time in range(13):
        shares, together = [each.by(time) for each in by_cause], waits.within(time)
        if together is None:
            assert shares == [None, None]
        else:
            assert sum(each[0] for each in shares if each) == pytest.approx(together)


@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["reply", "closed"])), min_size=1, max_size=40))
def test_without_anything_still_waiting_it_is_the_plain_share(ended: list[tuple[int, str]]) -> None:
    found = incidence([float(time) for time, _ in ended], [cause for _, cause in ended], "closed")
    for time in range(13):
        plain = sum(cause == "closed" and at <= time for at, cause in ended) / len(ended)
        share, low, high = found.by(time) or (math.nan,) * 3
        assert share == pytest.approx(plain)
        assert low <= share + 1e-12
        assert share <= high + 1e-12


@given(st.lists(st.tuples(st.integers(1, 12), st.booleans()), min_size=1, max_size=40))
def test_where_nothing_competes_it_is_the_rest_of_those_who_wait(ended: list[tuple[int, bool]]) -> None:
    durations = [float(time) for time, _ in ended]
    found = incidence(durations, ["reply" if end else "" for _, end in ended], "reply")
    waits = kaplan_meier(durations, [end for _, end in ended])
    for time in range(13):
        share, same = found.by(time), waits.within(time)
        assert (share is None) == (same is None)
        assert share is None or share[0] == pytest.approx(same)


@given(ends)
def test_its_interval_is_that_of_the_written_out_variance(ended: list[tuple[int, str]]) -> None:
    durations, causes = [float(time) for time, _ in ended], [cause for _, cause in ended]
    found = incidence(durations, causes, "closed")
    for time in sorted(set(durations)):
        share, low, high = found.by(time) or (math.nan,) * 3
        if 0 < share < 1:
            half = 1.959963984540054 * math.sqrt(_variance(durations, causes, time)) / -(share * math.log(share))
            middle = math.log(-math.log(share))
            assert low == pytest.approx(math.exp(-math.exp(middle + half)), abs=1e-9)
            assert high == pytest.approx(math.exp(-math.exp(middle - half)), abs=1e-9)


def _variance(durations: list[float], causes: list[str], until: float) -> float:
    """Marubini and Valsecchi's sum, term by term."""
    rows, waiting, share = [], 1.0, 0.0
    for time in sorted(set(durations)):
        n = sum(each >= time for each in durations)
        here = [cause for each, cause in zip(durations, causes, strict=True) if each == time]
        d, ours = sum(bool(cause) for cause in here), here.count("closed")
        share += waiting * ours / n
        rows.append((time, n, d, ours, waiting, share))
        waiting *= 1 - d / n
    rows = [row for row in rows if row[0] <= until]
    last = rows[-1][5]
    total = 0.0
    for _time, n, d, ours, before, at in rows:
        if d < n:
            total += (last - at) ** 2 * d / (n * (n - d))
        total += before**2 * (n - ours) / n * ours / n**2
        total -= 2 * (last - at) * before * ours / n**2
    return max(total, 0.0)


def test_behind_the_longest_that_was_watched_no_share_is_known() -> None:
    found = incidence([5.0, 9.0], ["closed", ""], "closed")
    assert found.by(9.0) is not None
    assert found.by(9.1) is None
    assert incidence([5.0, 9.0], ["closed", "reply"], "closed").by(99.0) is not None


def test_parts_that_come_to_all_but_for_their_rounding_have_no_interval() -> None:
    waits = [(1, True), (2, False), (2, True), *[(3, False)] * 2, *[(3, True)] * 3, (4, True)]
    found = incidence([float(time) for time, _ in waits], ["reply" if end else "" for _, end in waits], "reply")
    assert found.by(4) == pytest.approx((1, 1, 1))


def test_bad_ends_are_named() -> None:
    with pytest.raises(BadWaits, match="2 durations, and 1"):
        incidence([1.0, 2.0], ["reply"], "reply")
    with pytest.raises(BadWaits, match="Wait 2 is nan"):
        incidence([1.0, math.nan], ["reply", ""], "reply")
