"""Borders that mutants moved without anything else noticing (`docs/build/mutation.md`)."""

from fractions import Fraction

import pytest

from groundswell.engines.disclosure import Answer, Rules, Scale, UnlikeScales, reporting_groups
from groundswell.engines.disclosure.public import fit_for_public
from groundswell.engines.disclosure.rounding import band_around, count_band, on_scale, participation
from groundswell.engines.disclosure.tests.histories import PARENTS, Roster


def test_those_without_a_cell_who_are_enough_stay_among_themselves() -> None:
    roster: Roster = {f"guest-{n}": None for n in range(5)}
    roster |= {f"elm-{n}": "elm" for n in range(6)}
    groups = {group.name: group.cells for group in reporting_groups(roster, PARENTS, 5)}
    assert groups == {"all": ("all",), "elm": ("elm",)}


def test_fewer_than_four_answers_have_no_band() -> None:
    with pytest.raises(StopIteration):
        count_band(3)


def test_the_public_may_be_shown_fewer_figures_than_the_rules_allow_and_never_more() -> None:
    least = Rules.public().k
    assert fit_for_public((), public=(), rules=Rules(k=least + 5)) == ()


@pytest.mark.parametrize("other", [Scale(0, 5), Scale(2, 20)])
def test_a_scale_is_refused_whether_it_begins_above_or_below(other: Scale) -> None:
    with pytest.raises(UnlikeScales):
        on_scale([Answer(3, other)], Scale(1, 10), [])


@pytest.mark.parametrize(
    ("scale", "count", "mean", "band"),
    [
        (Scale(1, 7), 20, 4, (3, 5)),
        (Scale(0, 5), 5, 3, (Fraction(3, 2), Fraction(9, 2))),
        (Scale(0, 100), 5, 50, (Fraction(63, 2), Fraction(137, 2))),
    ],
)
def test_the_band_grows_with_the_width_of_the_scale(
    scale: Scale, count: int, mean: int, band: tuple[Fraction, Fraction]
) -> None:
    assert band_around(Fraction(mean), count, scale) == band


def test_participation_is_told_in_tens_from_none_to_all() -> None:
    assert [participation(answered, 20) for answered in (0, 1, 19, 20)] == [0, 10, 100, 100]
    assert participation(0, 0) is None
