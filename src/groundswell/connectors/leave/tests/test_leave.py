"""When somebody is away, from a calendar of any kind; and not a word of why."""

from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from groundswell.connectors.leave import importing
from groundswell.connectors.leave.reading import Away, read
from groundswell.hours.models import AwayPart
from groundswell.kit import clock
from groundswell.kit.tables import Unreadable
from groundswell.people.models import Leave, Person

TODAY = date(2026, 11, 27)
BERLIN, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\nUID:{number}\r\n{event}\r\nEND:VEVENT\r\n" for number, event in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}END:VCALENDAR\r\n".encode()


def away(*events: str, zone: ZoneInfo = BERLIN) -> Away:
    return read(calendar(*events), zone, TODAY)


def days(*numbers: int) -> frozenset[date]:
    return frozenset(date(2026, 12, number) for number in numbers)


@pytest.mark.parametrize("zone", [BERLIN, TOKYO, ZoneInfo("America/Sao_Paulo"), ZoneInfo("Pacific/Kiritimati")])
def test_the_end_of_whole_days_is_the_day_after_the_last_in_every_zone(zone: ZoneInfo) -> None:
    found = away("DTSTART;VALUE=DATE:20261207\r\nDTEND;VALUE=DATE:20261210", zone=zone)
    assert found.days == days(7, 8, 9)
    assert found.parts == {}


def test_without_an_end_it_is_one_day() -> None:
    assert away("DTSTART;VALUE=DATE:20261207").days == days(7)


def test_a_whole_day_that_ends_on_itself_is_one_day() -> None:
    assert away("DTSTART;VALUE=DATE:20261207\r\nDTEND;VALUE=DATE:20261207").days == days(7)


def test_the_days_that_an_event_names_besides_count_too() -> None:
    named = "DTSTART;VALUE=DATE:20261207\r\nRDATE;VALUE=DATE:20261209,20261211"
    assert away(named).days == days(7, 9, 11)
    assert away(f"{named}\r\nEXDATE;VALUE=DATE:20261209\r\nRRULE:FREQ=DAILY;COUNT=2").days == days(7, 8, 11)
    found = away("DTSTART:20261207T080000Z\r\nDURATION:PT1H\r\nRDATE;VALUE=PERIOD:20261208T080000Z/PT1H")
    assert (found.parts, found.left_out) == ({date(2026, 12, 7): 60, date(2026, 12, 8): 60}, 0)


def test_one_calendar_below_the_other_is_read_whole() -> None:
    both = calendar("DTSTART;VALUE=DATE:20261207") + calendar("DTSTART;VALUE=DATE:20261209")
    assert read(both, BERLIN, TODAY).days == days(7, 9)


def test_from_midnight_to_midnight_is_a_whole_day_and_a_part_is_minutes() -> None:
    found = away(
        "DTSTART;TZID=Europe/Berlin:20261207T000000\r\nDTEND;TZID=Europe/Berlin:20261208T000000",
        "DTSTART:20261209T130000\r\nDTEND:20261209T170000",
        "DTSTART:20261209T160000\r\nDTEND:20261209T180000",
    )
    assert found.days == days(7)
    assert found.parts == {date(2026, 12, 9): 5 * 60}


def test_a_moment_of_another_zone_falls_on_the_persons_day() -> None:
    found = away("DTSTART:20261206T230000Z\r\nDTEND:20261207T230000Z")
    assert found.days == days(7)


def test_what_repeats_without_end_is_bounded_and_keeps_its_exceptions() -> None:
    found = away(
        "DTSTART;VALUE=DATE:20260102\r\nRRULE:FREQ=WEEKLY;BYDAY=FR\r\nEXDATE;VALUE=DATE:20261211",
    )
    assert date(2026, 12, 4) in found.days
    assert date(2026, 12, 11) not in found.days
    assert max(found.days) <= TODAY + timedelta(days=731)
    assert min(found.days) >= TODAY - timedelta(days=367)
    assert found.cut == 1


def test_a_single_time_that_was_moved_counts_where_it_was_moved_to() -> None:
    data = calendar("DTSTART;VALUE=DATE:20261204\r\nRRULE:FREQ=WEEKLY;COUNT=2").replace(
        b"END:VCALENDAR",
        b"BEGIN:VEVENT\r\nUID:0\r\nRECURRENCE-ID;VALUE=DATE:20261211\r\nDTSTART;VALUE=DATE:20261214\r\nEND:VEVENT\r\n"
        b"END:VCALENDAR",
    )
    assert read(data, BERLIN, TODAY).days == days(4, 14)


@pytest.mark.parametrize("mark", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"])
def test_what_makes_nobody_busy_is_left_out(mark: str) -> None:
    assert away(f"DTSTART;VALUE=DATE:20261207\r\n{mark}").days == frozenset()


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART;VALUE=DATE:20261207\r\nDTEND;VALUE=DATE:20261201",
        "DTSTART;VALUE=DATE:20261207\r\nRRULE:FREQ=SECONDLY",
        "DTSTART;VALUE=DATE:20261207\r\nRRULE:FREQ=DAILY;INTERVAL=0",
        "DTSTART;VALUE=DATE:20261207\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "SUMMARY:no day",
        "DTSTART;VALUE=DATE:00010101\r\nDTEND;VALUE=DATE:99991231",
    ],
)
def test_what_cannot_be_understood_is_left_out_and_counted(event: str) -> None:
    found = away(event, "DTSTART;VALUE=DATE:20261208")
    assert (found.days, found.left_out) == (days(8), 1)


@pytest.mark.parametrize("data", [b"", b"hello", b"BEGIN:VCALENDAR", b"x" * (5 * 1024 * 1024)])
def test_what_is_no_calendar_is_one_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(data, BERLIN, TODAY)


@pytest.mark.django_db
def test_a_calendar_twice_is_a_calendar_once_and_no_title_is_kept(bob: Person, tmp_path: Path) -> None:
    day = clock.today() + timedelta(days=3)
    stamp = f"{day:%Y%m%d}"
    file = tmp_path / "leave.ics"
    file.write_bytes(
        calendar(
            f"SUMMARY:Surgery\r\nDTSTART;VALUE=DATE:{stamp}",
            f"SUMMARY:Doctor\r\nDTSTART:{day + timedelta(days=1):%Y%m%d}T090000\r\nDURATION:PT2H",
        )
    )
    silent = Console(file=(tmp_path / "told").open("w"))
    assert importing.command(file, person="bob@example.org", dry_run=True, console=silent)
    assert not Leave.objects.exists()
    for _time in range(2):
        assert importing.command(file, person="BOB@example.org", dry_run=False, console=silent)
        assert Leave.objects.get().from_on == day
        assert AwayPart.objects.get().minutes == 120
    assert not importing.command(file, person="nobody@example.org", dry_run=False, console=silent)
    silent.file.flush()
    assert "Surgery" not in (tmp_path / "told").read_text()
