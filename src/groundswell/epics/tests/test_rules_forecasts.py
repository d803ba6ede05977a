"""What the dates of epics rest on, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.epics.rules.forecasts import (
    WEEK,
    Hits,
    NoDate,
    Share,
    Stood,
    days_from,
    grown,
    hits,
    of_sprint,
    week_of,
    weeks_of,
    why_no_date,
    worked,
)

MONDAY = date(2026, 11, 23)
LEFT = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 80))


def stood(*left: dict[str, int]) -> list[Stood]:
    return [Stood(MONDAY + n * WEEK, each) for n, each in enumerate(left)]


def test_a_week_is_counted_from_the_first_day_of_its_sprint() -> None:
    assert week_of(MONDAY, MONDAY + timedelta(days=6)) == MONDAY
    assert week_of(MONDAY, MONDAY + timedelta(days=7)) == MONDAY + WEEK


@pytest.mark.parametrize(("days", "weeks"), [(5, 1), (7, 1), (14, 2), (20, 3), (42, 6)])
def test_a_sprint_is_a_whole_number_of_weeks(days: int, weeks: int) -> None:
    assert weeks_of(days) == weeks


def test_what_became_smaller_and_what_was_done_is_work_and_what_grew_is_none_undone() -> None:
    assert worked(stood({"a": 10, "b": 4, "c": 6}, {"a": 7, "c": 20, "d": 8})) == 3 + 4


def test_a_sprint_of_which_a_worker_missed_an_end_does_not_count() -> None:
    last = MONDAY + timedelta(days=13)
    seen = stood({"a": 10}, {"a": 8}, {"a": 6}, {"a": 1})
    assert Share(8, worked(of_sprint(seen, MONDAY, last))).kept == 0.5
    assert of_sprint(seen, MONDAY, last) == seen[:3]
    assert of_sprint(seen[1:], MONDAY, last) == ()
    assert of_sprint(seen[:2], MONDAY, last) == ()
    assert of_sprint(seen[:1], MONDAY, MONDAY - timedelta(days=1)) == ()


def test_a_ticket_grew_by_what_came_on_top_before_it_was_done() -> None:
    seen = stood({"a": 10, "b": 4}, {"a": 6, "b": 6, "c": 2}, {"a": 8, "c": 2}, {"c": 2})
    assert grown(seen) == [(10, 12), (4, 6)]


@given(st.lists(LEFT, max_size=6))
def test_nobody_works_less_than_nothing_and_no_ticket_shrinks_by_growing(left: list[dict[str, int]]) -> None:
    assert worked(stood(*left)) >= 0
    assert all(0 < first <= whole for first, whole in grown(stood(*left)))


@pytest.mark.parametrize(
    ("left", "is_held", "capacity", "kept", "why"),
    [
        (0, True, 0, [], NoDate.NOTHING_LEFT),
        (4, True, 2, [1] * 4, NoDate.HELD),
        (4, False, 0, [1] * 4, NoDate.NO_HOURS),
        (4, False, 2, [1] * 3, NoDate.TOO_LITTLE),
        (4, False, 2, [0] * 4, NoDate.NEVER_KEPT),
        (4, False, 2, [0, 0, 0, 0.1], None),
    ],
)
def test_where_no_date_can_be_said_the_first_reason_is(
    left: int, *, is_held: bool, capacity: float, kept: list[float], why: NoDate | None
) -> None:
    assert why_no_date(left=left, is_held=is_held, capacity=capacity, kept=kept) is why


def test_a_week_too_far_away_has_no_day() -> None:
    assert days_from(MONDAY, [0, 3, None]) == [MONDAY, MONDAY + 3 * WEEK, None]


def test_dates_that_came_true_are_counted_and_those_to_come_are_not() -> None:
    soon, late = MONDAY - WEEK, MONDAY + WEEK
    said = [
        ((soon, late, None), None),
        ((soon, late, late), MONDAY - timedelta(days=1)),
        ((soon, soon, soon), MONDAY - 2 * WEEK),
    ]
    assert hits(said, MONDAY) == [Hits(1, 3), Hits(2, 2), Hits(2, 2)]
