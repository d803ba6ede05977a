"""The same time counts once, whether a file or the tracker brought it, in whatever order; and it is its person's."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from groundswell.connectors.jira.importing import read as read_jira
from groundswell.connectors.sources.actions import SourceWords, connect_source
from groundswell.connectors.sources.kinds import CONNECTORS
from groundswell.connectors.sources.syncing import sync
from groundswell.connectors.tempo.importing import read as read_tempo
from groundswell.hours.importing import bring_in
from groundswell.hours.models import Entry
from groundswell.kit import clock
from groundswell.questions.actions import connecting
from tests.cast import Cast
from tests.replay.server import Reply, Running, serving
from tests.replay.worklogs import Logged, key_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _later() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 7, 5, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def logged() -> Logged:
    """Return twelve worklogs of Alice, Bob and a stranger, in a Data Center."""
    return Logged(worklogs=12, is_cloud=False)


@pytest.fixture
def there(logged: Logged) -> Iterator[Running]:
    with serving(logged) as running:
        yield running


def connected(there: Running, cast: Cast, kind: str = "jira-hours") -> UUID:
    people = f"JIRAUSER0 = {cast.alice.email}\nJIRAUSER1 = {cast.bob.email}"
    words = SourceWords(name=kind, address=there.address, key="k", choices={"people": people}, a_minute=1e9)
    return connect_source(by=None, connector=CONNECTORS[kind], words=words)


def exported(logged: Logged, cast: Cast, file: Path, *, day: int = 0, only: range = range(1, 13)) -> Path:
    """Write what Jira exports of the worklogs of Alice and Bob; `day`: as a reader of another time zone sees it."""
    mails = {"JIRAUSER0": cast.alice.email, "JIRAUSER1": cast.bob.email}
    rows = [logged.worklog(number) for number in only if number not in logged.removed]
    lines = ["Issue key,Summary,Log Work"]
    for row in rows:
        started = datetime.fromisoformat(row["started"])
        moment = f"{started.day + day}/{started:%b/%y %I:%M %p}"
        who, key = mails.get(row["author"]["key"]), key_of(int(row["issueId"]))
        if who:
            lines.append(f'{key},Issue,"{row["comment"]};{moment};{who};{row["timeSpentSeconds"]}"')
    file.write_text("\n".join(lines))
    return file


def brought(file: Path) -> None:
    report = bring_in(read_jira(file), Entry.Source.JIRA, by=None)
    assert report.problems == []


def minutes() -> Counter[tuple[str, str, int]]:
    return Counter(Entry.objects.values_list("person__name", "reference", "minutes"))


def meant(logged: Logged) -> Counter[tuple[str, str, int]]:
    """Return what Jira knows of Alice and Bob."""
    names = {"JIRAUSER0": "Alice", "JIRAUSER1": "Bob"}
    rows = [logged.worklog(number) for number in range(1, logged.worklogs + 1) if number not in logged.removed]
    return Counter(
        (names[row["author"]["key"]], key_of(int(row["issueId"])), (row["timeSpentSeconds"] + 30) // 60)
        for row in rows
        if row["author"]["key"] in names
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "day"), [("jira-hours", 0), ("jira-hours", 1), ("tempo-center", 1)], ids=["same zone", "other", "Tempo"]
)
@pytest.mark.parametrize("order", ["file first", "live first"])
def test_a_worklog_that_comes_by_a_file_and_live_counts_once(  # noqa: PLR0917 - three cases, and four fixtures
    order: str, kind: str, day: int, logged: Logged, there: Running, organisation: Cast, tmp_path: Path
) -> None:
    file, source = exported(logged, organisation, tmp_path / "a.csv", day=day), connected(there, organisation, kind)
    steps: list[Callable[[], object]] = [lambda: brought(file), lambda: sync(source)]
    for step in steps if order == "file first" else reversed(steps):
        step()
    assert minutes() == meant(logged)
    for _again in range(2):
        for step in steps:
            step()
        connecting.read_anew(source=source, due_at=clock.now())
    assert minutes() == meant(logged)
    assert set(Entry.objects.values_list("worklog", flat=True)) >= {"3@127.0.0.1", "4@127.0.0.1"}


def test_what_was_changed_between_the_file_and_the_reading_counts_once_as_the_tracker_says(
    logged: Logged, there: Running, organisation: Cast, tmp_path: Path
) -> None:
    old = exported(logged, organisation, tmp_path / "old.csv")
    brought(old)
    logged.changed = {3: {"timeSpentSeconds": 36_000}}
    source = connected(there, organisation)
    sync(source)
    assert minutes() == meant(logged)
    brought(old)
    brought(exported(logged, organisation, tmp_path / "new.csv"))
    assert minutes() == meant(logged)


def test_what_the_tracker_gains_loses_and_moves_is_followed(
    logged: Logged, there: Running, organisation: Cast, tmp_path: Path
) -> None:
    brought(exported(logged, organisation, tmp_path / "a.csv", only=range(1, 7)))
    source = connected(there, organisation)
    sync(source)
    assert minutes() == meant(logged)
    logged.worklogs, logged.removed, logged.changed = 14, [3], {4: {"started": "2026-06-30T08:00:00.000+0000"}}
    sync(source)
    assert minutes() == meant(logged)
    assert Entry.objects.get(worklog="4@127.0.0.1").day.isoformat() == "2026-06-30"


@pytest.mark.parametrize("kind", ["jira-hours", "tempo-center"])
def test_the_sum_of_an_issue_makes_place_and_does_not_come_back(
    kind: str, logged: Logged, there: Running, organisation: Cast, tmp_path: Path
) -> None:
    file, mail = tmp_path / "sums.csv", organisation.bob.email
    file.write_text(f"Issue key,Summary,Assignee,Updated,Time Spent\nXYZ-104,It,{mail},10/Jun/26 11:19 AM,7200\n")
    brought(file)
    assert minutes() == Counter({("Bob", "XYZ-104", 120): 1})
    sync(connected(there, organisation, kind))
    assert minutes() == meant(logged)
    brought(file)
    assert minutes() == meant(logged)


def test_two_worklogs_that_look_alike_stay_two(
    logged: Logged, there: Running, organisation: Cast, tmp_path: Path
) -> None:
    alike = {"issueId": "104", "timeSpentSeconds": 1800, "comment": "same", "started": "2026-06-05T08:00:00.000+0000"}
    logged.changed = {4: alike, 10: alike, 7: alike}
    brought(exported(logged, organisation, tmp_path / "a.csv"))
    source = connected(there, organisation)
    sync(source)
    brought(exported(logged, organisation, tmp_path / "b.csv"))
    assert minutes() == meant(logged)
    assert minutes()["Bob", "XYZ-104", 30] == 3


@pytest.mark.slow
def test_jira_and_tempo_of_one_data_center_count_a_worklog_once(
    logged: Logged, there: Running, organisation: Cast
) -> None:
    sources = [connected(there, organisation, kind) for kind in ("jira-hours", "tempo-center")]
    for source in (*sources, *sources):
        sync(source)
        connecting.read_anew(source=source, due_at=clock.now())
        assert minutes() == meant(logged)


@pytest.mark.slow
def test_a_file_of_tempo_and_its_data_center_count_once(
    logged: Logged, there: Running, organisation: Cast, tmp_path: Path
) -> None:
    lines = ["Issue Key,Hours,Work date,Username,Work Description"]
    for number in (3, 4, 6):
        row = logged.worklog(number)
        who = organisation.bob.email if number == 4 else organisation.alice.email
        hours = f"{(row['timeSpentSeconds'] + 30) // 60 / 60:.4f}"
        lines.append(f"{key_of(int(row['issueId']))},{hours},{row['started'][:10]},{who},Words {number}")
    file = tmp_path / "tempo.csv"
    file.write_text("\n".join(lines))
    bring_in(read_tempo(file), Entry.Source.TEMPO, by=None)
    source = connected(there, organisation, "tempo-center")
    sync(source)
    bring_in(read_tempo(file), Entry.Source.TEMPO, by=None)
    assert minutes() == meant(logged)


def test_what_its_person_said_of_stream_and_role_stays_when_the_tracker_is_read_again(
    logged: Logged, there: Running, organisation: Cast
) -> None:
    source = connected(there, organisation)
    sync(source)
    Entry.objects.filter(worklog="4@127.0.0.1").update(stream="internal", kind="development")
    logged.changed = {4: {"timeSpentSeconds": 7200}}
    sync(source)
    entry = Entry.objects.get(worklog="4@127.0.0.1")
    assert (entry.stream, entry.kind, entry.minutes) == ("internal", "development", 120)


def test_strangers_hold_nobody_up_and_are_said_at_the_end(logged: Logged, there: Running, organisation: Cast) -> None:
    logged.worklogs = 100
    synced = sync(connected(there, organisation))
    assert "Nobody here is called" in synced.fault
    assert minutes() == meant(logged)


@pytest.mark.slow
def test_words_and_hours_of_a_tracker_are_seen_by_their_person_alone(
    logged: Logged, there: Running, organisation: Cast
) -> None:
    logged.changed = {4: {"comment": "Zqwordsvogel"}}
    source = connected(there, organisation)
    sync(source)
    pages = ["/hours/", "/hours/agreed/", f"/sources/{source}/", "/sources/", "/"]
    for person in (organisation.alice, organisation.ada, organisation.mo):
        client = Client()
        client.force_login(person)
        assert not [page for page in pages if "Zqwordsvogel" in client.get(page, follow=True).content.decode()]
    client = Client()
    client.force_login(organisation.bob)
    assert "Zqwordsvogel" in client.get("/hours/").content.decode()


def test_what_was_read_of_tempo_before_it_had_names_of_worklogs_is_not_read_as_new(organisation: Cast) -> None:
    day = datetime(2026, 6, 1, tzinfo=UTC).date()
    spent = {"person": organisation.bob, "day": day, "stream": "client", "kind": "other", "source": "tempo"}
    old = Entry.objects.create(minutes=60, external_id="tempo 5", **spent)
    other = Entry.objects.create(minutes=60, external_id="of a file", **spent)
    import_module("groundswell.hours.migrations.0004_worklogs_read_live").name_worklogs_of_tempo(apps, None)
    assert Entry.objects.filter(id=old.id, worklog="5@api.tempo.io", external_id=None).exists()
    assert Entry.objects.filter(id=other.id, worklog=None, external_id="of a file").exists()


@pytest.mark.parametrize("order", ["file first", "live first"])
def test_a_file_of_tempo_and_its_cloud_which_knows_issues_by_number_count_once(
    order: str, organisation: Cast, tmp_path: Path
) -> None:
    row = {
        "tempoWorklogId": 7, "issue": {"id": 10}, "timeSpentSeconds": 3600, "startDate": "2026-06-02",
        "author": {"accountId": "acc"}, "updatedAt": "2026-06-03T10:00:00Z",
    }  # fmt: skip  # as an answer looks
    file = tmp_path / "tempo.csv"
    who = organisation.bob.email
    file.write_text(f"Issue Key,Hours,Work date,Username\nABC-1,1,2026-06-02,{who}\nABC-1,2,2026-06-02,{who}\n")
    with serving(lambda _asked: Reply({"results": [row], "metadata": {}})) as there:
        words = SourceWords(name="T", address=there.address, key="k", choices={"people": f"acc = {who}"}, a_minute=1e9)
        source = connect_source(by=None, connector=CONNECTORS["tempo"], words=words)
        steps: list[Callable[[], object]] = [
            lambda: bring_in(read_tempo(file), Entry.Source.TEMPO, by=None),
            lambda: sync(source),
        ]
        for step in [*(steps if order == "file first" else reversed(steps)), *steps]:
            step()
    assert sorted(Entry.objects.values_list("minutes", "worklog")) == [(60, "7@127.0.0.1"), (120, None)]
