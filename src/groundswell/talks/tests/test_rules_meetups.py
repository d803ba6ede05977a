"""What meetups cost, and how often they come: decided without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.talks.rules import meetups as rules
from groundswell.talks.rules.meetups import Cadence, MeetupFault, Plan

TODAY = date(2026, 11, 25)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def plan(cadence: Cadence, first_on: date = TODAY, **more: object) -> Plan:
    return Plan(first_on, cadence, 60, 5, **more)  # type: ignore[arg-type]  # a test names what it changes


def test_five_people_for_an_hour_are_five_hours_of_people() -> None:
    assert rules.person_hours(5, 60) == 5
    assert rules.person_hours(20, 30) == 10
    assert rules.person_hours(4, 45, times=2) == 6


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 11, 25), date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2028, 2, 29), date(2028, 1, 1), date(2028, 3, 31)),
    ],
)
def test_a_quarter_holds_three_whole_months(day: date, first: date, last: date) -> None:
    assert rules.quarter_of(day) == (first, last)


@given(days, st.integers(0, 40))
def test_a_month_that_is_too_short_ends_on_its_last_day(day: date, months: int) -> None:
    after = rules.months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == day.day or (after.day < day.day and (after + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [
        (Cadence.ONCE, ["2026-11-25"]),
        (Cadence.NEEDED, ["2026-11-25"]),
        (Cadence.EVERY_SPRINT, ["2026-11-25", "2026-12-09", "2026-12-23"]),
        (Cadence.EVERY_MONTH, ["2026-11-25", "2026-12-25"]),
        (Cadence.EVERY_QUARTER, ["2026-11-25"]),
        (Cadence.EVERY_SIX_MONTHS, ["2026-11-25"]),
    ],
)
def test_each_cadence_has_its_days_in_a_quarter(cadence: Cadence, expected: list[str]) -> None:
    first, last = rules.quarter_of(TODAY)
    found = rules.days_between(plan(cadence), first, last, sprint_days=14)
    assert [day.isoformat() for day in found] == expected


def test_every_six_months_comes_twice_a_year_and_every_quarter_four_times() -> None:
    year = (date(2027, 1, 1), date(2027, 12, 31))
    assert len(rules.days_between(plan(Cadence.EVERY_SIX_MONTHS), *year, sprint_days=14)) == 2
    assert len(rules.days_between(plan(Cadence.EVERY_QUARTER), *year, sprint_days=14)) == 4


def test_only_when_needed_is_held_on_the_days_that_somebody_named() -> None:
    needed = plan(Cadence.NEEDED, also_on=(date(2026, 12, 1), date(2027, 5, 1)))
    found = rules.days_between(needed, TODAY, date(2026, 12, 31), sprint_days=14)
    assert found == [TODAY, date(2026, 12, 1)]


@given(st.sampled_from(Cadence), days, days, st.integers(5, 42), st.none() | days)
def test_no_day_lies_outside_before_the_first_or_after_the_end(
    cadence: Cadence, first_on: date, first: date, sprint_days: int, until: date | None
) -> None:
    last = first + timedelta(days=400)
    found = rules.days_between(plan(cadence, first_on, until=until), first, last, sprint_days=sprint_days)
    assert found == sorted(set(found))
    assert all(max(first, first_on) <= day <= last for day in found)
    assert until is None or all(day < until for day in found)


def test_all_meetups_together_are_one_number_a_member() -> None:
    plans = [plan(Cadence.ONCE), plan(Cadence.EVERY_MONTH)]
    assert rules.hours_a_member(plans, TODAY, members=10, sprint_days=14) == 1.5
    assert rules.hours_a_member(plans, TODAY, members=0, sprint_days=14) == 0
    assert rules.hours_a_member([], TODAY, members=10, sprint_days=14) == 0


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"purpose": " "}, MeetupFault.PURPOSE),
        ({"minutes": 4}, MeetupFault.MINUTES),
        ({"minutes": 481}, MeetupFault.MINUTES),
        ({"people": 0}, MeetupFault.NOBODY),
        ({"people": 501}, MeetupFault.MANY),
        ({"first_on": TODAY - timedelta(days=1)}, MeetupFault.PAST),
    ],
)
def test_a_meetup_that_cannot_be_is_refused_with_its_reason(
    changed: dict[str, object], fault: MeetupFault | None
) -> None:
    said = {"purpose": "Reviews", "minutes": 60, "people": 3, "first_on": TODAY, "today": TODAY} | changed
    assert rules.fault_of(**said) == fault  # type: ignore[arg-type]  # as the table says
