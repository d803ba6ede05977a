"""Hours are read live from Jira, of Cloud and of Data Center: what changed, and what was removed, each once."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.jira import worklogs
from groundswell.connectors.jira.client import Jira
from groundswell.connectors.shape import Opened
from groundswell.hours.actions.arriving import Arriving, Batch
from tests.replay.keeping import MOST_RUNS, opened
from tests.replay.server import Reply, Running, serving
from tests.replay.worklogs import BEGAN, Logged

CLOUD = {"choices": {"mail": "reader@example.org", "people": "acc0 = alice@example.org"}, "key": "k"}
CENTER = {"choices": {}, "key": "k"}


def kept(pages: Iterator[tuple[Batch, str]], known: dict[str, Arriving]) -> str:
    """Keep what pages say as the hours of a person are kept: by the name of the worklog. Return the cursor."""
    cursor = ""
    for batch, after in pages:
        cursor = after
        take(batch, known)
    return cursor


def take(batch: Batch, known: dict[str, Arriving]) -> None:
    known |= {row.worklog: row for row in batch.rows}
    for name in batch.gone:
        known.pop(name, None)


def told(known: dict[str, Arriving]) -> dict[str, tuple[object, ...]]:
    return {
        name.partition("@")[0]: (row.who, row.day, row.minutes, row.reference, row.words) for name, row in known.items()
    }


@pytest.fixture
def site() -> Iterator[tuple[Logged, Running]]:
    logged = Logged()
    with serving(logged) as there:
        yield logged, there


def test_every_worklog_is_an_hour_with_the_key_of_its_issue_and_the_day_that_stands_there(
    site: tuple[Logged, Running],
) -> None:
    known: dict[str, Arriving] = {}
    kept(worklogs.read(opened(site[1].address, **CLOUD), ""), known)
    assert len(known) == 130
    row = known["3@127.0.0.1"]
    assert (row.who, row.day, row.minutes) == ("alice@example.org", date(2026, 6, 4), 30)
    assert (row.reference, row.words, row.key) == ("ABC-103", "Words 3", "")
    assert {row.who for row in known.values()} == {"alice@example.org", "Name 1", "Name 2"}


def test_a_data_center_is_asked_in_its_own_way_and_says_the_same() -> None:
    known: dict[str, Arriving] = {}
    with serving(Logged(is_cloud=False)) as there:
        kept(worklogs.read(opened(there.address, **CENTER), ""), known)
        assert there.asked[0].headers["authorization"] == "Bearer k"
    assert len(known) == 130
    row = known["4@127.0.0.1"]
    assert (row.who, row.also, row.reference) == ("bob", ("Bob", "JIRAUSER1"), "XYZ-104")


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_kills_and_faults_change_nothing(seed: int, site: tuple[Logged, Running]) -> None:
    logged, there = site
    clean: dict[str, Arriving] = {}
    at = opened(there.address, **CLOUD)
    kept(worklogs.read(at, ""), clean)
    logged.removed = [5, 6]
    there.illness.begin(share=0.3, seed=seed)
    tried: dict[str, Arriving] = {}
    _read_killed(at, tried, random.Random(seed))
    assert there.illness.had
    assert told(tried) == {number: row for number, row in told(clean).items() if number not in {"5", "6"}}


def _read_killed(at: Opened, known: dict[str, Arriving], dice: random.Random) -> None:
    cursor = ""
    for _run in range(MOST_RUNS):
        try:
            for batch, after in worklogs.read(at, cursor):
                take(batch, known)
                cursor = after
                if dice.random() < 0.5:
                    break
            else:
                return
        except Unanswered:
            continue
    raise AssertionError("it never came to an end")


def test_only_what_changed_or_was_removed_since_is_asked_for(site: tuple[Logged, Running]) -> None:
    logged, there = site
    known: dict[str, Arriving] = {}
    cursor = kept(worklogs.read(opened(there.address, **CLOUD), ""), known)
    logged.changed, logged.removed, before = {7: {"timeSpentSeconds": 7200}}, [8], len(there.asked)
    kept(worklogs.read(opened(there.address, **CLOUD), cursor), known)
    assert known["7@127.0.0.1"].minutes == 120
    assert "8@127.0.0.1" not in known
    assert len(known) == 129
    assert len(there.asked) - before == 4


def test_a_page_full_of_one_moment_is_no_circle() -> None:
    times = dict.fromkeys(range(1, 100), BEGAN)
    logged = Logged()
    with serving(lambda asked: logged._feed(times, int(asked.first("since")))) as there:
        pages = list(Jira(opened(there.address, **CLOUD)).worklogs_that("deleted", 0))
    assert len(pages) <= 5


def test_what_the_token_may_not_see_and_other_projects_are_left_out() -> None:
    known: dict[str, Arriving] = {}
    choices = {"mail": "reader@example.org", "projects": "ABC"}
    with serving(Logged(hidden=frozenset({1}))) as there:
        kept(worklogs.read(opened(there.address, choices=choices, key="k"), ""), known)
    assert {row.reference.partition("-")[0] for row in known.values()} == {"ABC"}
    assert "1@127.0.0.1" not in known


@pytest.mark.parametrize(
    "change", [{"started": "x"}, {"timeSpentSeconds": 0}, {"timeSpentSeconds": "1h"}, {"id": None}, {"issueId": "9"}]
)
def test_what_is_no_worklog_is_left_out(change: dict[str, object]) -> None:
    issues = {"101": {"key": "ABC-1"}}
    row = Logged().worklog(1)
    assert len(worklogs.hours_of([row], issues, {}, host="h", is_cloud=True).rows) == 1
    assert worklogs.hours_of([row | change], issues, {}, host="h", is_cloud=True).rows == []


def test_an_address_that_is_shown_is_the_surest_name() -> None:
    person = {"accountId": "a", "emailAddress": "bob@example.org", "displayName": "Bob"}
    assert worklogs.names_of(person, {}, is_cloud=True) == ("bob@example.org", "Bob", "a")
    assert worklogs.names_of(person, {"a": "Robert"}, is_cloud=True)[0] == "Robert"
    assert worklogs.names_of({}, {}, is_cloud=True) == ("?",)


@pytest.mark.parametrize("is_cloud", [True, False])
def test_a_worklog_of_an_issue_that_no_search_finds_is_an_hour_all_the_same(*, is_cloud: bool) -> None:
    known: dict[str, Arriving] = {}
    named = CLOUD if is_cloud else CENTER
    with serving(Logged(is_cloud=is_cloud, archived=frozenset({"104", "109"}))) as there:
        kept(worklogs.read(opened(there.address, **named), ""), known)
    assert "4@127.0.0.1" in known
    assert "9@127.0.0.1" not in known
    assert len(known) == 130 - 13


def test_another_service_is_said() -> None:
    with serving(lambda _asked: Reply({})) as there, pytest.raises(Unanswered, match="no list “values”"):
        list(worklogs.read(opened(there.address, **CLOUD), ""))


def test_a_look_says_when_somebody_last_logged_time(site: tuple[Logged, Running]) -> None:
    with time_machine.travel(datetime(2026, 6, 10, tzinfo=UTC), tick=False):
        seen = worklogs.look(opened(site[1].address, **CLOUD))
    assert (seen.count, seen.newest_at) == (None, datetime.fromtimestamp((BEGAN + 13) / 1000, UTC))
