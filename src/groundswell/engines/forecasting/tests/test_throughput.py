"""Forecasts come true as often as they say; where nothing can be said, a sentence says why."""

import itertools
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.engines.forecasting import BadHistory, Weeks, hit_record, weeks_to_finish
from groundswell.engines.forecasting.bootstrap import chance_by_week, quantile
from groundswell.engines.forecasting.calibration import TABLE, calibrated
from groundswell.engines.forecasting.level import level_of

SHARED = Path(__file__).parents[6] / "shared" / "data" / "throughput" / "series.json"
STEADY = [3, 0, 5, 7, 2, 4, 6, 1, 9, 3, 4, 5] * 5


def came_true(series: list[list[float]], every: int = 16) -> tuple[float, float, float]:
    """The shares of forecasts that were done by the said week, of those that were done at all."""
    hits: list[list[bool]] = []
    for weeks in series:
        for origin in range(26, len(weeks), every):
            velocity = sum(weeks[origin - 12 : origin]) / 12
            coming = np.cumsum(weeks[origin:])
            for ahead in (4, 8, 16) if velocity else ():
                remaining = max(1, round(ahead * velocity))
                said = weeks_to_finish(weeks[:origin], remaining)
                took = int(np.searchsorted(coming, remaining)) + 1
                if took <= len(coming):
                    hits.append([week is None or took <= week for week in said])
    first, second, third = np.mean(hits, axis=0)
    return float(first), float(second), float(third)


def wandering(number: int, *, step: float, zeros: float = 0.0, bursts: float = 0.0) -> list[float]:
    dice = np.random.default_rng(number)
    level = 6 * np.exp(np.cumsum(dice.normal(0, step, 200))) * (dice.random(200) >= zeros)
    level = level * np.where(dice.random(200) < bursts, 4, 1) * dice.gamma(3, 1 / 3, 200)
    return [float(week) for week in dice.poisson(np.minimum(level, 300))]


@pytest.mark.slow
def test_of_teams_never_seen_as_many_forecasts_come_true_as_they_say() -> None:
    kinds = ({"step": 0.12}, {"step": 0.1, "zeros": 0.4}, {"step": 0.1, "bursts": 0.1}, {"step": 0.07})
    series = [wandering(number, **kind) for number in range(3) for kind in kinds]
    half, most, nearly = came_true(series)
    assert abs(half - 0.5) < 0.08
    assert abs(most - 0.87) < 0.06
    assert abs(nearly - 0.95) < 0.04


@pytest.mark.skipif(not SHARED.is_file(), reason="the real histories do not lie beside this checkout")
def test_on_two_real_teams_that_no_table_was_made_of_85_is_at_least_72() -> None:
    series = [each["finished_per_week"] for each in json.loads(SHARED.read_text(encoding="utf-8"))]
    _, most, nearly = came_true(series)
    assert most >= 0.8
    assert nearly >= 0.9
    assert min(came_true([each])[1] for each in series) >= 0.72


def test_three_levels_come_as_three_whole_weeks() -> None:
    weeks = weeks_to_finish(STEADY, 30)
    assert isinstance(weeks, Weeks)
    assert weeks.is_known
    assert list(weeks) == sorted(week for week in weeks if week is not None)
    assert all(isinstance(week, int) for week in weeks)
    assert weeks.rests_on == len(STEADY)
    assert weeks.because == ""


def test_the_order_of_levels_is_that_of_the_question() -> None:
    assert list(weeks_to_finish(STEADY, 60, (0.95, 0.5))) == list(weeks_to_finish(STEADY, 60, (0.5, 0.95)))[::-1]


def test_nothing_remaining_takes_no_time() -> None:
    assert list(weeks_to_finish([], 0)) == [0, 0, 0]


@pytest.mark.parametrize(
    ("history", "said"),
    [
        ([], "Nothing was ever finished"),
        ([0] * 40, "Nothing was ever finished"),
        ([4], "Too little history: 1 week"),
        ([0] * 30 + [4, 3], "Too little history: 2 weeks"),
        ([0, 0, 0, 4, 0, 0, 0, 0, 0, 1], "Too little history"),
        (STEADY + [0] * 12, "Nothing was finished in the last 12 weeks"),
        ([*STEADY, *[0] * 52, 3], "after 52 weeks in which nothing was finished"),
    ],
)
def test_what_cannot_be_forecast_is_a_sentence_and_no_date(history: list[float], said: str) -> None:
    weeks = weeks_to_finish(history, 10)
    assert list(weeks) == [None, None, None]
    assert not weeks.is_known
    assert said in weeks.because


def test_after_a_gap_of_a_year_only_what_came_since_counts() -> None:
    weeks = weeks_to_finish([40] * 30 + [0] * 52 + STEADY[:30], 30)
    assert weeks.rests_on == 30
    assert "after 52 weeks" in weeks.because
    assert list(weeks) == list(weeks_to_finish(STEADY[:30], 30))


def test_a_short_history_has_wider_ranges_and_says_so() -> None:
    short = weeks_to_finish([5, 5, 5, 5, 5, 5], 50)
    assert "short history" in short.because
    one, other = (calibrated(0.95, 8, 12, weeks) for weeks in (6, 26))
    assert one > other


def test_what_lies_ten_years_away_has_no_date() -> None:
    weeks = weeks_to_finish(STEADY, 1e6)
    assert list(weeks) == [None, None, None]
    assert "ten years" in weeks.because


@pytest.mark.parametrize("history", [[1, -1, 2], [1, math.nan], [math.inf], [1e12]])
def test_hours_that_are_none_are_named_with_their_week(history: list[float]) -> None:
    with pytest.raises(BadHistory, match="Week"):
        weeks_to_finish(history, 3)


def test_next_to_nothing_takes_a_week() -> None:
    assert list(weeks_to_finish(STEADY, 5e-324)) == [1, 1, 1]


@pytest.mark.parametrize("remaining", [-1, math.nan, math.inf])
def test_what_remains_must_be_a_number(remaining: float) -> None:
    with pytest.raises(BadHistory, match="What remains"):
        weeks_to_finish(STEADY, remaining)


def test_a_level_beyond_what_was_measured_is_refused() -> None:
    with pytest.raises(BadHistory, match=r"0\.99"):
        weeks_to_finish(STEADY, 3, (0.99,))


@given(st.lists(st.integers(0, 30), max_size=80), st.floats(0, 3000))
def test_no_week_is_negative_or_endless_and_surer_is_never_earlier(history: list[float], remaining: float) -> None:
    weeks = weeks_to_finish(history, remaining)
    known = [week for week in weeks if week is not None]
    assert all(0 <= week <= 520 for week in known)
    assert known == sorted(known)
    assert list(weeks)[: len(known)] == known
    assert weeks.is_known or weeks.because


@given(st.integers(1, 100))
def test_more_to_do_is_never_done_earlier(remaining: int) -> None:
    fewer, more = (weeks_to_finish(STEADY, each) for each in (remaining, remaining + 5))
    assert all((one or 0) <= (other or 0) for one, other in zip(fewer, more, strict=True))


def test_hours_with_fractions_are_forecast_like_whole_ones() -> None:
    whole = weeks_to_finish(STEADY, 60)
    halves = weeks_to_finish([week / 2 for week in STEADY], 30)
    assert all(abs((one or 0) - (other or 0)) <= 1 for one, other in zip(whole, halves, strict=True))


def test_the_bayesian_bootstrap_counts_what_listing_every_composition_counts() -> None:
    weeks, remaining, draws = (2, 0, 3), 4, 3
    counted = [
        sum(times * week for times, week in zip(composition, weeks, strict=True)) >= remaining
        for composition in itertools.product(range(draws + 1), repeat=3)
        if sum(composition) == draws
    ]
    assert math.isclose(chance_by_week(weeks, remaining, draws)[-1], np.mean(counted))


def test_the_bayesian_bootstrap_is_what_dice_say() -> None:
    dice = np.random.default_rng(1)
    weights = dice.dirichlet(np.ones(12), 5_000)
    drawn = np.array([dice.choice(STEADY[:12], 8, p=weight).sum() for weight in weights])
    assert abs(chance_by_week(STEADY[:12], 32, 8)[-1] - (drawn >= 32).mean()) < 0.02


def test_a_moment_between_two_weeks_lies_on_a_straight_line() -> None:
    assert quantile(np.array([0.2, 0.6]), 0.4) == pytest.approx(1.5)
    assert quantile(np.array([0.2, 0.6]), 0.7) is None


def test_a_level_follows_the_last_weeks_and_never_falls_to_nothing() -> None:
    assert level_of([2] * 50 + [8] * 16).pace == pytest.approx(6.5, abs=0.2)
    assert level_of([50] + [0] * 11).pace > 0


def test_the_table_spreads_surer_levels_further() -> None:
    said = [calibrated(level, 8, 8 * math.exp(0.4 * (level - 0.5)), 100) for level in sorted(TABLE)]
    assert said == sorted(said)


def test_a_team_sees_how_often_its_own_forecasts_came_true() -> None:
    record = hit_record(STEADY * 2)
    assert [hits.level for hits in record] == [0.5, 0.85, 0.95]
    assert all(0 < hits.came_true <= hits.forecasts for hits in record)
    assert all(hits.low <= hits.came_true / hits.forecasts <= hits.high for hits in record)
    assert all(hits.forecasts == 0 and (hits.low, hits.high) == (0, 1) for hits in hit_record(STEADY[:20]))


def test_a_backlog_that_is_not_done_counts_as_missed_once_its_week_is_past() -> None:
    collapsed = hit_record([5] * 40 + [0] * 40 + [1])
    assert any(hits.came_true < hits.forecasts for hits in collapsed)
