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


def test_where_plans_are_kept_hours_alone_say_the_middle_week() -> None:
    assert epic_weeks(Epic([40], 10), [1, 1, 1, 1]).weeks[0] == 8
    assert epic_weeks(Epic([400], 100), [1, 1, 1, 1]).weeks[0] == 8
    assert epic_weeks(Epic([40], 10), [0.5] * 6).weeks[0] == 16
    assert epic_weeks(Epic([0], 10), KEPT).weeks == (0, 0, 0)


def test_sprints_that_were_all_alike_do_not_promise_the_next_ones() -> None:
    middle, likely, sure = epic_weeks(Epic([40], 10), [1] * 4).weeks
    later = epic_weeks(Epic([40], 10), [1] * 12).weeks
    assert middle
    assert likely
    assert sure
    assert middle < likely < sure
    assert later[0] == middle
    # Twelve of them say more than four.
    assert (later[1] or 0) < likely


def test_the_last_sprints_say_more_than_those_before() -> None:
    rising, falling = [0.4] * 6 + [1.2] * 6, [1.2] * 6 + [0.4] * 6
    assert (epic_weeks(Epic([60], 10), rising).weeks[0] or 0) < (epic_weeks(Epic([60], 10), falling).weeks[0] or 0)


def came_true(kind: str) -> list[float]:
    """The shares of dates that came true, of made-up teams that the constants were not chosen on."""
    hits = []
    for number in range(101, 113):
        dice = np.random.default_rng([number, len(kind)])
        level = np.log(dice.uniform(0.5, 1)) + np.cumsum(dice.normal(0, 0.13, 60))
        share = np.exp(np.minimum(level, 0.7)) * dice.gamma(8, 1 / 8, 60)
        if kind == "bursts":
            share *= np.where(dice.random(60) < 0.12, 2.5, 0.75)
        if kind == "zeros":
            share *= dice.random(60) >= 0.3
        for origin in range(4, 50, 5):
            for ahead in (1, 3, 6):
                done = np.cumsum(np.repeat(share[origin:] / 2, 2))
                took = int(np.searchsorted(done, ahead)) + 1
                kept = share[max(0, origin - 12) : origin]
                if took <= len(done) and kept.any():
                    said = epic_weeks(Epic([20.0 * ahead], 20), kept.tolist(), runs=800).weeks
                    hits.append([week is None or took <= week for week in said])
    return [float(each) for each in np.mean(hits, axis=0)]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["drift", "bursts", "zeros"])
def test_dates_of_teams_never_seen_come_true_as_often_as_they_say(kind: str) -> None:
    middle, likely, sure = came_true(kind)
    assert 0.4 <= middle <= 0.66
    assert 0.8 <= likely <= 0.96
    assert sure >= 0.9


@pytest.mark.slow
def test_a_simulation_without_tables_says_the_same() -> None:
    dice = np.random.default_rng(5)
    needs = dice.lognormal(3.5, 0.4, 200)
    urn, few, weeks = [*KEPT, *KEPT[-4:]], 2 / 8, []
    for _ in range(4_000):
        balls: list[float] = []
        for sprint in range(120):
            ball = int(dice.integers(0, len(urn) + sprint))
            balls.append(urn[ball] if ball < len(urn) else balls[ball - len(urn)])
        pace = (0.3 + 0.1 * few) * dice.normal() + np.cumsum(0.12 * dice.normal(size=120))
        pace = np.clip(pace, -1.2, 1.2)
        done = np.cumsum(np.repeat(np.array(balls) * np.exp(pace), 2) * 6 / 2)
        weeks.append(int(np.searchsorted(done, dice.choice(needs))) + 1)
    said = epic_weeks(Epic(needs.tolist(), 6), KEPT, runs=10_000).weeks
    for level, week in zip((0.5, 0.85, 0.95), said, strict=True):
        assert week is not None
        assert abs(week - np.quantile(weeks, level)) <= 1 + 0.08 * week


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
        (Epic([5], 5), [0.9], "Too little history: 1 sprint was planned"),
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
