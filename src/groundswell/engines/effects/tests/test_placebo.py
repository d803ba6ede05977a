"""The placebo test says the same as a second way of computing it, and chance is told for what it is."""

import math
import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from groundswell.engines.effects import NOT_YET, BadSeries, NoSpread, TooShort, difference_of, effect_of
from groundswell.engines.effects.placebo import ASSUMED

Series = list[float]


def noise(count: int, seed: int, kept: float = 0.0) -> Series:
    dice, made = random.Random(seed), [random.Random(-seed - 1).gauss(0, 1)]
    while len(made) < count:
        made.append(kept * made[-1] + math.sqrt(1 - kept**2) * dice.gauss(0, 1))
    return made


def split(series: Series, cut: int, step: float = 0.0) -> tuple[Series, Series]:
    return series[:cut], [each + step for each in series[cut:]]


def by_whitening(series: Series, cut: int) -> float:
    """Fit a line and a step by least squares after the noise's memory was taken out, period by period."""

    def white(column: Series) -> Series:
        return [column[0], *((b - ASSUMED * a) / math.sqrt(1 - ASSUMED**2) for a, b in pairwise(column))]

    count = len(series)
    columns = [[1.0] * count, [float(each) for each in range(count)], [float(each >= cut) for each in range(count)]]
    fitted = np.linalg.lstsq(np.array([white(each) for each in columns]).T, np.array(white(series)), rcond=None)
    return float(fitted[0][2])


def without_step(series: Series, cut: int) -> Series:
    count = len(series)
    columns = np.array([[1.0, each, each >= cut] for each in range(count)], dtype=float)
    fitted = np.linalg.lstsq(columns, np.array(series), rcond=None)[0]
    return [float(each) for each in np.array(series) - columns @ fitted]


def size_of_step(count: int, cut: int) -> float:
    """The standard deviation of a step where periods spread by 1, one unit of noise after the other."""
    weights = [by_whitening([float(each == one) for each in range(count)], cut) for one in range(count)]
    return math.sqrt(sum(a * b * ASSUMED ** abs(i - j) for i, a in enumerate(weights) for j, b in enumerate(weights)))


@pytest.mark.parametrize(("before", "after", "seed"), [(8, 4, 1), (12, 6, 2), (15, 9, 3)])
def test_the_step_and_its_placebos_equal_regressions_one_by_one(before: int, after: int, seed: int) -> None:
    series, count = noise(before + after, seed, 0.3), before + after
    found = effect_of(*split(series, before, 2.0))
    lifted = series[:before] + [each + 2.0 for each in series[before:]]
    assert found.step == pytest.approx(by_whitening(lifted, before), abs=1e-9)
    rest = without_step(lifted, before)
    assert [place for place, _ in found.placebos] == [each for each in range(2, count - 1) if each != before]
    for place, step in found.placebos:
        assert step == pytest.approx(by_whitening(rest, place), abs=1e-9)


@pytest.mark.slow
def test_the_share_of_chance_equals_that_of_other_dice() -> None:
    series = split(noise(18, 5, 0.2), 12, 1.5)
    found = effect_of(*series)
    sizes = {place: size_of_step(18, place) for place, _ in found.placebos}

    def ratio(step: float, placebos: list[tuple[int, float]]) -> float:
        return abs(step) / math.sqrt(sum((each / sizes[place]) ** 2 for place, each in placebos) / len(placebos))

    seen = ratio(found.step, list(found.placebos))
    # Series of other dice, with the most memory that the test allows for: the least favourable.
    drawn = [effect_of(*split(noise(18, seed, 0.45), 12)) for seed in range(1000, 3000)]
    share = sum(ratio(each.step, list(each.placebos)) >= seen for each in drawn) / len(drawn)
    assert found.p == pytest.approx(share, abs=4 * math.sqrt(share * (1 - share) / len(drawn)) + 1e-3)


@pytest.mark.slow
@given(
    st.integers(0, 10_000),
    st.floats(-1000, 1000),
    st.floats(-50, 50),
    st.floats(0.01, 1000),
)
@settings(max_examples=60, deadline=None)
def test_level_drift_and_unit_change_nothing_that_is_said(seed: int, level: float, drift: float, unit: float) -> None:
    one = effect_of(*split(noise(14, seed), 9, 1.0))
    plain = split(noise(14, seed), 9, 1.0)
    line = [level + drift * place for place in range(14)]
    moved = [unit * each + more for each, more in zip(plain[0] + plain[1], line, strict=True)]
    other = effect_of(moved[:9], moved[9:])
    assert other.p == pytest.approx(one.p, abs=2e-3)
    assert other.step / unit == pytest.approx(one.step, rel=1e-4, abs=1e-4)
    assert other.detectable / unit == pytest.approx(one.detectable, rel=1e-4)


@given(st.integers(0, 10_000), st.floats(-6, 6))
@settings(max_examples=60, deadline=None)
def test_a_step_is_in_the_interval_exactly_when_chance_gives_it_as_often_as_that(seed: int, step: float) -> None:
    found = effect_of(*split(noise(12, seed), 8, step))
    assert found.low < found.step < found.high
    assume(abs(found.p - 0.05) > 2e-4)
    assert found.differs is (found.p < 0.05)


def test_a_larger_step_is_never_less_sure() -> None:
    shares = [effect_of(*split(noise(20, 4), 12, step)).p for step in (0.5, 2.0, 4.0, 8.0)]
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] < 0.001


@pytest.mark.slow
def test_what_only_drifts_has_no_step() -> None:
    """Welch's test calls this drift an effect with p below 1e-6."""
    series = [0.1 * place + each for place, each in enumerate(noise(36, 8))]
    found = effect_of(series[:24], series[24:])
    assert not found.differs


def test_a_missing_period_is_a_gap_and_no_zero() -> None:
    series = noise(16, 9)
    found = effect_of([*series[:5], None, *series[6:10]], series[10:])
    assert (found.before, found.after) == (9, 6)
    # A line through what is left is still no step, wherever the gap lies.
    lined = [each + 3.0 * place for place, each in enumerate(series)]
    again = effect_of([*lined[:5], None, *lined[6:10]], lined[10:])
    assert again.step == pytest.approx(found.step, abs=1e-9)


@pytest.mark.parametrize(("before", "after"), [(7, 4), (8, 3), (0, 0), (40, 3)])
def test_too_short_a_series_shows_nothing_yet(before: int, after: int) -> None:
    with pytest.raises(TooShort, match=NOT_YET):
        effect_of(noise(before, 1) if before else [], noise(after, 2) if after else [])


def test_periods_without_a_value_do_not_make_a_series_long_enough() -> None:
    with pytest.raises(TooShort, match="7 periods before and 4 after"):
        effect_of([*noise(7, 1), None, None], noise(4, 2))


@pytest.mark.parametrize("values", [[5.0] * 12, [0.0] * 12, [2.0 * place for place in range(12)]])
def test_where_nothing_ever_varied_nothing_is_compared(values: Series) -> None:
    with pytest.raises(NoSpread):
        effect_of(values[:8], values[8:])


def test_a_step_without_any_chance_is_not_called_one() -> None:
    with pytest.raises(NoSpread):
        effect_of([1.0] * 8, [9.0] * 4)


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_what_is_no_number_is_named_with_its_place(bad: float) -> None:
    with pytest.raises(BadSeries, match="Period 3 after"):
        effect_of(noise(9, 1), [1.0, 2.0, bad, 4.0])


def test_a_series_without_end_is_refused() -> None:
    with pytest.raises(BadSeries, match="at most 400"):
        effect_of(noise(300, 1), noise(101, 2))


def test_what_happened_to_both_is_taken_out() -> None:
    shared, own, other = noise(20, 3), noise(20, 4), noise(20, 5)
    everybody = [3 * each + (5 if place >= 12 else 0) for place, each in enumerate(shared)]
    ours = [a + 0.3 * b for a, b in zip(everybody, own, strict=True)]
    theirs = [a + 0.3 * b for a, b in zip(everybody, other, strict=True)]
    apart = difference_of(ours[:12], ours[12:], theirs[:12], theirs[12:])
    assert not apart.differs
    assert abs(apart.step) < 1
    lifted = difference_of(ours[:12], [each + 3 for each in ours[12:]], theirs[:12], theirs[12:])
    assert lifted.differs
    assert lifted.step == pytest.approx(apart.step + 3)


def test_two_series_are_compared_where_both_have_a_value() -> None:
    one, other = noise(14, 1), noise(14, 2)
    found = difference_of([None, *one[1:9]], one[9:], other[:9], [*other[9:13], None])
    assert (found.before, found.after) == (8, 4)
    with pytest.raises(BadSeries, match="same periods"):
        difference_of(one[:9], one[9:], other[:8], other[9:])


@pytest.mark.slow
@pytest.mark.parametrize("kept", [0.0, 0.4])
@pytest.mark.parametrize("drift", [0.0, 0.1])
@pytest.mark.parametrize(("before", "after"), [(8, 4), (12, 6), (24, 12)])
def test_chance_is_called_a_difference_in_six_of_a_hundred_series_at_most(
    kept: float, drift: float, before: int, after: int
) -> None:
    count, called = 1500, 0
    for seed in range(count):
        series = [drift * place + each for place, each in enumerate(noise(before + after, 50_000 + seed, kept))]
        called += effect_of(series[:before], series[before:]).differs
    # The bound, and twice the error of so few series.
    assert called / count <= 0.06 + 2 * math.sqrt(0.06 * 0.94 / count)


def test_four_of_five_series_show_the_step_that_is_said_to_be_detectable() -> None:
    said = [effect_of(*split(noise(18, seed, 0.45), 12)) for seed in range(200)]
    spread = sum(each.detectable / each.spread for each in said) / len(said)
    shown = [effect_of(*split(noise(18, seed, 0.45), 12, spread)).differs for seed in range(5000, 5800)]
    assert sum(shown) / len(shown) == pytest.approx(0.8, abs=0.045)
