"""Working hours, against counting every minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.questions.rules.working import (
    MOST_DAYS_OFF,
    BadHours,
    Span,
    Week,
    WorkingClock,
    days_alike,
    read_days,
    read_spans,
    written,
)

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Week({day: read_spans("9:00-12:00, 13:00-17:30") for day in range(5)}, BERLIN)
FIRST = datetime(2026, 3, 23, tzinfo=UTC)
spans = st.lists(st.integers(0, 96), min_size=2, max_size=6, unique=True).map(
    lambda ends: tuple(Span(15 * a, 15 * b) for a, b in zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False))
)


def hours(start: datetime, end: datetime, week: Week = OFFICE) -> float:
    return WorkingClock(week, start, max(start, end)).seconds(start, end) / 3600


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def test_lunch_nights_and_weekends_are_no_waiting() -> None:
    assert hours(at(23, 11), at(23, 14)) == 2
    assert hours(at(20, 17), at(23, 9, 15)) == 0.75, "Friday at five to Monday at a quarter past nine"
    assert hours(at(21, 10), at(22, 22)) == 0, "a weekend"
    assert hours(at(23, 14), at(23, 11)) == 0, "a clock that went backwards"


def test_a_day_off_is_no_waiting() -> None:
    off = Week(OFFICE.spans, BERLIN, frozenset({date(2026, 3, 24)}))
    assert hours(at(23, 17), at(25, 9, 30), off) == 1


def test_nine_is_nine_before_and_after_summer_time() -> None:
    assert hours(at(27, 17), at(30, 9, 30)) == 1, "clocks went forward on the 29th"
    night = Week({6: (Span(0, 4 * 60),)}, BERLIN)
    assert hours(at(29, 0), at(29, 12), night) == 3, "the night of the 29th has an hour less"
    assert hours(at(25, 0, month=10), at(25, 12, month=10), night) == 5, "and one in October an hour more"
    lost = Week({6: (Span(2 * 60, 3 * 60),)}, BERLIN)
    assert hours(at(29, 0), at(29, 12), lost) == 0, "an hour that was never there"
    until = Week({6: (Span(0, 2 * 60 + 15),)}, BERLIN)
    assert hours(at(29, 0), at(29, 12), until) == 2, "what ends in that hour ends where it begins"
    since = Week({6: (Span(2 * 60 + 15, 4 * 60),)}, BERLIN)
    assert hours(at(29, 0), at(29, 12), since) == 1, "and what begins in it begins where it ends"


def test_whole_days_touch_at_midnight_and_count_once() -> None:
    always = Week({day: (Span(0, 24 * 60),) for day in range(7)}, BERLIN)
    assert hours(at(24, 12), at(26, 12), always) == 48


@pytest.mark.slow
@given(
    st.dictionaries(st.integers(0, 6), spans, max_size=7),
    st.integers(0, 10 * 24 * 4),
    st.integers(0, 10 * 24 * 4),
    st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu"]),
)
def test_it_is_what_counting_quarters_of_an_hour_finds(
    week: dict[int, tuple[Span, ...]], start: int, length: int, zone: str
) -> None:
    laid = Week(week, ZoneInfo(zone))
    begun = FIRST + timedelta(minutes=15 * start)
    end = begun + timedelta(minutes=15 * length)
    clock = WorkingClock(laid, FIRST, FIRST + timedelta(days=21))
    assert clock.seconds(begun, end) == 900 * sum(
        _is_worked(laid, begun + timedelta(minutes=15 * quarter)) for quarter in range(length)
    )


def _is_worked(week: Week, moment: datetime) -> bool:
    local = moment.astimezone(week.zone)
    minute = local.hour * 60 + local.minute
    return any(span.first <= minute < span.end for span in week.spans.get(local.weekday(), ()))


@given(spans)
def test_spans_are_read_as_they_are_written(given_spans: tuple[Span, ...]) -> None:
    assert read_spans(written(given_spans)) == given_spans


@pytest.mark.parametrize(
    "typed", ["9", "9:00-8:00", "9-25:00", "9:75-10:00", "a-b", "9:00-9:00", "9-12, 11-13", "9-" + "1" * 5000]
)
def test_what_is_no_span_is_said_with_what_was_typed(typed: str) -> None:
    with pytest.raises(BadHours, match=r"no span of a day|share time"):
        read_spans(typed)


def test_days_that_are_alike_are_told_together_and_days_off_not_at_all() -> None:
    office = "9:00-17:00"
    assert days_alike([office] * 5 + ["", ""]) == [(0, 4, office)]
    assert days_alike([office, office, "", office, "9:00-12:00", "", office]) == [
        (0, 1, office),
        (3, 3, office),
        (4, 4, "9:00-12:00"),
        (6, 6, office),
    ]
    assert days_alike([""] * 7) == []


def test_days_off_are_read_once_each_and_no_more_of_them_than_anybody_has() -> None:
    assert read_days("2026-12-26\n\n 2026-12-25 \n2026-12-26") == (date(2026, 12, 25), date(2026, 12, 26))
    too_many = "\n".join((date(2026, 1, 1) + timedelta(days=number)).isoformat() for number in range(MOST_DAYS_OFF + 1))
    with pytest.raises(BadHours, match="These are 501 days off; 500 are kept at most"):
        read_days(too_many)
