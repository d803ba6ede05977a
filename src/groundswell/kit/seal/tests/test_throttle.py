"""Throttling: a guesser is slowed, nobody else is stopped, and no address is kept."""

import gc
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.seal.throttle import Throttle, network_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_burst_passes_and_then_the_rate_holds() -> None:
    throttle = Throttle(rate=0.5, burst=3)
    with time_machine.travel(NOON, tick=False) as traveller:
        assert [throttle.allows("a") for _ in range(4)] == [True, True, True, False]
        traveller.shift(2)
        assert [throttle.allows("a") for _ in range(2)] == [True, False]
        traveller.shift(3600)
        assert [throttle.allows("a") for _ in range(4)] == [True, True, True, False]


def test_a_refused_try_costs_nothing_more() -> None:
    throttle = Throttle(rate=1, burst=1)
    with time_machine.travel(NOON, tick=False) as traveller:
        throttle.allows("a")
        assert not any(throttle.allows("a") for _ in range(50))
        traveller.shift(1)
        assert throttle.allows("a")


def test_a_flood_does_not_stop_others() -> None:
    throttle = Throttle(rate=0.001, burst=2, most=100)
    with time_machine.travel(NOON, tick=False):
        assert not all(throttle.allows("flood") for _ in range(10))
        assert throttle.allows("somebody else")
        for number in range(1000):
            assert throttle.allows(f"flooder {number}")
        assert throttle.allows("one more")


def test_memory_is_bounded_whatever_comes() -> None:
    throttle = Throttle(rate=1, burst=1, most=100)
    for number in range(5000):
        throttle.allows(f"{number}")
    assert len(throttle) == 100


def test_who_comes_often_is_remembered_longest() -> None:
    throttle = Throttle(rate=0.001, burst=1, most=3)
    with time_machine.travel(NOON, tick=False):
        throttle.allows("guesser")
        for number in range(20):
            throttle.allows(f"{number}")
            assert not throttle.allows("guesser")


@pytest.mark.slow
def test_no_address_and_no_lasting_mark_of_one_is_kept() -> None:
    throttle = Throttle(rate=0.001, burst=1)
    with time_machine.travel(NOON, tick=False) as traveller:
        throttle.allows("203.0.113.77")
        gc.collect()
        assert "203.0.113.77" not in f"{vars(throttle)}"
        traveller.shift(timedelta(days=1))
        assert throttle.allows("203.0.113.77")
        assert len(throttle) == 1


def test_two_processes_mark_the_same_address_differently() -> None:
    one, other = Throttle(rate=1, burst=1), Throttle(rate=1, burst=1)
    one.allows("203.0.113.77")
    other.allows("203.0.113.77")
    assert not set(one._buckets) & set(other._buckets)


def test_a_clock_set_back_neither_refills_nor_fails() -> None:
    throttle = Throttle(rate=1, burst=1)
    with time_machine.travel(NOON, tick=False) as traveller:
        assert throttle.allows("a")
        traveller.shift(-60)
        assert not throttle.allows("a")


def test_threads_share_one_burst() -> None:
    throttle = Throttle(rate=0.000001, burst=50)
    with ThreadPoolExecutor(8) as pool:
        allowed = sum(pool.map(lambda _: throttle.allows("a"), range(400)))
    assert allowed == 50


@pytest.mark.slow
@given(st.text())
def test_any_text_can_be_a_key(key: str) -> None:
    assert Throttle(rate=1, burst=1).allows(key)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        (" 203.0.113.7 ", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("nonsense", "?"),
        ("", "?"),
    ],
)
def test_an_ipv6_household_counts_as_one(address: str, network: str) -> None:
    assert network_of(address) == network
