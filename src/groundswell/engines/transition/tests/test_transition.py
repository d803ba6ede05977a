"""A member may move when the cell's backlog does not notice; what decides and what would unlock it is said."""

import time
from dataclasses import replace

import numpy as np
import pytest

from groundswell.engines.transition import (
    BadCell,
    Cell,
    Firefighting,
    earliest_safe,
    late_shares,
    unlocks,
    verdicts,
)

FULL = Cell(8, 35.0, [230.0], 10.4, 35.0, Firefighting(4, 8, 1.0), absent=0.08)
HIRING = replace(FULL, replacement=35.0, replaced_from=8)
ROOMY = replace(FULL, promised=[110.0])


def test_no_move_changes_nothing() -> None:
    (verdict,) = verdicts(FULL, [(None, None)])
    assert verdict.rise == 0
    assert verdict.is_safe


def test_a_backlog_without_dice_is_the_recursion_by_hand() -> None:
    cell = Cell(2, 10.0, [20.0, 24.0, 15.0], 4.0, 10.0, handover=0, backlog=1.0)
    # Backlogs 1, 5, 0, 0: of half a person-week, five hours, more than five lie there in none of the weeks.
    assert late_shares(cell, [(None, None)], weeks=4, runs=3).tolist() == [[0, 0, 0, 0]]
    # From week 1 on four hours less: 1, 9, 8, 7.
    assert late_shares(cell, [(1, None)], weeks=4, runs=3).tolist() == [[0, 1, 1, 1]]
    # And all ten from week 3 on: 1, 9, 8, 13.
    assert late_shares(cell, [(1, 3)], weeks=4, runs=3).tolist() == [[0, 1, 1, 1]]


def test_a_handover_costs_its_hours_in_the_weeks_before_the_second_date() -> None:
    cell = Cell(2, 10.0, [20.0], 0.0, 0.0, handover=24, handover_weeks=4)
    assert late_shares(cell, [(None, 6)], weeks=8, runs=1).tolist() == [[0, 0, 1, 1, 1, 1, 1, 1]]


def test_incidents_bring_the_hours_that_they_should() -> None:
    quiet, loud = (
        late_shares(replace(FULL, firefighting=Firefighting(4, hours, 0)), [(None, None)], runs=500)
        for hours in (1, 20)
    )
    assert quiet.mean() < loud.mean()


@pytest.mark.slow
def test_in_a_cell_with_room_the_earliest_pair_is_today() -> None:
    both, part = earliest_safe(ROOMY)
    assert both is not None
    assert part is not None
    assert both.pair == (0, 0)
    assert part.pair == (0, None)


@pytest.mark.slow
def test_in_a_full_cell_no_second_date_is_safe_without_somebody_new() -> None:
    both, _ = earliest_safe(FULL)
    assert both is None
    (verdict,) = verdicts(FULL, [(8, 20)])
    assert not verdict.is_safe
    assert verdict.rise > 0.02
    assert verdict.binding_week >= 8


@pytest.mark.slow
def test_somebody_new_who_is_ramped_up_makes_dates_safe_and_the_pair_keeps_its_promise() -> None:
    both, _ = earliest_safe(HIRING)
    assert both is not None
    part, full = both.pair
    assert full is not None
    assert full >= 10
    assert part is not None
    rise = late_shares(HIRING, [(part, full)])[0] - late_shares(FULL, [(None, None)])[0]
    assert float(rise.max()) <= 0.02 + 1e-9
    earlier = [(first, full - 1) for first in range(full)]
    assert not any(verdict.is_safe for verdict in verdicts(HIRING, earlier))


@pytest.mark.slow
def test_each_of_the_unlocks_makes_the_wished_pair_safe_and_less_would_not() -> None:
    found = unlocks(FULL, (8, 20))
    assert found.hours_a_week is not None
    assert found.replaced_by is not None
    assert found.client_hours is not None
    today = late_shares(FULL, [(None, None)])[0]

    def rise(cell: Cell) -> float:
        return float((late_shares(cell, [(8, 20)])[0] - today).max())

    assert rise(replace(FULL, extra=found.hours_a_week)) <= 0.02 + 1e-9
    assert rise(replace(FULL, extra=found.hours_a_week - 1)) > 0.02
    assert rise(replace(FULL, replacement=35.0, replaced_from=found.replaced_by)) <= 0.02 + 1e-9
    assert rise(replace(FULL, promised=[230.0 - found.client_hours])) <= 0.02 + 1e-9


@pytest.mark.slow
def test_a_thousand_pairs_in_a_thousand_runs_take_less_than_five_seconds() -> None:
    pairs = [(part, part + wait) for part in range(25) for wait in range(40)]
    begun = time.process_time()
    assert late_shares(FULL, pairs, weeks=52, runs=1_000).shape == (1_000, 52)
    assert time.process_time() - begun < 5


def test_the_same_dice_say_the_same() -> None:
    assert np.array_equal(late_shares(FULL, [(3, 9)]), late_shares(FULL, [(3, 9)]))
    assert late_shares(FULL, []).shape == (0, 52)


@pytest.mark.parametrize(
    ("cell", "pair"),
    [
        (replace(FULL, promised=[]), (1, 2)),
        (replace(FULL, promised=[float("nan")]), (1, 2)),
        (replace(FULL, backlog=-1), (1, 2)),
        (replace(FULL, absent=1.5), (1, 2)),
        (replace(FULL, moved_part_time=40.0), (1, 2)),
        (FULL, (5, 4)),
        (FULL, (-1, 4)),
    ],
)
def test_what_is_no_cell_or_no_pair_is_refused(cell: Cell, pair: tuple[int | None, int | None]) -> None:
    with pytest.raises(BadCell):
        late_shares(cell, [pair])
