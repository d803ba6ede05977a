"""Days as people say them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.web.words import counted, day_in_words, joined

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (2, "Tuesday (in 2 days)"),
        (-6, "Monday (6 days ago)"),
        (7, "29 November (in 1 week)"),
        (-14, "8 November (2 weeks ago)"),
        (-63, "20 September"),
        (-400, "18 October 2025"),
    ],
)
def test_a_day_is_told_by_its_distance(days: int, words: str) -> None:
    assert day_in_words(SUNDAY + timedelta(days=days), SUNDAY) == words


@given(st.dates(), st.dates())
def test_every_day_has_words(day: date, today: date) -> None:
    assert day_in_words(day, today)


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["Alice"], "Alice"), (["Alice", "Otto"], "Alice and Otto"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_joined_as_people_say_them(names: list[str], words: str) -> None:
    assert joined(names) == words


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "0 hours"),
        (1, "1 hour"),
        (1.0, "1 hour"),
        (1.04, "1 hour"),
        (2, "2 hours"),
        (0.7, "0.7 hours"),
        (1.5, "1.5 hours"),
    ],
)
def test_one_of_something_is_told_as_one(number: float, told: str) -> None:
    assert counted(number, "hours") == told
