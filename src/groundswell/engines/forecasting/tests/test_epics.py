"""Epics have dates from their hours, the plan's hours and how much of them was kept; a move has parts that sum."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.engines.forecasting import (
    BadHistory,
    Basis,
    Epic,
    epic_weeks,
    hours_of,
    joint_weeks,
    largest,
    ratios_of,
    shares_of,
    what_moved,
)

KEPT = [0.8, 0.9, 0.5, 1.1, 0.7, 0.95, 0.6, 1.0, 0.85, 0.9]


def test_where_plans_are_kept_hours_alone_say_the_week() -> None:
    assert epic_weeks(Epic([40], 10), [1, 1, 1, 1]).weeks == (8, 8, 8)
    assert epic_weeks(Epic([41], 10), [1, 1, 1, 1]).weeks == (9, 9, 9)
    assert epic_weeks(Epic([40], 10), [0.5] * 6).weeks == (16, 16, 16)
    assert epic_weeks(Epic([0], 10), KEPT).weeks == (0, 0, 0)


@pytest.mark.slow
def test_a_simulation_without_tables_says_the_same() -> None:
    dice = np.random.default_rng(5)
    needs = dice.lognormal(3.5, 0.4, 200)
    weeks = []
    for _ in range(4_000):
        weights = dice.dirichlet(np.ones(len(KEPT)))
        shares = dice.choice(KEPT, 60, p=weights)
        done = np.cumsum(np.repeat(shares, 2) * 6 / 2)
        weeks.append(int(np.searchsorted(done, dice.choice(needs))) + 1)
    said = epic_weeks(Epic(needs.tolist(), 6), KEPT, runs=10_000).weeks
    for level, week in zip((0.5, 0.85, 0.95), said, strict=True):
        assert week is not None
        assert abs(week - np.quantile(weeks, level)) <= 1


@pytest.mark.slow
def test_each_of_many_epics_has_the_dates_it_would_have_alone() -> None:
    epics = [Epic([20.0 + 5 * number], 5) for number in range(6)]
    together = joint_weeks(epics, KEPT)
    for epic, found in zip(epics, together, strict=True):
        alone = epic_weeks(epic, KEPT, runs=10_000)
        for one, other in zip(found.weeks, alone.weeks, strict=True):
            assert abs((one or 0) - (other or 0)) <= 1


@pytest.mark.parametrize(
    ("epic", "kept", "said"),
    [
        (Epic([5], 0), KEPT, "gives it no hours"),
        (Epic([5], 5), [0.9], "Too little history: 1 sprints"),
        (Epic([5], 5), [0, 0, 0, 0], "No planned hour was ever kept"),
    ],
)
def test_what_has_no_date_says_why(epic: Epic, kept: list[float], said: str) -> None:
    found, other = joint_weeks([epic, Epic([5], 5)], kept)
    assert found.weeks == (None, None, None)
    assert said in found.because
    assert (other.weeks == (None, None, None)) == (len(kept) < 4 or not any(kept))


def test_what_lies_years_away_has_no_date() -> None:
    found = epic_weeks(Epic([100_000], 1), KEPT)
    assert found.weeks == (None, None, None)
    assert "more than 260 weeks" in found.because


@pytest.mark.parametrize(
    ("epic", "kept"),
    [
        (Epic([], 5), KEPT),
        (Epic([-1], 5), KEPT),
        (Epic([math.nan], 5), KEPT),
        (Epic([5], math.inf), KEPT),
        (Epic([5], -1), KEPT),
        (Epic([5], 5), [*KEPT, -0.1]),
        (Epic([5], 5), [*KEPT, math.nan]),
    ],
)
def test_hours_that_are_none_are_refused(epic: Epic, kept: list[float]) -> None:
    with pytest.raises(BadHistory):
        epic_weeks(epic, kept)


LAST_WEEK = Basis(scope=40, capacity=5, estimate=(1, 1, 1.2, 0.8, 2), throughput=tuple(KEPT))


def test_what_moved_a_date_sums_to_the_move() -> None:
    now = Basis(scope=48, capacity=4.5, estimate=(1, 1.5, 1.2, 0.8, 2), throughput=(*KEPT, 0.4))
    parts = what_moved(LAST_WEEK, now)
    assert sum(weeks for part, weeks in parts.items() if part != "moved") == pytest.approx(parts["moved"])
    assert parts["scope"] > 0
    assert parts["capacity"] > 0
    assert parts["throughput"] > 0
    assert largest(parts) == "scope"


@pytest.mark.slow
def test_what_did_not_change_moved_nothing() -> None:
    parts = what_moved(LAST_WEEK, Basis(44, 5, LAST_WEEK.estimate, LAST_WEEK.throughput))
    assert parts["capacity"] == parts["estimate"] == parts["throughput"] == 0
    assert parts["scope"] == parts["moved"] > 0
    assert largest(what_moved(LAST_WEEK, LAST_WEEK)) is None


def test_a_plan_without_hours_moves_the_date_as_far_as_dates_go() -> None:
    assert what_moved(LAST_WEEK, Basis(40, 0, LAST_WEEK.estimate, LAST_WEEK.throughput))["capacity"] > 200


@given(st.lists(st.floats(0, 100), min_size=8, max_size=8))
def test_parts_sum_whatever_they_do_together(moments: list[float]) -> None:
    names = ("a", "b", "c")

    def moment(taken: frozenset[str]) -> float:
        return moments[sum(1 << place for place, name in enumerate(names) if name in taken)]

    parts = shares_of(names, moment)
    assert sum(parts[name] for name in names) == pytest.approx(parts["moved"], abs=1e-6)


def test_task_hours_are_what_tasks_of_that_size_took() -> None:
    small, large = [1.0] * 100, [20.0] * 300
    past = ratios_of(small + large, [2.0] * 100 + [10.0] * 300)
    assert hours_of([20, 20], past) == pytest.approx([20, 20, 20])
    assert hours_of([], past) == [0, 0, 0]
    spread = hours_of([4] * 10, ratios_of([4.0] * 200, np.linspace(2, 10, 200).tolist()))
    assert spread is not None
    assert spread[0] == pytest.approx(60, rel=0.05)
    assert spread == sorted(spread)


def test_too_few_finished_tasks_say_nothing() -> None:
    assert hours_of([4], ratios_of([4.0] * 19, [4.0] * 19)) is None


@pytest.mark.parametrize(
    ("estimated", "actual", "said"),
    [([1.0, 2.0], [1.0], "2 estimates and 1"), ([1.0, 0.0], [1.0, 1.0], "Task 2"), ([1.0], [math.nan], "Task 1")],
)
def test_a_task_without_hours_is_named(estimated: list[float], actual: list[float], said: str) -> None:
    with pytest.raises(BadHistory, match=said):
        ratios_of(estimated, actual)
