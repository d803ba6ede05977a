"""Sources are read to their end, from the terminal and by the worker; faults are sentences, kills cost a batch."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from rich.console import Console

from groundswell.connectors.discourse import sync as discourse
from groundswell.connectors.shape import Opened
from groundswell.connectors.sources import command, tasks
from groundswell.connectors.sources.actions import pause_source, read_source_anew
from groundswell.connectors.sources.kinds import CONNECTORS
from groundswell.connectors.sources.syncing import Busy, sync
from groundswell.connectors.sources.tests.conftest import connected_to
from groundswell.kit.seal import locks
from groundswell.questions.models import Item, Message, Source
from groundswell.questions.records import Batch
from tests.replay.forum import Forum
from tests.replay.server import Reply, Running, serving

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> object:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def said(name: str = "") -> tuple[bool, str]:
    console = Console(file=StringIO(), width=200)
    done = command.run(name, console=console)
    return done, console.file.getvalue().strip()  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_source_is_read_to_its_end_and_is_due_again_a_quarter_of_an_hour_later(source: UUID) -> None:
    synced = sync(source)
    assert (synced.fault, synced.is_done) == ("", True)
    assert (Message.objects.count(), Item.objects.exclude(opened_at=None).count()) == (260, 52)
    row = Source.objects.get(id=source)
    assert (row.read_at, row.due_at, row.fault) == (NOON, NOON + timedelta(minutes=15), "")


@pytest.mark.slow
def test_reading_it_again_changes_nothing(source: UUID) -> None:
    sync(source)
    before = list(Message.objects.order_by("id").values()), list(Item.objects.order_by("id").values())
    synced = sync(source)
    assert (synced.taken.new, synced.taken.changed, synced.taken.gone) == (0, 0, 0)
    read_source_anew(by=None, source=source)
    synced = sync(source)
    assert (synced.taken.new, synced.taken.changed, synced.taken.gone) == (0, 0, 0)
    assert before == (list(Message.objects.order_by("id").values()), list(Item.objects.order_by("id").values()))


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on_from_its_last_batch(
    source: UUID, forum: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discourse, "A_BATCH", 50)

    def killed(taken: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sync(source, tell=killed)
    asked, kept = len(forum.asked), Message.objects.count()
    assert kept == 50
    sync(source)
    assert len(forum.asked) - asked == 5 + 2
    assert Message.objects.count() == 260


def test_a_turn_of_a_worker_ends_and_the_source_is_due_at_once(source: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discourse, "A_BATCH", 50)
    synced = sync(source, seconds=-1)
    assert (synced.is_done, Source.objects.get(id=source).due_at) == (False, NOON)
    assert Message.objects.count() == 50


def test_two_do_not_read_one_source_at_once(source: UUID) -> None:
    with locks.taken(settings.DATA_FOLDER / "reading" / f"{source}.lock"):
        with pytest.raises(Busy):
            sync(source)
        assert said() == (False, "Forum: Another process reads it at this moment.")
    assert sync(source).is_done


def test_a_service_that_is_broken_is_tried_again_and_one_that_refuses_the_key_waits_for_somebody() -> None:
    with serving(lambda _asked: Reply({}, 401)) as there:
        source = connected_to(there.address)
        synced = sync(source)
    row = Source.objects.get(id=source)
    assert synced.fault == row.fault
    assert "does not accept the key (401)" in row.fault
    assert row.due_at is None
    with serving(lambda _asked: Reply({}, 429, {"Retry-After": "7200"})) as there:
        source = connected_to(there.address, name="Busy")
        sync(source)
    assert Source.objects.get(id=source).due_at == NOON + timedelta(hours=2)


@pytest.mark.slow
def test_an_error_page_with_a_good_status_is_a_sentence_and_loses_nothing(
    source: UUID, forum: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(source)
    forum.illness.kinds = ("page",)
    forum.illness.begin(share=1, seed=1)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    opened = Opened.asker
    monkeypatch.setattr(Opened, "asker", lambda self, headers=None: _impatient(opened(self, headers)))
    assert "answered with a page (“Down for maintenance”)" in sync(source).fault
    assert Message.objects.count() == 260
    forum.illness.begin(share=0, seed=1)
    assert sync(source).fault == ""


def _impatient(asker: object) -> object:
    asker.sleep = lambda _seconds: None  # type: ignore[attr-defined]
    return asker


@pytest.mark.slow
def test_the_terminal_says_what_came_of_each_source(source: UUID) -> None:
    done, words = said()
    assert done
    assert words.startswith("Forum: 312 new, 52 changed")
    assert said("forum")[1].startswith("Forum: 0 new, 0 changed")
    assert said("Chat") == (False, "There is no source “Chat”.")
    pause_source(by=None, source=source, is_paused=True)
    assert said() == (True, "No source is connected.")


@pytest.mark.slow
def test_the_worker_reads_what_is_due_once(source: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(type(tasks.read_source), "enqueue", lambda _task, source: asked.append(source))
    assert [tasks.due_sources(), tasks.due_sources()] == [1, 0]
    assert asked == [str(source)]
    assert tasks.read_source.func(str(source))
    assert tasks.due_sources() == 0
    pause_source(by=None, source=source, is_paused=True)
    assert tasks.due_sources() == 0


def test_a_worker_that_dies_with_a_source_holds_it_ten_minutes(source: UUID, noon: object) -> None:
    assert tasks.due_sources() == 1
    noon.move_to(NOON + timedelta(minutes=9))  # type: ignore[attr-defined]
    assert tasks.due_sources() == 0
    noon.move_to(NOON + timedelta(minutes=10))  # type: ignore[attr-defined]
    assert tasks.due_sources() == 1


@pytest.mark.slow
def test_new_posts_come_with_the_next_reading(source: UUID) -> None:
    forum = Forum(posts=100)
    with serving(forum) as there:
        Source.objects.filter(id=source).update(address=there.address)
        sync(source)
        first, forum.posts = Message.objects.count(), 130
        sync(source)
    assert (first, Message.objects.count()) == (100, 130)


class Unforeseen:
    """Reads what its author did not foresee."""

    def __init__(self, opened: Opened) -> None:
        """Take a source."""

    def read(self, since: str) -> Iterator[Batch]:
        """Fail as reading of an unforeseen shape fails."""
        yield Batch(cursor="1")
        raise TypeError("Zqword" + since)


def test_what_nobody_understands_is_a_sentence_at_the_source_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A service may answer with data of any shape; nothing of it stands in the log."""
    source = connected_to("http://127.0.0.1:9")
    monkeypatch.setitem(CONNECTORS, "discourse", replace(CONNECTORS["discourse"], reader=Unforeseen))
    done, words = said("Forum")
    row = Source.objects.get(id=source)
    assert not done
    assert "nobody here understands (TypeError)" in words
    assert "nobody here understands (TypeError)" in row.fault
    assert (row.cursor, row.due_at is not None) == ("1", True)
    assert "TypeError" in caplog.text
    assert "Zqword" not in caplog.text + words + row.fault
