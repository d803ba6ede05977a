"""Hours are read live from Tempo in a Data Center: month by month, each worklog once, and what was removed goes."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.jira.tests.test_worklogs import kept, take, told
from groundswell.connectors.tempo import center
from groundswell.hours.actions.arriving import Arriving
from tests.replay.keeping import MOST_RUNS, opened
from tests.replay.server import Reply, Running, serving
from tests.replay.worklogs import Logged

NAMED = {"choices": {"begins": "2026-05-20", "people": "JIRAUSER0 = alice@example.org"}, "key": "k"}


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 7, 5, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def site() -> Iterator[tuple[Logged, Running]]:
    logged = Logged(is_cloud=False)
    with serving(logged) as there:
        yield logged, there


def test_every_worklog_is_an_hour_of_whom_jira_says_the_key_is(site: tuple[Logged, Running]) -> None:
    known: dict[str, Arriving] = {}
    kept(center.read(opened(site[1].address, **NAMED), ""), known)
    assert len(known) == 130
    row = known["4@127.0.0.1"]
    assert (row.who, row.also, row.day, row.minutes) == ("bob", ("Bob", "JIRAUSER1"), date(2026, 6, 5), 30)
    assert (row.reference, row.words) == ("XYZ-104", "Words 4")
    assert {row.who for row in known.values()} == {"alice@example.org", "bob", "JIRAUSER2"}
    asked = [each.path for each in site[1].asked]
    # Each person once, and three months; whoever is named is not asked for.
    assert (asked.count("/rest/api/2/user"), asked.count(center.SEARCH)) == (2, 3)
    assert site[1].asked[0].headers["authorization"] == "Bearer k"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_kills_and_faults_change_nothing(seed: int, site: tuple[Logged, Running]) -> None:
    logged, there = site
    clean: dict[str, Arriving] = {}
    kept(center.read(opened(there.address, **NAMED), ""), clean)
    logged.removed = [5]
    there.illness.begin(share=0.3, seed=seed)
    dice, cursor, tried = random.Random(seed), "", dict[str, Arriving]()
    for _run in range(MOST_RUNS):
        try:
            for batch, after in center.read(opened(there.address, **NAMED), cursor):
                take(batch, tried)
                cursor = after
                if dice.random() < 0.5:
                    break
            else:
                break
        except Unanswered:
            continue
    assert there.illness.had
    assert told(tried) == {number: row for number, row in told(clean).items() if number != "5"}


def test_a_later_reading_asks_for_the_last_two_months_and_for_what_was_removed(site: tuple[Logged, Running]) -> None:
    logged, there = site
    known: dict[str, Arriving] = {}
    cursor = kept(center.read(opened(there.address, **NAMED), ""), known)
    logged.changed, logged.removed, before = {7: {"timeSpentSeconds": 7200}}, [8], len(there.asked)
    kept(center.read(opened(there.address, **NAMED), cursor), known)
    assert known["7@127.0.0.1"].minutes == 120
    assert "8@127.0.0.1" not in known
    spans = [each.json()["from"] for each in there.asked[before:] if each.path == center.SEARCH]
    assert spans == ["2026-05-01", "2026-06-01", "2026-07-01"]


def test_a_span_that_is_too_much_at_once_is_asked_for_in_halves(site: tuple[Logged, Running]) -> None:
    known: dict[str, Arriving] = {}
    kept(center.read(opened(site[1].address, **NAMED, most_bytes=12_000), ""), known)
    assert len(known) == 130


def test_one_day_that_is_too_much_is_said(site: tuple[Logged, Running]) -> None:
    with pytest.raises(Unanswered, match="in one answer"):
        list(center.read(opened(site[1].address, **NAMED, most_bytes=1_000), ""))


def test_without_a_day_to_begin_with_it_is_a_year(site: tuple[Logged, Running]) -> None:
    list(center.read(opened(site[1].address, choices={}, key="k"), ""))
    spans = [each.json()["from"] for each in site[1].asked if each.path == center.SEARCH]
    assert (spans[0], len(spans)) == ("2025-07-01", 13)


@pytest.mark.parametrize("change", [{"started": "x"}, {"timeSpentSeconds": 0}, {"originId": None}])
def test_what_is_no_worklog_is_left_out(change: dict[str, object], site: tuple[Logged, Running]) -> None:
    tempo = center._Center(opened(site[1].address, **NAMED))
    row = site[0].of_tempo(site[0].worklog(1)) | {"tempoWorklogId": None}
    assert len(tempo.hours_of([row]).rows) == 1
    assert tempo.hours_of([row | change]).rows == []


def test_another_service_is_said() -> None:
    with serving(lambda _asked: Reply({})) as there, pytest.raises(Unanswered, match="no list “worklogs”"):
        list(center.read(opened(there.address, **NAMED), ""))


def test_a_look_says_how_many_there_are_and_when_one_changed(site: tuple[Logged, Running]) -> None:
    seen = center.look(opened(site[1].address, **NAMED))
    assert (seen.count, seen.newest_at) == (103, datetime(2026, 6, 2, 10, tzinfo=UTC))
