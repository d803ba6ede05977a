"""A month goes to its sprints, and no minute is lost or made."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.hours.rules.sharing import (
    Taken,
    last_day,
    month_of,
    next_month,
    part_left,
    share_month,
    share_out,
    sprints_within,
    working_days,
)
from groundswell.people.rules import Calendar, Stretch

OCTOBER = date(2026, 10, 1)
CALENDAR = Calendar([Stretch(date(2026, 9, 28), 14, 254)])
MONTHS = st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(month_of)
CALENDARS = st.builds(
    lambda first, days: Calendar([Stretch(first, days, 1)]),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(5, 42),
)


def test_forty_five_hours_of_october_go_to_its_sprints_by_working_days() -> None:
    shared = share_month(45 * 60, OCTOBER, CALENDAR)
    assert [(part.days, part.minutes) for part in shared.parts] == [(7, 870), (10, 1230), (5, 600)]
    assert sum(part.minutes for part in shared.parts) == 2700
    assert shared.of(CALENDAR.sprint_of(date(2026, 10, 14))) == 1230
    assert not shared.by_calendar_days


@given(st.integers(0, 60_000), MONTHS, CALENDARS)
def test_no_minute_of_a_month_is_lost_or_made(minutes: int, month: date, calendar: Calendar) -> None:
    shared = share_month(minutes, month, calendar)
    assert sum(part.minutes for part in shared.parts) == minutes
    assert all(part.minutes >= 0 for part in shared.parts)
    assert sum(part.days for part in shared.parts) == working_days(month, last_day(month))


@given(st.integers(0, 60_000), MONTHS, CALENDARS, st.sets(st.integers(1, 28)))
def test_days_off_move_hours_and_lose_none(minutes: int, month: date, calendar: Calendar, off: set[int]) -> None:
    shared = share_month(minutes, month, calendar, works=lambda day: day.day not in off and day.weekday() < 5)
    assert sum(part.minutes for part in shared.parts) == minutes
    assert shared.by_calendar_days or all(part.minutes == 0 for part in shared.parts if not part.days)


def test_a_month_in_which_nobody_works_is_shared_by_calendar_days() -> None:
    shared = share_month(2700, OCTOBER, CALENDAR, works=lambda _day: False)
    assert shared.by_calendar_days
    assert sum(part.minutes for part in shared.parts) == 2700


def test_what_is_left_goes_to_the_sprints_that_are_left() -> None:
    shared = share_month(600, OCTOBER, CALENDAR, since=date(2026, 10, 12))
    assert [part.minutes for part in shared.parts] == [390, 210]


@given(
    st.integers(0, 10**6), st.lists(st.integers(0, 30), min_size=1, max_size=8).filter(any), st.sampled_from([1, 30])
)
def test_shares_come_to_the_whole_and_each_is_within_a_step_of_its_own(
    minutes: int, weights: list[int], step: int
) -> None:
    shares = share_out(minutes, weights, step)
    assert sum(shares) == minutes
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - minutes * weight / sum(weights)) < 2 * step
        assert share == 0 or weight > 0


@pytest.mark.parametrize(("minutes", "weights"), [(-1, [1]), (60, [0, 0]), (60, [2, -1])])
def test_what_cannot_be_shared_out_is_refused(minutes: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        share_out(minutes, weights)


def test_months_follow_each_other_over_the_new_year() -> None:
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert last_day(date(2028, 2, 1)) == date(2028, 2, 29)
    assert working_days(OCTOBER, OCTOBER - timedelta(days=1)) == 0
    assert [each.number for each in sprints_within(OCTOBER, last_day(OCTOBER), CALENDAR)] == [254, 255, 256]


@given(st.integers(0, 60_000), MONTHS, CALENDARS, st.data())
def test_what_sprints_may_plan_comes_to_no_more_than_the_month_has(
    minutes: int, month: date, calendar: Calendar, data: st.DataObject
) -> None:
    """One after the other: some are over and used what they did, some are planned, of some nobody said anything."""
    left, taken = minutes, dict[date, Taken]()
    for sprint in sprints_within(month, last_day(month), calendar):
        may = part_left(minutes, month, sprint, calendar, lambda each: taken[each.first])
        assert 0 <= may <= left
        is_over, is_planned = data.draw(st.tuples(st.booleans(), st.booleans()))
        used, planned = data.draw(st.tuples(st.integers(0, may), st.integers(0, may)))
        taken[sprint.first] = Taken(used, planned if is_planned else None, is_over)
        left -= used if is_over else max(used, planned) if is_planned else may
    assert left >= 0


@given(st.integers(0, 60_000), MONTHS, CALENDARS)
def test_where_nobody_planned_anything_each_sprint_has_its_share(minutes: int, month: date, calendar: Calendar) -> None:
    sprints = sprints_within(month, last_day(month), calendar)
    nothing = Taken(0, None, is_over=False)
    assert sum(part_left(minutes, month, each, calendar, lambda _each: nothing) for each in sprints) == minutes


def test_what_a_sprint_used_beyond_its_plan_is_gone_and_what_is_over_leaves_the_rest() -> None:
    second = CALENDAR.sprint_of(date(2026, 10, 14))

    def part(used: int, planned: int | None, *, is_over: bool) -> int:
        return part_left(45 * 60, OCTOBER, second, CALENDAR, lambda _each: Taken(used, planned, is_over))

    assert part(0, None, is_over=True) == share_month(45 * 60, OCTOBER, CALENDAR, since=second.first).of(second)
    assert part(40 * 60, 600, is_over=False) == part(40 * 60, None, is_over=False) == part(40 * 60, 0, is_over=True)
    assert part(50 * 60, None, is_over=True) == 0
    assert (
        part_left(
            45 * 60, OCTOBER, CALENDAR.sprint_of(date(2026, 12, 1)), CALENDAR, lambda _each: Taken(0, 0, is_over=True)
        )
        == 0
    )
