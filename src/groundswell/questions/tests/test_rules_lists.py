"""Ages, and the part of a sprint that is this week's."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.questions.rules.lists import age_in_days, left_this_week, terms_of

MONDAY = date(2026, 11, 16)
SPRINT = (MONDAY, MONDAY + timedelta(days=13))


@pytest.mark.parametrize(
    ("day", "used", "left"),
    [
        (0, 0, 300),  # Monday: five of ten working days
        (2, 0, 225),  # Wednesday: three of eight, of all that is left
        (4, 0, 100),  # Friday: one of six
        (5, 300, 0),  # Saturday: the rest belongs to the next week
        (7, 300, 300),  # the second Monday: everything
        (11, 540, 60),  # the last Friday
        (12, 540, 60),  # a weekend at the end: all that is left
        (7, 900, 0),  # used up
    ],
)
def test_what_is_left_of_a_sprint_is_shared_by_working_days(day: int, used: int, left: int) -> None:
    assert left_this_week(600, used, SPRINT, MONDAY + timedelta(days=day)) == left


def test_before_the_sprint_its_first_week_counts() -> None:
    assert left_this_week(600, 0, SPRINT, MONDAY - timedelta(days=3)) == 300


@given(st.integers(0, 6000), st.integers(0, 6000), st.integers(0, 13))
def test_never_more_than_is_left(planned: int, used: int, day: int) -> None:
    assert 0 <= left_this_week(planned, used, SPRINT, MONDAY + timedelta(days=day)) <= max(planned - used, 0)


def test_words_are_looked_for_without_the_signs_between_them() -> None:
    assert terms_of(' Foo_bar "AND" (foo)* Überblick 2.1 ') == ("foo", "bar", "and", "überblick", "2", "1")
    assert terms_of("?! – ''") == ()
    assert len(terms_of(" ".join(f"w{number}" for number in range(50)))) == 8


@given(st.text())
def test_no_term_holds_a_sign_that_a_database_would_read(words: str) -> None:
    assert all(term.isalnum() for term in terms_of(words))


def test_a_clock_that_is_ahead_makes_no_negative_age() -> None:
    assert age_in_days(MONDAY, MONDAY + timedelta(days=3)) == 3
    assert age_in_days(MONDAY, MONDAY - timedelta(days=3)) == 0
