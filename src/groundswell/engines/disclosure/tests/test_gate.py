import random
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.engines.disclosure import (
    Answer,
    BadPeriod,
    BadRules,
    Conversion,
    Counted,
    Group,
    Kind,
    Period,
    Reason,
    Rules,
    Scale,
    audit,
    release,
)
from groundswell.engines.disclosure.simulation import organisation, released
from groundswell.engines.disclosure.tests.histories import (
    CELLS,
    PARENTS,
    TEN,
    Roster,
    closed,
    figures_of,
    histories,
    published_over,
    solvable,
)

RULES = Rules()


def roster(**sizes: int) -> Roster:
    return {f"{cell}-{number}": cell for cell, size in sizes.items() for number in range(size)}


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(histories(), st.sampled_from([4, 5, 6]), st.sampled_from([1.0, 0.7]))
def test_nothing_about_fewer_than_k_people_can_be_derived_from_a_whole_history(
    rosters: list[Roster], k: int, answering: float
) -> None:
    figures = figures_of(published_over(rosters, Rules(k=k), answering=answering))
    assert audit(figures, k).holds


@pytest.mark.slow
@settings(deadline=None, max_examples=15)
@given(histories(most=4), st.randoms(use_true_random=False))
def test_no_small_set_of_people_is_solvable_in_plain_rationals(rosters: list[Roster], dice: random.Random) -> None:
    figures = figures_of(published_over(rosters, RULES))
    everybody = sorted({person for figure in figures for each in figure.counted for person in each.people})
    for _ in range(min(40, len(everybody))):
        assert not solvable(figures, frozenset(dice.sample(everybody, 4)))


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_and_what_was_published_is_left_alone(
    rosters: list[Roster], dice: random.Random
) -> None:
    published = figures_of(published_over(rosters[:-1], RULES))
    period = closed(len(rosters), rosters[-1], RULES)
    before = list(published)
    first = release(period, parents=PARENTS, published=published, rules=RULES)
    assert published == before
    shuffled = dice.sample(published, len(published))
    groups = tuple(dice.sample(period.groups, len(period.groups)))
    answers = {name: tuple(dice.sample(period.answers[name], len(period.answers[name]))) for name in period.answers}
    tree = dict(dice.sample(list(PARENTS.items()), len(PARENTS)))
    again = release(replace(period, groups=groups, answers=answers), parents=tree, published=shuffled, rules=RULES)
    assert again == first
    assert all(figure.period == period.number for figure in first.figures)


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(histories())
def test_every_cell_gets_a_figure_or_a_reason(rosters: list[Roster]) -> None:
    for made in published_over(rosters, RULES):
        assert [decision.cell for decision in made.decisions] == sorted(CELLS)
        for decision in made.decisions:
            assert (decision.figure is None) == (decision.kind is None)
            assert (decision.reason is None) == (decision.kind == Kind.OWN)
            if decision.figure is not None:
                assert decision.cell in made.figures[decision.figure].cells


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(histories(), st.sampled_from([1.0, 0.6, 0.2]))
def test_figures_are_halves_of_at_least_k_answers_with_a_band_around_them(
    rosters: list[Roster], answering: float
) -> None:
    for figure in figures_of(published_over(rosters, RULES, answering=answering)):
        assert (figure.mean * 2).denominator == 1
        assert figure.answers in {"5-9", "10-19", "20+"}
        assert 1 <= figure.low <= figure.mean <= figure.high <= 10
        assert all(len(each.people) >= RULES.k for each in figure.counted)


def test_ratings_never_decide_what_is_published() -> None:
    period = closed(1, roster(ash=8, birch=8, elm=6), RULES)
    low = {name: tuple(Answer(1, TEN) for _ in answers) for name, answers in period.answers.items()}
    one = release(period, parents=PARENTS, published=[], rules=RULES)
    other = release(replace(period, answers=low), parents=PARENTS, published=[], rules=RULES)
    assert [(f.kind, f.unit, f.counted) for f in one.figures] == [(f.kind, f.unit, f.counted) for f in other.figures]


def test_one_person_who_leaves_takes_the_cells_own_figure_along() -> None:
    before = roster(ash=8, birch=8)
    after = {person: cell for person, cell in before.items() if person != "ash-0"}
    first, second = published_over([before, after], RULES)
    assert [decision.kind for decision in first.decisions[:2]] == [Kind.OWN, Kind.OWN]
    assert second.decisions[0].reason == Reason.DIFFERENCE
    assert second.decisions[0].figure is None
    assert second.decisions[1].kind == Kind.OWN


def test_five_who_leave_at_once_do_not() -> None:
    before = roster(ash=12, birch=8)
    after = {person: cell for person, cell in before.items() if person not in {f"ash-{n}" for n in range(5)}}
    second = published_over([before, after], RULES)[1]
    assert second.decisions[0].kind == Kind.OWN


def test_a_cell_of_one_is_rolled_up() -> None:
    made = published_over([roster(ash=1, birch=7, cedar=4)], RULES)[0]
    assert {decision.cell: decision.kind for decision in made.decisions}["ash"] == Kind.ROLLED_UP
    assert {decision.cell: decision.kind for decision in made.decisions}["birch"] == Kind.OWN


def test_fewer_than_k_people_in_all_get_a_reason() -> None:
    made = published_over([roster(ash=4)], RULES)[0]
    assert made.figures == ()
    assert {decision.reason for decision in made.decisions} == {Reason.NOBODY_ANSWERED}


def test_a_sprint_without_answers_publishes_nothing_and_costs_nothing() -> None:
    full = roster(ash=8, birch=8)
    silent = replace(closed(2, full, RULES), answers={})
    first = release(closed(1, full, RULES), parents=PARENTS, published=[], rules=RULES)
    made = release(silent, parents=PARENTS, published=first.figures, rules=RULES)
    assert made.figures == ()
    assert made.participation == 0
    assert {decision.reason for decision in made.decisions} == {Reason.NOBODY_ANSWERED}
    third = release(closed(3, full, RULES), parents=PARENTS, published=first.figures, rules=RULES)
    assert [replace(figure, period=1, counted=()) for figure in third.figures] == [
        replace(figure, counted=()) for figure in first.figures
    ]


def test_what_was_published_cannot_be_published_again() -> None:
    period = closed(3, roster(ash=8), RULES)
    made = release(period, parents=PARENTS, published=[], rules=RULES)
    for number in (2, 3):
        with pytest.raises(BadPeriod, match="frozen"):
            release(replace(period, number=number), parents=PARENTS, published=made.figures, rules=RULES)


def test_scales_meet_only_by_an_explicit_conversion() -> None:
    five = Scale(0, 5)
    period = closed(1, roster(ash=8, birch=8), RULES)
    answers = {**period.answers, "ash": tuple(Answer(4, five) for _ in range(8))}
    mixed = replace(period, answers=answers)
    made = release(mixed, parents=PARENTS, published=[], rules=RULES)
    assert made.decisions[0].reason == Reason.SCALES
    assert all("ash" not in figure.cells for figure in made.figures)
    told = replace(mixed, conversions=(Conversion(five, TEN),))
    ash = next(f for f in release(told, parents=PARENTS, published=[], rules=RULES).figures if f.unit == "ash")
    assert ash.mean == 8  # 1 + 9 * 4/5 = 8.2


def test_what_is_left_of_a_union_has_answers_of_k_people_too() -> None:
    everybody = closed(1, roster(ash=8, birch=8, cedar=8), RULES)
    few = replace(everybody, answers={**everybody.answers, "cedar": everybody.answers["cedar"][:2]})
    made = release(few, parents=PARENTS, published=[], rules=RULES)
    wide = [figure for figure in made.figures if "cedar" in figure.cells and figure.kind == Kind.ROLLED_UP]
    for figure in wide:
        own = {other.cells[0] for other in made.figures if other.kind == Kind.OWN}
        assert sum(len(few.answers[cell]) for cell in figure.cells if cell not in own) >= RULES.k


def test_three_periods_make_a_figure_where_one_could_not() -> None:
    first = roster(ash=8)
    one_left = {person: cell for person, cell in first.items() if person != "ash-0"}
    another = {**{p: c for p, c in one_left.items() if p != "ash-1"}, "joined": "ash"}
    back = {**{p: c for p, c in another.items() if p not in {"ash-2", "ash-3"}}, "ash-1": "ash"}
    made = published_over([first, one_left, another, back], RULES)
    assert made[3].decisions[0].kind == Kind.ROLLING
    assert [each.period for each in made[3].figures[0].counted] == [2, 3, 4]
    assert audit(figures_of(made), RULES.k).holds


def test_few_answers_of_three_periods_may_all_be_of_the_same_two_people() -> None:
    periods = [closed(number, roster(ash=8), RULES) for number in (1, 2, 3)]
    few = [replace(each, answers={"ash": each.answers["ash"][:3]}) for each in periods]
    made = release(few[2], parents=PARENTS, published=[], rules=RULES, earlier=few[:2])
    assert [figure.kind for figure in made.figures] == []
    one_full = [few[0], periods[1], few[2]]
    made = release(few[2], parents=PARENTS, published=[], rules=RULES, earlier=one_full[:2])
    assert [figure.kind for figure in made.figures] == [Kind.ROLLING]


def test_a_search_that_is_cut_short_refuses() -> None:
    before = roster(ash=8, birch=8)
    changed = {person: cell for person, cell in before.items() if person not in {"ash-0", "ash-1"}}
    changed |= {f"new-{n}": "ash" for n in range(4)}
    hasty = replace(RULES, steps=0)
    second = published_over([before, changed], hasty)[1]
    assert second.decisions[0].reason == Reason.UNPROVEN


def test_no_reason_tells_how_many_of_a_cell_answered() -> None:
    sentences = {reason.sentence(5) for reason in Reason}
    assert len(sentences) == len(Reason)
    assert all(sentence.startswith("cannot be shown, because ") for sentence in sentences)
    assert not any("fewer than 5 answer" in sentence for sentence in sentences)


@pytest.mark.parametrize("k", [3, 0, -1])
def test_an_installation_never_goes_below_four(k: int) -> None:
    with pytest.raises(BadRules):
        Rules(k=k)
    with pytest.raises(BadRules):
        Rules(turnover=0)
    assert Rules.public().k == 10


def test_what_an_installation_starts_with_and_how_far_down_it_may_go() -> None:
    assert Rules() == Rules(k=5, rolling=3, steps=3000, own_weight=1.4, turnover=0.05)
    assert Rules(k=4).k == 4
    for turnover in (0, 1, -0.1):
        with pytest.raises(BadRules):
            Rules(turnover=turnover)


def test_periods_that_contradict_themselves_are_refused() -> None:
    ash = Group("ash", frozenset("abcde"), ("ash",))
    with pytest.raises(BadPeriod, match="two reporting groups"):
        Period(1, (ash, replace(ash, name="birch")), {})
    with pytest.raises(BadPeriod, match="one name"):
        Period(1, (ash, replace(ash, people=frozenset("fghij"))), {})
    with pytest.raises(BadPeriod, match="no reporting group"):
        Period(1, (ash,), {"birch": ()})
    with pytest.raises(BadPeriod, match="more answers"):
        Period(1, (ash,), {"ash": (Answer(5, TEN),) * 6})
    with pytest.raises(BadPeriod, match="belongs to no unit"):
        release(Period(1, (replace(ash, name="oak"),), {}), parents=PARENTS, published=[], rules=RULES)
    for rating in (0, 11, Fraction(1, 2)):
        with pytest.raises(BadPeriod, match="no rating"):
            Answer(rating, TEN)
    with pytest.raises(BadPeriod, match="no room"):
        Scale(5, 5)


def test_a_leak_that_is_planted_is_found() -> None:
    before = roster(ash=8, birch=8)
    after = {person: cell for person, cell in before.items() if person != "ash-0"}
    first, second = published_over([before, after], RULES)
    careless = release(closed(2, after, RULES), parents=PARENTS, published=[], rules=RULES)
    leaking = [*first.figures, *careless.figures]
    found = audit(leaking, RULES.k)
    assert [exposure.people for exposure in found.exposures] == [frozenset({"ash-0"})]
    assert solvable(leaking, frozenset({"ash-0"}))
    assert audit([*first.figures, *second.figures], RULES.k).holds


def test_an_audit_does_not_hold_where_a_rolling_figure_shares_a_period_with_another() -> None:
    """No rating that stands still is solvable from the two; one that moves may be."""
    (own,) = published_over([roster(ash=8)], RULES)[0].figures
    people = own.counted[0].people
    rolling = replace(own, kind=Kind.ROLLING, counted=tuple(Counted(period, people) for period in (1, 2, 3)))
    both = audit([own, rolling], RULES.k)
    assert both.exposures == ()
    assert both.entangled == people
    assert not both.holds
    alone = audit([rolling], RULES.k)
    assert alone.holds
    assert (alone.figures, alone.people, alone.rank) == (1, 8, 1)


@pytest.mark.parametrize("periods", [2, 3])
def test_a_leak_by_way_of_a_rolling_figure_is_found(periods: int) -> None:
    """Somebody was there in its last period only, and all the others have a figure of their own later."""
    (own,) = published_over([roster(ash=8)], RULES)[0].figures
    people = own.counted[0].people
    counted = [Counted(period, people) for period in range(1, periods)]
    rolling = replace(own, kind=Kind.ROLLING, counted=(*counted, Counted(periods, people | {"newcomer"})))
    later = replace(own, period=9, counted=(Counted(9, people),))
    assert [each.people for each in audit([rolling, later], RULES.k).exposures] == [frozenset({"newcomer"})]


@pytest.mark.slow
@settings(deadline=None, max_examples=30)
@given(histories(most=3), st.randoms(use_true_random=False))
def test_the_audit_finds_what_slow_rationals_find(rosters: list[Roster], dice: random.Random) -> None:
    """Each period is released as if nothing had been published: so most histories leak."""
    rosters = [{p: c for p, c in each.items() if c in {"ash", "birch"}} for each in rosters]
    periods = [closed(number, each, RULES) for number, each in enumerate(rosters, start=1)]
    figures = [f for p in periods for f in release(p, parents=PARENTS, published=[], rules=RULES).figures]
    exposures = audit(figures, RULES.k).exposures
    for exposure in exposures[:3]:
        assert 0 < len(exposure.people) < RULES.k
        assert solvable(figures, exposure.people)
    if not exposures:
        everybody = sorted({person for figure in figures for each in figure.counted for person in each.people})
        small = list(combinations(everybody, 4))
        for people in dice.sample(small, min(60, len(small))):
            assert not solvable(figures, frozenset(people))


@pytest.mark.parametrize("cells_in_a_unit", [0, 4, 9])
def test_many_cells_are_each_asked_for_first_and_the_rest_is_rolled_up(cells_in_a_unit: int) -> None:
    org = organisation((8, 5, 9, 8, 6, 12, 8, 5, 8), random.Random(4), sprints=10, cells_in_a_unit=cells_in_a_unit)
    releases = released(org, RULES)
    kinds = [decision.kind for made in releases for decision in made.decisions]
    assert audit(figures_of(releases), RULES.k).holds
    assert kinds.count(None) <= len(kinds) / 10
    assert kinds.count(Kind.OWN) >= len(kinds) / 4
    assert kinds.count(Kind.ROLLED_UP) > 0


def test_a_total_names_the_cells_that_are_not_in_it() -> None:
    """Four cells lose one person each: neither alone nor together are they five."""
    names = [f"cell {number}" for number in range(8)]
    parents: dict[str, str | None] = {"all": None, **dict.fromkeys(names, "all")}
    first = [Group(name, frozenset(f"{name}-{n}" for n in range(8)), (name,)) for name in names]
    second = [replace(each, people=each.people - {f"{each.name}-0"}) for each in first[:4]] + first[4:]
    answers = {name: (Answer(7, TEN),) * 7 for name in names}
    one = release(Period(1, tuple(first), answers), parents=parents, published=[], rules=RULES)
    two = release(Period(2, tuple(second), answers), parents=parents, published=one.figures, rules=RULES)
    assert [decision.reason for decision in two.decisions[:4]] == [Reason.DIFFERENCE] * 4
    assert [decision.figure for decision in two.decisions[:4]] == [None] * 4
    total = next(figure for figure in two.figures if figure.kind == Kind.TOTAL)
    assert total.without == tuple(names[:4])
