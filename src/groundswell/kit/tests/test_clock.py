"""The one clock: aware moments, and days as the installation counts them."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import override_settings

from groundswell.kit import clock


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", date(2026, 11, 22)), ("Asia/Tokyo", date(2026, 11, 23)), ("America/Lima", date(2026, 11, 22))],
)
def test_a_day_is_that_of_the_installations_time_zone(zone: str, day: date) -> None:
    with override_settings(TIME_ZONE=zone), time_machine.travel(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), tick=False):
        assert clock.today() == day


def test_an_hour_is_that_of_the_installations_time_zone() -> None:
    with override_settings(TIME_ZONE="Asia/Tokyo"), time_machine.travel(datetime(2026, 11, 22, 23, tzinfo=UTC)):
        assert clock.local().hour == 8


def test_a_test_can_hold_time_still() -> None:
    moment = datetime(2026, 2, 28, 12, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        assert clock.now() == moment
        assert clock.today() == date(2026, 2, 28)


def test_a_story_can_be_told_at_another_time_and_the_present_comes_back() -> None:
    then = datetime(2021, 9, 20, 23, 30, tzinfo=UTC)
    with clock.held_at(then):
        assert clock.now() == then
        assert clock.today() == date(2021, 9, 20)
        with clock.held_at(then + timedelta(days=1)):
            assert clock.today() == date(2021, 9, 21)
        assert clock.today() == date(2021, 9, 20)
    assert clock.now() > then + timedelta(days=1)
