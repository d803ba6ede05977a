"""When a key opens something."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.connectors.api.rules import DAYS_OFFERED, bearer, expires, is_open, is_shaped

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("change", "opens"),
    [
        ({}, True),
        ({"expires_on": TODAY}, False),
        ({"expires_on": TODAY + timedelta(days=1)}, True),
        ({"ended_on": TODAY}, False),
        ({"is_active": False}, False),
    ],
)
def test_a_key_opens_until_its_days_its_end_or_its_person_are_gone(change: dict[str, object], *, opens: bool) -> None:
    told = {"expires_on": TODAY + timedelta(days=30), "ended_on": None, "is_active": True, "today": TODAY} | change
    assert is_open(**told) is opens  # type: ignore[arg-type]


@pytest.mark.parametrize("days", DAYS_OFFERED)
def test_a_key_lives_as_long_as_was_chosen(days: int) -> None:
    assert expires(TODAY, days) - TODAY == timedelta(days=days)


def test_a_key_for_ever_is_not_offered() -> None:
    with pytest.raises(ValueError, match="100000"):
        expires(TODAY, 100_000)


@given(st.text(max_size=60))
def test_whatever_is_no_key_is_told_apart_without_the_database(text: str) -> None:
    assert is_shaped(text) is (
        len(text) == 47 and text.startswith("gsw_") and all(c.isascii() and (c.isalnum() or c in "_-") for c in text)
    )


@pytest.mark.parametrize(
    ("header", "value"), [("Bearer a", "a"), ("bearer  a ", "a"), ("Basic a", ""), ("", ""), ("Bearer", "")]
)
def test_a_bearer_is_read_out_of_its_header(header: str, value: str) -> None:
    assert bearer(header) == value
