"""Invitations say "121" and no more; a calendar that comes in may be anything, and is bounded."""

from datetime import UTC, datetime, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from groundswell.people.refusals import Refused
from groundswell.talks import calendars
from groundswell.talks.rules.slots import Stretch

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
MONTH = Stretch(NOW, NOW + timedelta(days=30))
BEGAN = "DTSTART:20200101T090000Z\r\nDTEND:20200101T093000Z"


def calendar(*events: str) -> bytes:
    """Return a calendar of these events."""
    written = "".join(f"BEGIN:VEVENT\r\nUID:{n}\r\n{event}\r\nEND:VEVENT\r\n" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:tests\r\n{written}END:VCALENDAR\r\n".encode()


def test_an_invitation_says_121_and_names_nobody() -> None:
    written = calendars.invitation("a mark", NOW, 30)
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert {name: str(event[name]) for name in ("SUMMARY", "UID", "CLASS")} == {
        "SUMMARY": "121",
        "UID": "a mark@groundswell",
        "CLASS": "PRIVATE",
    }
    assert set(event) == {"SUMMARY", "UID", "CLASS", "DTSTAMP", "DTSTART", "DTEND"}
    assert event.decoded("DTSTAMP") == datetime(2026, 11, 25, tzinfo=UTC), "when it was made tells when somebody booked"


def test_a_holiday_is_a_day_where_its_reader_lives() -> None:
    sydney = ZoneInfo("Australia/Sydney")
    holiday = b"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202\r\nEND:VEVENT\r\n"
    data = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + holiday + b"END:VCALENDAR\r\n"
    within = Stretch(datetime(2026, 11, 25, tzinfo=UTC), datetime(2026, 12, 25, tzinfo=UTC))
    found = calendars.busy_times(data, within, sydney).times
    assert found == (Stretch(datetime(2026, 12, 1, tzinfo=sydney), datetime(2026, 12, 2, tzinfo=sydney)),)
    assert calendars.busy_times(data, within).times == (
        Stretch(datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 2, tzinfo=UTC)),
    )


@pytest.mark.parametrize(
    ("event", "times"),
    [
        ("DTSTART:20261201T090000Z\r\nDTEND:20261201T100000Z", 1),
        ("DTSTART:20261201T090000Z\r\nDURATION:PT1H", 1),
        ("DTSTART;VALUE=DATE:20261201", 1),
        ("DTSTART:20260101T090000Z\r\nDTEND:20260101T100000Z", 0),
        (f"{BEGAN}\r\nRRULE:FREQ=WEEKLY", 4),
        (f"{BEGAN}\r\nRRULE:FREQ=WEEKLY;COUNT=3", 0),
        (f"{BEGAN}\r\nRRULE:FREQ=WEEKLY;UNTIL=20261202T235959Z", 1),
        (f"{BEGAN}\r\nRRULE:FREQ=DAILY;UNTIL=20261126", 1),
        (f"{BEGAN}\r\nRRULE:FREQ=DAILY;UNTIL=20261127\r\nEXDATE:20261126T090000Z", 1),
        (f"{BEGAN}\r\nRRULE:FREQ=MONTHLY;BYDAY=1TU", 1),
        (f"{BEGAN}\r\nRRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", 1),
        (f"{BEGAN}\r\nRRULE:FREQ=DAILY\r\nTRANSP:TRANSPARENT", 0),
        (f"{BEGAN}\r\nRRULE:FREQ=DAILY\r\nSTATUS:CANCELLED", 0),
    ],
)
def test_busy_times_are_found(event: str, times: int) -> None:
    found = calendars.busy_times(calendar(event), MONTH)
    assert (len(found.times), found.left_out) == (times, 0)
    assert all(each.overlaps(MONTH) for each in found.times)


def test_what_repeats_keeps_its_hour_on_the_wall_when_summer_time_ends() -> None:
    event = "DTSTART;TZID=Europe/Berlin:20261019T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY"
    autumn = Stretch(datetime(2026, 10, 19, tzinfo=UTC), datetime(2026, 10, 27, tzinfo=UTC))
    found = calendars.busy_times(calendar(event), autumn).times
    assert [each.start.hour for each in found] == [7, 8]


@pytest.mark.parametrize(
    "event",
    [
        "SUMMARY:no time at all",
        "DTSTART:20261201T090000Z\r\nDTEND:20251201T090000Z",
        "DTSTART:20261201T090000Z\r\nDTEND:20991201T090000Z",
        f"{BEGAN}\r\nRRULE:FREQ=SECONDLY",
        f"{BEGAN}\r\nRRULE:FREQ=HOURLY",
        f"{BEGAN}\r\nRRULE:FREQ=DAILY;INTERVAL=0",
        f"{BEGAN}\r\nRRULE:FREQ=DAILY;INTERVAL=-1",
        f"{BEGAN}\r\nRRULE:FREQ=DAILY;INTERVAL=99999999999",
        f"{BEGAN}\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        f"{BEGAN}\r\nRRULE:FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2",
        f"{BEGAN}\r\nRRULE:FREQ=DAILY;BYSETPOS=3",
        "DTSTART:00010101T090000Z\r\nRRULE:FREQ=DAILY;COUNT=9999999",
        f"{BEGAN}\r\nRRULE:FREQ=DAILY\r\nRRULE:FREQ=WEEKLY",
        f"{BEGAN}\r\nRRULE:FREQ=WEEKLY;BYDAY=99XX",
    ],
)
def test_what_cannot_be_understood_is_left_out_and_counted_and_does_not_hold_the_page_up(event: str) -> None:
    began = monotonic()
    found = calendars.busy_times(calendar(event, "DTSTART:20261201T090000Z\r\nDURATION:PT1H"), MONTH)
    assert (len(found.times), found.left_out) == (1, 1)
    assert monotonic() - began < 5


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no calendar"),
        (b"hello", "no calendar"),
        (b"\x00\xff" * 50, "no calendar"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "no calendar"),
        (b"BEGIN:VCALENDAR\r\n" * 20_000, "more than 2000 events"),
        (calendar(*[BEGAN] * 2001), "more than 2000 events"),
        (b" " * (1024 * 1024 + 1), "larger than 1 MB"),
        (calendar(*[f"{BEGAN}\r\nRRULE:FREQ=DAILY;COUNT=4999"] * 40), "repeats more than"),
    ],
)
def test_a_calendar_that_never_ends_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        calendars.busy_times(data, MONTH)
    assert refused.value.field == "file"


@given(st.binary(max_size=300) | st.text(max_size=300).map(calendar))
def test_whatever_comes_in_gives_times_or_a_sentence(data: bytes) -> None:
    try:
        times = calendars.busy_times(data, MONTH).times
    except Refused:
        return
    assert all(each.overlaps(MONTH) for each in times)
