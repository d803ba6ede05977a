"""Which stretches of days there are, and what their addresses are called."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.evidence.rules.periods import (
    Every,
    Kind,
    Span,
    lately,
    month_with,
    newest_first,
    period_named,
    pilot_with,
    quarter_with,
    sprint_with,
    sprints_ended_in,
    steps_around,
)
from groundswell.people.rules import Calendar, Stretch

TODAY = date(2026, 11, 25)
CALENDAR = Calendar([Stretch(date(2026, 1, 5), 14, 1)])
PILOT = pilot_with("7", "One advocate", date(2026, 10, 1), date(2026, 12, 31))
days = st.dates(date(2010, 1, 1), date(2026, 11, 25))


def named(key: str, today: date = TODAY) -> object:
    return period_named(key, CALENDAR, {PILOT.key: PILOT}, today)


@given(days)
def test_a_day_lies_in_its_month_quarter_and_sprint_and_their_addresses_lead_back(day: date) -> None:
    for period in (month_with(day), quarter_with(day), sprint_with(CALENDAR.sprint_of(day))):
        assert period.span.holds(day)
        found = period_named(period.key, CALENDAR, {}, TODAY)
        # Sprints are counted backwards before the first one; those below zero have no address.
        assert found == period or period.number < 0


@given(days)
def test_months_make_up_their_quarter(day: date) -> None:
    span, month = quarter_with(day).span, month_with(quarter_with(day).span.first)
    months = [month.span]
    for _ in range(2):
        months.append(month_with(months[-1].last + timedelta(days=1)).span)
    assert (months[0].first, months[-1].last) == (span.first, span.last)


def test_addresses_are_what_one_would_type() -> None:
    assert month_with(TODAY).key == "2026-11"
    assert quarter_with(TODAY).key == "2026-q4"
    assert quarter_with(TODAY).span == Span(date(2026, 10, 1), date(2026, 12, 31))
    assert named("sprint-24").kind is Kind.SPRINT  # type: ignore[attr-defined]
    assert named("pilot-7") == PILOT


@pytest.mark.parametrize(
    "key",
    [
        *("2026-12", "2027-q1", "sprint-99", "2026-13", "2026-00", "2026-q0", "2026-q5", "2026-q", "2026-1", "26-11"),
        *("1990-01", "sprint-", "sprint-x", "sprint-²", "sprint--1", "pilot-8", "", "-", "2026", "x-y", "²⁰²⁶-11"),
        *("sprint-024", "2026-q04", "9999999-1", "sprint-99999999999999999999", "sprint-" + "9" * 5000),
    ],
)
def test_what_is_no_period_or_has_not_begun_is_none(key: str) -> None:
    assert named(key) is None


def test_a_pilot_that_begins_later_is_not_there_yet() -> None:
    assert named("pilot-7", date(2026, 9, 30)) is None
    assert named("pilot-7", date(2026, 10, 1)) == PILOT


def test_a_period_is_over_on_the_day_after_its_last() -> None:
    assert not month_with(TODAY).is_over(date(2026, 11, 30))
    assert month_with(TODAY).is_over(date(2026, 12, 1))
    assert month_with(TODAY).span.until(TODAY) == Span(date(2026, 11, 1), TODAY)


def test_the_latest_periods_begin_with_today_and_leave_none_out() -> None:
    found = lately(CALENDAR, TODAY, 3)
    assert [each.key for each in found[:6]] == ["2026-11", "2026-10", "2026-09", "2026-q4", "2026-q3", "2026-q2"]
    sprints = [each.span for each in found[6:]]
    assert sprints[0].holds(TODAY)
    assert [each.first for each in sprints[:-1]] == [each.last + timedelta(days=1) for each in sprints[1:]]


def test_pilots_stand_with_the_newest_first() -> None:
    later = pilot_with("8", "Two", date(2026, 11, 1), date(2026, 12, 1))
    assert newest_first([PILOT, later]) == [later, PILOT]


def test_the_sprints_of_a_month_are_those_that_ended_in_it() -> None:
    found = sprints_ended_in(month_with(TODAY).span, CALENDAR)
    assert [(each.last.month, each.last.day) for each in found] == [(11, 8), (11, 22)]
    assert sprints_ended_in(Span(date(2026, 11, 9), date(2026, 11, 21)), CALENDAR) == []


@given(st.dates(date(2026, 3, 1), date(2027, 3, 1)), st.sampled_from(Every), st.integers(0, 12), st.integers(1, 12))
def test_steps_touch_each_other_and_none_holds_what_is_half_before(
    day: date, every: Every, before: int, after: int
) -> None:
    earlier, later = steps_around(day, every, CALENDAR, before, after)
    assert (len(earlier), len(later)) == (before, after)
    assert all(each.last < day for each in earlier)
    assert all(each.first >= day for each in later)
    for steps in (earlier, later):
        assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(steps))
    if earlier:
        gap = (later[0].first - earlier[-1].last).days - 1
        assert gap == 0 or earlier[-1].last < day < later[0].first


def test_a_day_that_begins_a_step_belongs_to_it() -> None:
    earlier, later = steps_around(date(2026, 11, 1), Every.MONTH, CALENDAR, 1, 1)
    assert (earlier[0], later[0]) == (month_with(date(2026, 10, 1)).span, month_with(date(2026, 11, 1)).span)
