"""An upgrade keeps a backup of what it changes."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings
from rich.console import Console

from groundswell.project import preparation, upgrade_backup
from tests.cast import Cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def data(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_FOLDER, settings.KEYS_FOLDER = tmp_path, tmp_path / "keys"
    (tmp_path / "keys").mkdir()
    return tmp_path


def test_a_database_of_this_version_needs_no_backup(data: Path) -> None:
    preparation.prepare_databases(Console(quiet=True))
    assert not (data / "backups").exists()


def test_before_a_table_is_changed_the_database_is_copied(data: Path, organisation: Cast) -> None:
    upgrade_backup.make("default", ["voices.0002_more"], Console(quiet=True))
    (copy,) = (data / "backups").iterdir()
    if connections["default"].vendor == "sqlite":
        with sqlite3.connect(copy) as opened:
            names = {name for (name,) in opened.execute("SELECT name FROM people_person")}
        assert organisation.alice.name in names
    else:
        assert copy.read_bytes().startswith(b"groundswell archive")


def test_only_the_newest_copy_is_kept(data: Path) -> None:
    (data / "backups").mkdir()
    (data / "backups" / "before-0.0.1-2026-01-01.sqlite3").touch()
    upgrade_backup.make("default", ["voices.0002_more"], Console(quiet=True))
    assert [path.name for path in (data / "backups").iterdir() if "0.0.1" in path.name] == []


def test_the_copy_of_the_keys_does_not_outlive_the_upgrade(data: Path) -> None:
    upgrade_backup.make("keyring", ["voices.0002_more"], Console(quiet=True))
    assert list((data / "keys").glob("before-*")) == []
    upgrade_backup.make("keyring", ["keyring.0002_more"], Console(quiet=True))
    assert len(list((data / "keys").glob("before-*"))) == 1
    upgrade_backup.settle("keyring")
    assert list((data / "keys").glob("before-*")) == []


def test_pending_migrations_are_named() -> None:
    assert preparation.pending("default") == []
    recorder = MigrationRecorder(connections["default"])
    recorder.record_unapplied("keyring", "0001_initial")
    try:
        assert preparation.pending("default") == ["keyring.0001_initial"]
    finally:
        recorder.record_applied("keyring", "0001_initial")
