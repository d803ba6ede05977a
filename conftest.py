"""What every test can use: the organisation with its people, and signed-in browsers."""

import sqlite3
import string
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.middleware import csrf
from django.test import Client, TransactionTestCase
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from groundswell.kit.audit import triggers
from groundswell.people.models import Person
from tests import databases
from tests.cast import Cast, assemble

PATIENCE_SECONDS = 20
# Pages are searched for names, and among letters drawn by chance any short name comes up now and then.
csrf.CSRF_ALLOWED_CHARS = string.digits
# A busy machine is no fault of what is tested; the quick run tries fewer examples where a test names no number.
settings.register_profile("full", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=25)
settings.load_profile("full")
starter_themes = import_module("groundswell.register.migrations.0002_starter_themes")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks a database, and let it use both: item keys live in one of their own. Long files come first."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark is None and not {"db", "transactional_db"}.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(databases="__all__"), append=False)
        elif mark is not None and "databases" not in mark.kwargs:
            item.add_marker(pytest.mark.django_db(**{**mark.kwargs, "databases": "__all__"}), append=False)
        if item.get_closest_marker("django_db"):
            item.add_marker("database")
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def kept_databases(request: pytest.FixtureRequest) -> Path:
    """Return the folder of the databases that these migrations make, which is empty before the first run."""
    cache = request.config.cache
    assert cache is not None, "run pytest with its cache: -p no:cacheprovider makes every run migrate anew"
    return cache.mkdir("databases") / databases.mark()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None, kept_databases: Path) -> bool:
    """Migrate only where no earlier run did: it takes as long as five hundred tests."""
    del django_db_modify_db_settings
    return databases.copied(kept_databases)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, kept_databases: Path, *, django_db_keepdb: bool
) -> Iterator[None]:
    """Give what follows a test that commits the database as migrations made it.

    Django would empty every table: of the log, which refuses, and of what migrations laid down, which is wanted.
    """
    del django_db_setup
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # noqa: SLF001 - Django empties here
    with django_db_blocker.unblock():
        if not django_db_keepdb:
            databases.keep(kept_databases)
        fresh = {each.alias: _copied(each) for each in connections.all() if each.vendor == "sqlite"}

    def refresh(case: TransactionTestCase) -> None:
        if "default" not in fresh:
            triggers.drop(connections["default"])
            empty(case)
            starter_themes.offer(apps, connections["default"].schema_editor())
        for alias, copy in fresh.items():
            _put_back(copy, connections[alias])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", refresh)
        yield


def _copied(connection: BaseDatabaseWrapper) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    connection.ensure_connection()
    connection.connection.backup(copy)
    return copy


def _put_back(copy: sqlite3.Connection, connection: BaseDatabaseWrapper) -> None:
    began = time.monotonic()

    def complain(_status: int, _remaining: int, _total: int) -> None:
        assert time.monotonic() < began + PATIENCE_SECONDS, "this test left a transaction open in some thread"

    connection.ensure_connection()
    copy.backup(connection.connection, progress=complain, sleep=0.05)


@pytest.fixture
def organisation(db: None) -> Cast:
    """Return the organisation: an advocate, an alternate, members in and outside cells, a planner, an administrator."""
    del db
    return assemble()


@pytest.fixture
def alice(organisation: Cast) -> Person:
    """Return the advocate."""
    return organisation.alice


@pytest.fixture
def otto(organisation: Cast) -> Person:
    """Return the alternate, an elected ombudsperson."""
    return organisation.otto


@pytest.fixture
def bob(organisation: Cast) -> Person:
    """Return a member of Cell One."""
    return organisation.bob


@pytest.fixture
def charlie(organisation: Cast) -> Person:
    """Return a member of Cell Two: a stranger to Bob."""
    return organisation.charlie


@pytest.fixture
def dana(organisation: Cast) -> Person:
    """Return a member without a cell."""
    return organisation.dana


@pytest.fixture
def mo(organisation: Cast) -> Person:
    """Return the planner, of the management."""
    return organisation.mo


@pytest.fixture
def ada(organisation: Cast) -> Person:
    """Return the administrator."""
    return organisation.ada


@pytest.fixture
def lee(organisation: Cast) -> Person:
    """Return somebody who left yesterday."""
    return organisation.lee


@pytest.fixture
def client_of(organisation: Cast) -> Callable[[Person], Client]:
    """Return a function from a person to a browser in which they are signed in."""
    del organisation

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in
