"""Two organisations, sprint by sprint, in what is published of them: another version publishes the same.

It has to: what was published cannot be taken back, and a gate that chose otherwise in an upgrade would choose around
figures that it would not have made.
"""

import random

import pytest

from groundswell.engines.disclosure import Answer, Kind, Period, Release, Rules, Scale, release, reporting_groups
from groundswell.engines.disclosure.simulation import Organisation, organisation, released

THREE_CELLS = organisation((8, 8, 12), random.Random(1), sprints=10, filling=0.5)
EIGHT_CELLS = organisation((8, 5, 9, 8, 6, 12, 8, 3), random.Random(1), sprints=6)
TWO_UNITS = organisation((8, 5, 9, 8, 6, 12, 8, 3), random.Random(1), sprints=6, cells_in_a_unit=4)
PARENTS: dict[str, str | None] = {"everyone": None, "cell 0000": "everyone", "cell 0001": "everyone"}
EVERYTHING = "total 0+1+2+3+4+5+6+7"


def told(made: Release) -> str:
    """A release in one line, cells by their last digit."""
    return ", ".join(
        f"{figure.kind} {'+'.join(cell[-1] for cell in figure.cells)}"
        + (f" without {'+'.join(cell[-1] for cell in figure.without)}" if figure.without else "")
        for figure in made.figures
    )


@pytest.mark.parametrize(
    ("org", "expected"),
    [
        (
            THREE_CELLS,
            [
                "own 0, own 1, own 2, total 0+1+2",
                "own 0, rolled up 1+2, total 0+1+2",
                "rolled up 0+1+2, own 2",
                "own 2",
                "own 1",
                "rolled up 0+1+2",
                "",
                "rolled up 0+2, own 1, total 0+1+2",
                "rolled up 0+1",
                "",
            ],
        ),
        (
            EIGHT_CELLS,
            [
                "own 0, own 2, own 3, own 4, own 5, own 6, rolled up 1+7, total 0+1+2+3+4+5+6+7",
                "own 0, own 2, rolled up 1+2+3+4+5+7, own 6, total 0+1+2+3+4+5+6+7",
                "rolled up 0+1+2+3+4+5+7, own 4, own 6, total 0+1+2+3+4+5+6+7",
                "rolled up 0+1+2+3+5+6+7, own 3, own 4, total 0+1+2+3+4+5+6+7",
                "rolled up 0+1+2+3+5+6+7, own 2, own 4, total 0+1+2+3+4+5+6+7",
                "rolled up 0+1+2+3+6+7, own 4, total 0+1+2+3+4+6+7 without 5",
            ],
        ),
        (
            TWO_UNITS,
            [
                f"own 0, own 2, own 3, own 4, own 5, own 6, rolled up 1+7, {EVERYTHING}, total 0+2+3, total 4+5+6",
                "own 0, own 2, rolled up 1+3+4+5+7, own 6, total 0+1+2+3+4+5+6+7, total 0+2 without 3",
                "rolled up 0+2+3, own 4, rolled up 1+5+7, own 6, total 0+1+2+3+4+5+6+7, total 4+6 without 5",
                "rolled up 0+2+6, own 3, own 4, rolled up 1+5+7, total 0+1+2+3+4+5+6+7",
                "rolled up 0+2+3, own 2, own 4, rolled up 5+6, total 0+2+3+4+5+6 without 1+7, total 4+5+6",
                "rolled up 0+2, own 4, rolled up 5+6, total 0+2+4+5+6 without 1+3+7, total 4+5+6",
            ],
        ),
    ],
)
def test_the_same_people_get_the_same_figures_in_every_version(org: Organisation, expected: list[str]) -> None:
    assert [told(made) for made in released(org, Rules())] == expected


def test_an_organisation_lives_as_its_numbers_say() -> None:
    still = organisation((8, 5), random.Random(3), sprints=4, leaving=0, moving=0)
    assert [set(roster) for roster in still.rosters] == [set(still.people)] * 4
    assert len(still.people) == 13
    gone = organisation((8, 5), random.Random(3), sprints=3, leaving=1, moving=0)
    assert [len(roster) for roster in gone.rosters] == [13, 13, 13]
    assert len(gone.people) == 39
    emptied = organisation((8, 5), random.Random(3), sprints=3, leaving=1, moving=0, filling=0)
    assert [len(roster) for roster in emptied.rosters] == [13, 0, 0]
    moved = organisation((8, 5), random.Random(3), sprints=2, leaving=0, moving=1, filling=0)
    assert moved.rosters[0].keys() == moved.rosters[1].keys()
    assert set(moved.rosters[1].values()) == {"cell 0000", "cell 0001"}


def test_cells_stand_below_the_top_or_in_units_of_so_many() -> None:
    assert THREE_CELLS.parents == {
        "everyone": None, "cell 0000": "everyone", "cell 0001": "everyone", "cell 0002": "everyone",
    }  # fmt: skip  # as a tree is drawn
    three_in_twos = organisation((5, 5, 5), random.Random(1), sprints=1, cells_in_a_unit=2)
    assert three_in_twos.parents == {
        "everyone": None,
        "unit 000": "everyone",
        "cell 0000": "unit 000",
        "cell 0001": "unit 000",
        "unit 001": "everyone",
        "cell 0002": "unit 001",
    }
    assert three_in_twos.sizes == {"cell 0000": 5, "cell 0001": 5, "cell 0002": 5}


def test_a_figure_stands_under_its_cell_or_under_the_lowest_unit_of_all_its_cells() -> None:
    under = {
        (figure.unit, "".join(cell[-1] for cell in figure.cells))
        for made in released(TWO_UNITS, Rules())
        for figure in made.figures
        if figure.kind != Kind.TOTAL
    }
    assert {
        ("cell 0000", "0"),
        ("cell 0006", "6"),
        ("unit 000", "023"),
        ("unit 001", "56"),
        ("everyone", "157"),
    } <= under
    assert all((unit == f"cell 000{cells}") == (len(cells) == 1) for unit, cells in under)


def test_a_cell_in_which_nobody_answered_silences_no_other() -> None:
    groups = reporting_groups({f"{cell}-{n}": f"cell 000{cell}" for cell in (0, 1) for n in range(8)}, PARENTS, 5)
    answers = {"cell 0000": (Answer(7, Scale(1, 10)),) * 8}
    made = release(Period(1, groups, answers), parents=PARENTS, published=[], rules=Rules())
    assert told(made) == "own 0"
