"""The description on a grid: a Student's t where nothing is kept, and the truth of series that were made."""

import numpy as np
import pytest
from scipy import stats

from groundswell.engines.effects import NoSpread, TooShort, describe, segmented


def made(seed: int, *, kept: float, step: float, before: int = 60, after: int = 60) -> tuple[list[float], list[float]]:
    dice, count = np.random.default_rng(seed), before + after
    noise = [dice.standard_normal()]
    for each in dice.standard_normal(count - 1) * np.sqrt(1 - kept**2):
        noise.append(kept * noise[-1] + each)
    values = [0.05 * place + each + (step if place >= before else 0) for place, each in enumerate(noise)]
    return values[:before], values[before:]


def test_without_memory_it_is_ordinary_least_squares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segmented, "SHARES", np.array([0.0]))
    before, after = made(1, kept=0.0, step=1.0, before=10, after=6)
    columns = np.array([[1.0, place, place >= 10] for place in range(16)], dtype=float)
    values = np.array(before + after)
    fitted = np.linalg.lstsq(columns, values, rcond=None)[0]
    left = values - columns @ fitted
    error = np.sqrt(left @ left / 13 * np.linalg.inv(columns.T @ columns)[2, 2])
    low, high = stats.t.interval(0.9, 13, loc=fitted[2], scale=error)
    found = describe(before, after)
    assert (found.step, found.low, found.high) == pytest.approx((fitted[2], low, high), abs=2e-3 * error)
    assert found.up == pytest.approx(stats.t.sf(0, 13, loc=fitted[2], scale=error), abs=2e-3)
    assert found.drift == pytest.approx(fitted[1])


@pytest.mark.slow
def test_it_finds_the_step_and_the_memory_of_a_long_series() -> None:
    found = describe(*made(7, kept=0.5, step=3.0))
    assert found.low < 3.0 < found.high
    assert 0.25 < found.kept < 0.75
    assert found.up > 0.99


@pytest.mark.slow
def test_its_interval_holds_the_step_about_as_often_as_it_says() -> None:
    held = [
        found.low <= 1.0 <= found.high
        for found in (describe(*made(seed, kept=0.3, step=1.0, before=24, after=12)) for seed in range(100))
    ]
    assert 0.8 <= sum(held) / len(held) <= 0.97


def test_turning_the_series_over_turns_the_answer_over() -> None:
    before, after = made(3, kept=0.2, step=1.0, before=12, after=6)
    found, turned = describe(before, after), describe([-each for each in before], [-each for each in after])
    assert (turned.step, turned.low, turned.high) == pytest.approx((-found.step, -found.high, -found.low), abs=1e-3)
    assert turned.up == pytest.approx(1 - found.up, abs=1e-6)


def test_it_asks_for_as_many_periods_as_the_test() -> None:
    with pytest.raises(TooShort):
        describe([1.0, 3.0, 2.0], [2.0, 4.0])
    with pytest.raises(NoSpread):
        describe([1.0] * 8, [2.0] * 4)
