"""When things of the story happened: at an hour of their day, and never later than now."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from groundswell.demo.story.calendar import THIS_SPRINT, Days


@pytest.mark.parametrize("hour", [0, 2, 9, 23])
def test_nothing_happened_later_today(hour: int) -> None:
    now = datetime(2026, 11, 28, hour, 30, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        days = Days(now.date())
        assert max(days.moment(THIS_SPRINT, 14, each) for each in range(24)) <= now


def test_what_happened_on_another_day_happened_at_its_hour() -> None:
    with time_machine.travel(datetime(2026, 11, 28, 2, 30, tzinfo=UTC), tick=False):
        assert Days(datetime(2026, 11, 28, tzinfo=UTC).date()).moment(THIS_SPRINT, 1, 10).hour == 10


@pytest.mark.parametrize(("count", "day"), [(1, 30), (2, 1), (5, 4), (6, 7)])
def test_what_is_to_come_lies_on_a_working_day(count: int, day: int) -> None:
    assert Days(date(2026, 11, 28)).coming(count).day == day
