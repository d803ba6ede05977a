"""Databases in files, for tests of what lies in files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from groundswell.kit.sqlite.tests.spare import spare_database


@pytest.fixture
def spare(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Return the alias of a fresh database in a file."""
    with django_db_blocker.unblock(), spare_database(tmp_path / "spare.sqlite3") as alias:
        yield alias


@pytest.fixture
def other(tmp_path: Path, spare: str) -> Iterator[str]:
    """Return the alias of a second fresh database in a file, which waits for a tenth of a second at most."""
    assert spare
    with spare_database(tmp_path / "other.sqlite3", "other", timeout=0.1) as alias:
        yield alias
