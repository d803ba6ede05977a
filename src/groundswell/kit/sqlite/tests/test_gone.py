"""Deleted means gone: somebody who searches the raw files finds none of it."""

import logging
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections, transaction

from groundswell.kit.sqlite import gone
from groundswell.kit.sqlite.tests.test_queue import run

CANARY = "canaryzq7"


@pytest.fixture
def words(spare: str) -> str:
    """Return a database with words in a table, in an index that keeps them, and in one that only refers to them."""
    run(spare, "CREATE TABLE said (id TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID")
    run(spare, "CREATE TABLE document (id INTEGER PRIMARY KEY, text TEXT)")
    run(spare, "CREATE VIRTUAL TABLE kept USING fts5(text)")
    run(spare, "CREATE VIRTUAL TABLE referring USING fts5(text, content='document', content_rowid='id')")
    for number in range(200):
        # Large and small rows, so that words lie on pages of the tree and on pages that spill over.
        text = f"{CANARY}{number:03d} " * random.choice([1, 40, 500])
        with transaction.atomic(using=spare):
            run(spare, f"INSERT INTO said VALUES ('{random.randbytes(16).hex()}', '{text}')")
            run(spare, f"INSERT INTO document VALUES ({number}, '{text}')")
            run(spare, f"INSERT INTO kept (rowid, text) VALUES ({number}, '{text}')")
            run(spare, f"INSERT INTO referring (rowid, text) VALUES ({number}, '{text}')")
    return spare


def raw(alias: str) -> bytes:
    """Return every byte of a database's files."""
    file = Path(connections[alias].settings_dict["NAME"])
    return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))


def delete(alias: str, number: int) -> None:
    """Delete one text everywhere."""
    word = f"{CANARY}{number:03d}"
    run(alias, f"DELETE FROM said WHERE text LIKE '{word}%'")
    run(alias, f"DELETE FROM kept WHERE rowid = {number}")
    run(
        alias,
        f"INSERT INTO referring (referring, rowid, text) SELECT 'delete', id, text FROM document WHERE id = {number}",
    )
    run(alias, f"DELETE FROM document WHERE id = {number}")


@pytest.mark.slow
def test_deleted_words_are_in_no_file(words: str) -> None:
    run(words, "INSERT INTO kept(kept) VALUES ('optimize')")
    with transaction.atomic(using=words):
        for number in range(0, 200, 2):
            delete(words, number)
        gone.erase(words)
        assert f"{CANARY}000".encode() in raw(words)
    files = raw(words)
    for number in range(200):
        assert (f"{CANARY}{number:03d}".encode() in files) == bool(number % 2)


@pytest.mark.slow
def test_without_it_deleted_words_stay_in_the_files(words: str) -> None:
    delete(words, 0)
    assert f"{CANARY}000".encode() in raw(words)


def test_of_sealed_things_whose_keys_are_gone_the_log_is_enough(spare: str) -> None:
    run(spare, "CREATE TABLE said (id TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID")
    run(spare, f"INSERT INTO said VALUES ('a', '{CANARY}')")
    run(spare, "DELETE FROM said")
    before = Path(connections[spare].settings_dict["NAME"]).stat().st_ino
    gone.erase(spare, was_indexed=False)
    assert CANARY.encode() not in raw(spare)
    assert Path(connections[spare].settings_dict["NAME"]).stat().st_ino == before


@pytest.mark.slow
def test_a_large_database_is_written_anew_in_the_night_only(words: str, caplog: pytest.LogCaptureFixture) -> None:
    delete(words, 0)
    with caplog.at_level(logging.WARNING):
        gone.erase(words, rewrite_bytes=1000)
    assert "until the night" in caplog.text
    assert log_size(words) == 0
    assert gone.erase_now(words)
    assert f"{CANARY}000".encode() not in raw(words)


def log_size(alias: str) -> int:
    """Return the size of the write-ahead log in bytes."""
    return Path(f"{connections[alias].settings_dict['NAME']}-wal").stat().st_size


@pytest.mark.slow
def test_what_is_undone_erases_nothing(words: str) -> None:
    with transaction.atomic(using=words):
        gone.erase(words)
        transaction.set_rollback(True, using=words)
    assert log_size(words) > 0


@pytest.fixture
def reader(words: str) -> Iterator[sqlite3.Connection]:
    """Return somebody who is in the middle of reading."""
    with closing(sqlite3.connect(connections[words].settings_dict["NAME"], isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT COUNT(*) FROM said").fetchone()
        yield connection


@pytest.mark.slow
def test_a_reader_in_the_way_is_waited_for_and_then_reported(
    words: str, reader: sqlite3.Connection, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gone, "TRY_MILLISECONDS", 10)
    delete(words, 0)
    assert not gone.erase_now(words, patience=0.05)
    with caplog.at_level(logging.WARNING):
        gone.erase(words)
    assert "until the night" in caplog.text
    assert CANARY not in caplog.text
    reader.execute("COMMIT")
    assert gone.erase_now(words)
    assert f"{CANARY}000".encode() not in raw(words)


@pytest.mark.slow
def test_a_writer_in_the_way_leaves_it_for_the_night(other: str) -> None:
    run(other, "CREATE TABLE said (text TEXT)")
    with closing(sqlite3.connect(connections[other].settings_dict["NAME"], isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO said VALUES ('words')")
        assert not gone.erase_now(other, patience=0)
        writer.execute("COMMIT")
    assert gone.erase_now(other)


@pytest.mark.slow
def test_the_connections_own_patience_is_kept(words: str) -> None:
    before = run(words, "PRAGMA busy_timeout")
    gone.erase_now(words)
    assert run(words, "PRAGMA busy_timeout") == before == [(10_000,)]


@pytest.mark.django_db(transaction=True)
def test_on_the_installations_own_databases_it_does_what_it_can() -> None:
    assert gone.erase_now("default")
    assert gone.erase_now("keyring")
