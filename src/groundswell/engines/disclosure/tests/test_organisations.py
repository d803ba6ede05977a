"""The organisations that attackers are let loose on are the same in every version, so that their tables compare."""

import random

import pytest

from groundswell.engines.disclosure import Kind, Rules
from groundswell.engines.disclosure.simulation import any_organisation, organisation, released

EIGHTS_TO_TWENTIES = (8,) * 9 + (12,) * 5 + (20,) * 3


@pytest.mark.parametrize(
    ("seed", "sizes", "ever", "at_the_end"),
    [
        (2, (8, 8, 8), 55, 24),
        (1, (8, 8, 8, 8), 73, 29),
        (7, (8, 8, 8, 8, 8), 84, 38),
        (26, (12, 12, 12), 82, 37),
        (17, (8, 12, 20), 84, 38),
        (5, (20, 20), 91, 40),
        (0, (5, 8, 12), 65, 27),
        (16, (8, 8, 20), 81, 33),
        (3, (8, 8, 12, 12), 87, 40),
        (24, (8, 8, 8, 1), 59, 25),
        (12, (12, 20, 3), 81, 35),
        (43, (8,) * 5, 88, 40),
        (31, (12,) * 15, 372, 173),
        (139, EIGHTS_TO_TWENTIES, 442, 193),
    ],
)
def test_a_seed_gives_the_same_organisation(seed: int, sizes: tuple[int, ...], ever: int, at_the_end: int) -> None:
    org = any_organisation(random.Random(seed))
    assert tuple(org.sizes.values()) == sizes
    assert len(org.rosters) == 26
    assert (len(org.people), len(org.rosters[-1])) == (ever, at_the_end)


def test_small_ones_have_twenty_four_to_forty_one_people_and_large_ones_a_hundred_and_eighty_or_more() -> None:
    begun = [len(any_organisation(random.Random(seed)).rosters[0]) for seed in range(40)]
    assert all(24 <= people <= 41 or people >= 180 for people in begun)


@pytest.mark.parametrize(("seed", "periods"), [(58, [1, 2, 3]), (32, [2, 3, 4])])
def test_a_cell_that_had_nothing_for_two_sprints_gets_a_figure_over_three(seed: int, periods: list[int]) -> None:
    org = organisation((8,), random.Random(seed), sprints=8, filling=0.5, leaving=0.08)
    figures = [figure for made in released(org, Rules()) for figure in made.figures if figure.kind == Kind.ROLLING]
    assert [[each.period for each in figure.counted] for figure in figures] == [periods]
