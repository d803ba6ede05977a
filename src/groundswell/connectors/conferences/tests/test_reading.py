"""Lists of conferences, as public ones are written: read whole, a wrong row named with its place, nothing twice."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from groundswell.connectors.conferences.importing import command
from groundswell.connectors.conferences.reading import Found, read
from groundswell.kit.tables import Unreadable
from groundswell.teaching import calendars
from groundswell.teaching.models import Event

type Written = Callable[[str | bytes, str], Path]

LIST = """[
  {"name": "TideConf", "url": "https://tide.example/", "startDate": "2027-03-01", "endDate": "2027-03-02",
   "city": "Lisbon", "country": "Portugal", "online": false,
   "cfpUrl": "https://tide.example/cfp", "cfpEndDate": "2026-12-01"},
  {"name": "Ebb Days", "startDate": "2027-05-01", "online": true}
]"""
CALLS = """[{"link": "https://cfp.example/1", "until": "1-December-2026", "untilDate": 1796083200000,
  "conf": {"name": "Flood Summit", "date": [1806537600000, 1806624000000], "hyperlink": "https://flood.example",
  "location": "Riga (Latvia)"}}]"""
DEADLINES = """{"conferences": [{"title": "PyTide", "year": 2027, "link": "https://pytide.example",
  "deadline": "2026-12-01 18:00:00", "timezone": "Europe/Berlin", "start": "2027-04-02", "end": "2027-04-05"}]}"""
TABLE = """Subject,Start Date,End Date,Location,Country,Talk Deadline,Website URL,Proposal URL
PyTide,2027-04-02,2027-04-05,Riga,LVA,2026-12-01,https://pytide.example,https://pytide.example/cfp
"""


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Return a function that writes a file."""

    def write(content: str | bytes, name: str) -> Path:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


def only(found: Found) -> object:
    assert found.problems == []
    (event,) = found.events
    return event


def test_a_list_as_public_ones_are(written: Written) -> None:
    found = read(written(LIST, "list.json"))
    tide, ebb = found.events
    assert (tide.name, tide.starts_on, tide.ends_on) == ("TideConf", date(2027, 3, 1), date(2027, 3, 2))
    assert (tide.place, tide.is_online, tide.zone) == ("Lisbon, Portugal", False, "AoE")
    assert tide.closes_at == datetime(2026, 12, 2, 11, 59, tzinfo=UTC), "to the last minute anywhere on earth"
    assert (tide.address, tide.call_address) == ("https://tide.example/", "https://tide.example/cfp")
    assert (ebb.ends_on, ebb.is_online, ebb.closes_at, ebb.zone) == (date(2027, 5, 1), True, None, "")


def test_a_list_of_calls_and_a_list_of_deadlines(written: Written) -> None:
    flood = only(read(written(CALLS, "calls.json")))
    assert (flood.name, flood.starts_on, flood.ends_on) == ("Flood Summit", date(2027, 4, 1), date(2027, 4, 2))  # type: ignore[attr-defined]
    assert (flood.closes_at, flood.zone) == (datetime(2026, 12, 1, tzinfo=UTC), "UTC")  # type: ignore[attr-defined]
    assert flood.call_address == "https://cfp.example/1"  # type: ignore[attr-defined]
    pytide = only(read(written(DEADLINES, "deadlines.json")))
    assert (pytide.closes_at, pytide.zone) == (datetime(2026, 12, 1, 17, tzinfo=UTC), "Europe/Berlin")  # type: ignore[attr-defined]


def test_a_table_with_marks_and_semicolons(written: Written) -> None:
    for content in (TABLE, TABLE.replace(",", ";"), f"\ufeff{TABLE}"):
        pytide = only(read(written(content, "list.csv")))
        assert (pytide.name, pytide.place) == ("PyTide", "Riga, LVA")  # type: ignore[attr-defined]
        assert pytide.closes_at == datetime(2026, 12, 2, 11, 59, tzinfo=UTC)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("deadline", "zone", "closes"),
    [
        ("2026-12-01 23:59 AoE", "", datetime(2026, 12, 2, 11, 59, tzinfo=UTC)),
        ("2026-12-01T12:00:00Z", "", datetime(2026, 12, 1, 12, tzinfo=UTC)),
        ("2026-12-01T12:00:00+02:00", "CST", None),
        ("2026-12-01", "UTC-12", datetime(2026, 12, 2, 11, 59, tzinfo=UTC)),
        ("1 Dec 2026", "UTC", datetime(2026, 12, 1, 23, 59, tzinfo=UTC)),
        ("TBA", "", None),
    ],
)
def test_a_deadline_is_one_moment(written: Written, deadline: str, zone: str, closes: datetime | None) -> None:
    table = f"name,start,deadline,timezone\nTide,2027-03-01,{deadline},{zone}\n"
    found = read(written(table, "list.csv"))
    if zone == "CST":
        assert [(each.line, each.column) for each in found.problems] == [(2, "timezone")]
    else:
        assert only(found).closes_at == closes  # type: ignore[attr-defined]


def test_a_wrong_row_says_line_column_and_what(written: Written) -> None:
    rows = (
        '[\n{"name": "", "startDate": "2027-03-01"},\n{"name": "A", "startDate": "soon"},\n'
        '{"name": "B"},\n{"name": "C", "startDate": "2027-03-02", "endDate": "2027-03-01"},\n'
        '{"name": "D", "startDate": "2027-03-02", "cfpEndDate": "03/04/2027"},\n7,\n'
        '{"name": "E", "startDate": "2027-01-01"}]'
    )
    found = read(written(rows, "list.json"))
    assert [(each.line, each.column) for each in found.problems] == [
        (2, "name"),
        (3, "startDate"),
        (4, "start"),
        (5, "endDate"),
        (6, "cfpEndDate"),
        (7, "name"),
        (7, "start"),
    ]
    assert "“soon” is no day" in found.problems[1].sentence
    assert [each.name for each in found.events] == ["E"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ('[{"name": "A"', "cut off"),
        ("[]", "no conference in this file"),
        ("{}", "no conference in this file"),
        ("[" * 100_000, "nested too deeply"),
        (b"[\xff\xfe]", "not UTF-8"),
        ("<html></html>", "no column"),
        ("a,b\n1,2\n", "no column “name”"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY", "no calendar"),
    ],
)
def test_what_is_no_list_says_so_in_one_sentence(written: Written, content: str | bytes, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(written(content, "list.json"))
    assert words in refused.value.sentence


def test_a_calendar_comes_in_as_it_goes_out(written: Written, db: None) -> None:
    del db
    made = Event(name="TideConf", starts_on=date(2027, 3, 1), ends_on=date(2027, 3, 2), place="Lisbon")
    made.closes_at, made.zone = datetime(2026, 12, 2, 11, 59, tzinfo=UTC), "AoE"
    found = read(written(calendars.calendar_of([made]), "list.ics"))
    day, call = found.events
    assert (day.name, day.starts_on, day.ends_on, day.place) == ("TideConf", made.starts_on, made.ends_on, "Lisbon")
    assert day.closes_at is None
    assert (call.closes_at, call.zone) == (made.closes_at, "UTC")


def test_a_broken_zone_of_a_calendar_leaves_the_others(written: Written) -> None:
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x")
    good = ("BEGIN:VEVENT", "UID:1", "SUMMARY:Tide CFP", "DTSTART;TZID=Europe/Berlin:20261201T120000", "END:VEVENT")
    bare = ("BEGIN:VEVENT", "UID:2", "SUMMARY:Ebb", "DTSTART;TZID=Mars/Olympus:20261201T120000", "END:VEVENT")
    none = ("BEGIN:VEVENT", "UID:3", "DTSTART:20261201T120000Z", "END:VEVENT")
    found = read(written("\r\n".join((*lines, *good, *bare, *none, "END:VCALENDAR", "")), "list.ics"))
    assert [each.name for each in found.events] == ["Tide CFP", "Ebb"]
    assert found.events[0].closes_at == datetime(2026, 12, 1, 11, tzinfo=UTC)
    assert found.events[0].zone == "Europe/Berlin"
    assert found.left_out == 1


def test_one_calendar_below_the_other_is_read_whole(written: Written) -> None:
    one = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:{0}\r\nSUMMARY:{0}\r\nDTSTART;VALUE=DATE:20270301\r\n"
    both = "".join(f"{one.format(name)}END:VEVENT\r\nEND:VCALENDAR\r\n" for name in ("Tide", "Ebb"))
    assert [each.name for each in read(written(both, "both.ics")).events] == ["Tide", "Ebb"]


def run(path: Path, **options: bool) -> tuple[bool, str]:
    told = StringIO()
    given = {"keep_good": False, "dry_run": False} | options
    return command(path, console=Console(file=told, width=200), **given), told.getvalue()


@pytest.mark.django_db
def test_the_command_tries_keeps_and_changes_nothing_twice(written: Written) -> None:
    file = written(LIST, "list.json")
    assert run(file, dry_run=True) == (
        True,
        "2 new events\n0 changed\n0 as before\nThis was a trial: nothing is different now.\n",
    )
    assert not Event.objects.exists()
    assert run(file)[0]
    assert run(file) == (True, "0 new events\n0 changed\n2 as before\n")
    moved = written(LIST.replace("2026-12-01", "2026-12-08"), "list.json")
    assert "1 changed" in run(moved)[1]
    assert Event.objects.get(name="TideConf").closes_at == datetime(2026, 12, 9, 11, 59, tzinfo=UTC)


@pytest.mark.django_db
def test_one_wrong_row_keeps_nothing_unless_the_good_ones_are_wanted(written: Written) -> None:
    file = written(LIST.replace("2027-05-01", "soon"), "list.json")
    sound, told = run(file)
    assert not sound
    assert "line 5, startDate: “soon” is no day" in told
    assert not Event.objects.exists()
    assert run(file, keep_good=True)[0] is False
    assert [each.name for each in Event.objects.all()] == ["TideConf"]


@pytest.mark.django_db
def test_an_empty_list_among_others_is_no_fault(written: Written) -> None:
    file = written(LIST, "2027/list.json")
    written("[]\n", "2027/php.json")
    assert run(file.parent)[0]
    assert Event.objects.count() == 2
    assert "no conference in this file" in run(written("[]", "alone.json"))[1]


@pytest.mark.django_db
def test_a_folder_is_brought_in_whole(written: Written) -> None:
    file = written(LIST, "2027/list.json")
    written(TABLE, "2027/list.csv")
    written("not a list", "2027/README.md")
    assert run(file.parent)[0]
    assert Event.objects.count() == 3
    assert run(file.parent / "none")[1].startswith("There is no list here")
