from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.engines.disclosure import Answer, Conversion, Scale, UnlikeScales
from groundswell.engines.disclosure.rounding import band_around, count_band, on_scale, participation, to_half

TEN = Scale(1, 10)


@pytest.mark.parametrize(
    ("mean", "rounded"), [("7.24", "7"), ("7.25", "7.5"), ("7.74", "7.5"), ("7.75", "8"), ("7", "7")]
)
def test_means_are_rounded_to_halves(mean: str, rounded: str) -> None:
    assert to_half(Fraction(mean)) == Fraction(rounded)


@pytest.mark.parametrize(
    ("count", "band"), [(4, "4-9"), (5, "5-9"), (9, "5-9"), (10, "10-19"), (19, "10-19"), (20, "20+"), (999, "20+")]
)
def test_counts_are_told_as_bands(count: int, band: str) -> None:
    assert count_band(count) == band


@given(st.integers(5, 400), st.integers(2, 20))
def test_the_uncertainty_says_no_more_than_the_band_of_the_count(count: int, halves: int) -> None:
    mean = Fraction(halves, 2)
    same = {"5-9": 5, "10-19": 10, "20+": 20}[count_band(count)]
    low, high = band_around(mean, count, TEN)
    assert (low, high) == band_around(mean, same, TEN)
    assert 1 <= low <= mean <= high <= 10


def test_fewer_answers_have_a_wider_band_and_never_a_narrower_one() -> None:
    widths = [high - low for low, high in (band_around(Fraction(5), count, TEN) for count in (4, 5, 10, 20))]
    assert widths == [5, 4, 3, 3]


@pytest.mark.parametrize(
    ("answered", "people", "share"), [(0, 30, 0), (1, 30, 0), (2, 30, 10), (15, 30, 50), (29, 30, 100), (30, 30, 100)]
)
def test_participation_goes_in_steps_of_ten(answered: int, people: int, share: int) -> None:
    assert participation(answered, people) == share


def test_nobody_has_no_participation() -> None:
    assert participation(0, 0) is None


def test_another_scale_is_refused_or_converted() -> None:
    five = Scale(0, 5)
    answers = [Answer(0, five), Answer(5, five), Answer(3, TEN)]
    with pytest.raises(UnlikeScales):
        on_scale(answers, TEN, ())
    assert on_scale(answers, TEN, (Conversion(five, TEN),)) == [1, 10, 3]


@pytest.mark.parametrize(("rating", "read"), [(2, "1"), (3, "4"), (4, "7"), (5, "10")])
def test_a_scale_is_stretched_evenly_from_end_to_end(rating: int, read: str) -> None:
    assert Conversion(Scale(2, 5), TEN)(Fraction(rating)) == Fraction(read)


def test_a_conversion_to_another_scale_is_none_to_this_one() -> None:
    five = Scale(0, 5)
    with pytest.raises(UnlikeScales):
        on_scale([Answer(3, five)], TEN, (Conversion(five, Scale(0, 100)),))
