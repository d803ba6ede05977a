"""Deadlines are moments: anywhere on earth, across a change of the clocks, and when somebody is reminded."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.teaching.rules.deadlines import REMINDERS, closes_at, days_left, reminder_due, zone_of

DAY = date(2026, 12, 1)
CLOSES = datetime(2026, 12, 20, 12, tzinfo=UTC)


def test_anywhere_on_earth_ends_twelve_hours_after_utc() -> None:
    zone = zone_of("AoE")
    assert zone is not None
    assert closes_at(DAY, None, zone) == datetime(2026, 12, 2, 11, 59, tzinfo=UTC)
    assert closes_at(DAY, time(12), zone) == datetime(2026, 12, 2, tzinfo=UTC)


@pytest.mark.parametrize("written", ["aoe", "Anywhere on Earth", "UTC-12", "UTC-12:00", " anywhere "])
def test_anywhere_has_many_names(written: str) -> None:
    zone = zone_of(written)
    assert zone is not None
    assert zone.utcoffset(None) == timedelta(hours=-12)


@pytest.mark.parametrize(
    ("written", "hours"), [("UTC+2", 2), ("GMT-0530", -5.5), ("+05:45", 5.75), ("utc", 0), ("Z", 0), ("UTC+14", 14)]
)
def test_an_offset_is_a_zone(written: str, hours: float) -> None:
    zone = zone_of(written)
    assert zone is not None
    assert zone.utcoffset(None) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "written", ["", "CST", "UTC+15", "UTC+14:30", "UTC+2:75", "Mars/Olympus", "../etc/passwd", "Europe/\0", "Nowhere"]
)
def test_what_could_be_two_zones_or_is_none_is_none(written: str) -> None:
    assert zone_of(written) is None


def test_summer_and_winter_are_told_apart() -> None:
    berlin = zone_of("Europe/Berlin")
    assert berlin is not None
    assert closes_at(date(2026, 7, 1), time(12), berlin) == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert closes_at(DAY, time(12), berlin) == datetime(2026, 12, 1, 11, tzinfo=UTC)
    # The clocks go from 2:00 to 3:00 on this day, and from 3:00 back to 2:00 on the other.
    assert closes_at(date(2026, 3, 29), time(2, 30), berlin) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert closes_at(date(2026, 10, 25), time(2, 30), berlin) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "sent", "due"),
    [
        (timedelta(days=15), set(), None),
        (timedelta(days=14), set(), 14),
        (timedelta(days=10), {14}, None),
        (timedelta(days=7), {14}, 7),
        (timedelta(days=3), set(), 7),
        (timedelta(hours=24), {14, 7}, 1),
        (timedelta(hours=1), {1}, None),
        (timedelta(0), set(), None),
        (-timedelta(days=1), set(), None),
    ],
)
def test_a_reminder_is_due_at_its_day_and_once(before: timedelta, sent: set[int], due: int | None) -> None:
    assert reminder_due(CLOSES - before, CLOSES, sent) == due


@given(hours=st.lists(st.integers(-48, 24 * 20), max_size=40))
def test_however_seldom_a_worker_looks_each_reminder_goes_once_and_in_order(hours: list[int]) -> None:
    sent: list[int] = []
    for hour in sorted(hours, reverse=True):
        now = CLOSES - timedelta(hours=hour)
        due = reminder_due(now, CLOSES, sent)
        if due is not None:
            assert CLOSES - now <= timedelta(days=due)
            sent.append(due)
    assert sent == sorted(set(sent), reverse=True)
    assert set(sent) <= set(REMINDERS)
    assert not any(0 < hour <= 24 for hour in hours) or 1 in sent


def test_days_left_are_whole_ones() -> None:
    assert days_left(CLOSES - timedelta(hours=47), CLOSES) == 1
    assert days_left(CLOSES - timedelta(minutes=1), CLOSES) == 0
    assert days_left(CLOSES + timedelta(minutes=1), CLOSES) == -1
