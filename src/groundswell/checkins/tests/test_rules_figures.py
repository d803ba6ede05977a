from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.checkins.rules.figures import (
    Change,
    CheckIn,
    Shown,
    Told,
    Why,
    asked,
    change,
    last_two,
    none_at_all,
    on_one_scale,
    widest,
)
from groundswell.engines.disclosure import Kind, Reason, Scale

TEN = Scale(1, 10)
halves = st.integers(2, 20).map(lambda number: Fraction(number, 2))


def shown(mean: float = 6, reach: float = 2, **more: object) -> Shown:
    middle, half = Fraction(mean), Fraction(reach)
    given = {
        "kind": Kind.OWN,
        "unit": "ash",
        "cells": ("ash",),
        "without": (),
        "scale": TEN,
        "mean": middle,
        "low": max(Fraction(1), middle - half),
        "high": min(Fraction(10), middle + half),
        "answers": "5-9",
    }
    return Shown(**(given | more))  # type: ignore[arg-type]


def told(sprint: int, figure: Shown | None = None, reason: Reason | Why | None = None, item: str = "") -> Told:
    return Told(CheckIn(sprint, date(2026, 11, 2), 5, item), figure, reason)


def test_a_first_figure_is_compared_with_nothing() -> None:
    assert change(None, shown()) == Change.FIRST


def test_figures_about_other_people_or_on_another_scale_are_not_compared() -> None:
    assert change(shown(), shown(cells=("ash", "birch"))) == Change.OTHER_CELLS
    assert change(shown(), shown(scale=Scale(0, 5))) == Change.OTHER_SCALE


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [(6, 6, Change.UNSURE), (6, 8.5, Change.UNSURE), (6, 9, Change.HIGHER), (6, 3, Change.LOWER)],
)
def test_a_change_is_sure_only_beyond_both_uncertainties_together(before: float, now: float, expected: Change) -> None:
    assert change(shown(before), shown(now)) == expected


@given(halves, halves)
def test_the_other_way_round_a_rise_is_a_fall(one: Fraction, other: Fraction) -> None:
    mirror = {Change.HIGHER: Change.LOWER, Change.LOWER: Change.HIGHER, Change.UNSURE: Change.UNSURE}
    there, back = shown(float(one)), shown(float(other))
    assert change(back, there) == mirror[change(there, back)]


def test_a_band_cut_by_the_end_of_the_scale_reaches_as_far_as_it_did() -> None:
    assert shown(9.5).reach == 2
    assert shown(1.5).reach == 2


def test_the_one_before_is_the_last_that_shows_a_figure() -> None:
    first, hidden, newest = told(1, shown()), told(2, None, Reason.TOO_FEW), told(3, shown())
    assert last_two([first, hidden, newest]) == (first, newest)
    assert last_two([hidden]) == (None, hidden)
    assert last_two([]) == (None, None)


def test_scales_are_never_mixed_in_one_picture() -> None:
    old, hidden, new = told(1, shown(3, scale=Scale(0, 5))), told(2, None, Reason.TOO_FEW), told(3, shown())
    assert on_one_scale([old, hidden, new]) == [Told(old.check_in, None, Why.OTHER_SCALE), hidden, new]


def test_a_unit_is_spoken_for_by_its_total_and_else_by_what_names_most_cells() -> None:
    total = shown(kind=Kind.TOTAL, unit="organisation")
    pair, three = shown(kind=Kind.ROLLED_UP, cells=("a", "b")), shown(kind=Kind.ROLLED_UP, cells=("a", "b", "c"))
    assert widest([pair, three, total]) == total
    assert widest([pair, three]) == three
    assert widest([]) is None


def test_an_organisation_without_a_figure_says_why() -> None:
    assert none_at_all({(Kind.OWN, None), (None, Reason.DIFFERENCE)}) == Why.ONLY_PARTS
    assert none_at_all({(None, Reason.NOBODY_ANSWERED)}) == Reason.NOBODY_ANSWERED
    assert none_at_all({(None, Reason.TOO_FEW), (None, Reason.DIFFERENCE)}) == Why.NO_FIGURE
    assert none_at_all(set()) == Why.NO_FIGURE


def test_a_rotating_question_has_the_check_ins_in_which_it_was_asked() -> None:
    made = [told(1, item="a 1").check_in, told(2).check_in]
    assert asked("a 1", made, always="rating") == made[:1]
    assert asked("rating", made, always="rating") == made


def test_a_check_in_speaks_of_a_question_with_the_larger_of_two_least_numbers() -> None:
    check_in = CheckIn(1, date(2026, 11, 2), 5)
    assert [check_in.shown_from(least).k for least in (0, 4, 20)] == [5, 5, 20]
