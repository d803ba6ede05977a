"""Days as other people's tools write them."""

from datetime import date

import pytest

from groundswell.connectors.days import day_of


@pytest.mark.parametrize("text", ["2026/01/10 11:19", "2026/1/10", "2026.01.10", "2026-01-10", "10/Jan/26 11:19 AM"])
def test_a_day_is_read_with_its_year_first_whatever_parts_it(text: str) -> None:
    assert day_of(text) == date(2026, 1, 10)


@pytest.mark.parametrize("text", ["2026/01-10", "2026/13/10", "03/04/26", "2026/01/10x"])
def test_a_day_that_is_none_or_could_be_two_is_not_guessed(text: str) -> None:
    assert day_of(text) is None
