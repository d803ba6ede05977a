"""Lists of conferences are read live; a deadline without a zone is over when the day is over everywhere on earth."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.conferences import sync
from groundswell.connectors.conferences.parse import ANYWHERE, read
from groundswell.connectors.events import Event
from tests.replay.keeping import opened
from tests.replay.server import Reply, serving

ROW: dict[str, Any] = {
    "name": "Open Conf", "url": "https://c.example", "startDate": "2027-03-01", "endDate": "2027-03-03", "city": "Riga",
    "country": "Latvia", "online": False, "cfpUrl": "https://c.example/cfp", "cfpEndDate": "2026-12-15",
}  # fmt: skip  # as a list has it


def only(found: object) -> Event:
    (event,) = read(found, origin="https://x")
    return event


def test_a_conference_comes_with_its_call() -> None:
    event = only([ROW, ROW])
    assert (event.key, event.place) == ("https://c.example 2027-03-01", "Riga, Latvia")
    assert (event.starts_on, event.ends_on) == (date(2027, 3, 1), date(2027, 3, 3))
    assert (event.closes_at, event.zone) == (datetime(2026, 12, 16, 11, 59, tzinfo=UTC), ANYWHERE)
    assert event.call_address == "https://c.example/cfp"


def test_calls_alone_are_read_too() -> None:
    conference = {
        "name": "Dev Days",
        "hyperlink": "https://d.example",
        "date": [1804291200000, 1804377600000],
        "location": "Online",
    }
    event = only([{"link": "https://d.example/cfp", "untilDate": 1796083200000, "conf": conference}])
    assert (event.name, event.starts_on, event.ends_on) == ("Dev Days", date(2027, 3, 6), date(2027, 3, 7))
    assert (event.is_online, event.call_address) == (True, "https://d.example/cfp")
    assert event.closes_at == datetime(2026, 12, 2, 11, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "closes"),
    [
        ({"cfpEndDate": "2026-12-15T18:00:00+02:00"}, datetime(2026, 12, 15, 16, tzinfo=UTC)),
        ({"cfpEndDate": ""}, None),
        ({"cfpEndDate": "soon"}, None),
    ],
)
def test_a_deadline_with_a_time_is_that_moment_and_none_is_none(
    change: dict[str, str], closes: datetime | None
) -> None:
    assert only([ROW | change]).closes_at == closes


def test_rows_that_say_no_day_or_no_name_are_left_out() -> None:
    assert read([{"name": "x"}, ROW | {"name": ""}, "words", None], origin="https://x") == []
    assert only({"conferences": [ROW]}).name == "Open Conf"
    assert only([ROW | {"url": "javascript:alert(1)"}]).address == ""


@pytest.mark.parametrize("found", [{}, {"error": "x"}, "x", None])
def test_json_without_a_list_is_a_sentence(found: object) -> None:
    with pytest.raises(Unanswered, match="no list of conferences"):
        read(found, origin="https://x")


def test_a_list_is_read_live() -> None:
    with serving(lambda _asked: Reply([ROW], headers={"ETag": '"1"'})) as there:
        assert sync.look(opened(there.address)).count == 1
        ((_events, cursor),) = sync.events(opened(there.address), "")
    assert cursor == '{"etag":"\\"1\\""}'
