"""Calendars of events are read live: what repeats, what moved, and zones that nobody knows."""

from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from rich.console import Console

from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.events import Event
from groundswell.connectors.ical import importing, sync
from groundswell.connectors.ical.parse import read
from tests.replay.keeping import opened
from tests.replay.server import Asked, Reply, serving

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


def calendar(*events: str) -> bytes:
    body = "".join(
        f"BEGIN:VEVENT\r\n{each.strip().replace(chr(10), chr(13) + chr(10))}\r\nEND:VEVENT\r\n" for each in events
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode()


def told(*events: str) -> list[Event]:
    return read(calendar(*events), origin="https://x", now=NOW)


def test_days_and_times_are_told_apart() -> None:
    days, times = told(
        "UID:1\nSUMMARY:Conference\nDTSTART;VALUE=DATE:20261110\nDTEND;VALUE=DATE:20261113\nLOCATION:Berlin\nURL:https://c",
        "UID:2\nSUMMARY:Meet\\, up\nDTSTART;TZID=Europe/Berlin:20261110T190000\nDURATION:PT2H\nLOCATION:https://meet.example",
    )
    assert (days.starts_on, days.ends_on, days.starts_at) == (date(2026, 11, 10), date(2026, 11, 12), None)
    assert (days.place, days.address, days.is_online) == ("Berlin", "https://c", False)
    assert (times.name, times.starts_at) == ("Meet, up", datetime(2026, 11, 10, 18, tzinfo=UTC))
    assert (times.is_online, times.place) == (True, "")


def test_what_repeats_is_told_time_by_time_without_what_was_left_out_or_moved() -> None:
    found = told(
        "UID:w\nSUMMARY:Weekly\nDTSTART:20261103T100000Z\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20261110T100000Z",
        "UID:w\nSUMMARY:Weekly (moved)\nRECURRENCE-ID:20261117T100000Z\nDTSTART:20261118T100000Z",
    )
    assert sorted((each.name, each.starts_on.day) for each in found) == [
        ("Weekly", 3), ("Weekly", 24), ("Weekly (moved)", 18),
    ]  # fmt: skip  # pairs beside each other
    assert len({each.key for each in found}) == 3


@pytest.mark.parametrize(
    "start", ["DTSTART;TZID=Nowhere/Atall:20261110T100000", "DTSTART:20261110T100000", "DTSTART:20261110T100000Z"]
)
def test_a_time_in_a_zone_that_nobody_knows_counts_as_utc(start: str) -> None:
    assert told(f"UID:1\nSUMMARY:x\n{start}")[0].starts_at == datetime(2026, 11, 10, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "event", ["UID:1\nSUMMARY:no start", "UID:1\nDTSTART:nonsense", "UID:1\nDTSTART:20261110\nRRULE:FREQ=SECONDLY"]
)
def test_what_cannot_be_understood_is_left_out_and_the_rest_stays(event: str) -> None:
    assert [each.name for each in told(event, "UID:2\nSUMMARY:Good\nDTSTART:20261110T100000Z")] == ["Good"]


def test_what_repeats_for_ever_ends_a_year_ahead_and_what_is_long_ago_is_left_out() -> None:
    found = told("UID:1\nDTSTART:20000101T100000Z\nRRULE:FREQ=MONTHLY", "UID:2\nDTSTART:20200101T100000Z")
    assert 13 <= len(found) <= 15
    assert told("UID:1\nSTATUS:CANCELLED\nDTSTART:20261110T100000Z")[0].is_cancelled


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT"])
def test_what_is_no_calendar_is_a_sentence(content: bytes) -> None:
    with pytest.raises(Unanswered, match="no calendar"):
        read(content, origin="https://x", now=NOW)


def test_a_calendar_is_asked_for_only_when_it_changed() -> None:
    content = calendar("UID:2\nSUMMARY:Good\nDTSTART:20261110T100000Z")

    def service(asked: Asked) -> Reply:
        return Reply(b"", 304) if "if-none-match" in asked.headers else Reply(content, headers={"ETag": '"1"'})

    with serving(service) as there:
        at = opened(f"{there.address}/events.ics")
        ((_events, cursor),) = sync.events(at, "")
        assert list(sync.events(at, cursor)) == []


def brought(path: Path, *, name: str = "", dry_run: bool = False) -> tuple[bool, str]:
    out = StringIO()
    with time_machine.travel(NOW, tick=False):
        is_whole = importing.command(path, name=name, dry_run=dry_run, console=Console(file=out, width=200))
    return is_whole, out.getvalue()


@pytest.mark.django_db
def test_a_calendar_in_a_file_is_brought_in_once(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(
        calendar("UID:1\nSUMMARY:Meetup\nDTSTART:20261110T190000Z\nRRULE:FREQ=WEEKLY;COUNT=3")
    )
    assert brought(tmp_path, dry_run=True)[1].startswith("Events: 3 new, 0 known before.")
    assert brought(tmp_path) == (True, "Events: 3 new, 0 known before.\n")
    assert brought(tmp_path) == (True, "Events: 0 new, 3 known before.\n")


@pytest.mark.django_db
def test_files_that_are_no_calendars_are_named(tmp_path: Path) -> None:
    (tmp_path / "b.ics").write_bytes(b"<html>")
    is_whole, said = brought(tmp_path)
    assert not is_whole
    assert "b.ics: b.ics answered with something that is no calendar" in said
    assert not brought(tmp_path / "none.ics")[0]
    (tmp_path / "b.ics").rename(tmp_path / "b.txt")
    assert "There is no calendar here" in brought(tmp_path)[1]
