from dataclasses import replace

import pytest
from hypothesis import given, settings

from groundswell.engines.disclosure import BadRules, Figure, Rules, audit, fit_for_public
from groundswell.engines.disclosure.tests.histories import Roster, histories, published_over

PUBLIC = Rules.public()


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(histories())
def test_what_everybody_may_read_gives_away_nobody_among_ten(rosters: list[Roster]) -> None:
    public: list[Figure] = []
    for made in published_over(rosters, Rules()):
        chosen = fit_for_public(made.figures, public=public, rules=PUBLIC)
        assert set(chosen) <= set(made.figures)
        assert all(figure.answers in {"10-19", "20+"} for figure in chosen)
        public += chosen
    assert audit(public, 10).holds


def test_a_small_cell_stays_inside() -> None:
    roster: Roster = {f"{cell}-{n}": cell for cell, size in (("ash", 8), ("birch", 12)) for n in range(size)}
    (made,) = published_over([roster], Rules())
    public = fit_for_public(made.figures, public=[], rules=PUBLIC)
    assert "north" in {figure.unit for figure in public}
    assert "ash" not in {figure.unit for figure in public}
    assert "birch" not in {figure.unit for figure in public}  # north without birch would be eight people


def a_figure(people: int, answers: str) -> Figure:
    """A figure of one cell with so many people, of whom a band of them answered."""
    ash: Roster = {f"ash-{n}": "ash" for n in range(people)}
    (made,) = published_over([ash], Rules())
    return replace(made.figures[0], answers=answers)


def test_ten_answers_are_enough_for_the_public_and_nine_of_a_hundred_people_are_not() -> None:
    enough, few = a_figure(12, "10-19"), a_figure(100, "5-9")
    assert fit_for_public([enough], public=[], rules=PUBLIC) == (enough,)
    assert fit_for_public([few], public=[], rules=PUBLIC) == ()


def test_the_public_is_never_told_of_fewer_than_ten() -> None:
    with pytest.raises(BadRules):
        fit_for_public([], public=[], rules=Rules(k=9))


def test_a_proof_that_takes_too_long_keeps_a_figure_inside() -> None:
    before: Roster = {f"{cell}-{n}": cell for cell in ("ash", "birch") for n in range(12)}
    after = {person: cell for person, cell in before.items() if person not in {f"ash-{n}" for n in range(6)}}
    first, second = published_over([before, after], Rules())
    public = fit_for_public(first.figures, public=[], rules=PUBLIC)
    hasty = fit_for_public(second.figures, public=public, rules=Rules(k=10, steps=0))
    assert all("ash" not in figure.cells for figure in hasty)
