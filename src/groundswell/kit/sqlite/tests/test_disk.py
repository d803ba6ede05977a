"""What was committed is on the disk before anybody hears of it, and nobody holds the line while waiting for it."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections, transaction
from pytest_django.plugin import DjangoDbBlocker

from groundswell.kit.sqlite import disk
from groundswell.kit.sqlite.tests.spare import spare_database
from groundswell.kit.sqlite.tests.test_queue import is_free, run

NORMAL, FULL = 1, 2
TABLE = "CREATE TABLE counter (id INTEGER PRIMARY KEY, value INTEGER NOT NULL)"


class Disk:
    """Watches what is flushed: which bytes were in the file then, and whether the line was free."""

    def __init__(self, alias: str) -> None:
        self.alias, self.flushed, self.was_free, self.fails = alias, list[bytes](), list[bool](), False
        self._flush = os.fdatasync

    def fdatasync(self, handle: int) -> None:
        """Stand in for the system's."""
        if self.fails:
            raise OSError(5, "Input/output error")
        self._flush(handle)
        self.flushed.append(Path(f"/proc/self/fd/{handle}").read_bytes())
        self.was_free.append(is_free(self.alias))


@pytest.fixture
def watched(spare: str, monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Return the watched disk of a database with one table."""
    run(spare, TABLE)
    watching = Disk(spare)
    monkeypatch.setattr(os, "fdatasync", watching.fdatasync)
    return watching


def synchronous(alias: str) -> object:
    return run(alias, "PRAGMA synchronous")[0][0]


def test_a_transaction_is_on_the_disk_when_it_is_over_and_others_wrote_meanwhile(watched: Disk) -> None:
    with transaction.atomic(using=watched.alias):
        run(watched.alias, "INSERT INTO counter VALUES (1, 4711)")
        run(watched.alias, "INSERT INTO counter VALUES (2, 0x5ea1ed)")
        assert watched.flushed == []
    assert len(watched.flushed) == 1
    assert bytes.fromhex("5ea1ed") in watched.flushed[0]
    assert watched.was_free == [True]


def test_a_single_statement_is_on_the_disk_when_it_is_over(watched: Disk) -> None:
    run(watched.alias, "INSERT INTO counter VALUES (1, 0x5ea1ed)")
    assert bytes.fromhex("5ea1ed") in watched.flushed[-1]
    assert watched.was_free == [True]


def test_a_statement_that_returns_what_it_wrote_is_on_the_disk_too(watched: Disk) -> None:
    assert run(watched.alias, "INSERT INTO counter VALUES (1, 0x5ea1ed) RETURNING id") == [(1,)]
    assert bytes.fromhex("5ea1ed") in watched.flushed[-1]


def test_who_only_reads_or_takes_it_back_waits_for_no_disk(watched: Disk) -> None:
    run(watched.alias, "SELECT * FROM counter")
    with transaction.atomic(using=watched.alias):
        run(watched.alias, "INSERT INTO counter VALUES (1, 1)")
        transaction.set_rollback(True, using=watched.alias)
    assert watched.flushed == []


def test_what_the_disk_refuses_is_not_done_and_whoever_waits_for_the_end_hears_nothing(watched: Disk) -> None:
    heard: list[str] = []
    watched.fails = True

    @transaction.atomic(using=watched.alias)
    def write() -> None:
        run(watched.alias, "INSERT INTO counter VALUES (1, 1)")
        transaction.on_commit(lambda: heard.append("a receipt"), using=watched.alias)

    with pytest.raises(OSError, match="Input/output"):
        write()
    assert heard == []
    assert is_free(watched.alias)


def test_a_log_that_is_gone_holds_nothing_to_wait_for(tmp_path: Path) -> None:
    disk.settle(str(tmp_path / "closed.sqlite3"))
    assert list(tmp_path.iterdir()) == [], "nor is one made"


@pytest.fixture
def without_a_log(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Return the alias of a database that rolls back by a journal, as on a disk that cannot share memory."""
    with django_db_blocker.unblock(), spare_database(tmp_path / "plain.sqlite3", "plain", init_command="") as alias:
        yield alias


def test_sqlite_waits_by_itself_where_there_is_no_write_ahead_log(spare: str, without_a_log: str) -> None:
    assert synchronous(spare) == NORMAL
    assert synchronous(without_a_log) == FULL


def test_sqlite_waits_by_itself_where_the_system_flushes_no_other_handle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "CAN_FLUSH", False)
    connection = sqlite3.connect(tmp_path / "elsewhere.sqlite3")
    connection.execute("PRAGMA journal_mode=WAL")
    assert not disk.take_over(connection)
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == FULL
    connection.close()
    assert "spare" not in connections.settings


def test_who_writes_much_does_not_carry_the_log_over_while_others_stand_in_line(spare: str) -> None:
    run(spare, TABLE)
    file = Path(str(connections[spare].settings_dict["NAME"]))
    disk.carry_over()
    before = file.stat().st_size
    for number in range(3):
        with transaction.atomic(using=spare):
            run(spare, f"CREATE TABLE big{number} (value BLOB)")
            for _ in range(10):
                run(spare, f"INSERT INTO big{number} VALUES (randomblob(200000))")
    assert file.stat().st_size == before
    disk.carry_over()
    assert file.stat().st_size > before + 6_000_000


def test_a_reader_in_the_way_keeps_nobody_waiting_and_loses_nothing(spare: str) -> None:
    run(spare, TABLE)
    file = str(connections[spare].settings_dict["NAME"])
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT COUNT(*) FROM counter").fetchone() == (0,)
    run(spare, "INSERT INTO counter VALUES (1, 4711)")
    disk.carry_over()
    assert reader.execute("SELECT COUNT(*) FROM counter").fetchone() == (0,)
    reader.execute("COMMIT")
    disk.carry_over()
    assert reader.execute("SELECT value FROM counter").fetchone() == (4711,)
    reader.close()
