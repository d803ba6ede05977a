"""Writers stand in line: none is lost, none is forgotten, and nobody waits for the dead."""

import logging
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from pathlib import Path

import pytest
from django.db import OperationalError, connections, transaction

from groundswell.kit.sqlite import queue
from groundswell.kit.sqlite.queue import FileQueue, NoQueue, Queue

COUNTER = "CREATE TABLE counter (id INTEGER PRIMARY KEY, value INTEGER NOT NULL)"
WORKER = """
import sys, threading, django
django.setup()
from django.db import connections, transaction

def add():
    for number in range(100):
        with transaction.atomic():
            with connections["default"].cursor() as cursor:
                cursor.execute("SELECT value FROM counter")
                value = cursor.fetchone()[0]
                try:
                    with transaction.atomic():
                        cursor.execute("UPDATE counter SET value = -1")
                        if number % 3:
                            raise ValueError
                except ValueError:
                    pass
                cursor.execute("UPDATE counter SET value = %s", [value + 1])
    connections.close_all()

threads = [threading.Thread(target=add) for _ in range(2)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""
HOLDER = """
import sys, django
django.setup()
from django.db import connections, transaction
with transaction.atomic():
    connections["default"].cursor().execute("UPDATE counter SET value = 1")
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def counter(spare: str) -> str:
    """Return the alias of a database with one number in it."""
    run(spare, COUNTER)
    run(spare, "INSERT INTO counter VALUES (1, 0)")
    return spare


class Undone(Exception):
    """Something went wrong within a transaction."""


def change_and_fail(alias: str) -> None:
    """Write, and fail before it is done."""
    with transaction.atomic(using=alias):
        run(alias, "UPDATE counter SET value = 5")
        raise Undone


def change_and_lose_the_connection(alias: str) -> None:
    """Write, and lose the connection before it is done."""
    with transaction.atomic(using=alias):
        run(alias, "UPDATE counter SET value = 5")
        connections[alias].close()
        assert is_free(alias)
        raise Undone


def run(alias: str, sql: str) -> list[tuple[object, ...]]:
    """Run one statement outside a transaction."""
    with connections[alias].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def queue_of(alias: str) -> Queue:
    """Return this thread's place in the line."""
    line: Queue = connections[alias].queue  # type: ignore[attr-defined]  # our backend's
    return line


def in_thread[Result](alias: str, act: Callable[[], Result]) -> Result:
    """Run in another thread, with another connection, which is closed after."""

    def act_and_close() -> Result:
        try:
            return act()
        finally:
            connections[alias].close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act_and_close).result(timeout=20)


def is_free(alias: str) -> bool:
    """Tell whether another could go in now."""
    with Path(f"{connections[alias].settings_dict['NAME']}-queue").open("a") as handle:
        try:
            flock(handle, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            return False
        flock(handle, LOCK_UN)
        return True


def environment(folder: Path) -> dict[str, str]:
    """Return the variables of an installation whose database is the spare one."""
    return {"GROUNDSWELL_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "groundswell.project.settings"}


@pytest.fixture
def installation(tmp_path: Path, counter: str) -> Path:
    """Return a data folder whose main database holds one number."""
    connections[counter].close()
    (tmp_path / "data").mkdir()
    (tmp_path / "spare.sqlite3").rename(tmp_path / "data" / "groundswell.sqlite3")
    return tmp_path / "data"


def value_in(folder: Path) -> int:
    """Return the number, read past everything that is tried here."""
    with closing(sqlite3.connect(folder / "groundswell.sqlite3")) as connection:
        value: int = connection.execute("SELECT value FROM counter").fetchone()[0]
    return value


@pytest.mark.slow
def test_four_processes_of_two_threads_lose_none_of_eight_hundred_updates(installation: Path) -> None:
    command = [sys.executable, "-c", WORKER]
    workers = [subprocess.Popen(command, env=environment(installation)) for _ in range(4)]
    assert [worker.wait(timeout=120) for worker in workers] == [0] * 4
    assert value_in(installation) == 800


@pytest.mark.slow
def test_nobody_waits_for_a_writer_that_was_killed(installation: Path) -> None:
    command = [sys.executable, "-c", HOLDER]
    holder = subprocess.Popen(command, env=environment(installation), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    worker = subprocess.run([sys.executable, "-c", WORKER], env=environment(installation), timeout=60, check=True)
    assert worker.returncode == 0
    assert value_in(installation) == 200


def test_a_transaction_holds_the_line_until_it_commits(counter: str) -> None:
    with transaction.atomic(using=counter):
        assert not is_free(counter)
        with transaction.atomic(using=counter):
            run(counter, "UPDATE counter SET value = 5")
        assert not is_free(counter)
    assert is_free(counter)
    assert run(counter, "SELECT value FROM counter") == [(5,)]


def test_a_savepoint_undone_does_not_let_others_in(counter: str) -> None:
    with transaction.atomic(using=counter):
        with pytest.raises(Undone):
            change_and_fail(counter)
        assert not is_free(counter)
    assert is_free(counter)
    assert run(counter, "SELECT value FROM counter") == [(0,)]


def test_a_transaction_undone_lets_the_next_in(counter: str) -> None:
    with pytest.raises(Undone):
        change_and_fail(counter)
    assert is_free(counter)
    assert in_thread(counter, lambda: run(counter, "SELECT value FROM counter")) == [(0,)]


def test_a_commit_that_fails_lets_the_next_in_after_its_rollback(counter: str) -> None:
    run(counter, "CREATE TABLE child (parent INTEGER REFERENCES counter (id) DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(Exception, match="FOREIGN KEY"), transaction.atomic(using=counter):
        run(counter, "INSERT INTO child VALUES (77)")
    assert is_free(counter)
    assert run(counter, "SELECT * FROM child") == []


def test_a_connection_closed_within_a_transaction_lets_the_next_in(counter: str) -> None:
    with pytest.raises(Undone):
        change_and_lose_the_connection(counter)
    assert run(counter, "SELECT value FROM counter") == [(0,)]


def test_the_next_goes_in_when_the_one_before_is_done(counter: str) -> None:
    order: list[str] = []
    started = threading.Event()

    def second() -> None:
        started.set()
        with transaction.atomic(using=counter):
            order.append("second")

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(using=counter):
            waiting = pool.submit(in_thread, counter, second)
            started.wait()
            assert not waiting.done()
            order.append("first")
        waiting.result(timeout=20)
    assert order == ["first", "second"]


def test_a_single_statement_stands_in_line_too(counter: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(using=counter):
            run(counter, "UPDATE counter SET value = value + 1")
            waiting = pool.submit(in_thread, counter, lambda: run(counter, "UPDATE counter SET value = value * 10"))
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.2)
        waiting.result(timeout=20)
    assert run(counter, "SELECT value FROM counter") == [(10,)]
    assert is_free(counter)


def test_reading_never_waits(counter: str) -> None:
    with transaction.atomic(using=counter):
        run(counter, "UPDATE counter SET value = 5")
        assert in_thread(counter, lambda: run(counter, "SELECT value FROM counter")) == [(0,)]


def test_a_statement_that_returns_rows_holds_the_line_until_they_are_fetched(counter: str) -> None:
    with connections[counter].cursor() as cursor:
        cursor.execute("INSERT INTO counter VALUES (2, 7), (3, 8) RETURNING id")
        assert not is_free(counter)
        assert cursor.fetchall() == [(2,), (3,)]
    assert is_free(counter)


def test_a_statement_that_fails_and_a_cursor_that_is_dropped_let_the_next_in(counter: str) -> None:
    with pytest.raises(Exception, match="UNIQUE"):
        run(counter, "INSERT INTO counter VALUES (1, 1)")
    assert is_free(counter)
    connections[counter].cursor().execute("INSERT INTO counter VALUES (9, 9) RETURNING id")
    assert is_free(counter)


def test_a_transaction_begun_over_an_open_statement_keeps_the_line(counter: str) -> None:
    cursor = connections[counter].cursor()
    cursor.execute("INSERT INTO counter VALUES (2, 7) RETURNING id")
    cursor.fetchall()
    with transaction.atomic(using=counter):
        cursor.close()
        assert not is_free(counter)
    assert is_free(counter)


def test_many_statements_at_once_hold_the_line_together(counter: str) -> None:
    with connections[counter].cursor() as cursor:
        cursor.executemany("INSERT INTO counter VALUES (%s, %s)", [(number, number) for number in range(2, 50)])
    assert is_free(counter)
    assert run(counter, "SELECT COUNT(*) FROM counter") == [(49,)]


def test_two_databases_wanted_in_opposite_order_fail_and_do_not_hang(counter: str, other: str) -> None:
    run(other, COUNTER)
    both_hold = threading.Barrier(2)

    def hold_both(first: str, second: str) -> str:
        try:
            with transaction.atomic(using=first):
                both_hold.wait(timeout=10)
                with transaction.atomic(using=second):
                    return "held both"
        except OperationalError as refusal:
            return str(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = {
            pool.submit(hold_both, counter, other),
            pool.submit(hold_both, other, counter),
        }
        said = sorted(answer.result(timeout=20) for answer in answers)
    assert "database is locked" in said
    assert is_free(counter)
    assert is_free(other)


def test_one_database_within_a_transaction_of_another_is_no_trouble(counter: str, other: str) -> None:
    run(other, COUNTER)
    with transaction.atomic(using=counter):
        run(other, "INSERT INTO counter VALUES (1, 1)")
        assert is_free(other)
        assert not is_free(counter)
    assert is_free(counter)


def test_a_long_hold_is_logged_without_what_was_written(
    counter: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "LONG_HOLD", 0.0)
    with caplog.at_level(logging.DEBUG), transaction.atomic(using=counter):
        run(counter, "UPDATE counter SET value = 112233")
    said = [record.getMessage() for record in caplog.records if record.name == queue.__name__]
    assert len(said) == 1
    assert "spare" in said[0]
    assert "112233" not in said[0]
    assert "UPDATE" not in said[0]


def test_where_nobody_can_wait_a_long_hold_is_not_worth_a_line(
    counter: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "LONG_HOLD", 0.0)
    with queue.unhurried(), transaction.atomic(using=counter):
        run(counter, "UPDATE counter SET value = 5")
    assert not caplog.records
    with transaction.atomic(using=counter):
        run(counter, "UPDATE counter SET value = 6")
    assert len(caplog.records) == 1


def test_a_short_hold_is_not_worth_a_line(counter: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        run(counter, "UPDATE counter SET value = 5")
    assert not caplog.records


@pytest.mark.parametrize("name", [":memory:", "file:apart?mode=memory&cache=shared"])
def test_a_database_in_memory_has_no_line(name: str, spare: str) -> None:
    settings = {**connections.settings[spare], "NAME": name}
    wrapper = type(connections[spare])(settings, "apart")
    assert isinstance(wrapper.queue, NoQueue)  # type: ignore[attr-defined]  # our backend's
    with wrapper.cursor() as cursor:
        cursor.execute(COUNTER)
    wrapper.connection.close()


def test_a_system_without_such_locks_works_without_the_line(counter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "flock", None)
    connections[counter].close()
    del connections[counter]
    with transaction.atomic(using=counter):
        run(counter, "UPDATE counter SET value = 5")
    assert isinstance(queue_of(counter), NoQueue)
    assert run(counter, "SELECT value FROM counter") == [(5,)]


def test_a_disk_without_such_locks_works_without_the_line(
    counter: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(queue, "flock", refuse)
    with caplog.at_level(logging.INFO), transaction.atomic(using=counter):
        run(counter, "UPDATE counter SET value = 5")
    assert run(counter, "SELECT value FROM counter") == [(5,)]
    assert "no queue of writers" in caplog.text


def test_a_deferred_transaction_does_not_queue_because_it_may_only_read(tmp_path: Path, spare: str) -> None:
    settings = dict(connections.settings[spare])
    settings["OPTIONS"] = {**settings["OPTIONS"], "transaction_mode": "DEFERRED"}
    wrapper = type(connections[spare])({**settings, "NAME": str(tmp_path / "deferred.sqlite3")}, "deferred")
    connections["deferred"] = wrapper
    with transaction.atomic(using="deferred"):
        assert not queue_of("deferred").is_held
    wrapper.close()
    del connections["deferred"]


def test_the_lock_file_is_for_its_owner_only_and_empty(counter: str) -> None:
    status = Path(f"{connections[counter].settings_dict['NAME']}-queue").stat()
    assert status.st_mode & 0o777 == 0o600
    assert status.st_size == 0


def test_a_line_dropped_without_being_closed_is_left(tmp_path: Path) -> None:
    dropped = FileQueue(str(tmp_path / "x"), name="x", timeout=0.1)
    dropped.enter()
    dropped.enter()
    del dropped
    again = FileQueue(str(tmp_path / "x"), name="x", timeout=0.1)
    again.enter()
    assert again.is_held
    again.close()
    again.close()
    assert not again.is_held
