"""What stays, and when it moves: what is shown of a mean, with what was shown before under the same unit."""

import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import erf, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.engines.disclosure import Answer, Figure, Group, Kind, Period, Release, Rules, Scale, release
from groundswell.engines.disclosure.memory import held, last_shown
from groundswell.engines.disclosure.rounding import band_around, to_half
from groundswell.engines.disclosure.tests.histories import (
    PARENTS,
    TEN,
    Roster,
    closed,
    figures_of,
    histories,
    mood,
    moved,
    published_over,
)

HALF = Fraction(1, 2)
RULES = Rules(rolling=0)
means = st.builds(Fraction, st.integers(10, 100), st.just(10)) | st.fractions(1, 10, max_denominator=40)
halves = st.builds(Fraction, st.integers(2, 20), st.just(2))


@pytest.mark.parametrize(
    ("mean", "before", "shown"),
    [
        ("7.24", None, "7"),
        ("7.25", None, "7.5"),
        ("7.4", "7", "7"),
        ("7.5", "7", "7"),
        ("6.5", "7", "7"),
        ("7.51", "7", "7.5"),
        ("6.49", "7", "6.5"),
        ("6.2", "7", "6"),
        ("9", "7", "9"),
    ],
)
def test_what_was_shown_stays_while_it_is_at_most_half_a_point_away(mean: str, before: str | None, shown: str) -> None:
    assert held(Fraction(mean), None if before is None else Fraction(before)) == Fraction(shown)


@given(means, st.none() | halves)
def test_what_is_shown_is_a_half_and_never_further_than_half_a_point_away(
    mean: Fraction, before: Fraction | None
) -> None:
    shown = held(mean, before)
    assert (shown * 2).denominator == 1
    assert abs(shown - mean) <= HALF
    assert shown in {before, to_half(mean)}
    assert held(mean, shown) == shown


@given(means, means, halves)
def test_a_higher_mean_is_never_shown_lower_and_more_than_a_point_is_always_seen(
    one: Fraction, other: Fraction, before: Fraction
) -> None:
    low, high = sorted((one, other))
    assert held(low, before) <= held(high, before)
    shown = held(one, before)
    assert (held(other, shown) - shown) * (other - one) >= 0 or abs(other - one) <= 1
    assert held(other, shown) != shown or abs(other - one) <= 1


@given(st.lists(st.integers(1, 10), min_size=5, max_size=30), st.integers(1, 10), halves)
def test_one_answer_moves_what_is_shown_by_no_more_than_it_moves_the_mean_and_the_band(
    ratings: list[int], instead: int, before: Fraction
) -> None:
    """Whatever one person answers, what is shown stands within half a point of either mean."""
    one, other = (Fraction(sum(each), len(ratings)) for each in (ratings, [instead, *ratings[1:]]))
    apart = abs(held(one, before) - held(other, before))
    assert apart <= abs(one - other) + HALF + Fraction(1, 4)
    if max(abs(one - before), abs(other - before)) <= HALF:
        assert apart == 0


def figure(period: int, unit: str, mean: int, **more: object) -> Figure:
    found = Figure(period, Kind.OWN, unit, (unit,), (), TEN, Fraction(mean), "5-9", Fraction(1), Fraction(10))
    return replace(found, **more)  # type: ignore[arg-type]


def test_a_unit_is_remembered_by_the_widest_of_what_was_last_shown_under_it_on_the_same_scale() -> None:
    before = [
        figure(1, "ash", 3),
        figure(3, "ash", 5),
        figure(2, "ash", 4),
        figure(4, "ash", 2, scale=Scale(1, 5)),
        figure(2, "all", 7, kind=Kind.TOTAL, cells=("ash", "elm")),
        figure(2, "all", 8, kind=Kind.ROLLED_UP, cells=("ash", "birch", "elm")),
        figure(3, "north", 6, kind=Kind.ROLLED_UP, cells=("ash", "birch")),
        figure(3, "north", 9, kind=Kind.ROLLED_UP, cells=("ash", "birch", "cedar")),
        figure(3, "elm", 1, cells=("elm",)),
        figure(3, "elm", 2, cells=("elm", "oak")),
    ]
    for _ in range(5):
        random.shuffle(before)
        assert last_shown(before, TEN) == {"ash": 5, "all": 7, "north": 9, "elm": 2}
    assert not last_shown([], TEN)


def test_a_figure_that_stays_is_of_its_own_time_in_everything_but_the_half() -> None:
    def of(number: int, ratings: Sequence[int], published: Sequence[Figure]) -> Release:
        group = Group("ash", frozenset(f"p{each}" for each in range(12)), ("ash",))
        period = Period(number, (group,), {"ash": tuple(Answer(each, TEN) for each in ratings)})
        return release(period, parents=PARENTS, published=published, rules=RULES)

    seen: list[Figure] = []
    for number, ratings in enumerate(
        [[7] * 12, [7] * 6 + [8] * 6, [7] * 5 + [8] * 7, [8, 8, 9] * 2, [6] * 12], start=1
    ):
        seen += of(number, ratings, seen).figures
    own = [(each.mean, each.answers, each.high) for each in seen if each.unit == "ash"]
    assert own == [
        (7, "10-19", Fraction(17, 2)),
        (7, "10-19", Fraction(17, 2)),
        (Fraction(15, 2), "10-19", 9),
        (Fraction(17, 2), "5-9", 10),
        (6, "10-19", Fraction(15, 2)),
    ]


# ---------------------------------------------------------------- over whole histories


def by_hand(figures: Sequence[Figure], rosters: Sequence[Roster], answering: float) -> list[Fraction]:
    """What has to be shown, from ratings alone: in whole quarters of a point, walking back period by period."""
    shown: list[Fraction] = []
    for each in figures:
        number = each.period
        given = [moved(who, number) for who in each.counted[0].people if mood(who) < answering]
        total, many = sum(given), len(given)
        doubled = None
        for back in range(number - 1, 0, -1):
            there = [place for place, old in enumerate(figures) if old.period == back and old.unit == each.unit]
            if there:
                rank = {place: (figures[place].kind == "total", len(figures[place].cells)) for place in there}
                widest = [place for place in there if rank[place] == max(rank.values())]
                doubled = round(2 * shown[max(widest, key=lambda place: figures[place].cells)])
                break
        if doubled is None or abs(2 * total - doubled * many) > many:
            doubled = (4 * total + many) // (2 * many)
        shown.append(Fraction(doubled, 2))
    assert all(each.period <= len(rosters) for each in figures)
    return shown


@pytest.mark.slow
@settings(deadline=None, max_examples=15)
@given(histories(), st.sampled_from([1.0, 0.7]))
def test_a_whole_history_is_what_the_raw_ratings_make_by_hand(rosters: list[Roster], answering: float) -> None:
    figures = figures_of(published_over(rosters, RULES, answering=answering, moving=True))
    assert [each.mean for each in figures] == by_hand(figures, rosters, answering)


@pytest.mark.slow
@settings(deadline=None, max_examples=25)
@given(histories(), st.integers(1, 6))
def test_what_was_published_is_the_same_whatever_comes_after_it(rosters: list[Roster], many: int) -> None:
    whole = published_over(rosters, RULES, moving=True)
    assert published_over(rosters[:many], RULES, moving=True) == whole[:many]


@pytest.mark.slow
@settings(deadline=None, max_examples=25)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_the_past_is_read_changes_nothing(rosters: list[Roster], dice: random.Random) -> None:
    *earlier, last = published_over(rosters, RULES, moving=True)
    past = figures_of(earlier)
    dice.shuffle(past)
    period = closed(len(rosters), rosters[-1], RULES, moving=True)
    assert release(period, parents=PARENTS, published=past, rules=RULES) == last


@pytest.mark.slow
@settings(deadline=None, max_examples=25)
@given(histories())
def test_of_earlier_answers_it_remembers_what_was_shown_and_nothing_else(rosters: list[Roster]) -> None:
    """Whoever wipes everything of an earlier figure but what a page shows of it, and who is in it, changes nothing."""
    *earlier, last = published_over(rosters, RULES, moving=True)
    wiped = [replace(each, low=Fraction(1), high=Fraction(10), answers="20+") for each in figures_of(earlier)]
    period = closed(len(rosters), rosters[-1], RULES, moving=True)
    assert release(period, parents=PARENTS, published=wiped, rules=RULES) == last


@pytest.mark.slow
@settings(deadline=None, max_examples=25)
@given(histories(most=4))
def test_which_figures_are_shown_is_not_for_the_memory_to_say(rosters: list[Roster]) -> None:
    moving, still = (published_over(rosters, RULES, moving=each) for each in (True, False))
    assert [made.decisions for made in moving] == [made.decisions for made in still]


# ---------------------------------------------------------------- how sure


@pytest.mark.parametrize("scale", [TEN, Scale(0, 5), Scale(1, 5), Scale(1, 7), Scale(0, 100)])
@pytest.mark.parametrize("count", [4, 5, 10, 20])
def test_a_band_holds_in_95_of_100_cases_even_where_what_is_shown_is_half_a_point_off(scale: Scale, count: int) -> None:
    middle = Fraction(scale.low + scale.high, 2)
    low, high = band_around(middle, count, scale)
    error = 0.21 * (scale.high - scale.low) / sqrt(count)

    def covered(reach: float) -> float:
        ends = ((each - 0.5) / error / sqrt(2) for each in (reach, -reach))
        return sum(sign * erf(end) for sign, end in zip((0.5, -0.5), ends, strict=True))

    assert middle - low == high - middle
    assert covered(float(high - middle)) >= 0.95
    assert covered(float(high - middle) - 0.5) < 0.95
