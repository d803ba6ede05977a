"""Hours are read live from Tempo, each worklog once, under the name that is known here."""

from datetime import date
from typing import Any

import pytest

from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.tempo import live
from tests.replay.keeping import opened
from tests.replay.server import Asked, Reply, serving

NAMED = {"choices": {"people": "acc1 = ann@example.org\nacc2=Bob\nnonsense"}, "key": "k"}


def worklog(number: int) -> dict[str, Any]:
    return {
        "tempoWorklogId": number, "issue": {"id": 10}, "timeSpentSeconds": 3600, "startDate": "2026-11-02",
        "author": {"accountId": f"acc{1 + number % 3}"}, "description": "Reviews", "updatedAt": "2026-11-03T10:00:00Z",
    }  # fmt: skip  # as an answer looks


def service(asked: Asked) -> Reply:
    start, size = int(asked.first("offset") or 0), int(asked.first("limit"))
    count = 3 if asked.first("updatedFrom") else 1500
    rows = [worklog(number) for number in range(start, min(start + size, count))]
    return Reply({"results": rows, "metadata": {"next": "more"} if start + size < count else {}})


def test_every_worklog_is_an_hour_of_somebody() -> None:
    with serving(service) as there:
        pages = list(live.read(opened(there.address, **NAMED), ""))
        assert there.asked[0].headers["authorization"] == "Bearer k"
    rows = [row for batch, _cursor in pages for row in batch.rows]
    assert (len(pages), len(rows), len({row.worklog for row in rows})) == (2, 1500, 1500)
    assert {row.who for row in rows} == {"ann@example.org", "Bob", "acc3"}
    assert (rows[0].minutes, rows[0].day, rows[0].reference) == (60, date(2026, 11, 2), "10")


def test_it_goes_on_from_the_day_of_the_last_change_and_within_a_run_from_its_place() -> None:
    with serving(service) as there:
        (_first, middle), (_second, end) = live.read(opened(there.address, **NAMED), "")
        rest = list(live.read(opened(there.address, **NAMED), middle))
        assert ("offset", "1000") in there.asked[-1].query
        list(live.read(opened(there.address, **NAMED), end))
        assert ("updatedFrom", "2026-11-03") in there.asked[-1].query
    assert sum(len(batch.rows) for batch, _cursor in rest) == 500


def test_what_is_no_worklog_is_left_out() -> None:
    rows = [worklog(1) | change for change in ({"startDate": "x"}, {"timeSpentSeconds": 0}, {"tempoWorklogId": None})]
    assert live.hours_of(rows, {}, host="h").rows == []


def test_another_service_is_said() -> None:
    with serving(lambda _asked: Reply({})) as there, pytest.raises(Unanswered, match="no list “results”"):
        list(live.read(opened(there.address, **NAMED), ""))


def test_a_look_says_when_somebody_last_logged_time() -> None:
    with serving(service) as there:
        assert live.look(opened(there.address, **NAMED)).newest_at is not None
