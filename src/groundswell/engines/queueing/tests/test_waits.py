"""Waits by formula are those of requests that arrive one after the other; an advocate has room for so many cells."""

import heapq
import math
from collections import deque

import numpy as np
import pytest

from groundswell.engines.queueing import (
    BadQueue,
    Stream,
    arrangements,
    cells_per_advocate,
    saturation,
    utilisation,
    waits,
)
from groundswell.engines.queueing.waits import erlang_c

HOURS = 10


def simulated(streams: list[Stream], people: int, requests: int, seed: int = 1) -> list[float]:
    """Mean waits in worked hours, event by event: whoever is free takes the first of the first stream that waits."""
    dice = np.random.default_rng(seed)
    rates = np.array([stream.a_week for stream in streams]) / HOURS
    arrivals = np.cumsum(dice.exponential(1 / rates.sum(), requests)).tolist()
    kinds = dice.choice(len(streams), requests, p=rates / rates.sum())
    shapes = np.array([1 / stream.variation**2 for stream in streams])[kinds]
    takes = (dice.standard_gamma(shapes) / shapes * np.array([stream.hours for stream in streams])[kinds]).tolist()
    queues: list[deque[float]] = [deque() for _ in streams]
    work: list[deque[float]] = [deque() for _ in streams]
    waited, begun = [0.0] * len(streams), [0] * len(streams)
    free = [0.0] * people

    def begin_until(now: float) -> None:
        while free[0] <= now and any(queues):
            kind = next(kind for kind, queue in enumerate(queues) if queue)
            came = queues[kind].popleft()
            at = max(free[0], came)
            heapq.heapreplace(free, at + work[kind].popleft())
            waited[kind] += at - came
            begun[kind] += 1

    for came, kind, take in zip(arrivals, kinds.tolist(), takes, strict=True):
        begin_until(came)
        queues[kind].append(came)
        work[kind].append(take)
        if free[0] <= came:
            begin_until(came)
    begin_until(math.inf)
    return [total / count for total, count in zip(waited, begun, strict=True)]


def by_formula(streams: list[Stream], people: int = 1) -> list[float]:
    return [wait.working_hours or math.inf for wait in waits(streams, HOURS, people)]


def lindley(stream: Stream, requests: int) -> float:
    """The mean wait of one stream, by W(n+1) = max(0, W(n) + S(n) - A(n)) in one sweep."""
    dice = np.random.default_rng(3)
    shape = 1 / stream.variation**2
    steps = dice.standard_gamma(shape, requests) / shape * stream.hours
    steps -= dice.exponential(HOURS / stream.a_week, requests)
    walk = np.concatenate([[0], np.cumsum(steps)])
    return float((walk - np.minimum.accumulate(walk)).mean())


@pytest.mark.parametrize("load", [0.3, 0.7, pytest.param(0.85, marks=pytest.mark.slow)])
@pytest.mark.parametrize("variation", [0.5, 1.0, 1.5])
def test_one_stream_waits_as_long_as_the_formula_says(load: float, variation: float) -> None:
    stream = Stream(load * HOURS / 1.5, 1.5, variation)
    assert by_formula([stream])[0] == pytest.approx(lindley(stream, 6_000_000 if load > 0.8 else 1_000_000), rel=0.05)


@pytest.mark.slow
def test_internal_first_waits_as_long_as_the_formula_says() -> None:
    streams = [Stream(3, 1, 1.5), Stream(5, 1, 1.5)]
    assert simulated(streams, 1, 300_000) == pytest.approx(by_formula(streams), rel=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("loads", [(0.2, 0.5), (0.45, 0.4), (0.3, 0.3, 0.25)])
def test_streams_wait_as_long_as_the_formula_says_up_to_85_percent(loads: tuple[float, ...]) -> None:
    streams = [Stream(load * HOURS / hours, hours, 1.2) for load, hours in zip(loads, (1.0, 2.0, 0.5), strict=False)]
    assert simulated(streams, 1, 2_500_000, seed=2) == pytest.approx(by_formula(streams), rel=0.05)


@pytest.mark.slow
def test_two_who_share_a_queue_wait_as_long_as_erlang_says() -> None:
    streams = [Stream(14, 1, 1.0)]
    assert simulated(streams, 2, 150_000) == pytest.approx(by_formula(streams, 2), rel=0.05)


def test_erlangs_chance_to_wait_is_that_of_the_tables() -> None:
    assert erlang_c(1, 0.7) == pytest.approx(0.7)
    assert erlang_c(2, 1.0) == pytest.approx(1 / 3)
    assert erlang_c(5, 4.0) == pytest.approx(0.5541, abs=1e-4)
    assert erlang_c(2, 2.5) == 1


def test_internal_first_costs_the_outside_world_five_times_the_wait() -> None:
    inside, outside = by_formula([Stream(3, 1, 1.5), Stream(5, 1, 1.5)])
    assert outside / inside == pytest.approx(5)


def test_a_stream_behind_too_much_work_waits_for_ever_and_those_before_it_do_not() -> None:
    first, second, third = waits([Stream(3, 1), Stream(9, 1), Stream(1, 1)], HOURS)
    assert first.working_hours == pytest.approx((0.3 + 0.7) / 0.7)
    assert (second.working_hours, second.days, third.days) == (None, None, None)


def test_worked_hours_are_days_on_the_calendar() -> None:
    (wait,) = waits([Stream(5, 1)], HOURS)
    assert wait.working_hours == pytest.approx(1)
    assert wait.days == pytest.approx(0.7)


def test_without_requests_nobody_waits() -> None:
    assert waits([], HOURS) == []
    assert waits([Stream(0, 1)], HOURS)[0].days == 0
    assert saturation([Stream(0, 1)], HOURS).factor is None


def test_saturation_is_said_as_growth() -> None:
    found = saturation([Stream(4, 1)], HOURS)
    assert (found.utilisation, found.factor, found.end) == pytest.approx((0.4, 2, 2.5))


@pytest.mark.parametrize(("hours", "asked", "cells"), [(45 * 12 / 52, 1.2, 3), (27.5, 1.2, 9), (27.5, 2, 5), (0, 1, 0)])
def test_half_the_hours_suffice_for_so_many_cells(hours: float, asked: float, cells: int) -> None:
    assert cells_per_advocate(hours, asked) == cells


def test_cells_that_ask_for_nothing_have_no_limit() -> None:
    assert cells_per_advocate(10, 0) is None


def test_shared_several_and_one_each_stand_side_by_side() -> None:
    one, several, each = arrangements([Stream(0.8, 1.5, 1.5)], 3, 45 * 12 / 52)
    assert [way.advocates for way in (one, several, each)] == [1, 2, 3]
    assert one.hours_a_week * 3 == each.hours_a_week
    assert (one.waits[0].days or 0) > (each.waits[0].days or 0) > (several.waits[0].days or 0)
    assert one.utilisation == pytest.approx(3 * each.utilisation)
    assert arrangements([Stream(0.8, 1.5)], 3, 10, several=4)[1].advocates == 4


@pytest.mark.parametrize("stream", [Stream(-1, 1), Stream(1, math.nan), Stream(1, 1, math.inf)])
def test_a_stream_that_is_none_is_refused(stream: Stream) -> None:
    with pytest.raises(BadQueue, match="stream"):
        utilisation([stream], HOURS)


def test_nobody_serves_no_queue() -> None:
    with pytest.raises(BadQueue):
        waits([Stream(1, 1)], 0)
    with pytest.raises(BadQueue):
        waits([Stream(1, 1)], 10, 0)
    with pytest.raises(BadQueue):
        cells_per_advocate(math.nan, 1)
    with pytest.raises(BadQueue):
        arrangements([Stream(1, 1)], 0, 10)
