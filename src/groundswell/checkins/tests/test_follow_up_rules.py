"""By when somebody is answered: two working days, counted without weekends and without days on which nobody is here."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from groundswell.checkins.rules.follow_up import (
    LONGEST_WAIT,
    Standing,
    Waiting,
    due_on,
    in_order,
    is_working_day,
    nobody_here,
)

MONDAY = date(2026, 11, 2)
DAYS = st.integers(0, 60).map(lambda offset: MONDAY + timedelta(days=offset))


def test_what_comes_on_a_monday_is_answered_by_wednesday() -> None:
    assert due_on(MONDAY) == MONDAY + timedelta(days=2)


def test_a_weekend_does_not_count() -> None:
    thursday, friday, saturday = (MONDAY + timedelta(days=offset) for offset in (3, 4, 5))
    assert due_on(thursday) == MONDAY + timedelta(days=7)
    assert due_on(friday) == due_on(saturday) == MONDAY + timedelta(days=8)


def test_a_day_on_which_nobody_is_here_does_not_count() -> None:
    tuesday = MONDAY + timedelta(days=1)
    assert due_on(MONDAY, {tuesday}) == MONDAY + timedelta(days=3)
    assert nobody_here(["alice", "otto"], {"alice": {tuesday, MONDAY}, "otto": {tuesday}}) == {tuesday}
    assert nobody_here(["alice", "otto"], {"alice": {tuesday}}) == set(), "Otto is here"
    assert nobody_here([], {}) == set()


@given(since=DAYS, off=st.sets(DAYS, max_size=60))
def test_it_is_due_after_two_days_that_count_and_within_two_weeks(since: date, off: set[date]) -> None:
    due = due_on(since, off)
    between = [since + timedelta(days=offset) for offset in range(1, (due - since).days + 1)]
    counted = [day for day in between if is_working_day(day, off)]
    assert since < due <= since + LONGEST_WAIT
    assert len(counted) == 2 or due == since + LONGEST_WAIT
    assert due == since + LONGEST_WAIT or counted[-1] == due


@given(waiting=st.lists(st.tuples(DAYS, DAYS), max_size=12), today=DAYS)
def test_overdue_ones_rise(waiting: list[tuple[date, date]], today: date) -> None:
    listed = in_order(Waiting(number, *days) for number, days in enumerate(waiting))
    standings = [each.standing(today) for each in listed]
    rank = [Standing.OVERDUE, Standing.TODAY, Standing.WAITING]
    assert [rank.index(each) for each in standings] == sorted(rank.index(each) for each in standings)
    assert sorted(each.what for each in listed) == list(range(len(waiting)))
