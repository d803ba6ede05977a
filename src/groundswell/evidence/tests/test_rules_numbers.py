"""A number is its list, an estimate counts those that still wait, and shares come to a hundred."""

from hypothesis import given
from hypothesis import strategies as st

from groundswell.evidence.rules.numbers import (
    Estimate,
    Number,
    Row,
    Section,
    Unit,
    Unknown,
    Wait,
    all_numbers,
    shares_of,
)


def number(key: str, *amounts: int) -> Number:
    return Number(key, key, Unit.MINUTES, "a list", [Row(key, each) for each in amounts])


def estimate(*waits: tuple[float, bool]) -> Estimate:
    found = [Wait(Row(str(place), 1), waited, over) for place, (waited, over) in enumerate(waits)]
    return Estimate("days", "days", Unit.DAYS, "a list", found)


@given(st.lists(st.integers(0, 5000)))
def test_a_number_is_the_sum_of_its_rows(amounts: list[int]) -> None:
    assert number("used", *amounts).value == sum(amounts)


def test_those_that_still_wait_make_a_median_longer_and_the_naive_one_does_not_see_them() -> None:
    found = estimate((1, True), (2, True), (3, True), (9, False), (9, False))
    assert (found.median, found.naive, found.still_waiting) == (3, 2, 2)
    assert len(found.rows) == 5
    low, high = found.interval
    assert low == 1
    assert high is None


def test_where_most_still_wait_there_is_no_median() -> None:
    found = estimate((1, True), (9, False), (9, False))
    assert found.median is None
    assert found.naive == 1
    assert estimate((4, False)).naive is None
    assert estimate((1, True), (2, True)).naive == 1.5


def test_of_nothing_there_is_nothing() -> None:
    assert estimate().median is None
    assert estimate().interval == (None, None)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6))
def test_shares_come_to_a_hundred_and_the_largest_is_first(amounts: list[int]) -> None:
    shares = shares_of([(str(place), False, number(str(place), each)) for place, each in enumerate(amounts)])
    if not sum(amounts):
        assert shares == []
        return
    assert sum(share.percent for share in shares) == 100
    values = [share.number.value for share in shares]
    assert values == sorted(values, reverse=True)
    assert all(abs(share.percent - 100 * share.number.value / sum(amounts)) < 1 for share in shares)


def test_the_same_parts_have_the_same_shares_whoever_is_named_first() -> None:
    pair = [("Harbour", True, number("a", 600)), ("Tidewater", False, number("b", 2100))]
    told = [(each.payer, each.is_outside, each.percent) for each in shares_of(pair)]
    assert told == [("Tidewater", False, 78), ("Harbour", True, 22)]
    assert [(each.payer, each.percent) for each in shares_of(pair[::-1])] == [("Tidewater", 78), ("Harbour", 22)]


def test_every_number_of_a_page_is_found_in_sections_and_gaps() -> None:
    wait, gap = estimate(), number("untold", 1)
    section = Section("epics", "Epics", [number("moved", 1), wait])
    found = list(all_numbers([section], [Unknown("kept", "?"), Unknown("untold", "?", gap)]))
    assert [each.key for each in found] == ["moved", "days", "untold"]
    assert [each.key for each in section.counts] == ["moved"]
    assert section.estimates == [wait]
