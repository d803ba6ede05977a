"""What every test can use: the organisation with its people, and signed-in browsers."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from django.test import Client, TransactionTestCase

from groundswell.kit.audit import triggers
from groundswell.people.models import Person
from tests.cast import Cast, assemble


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every test that uses the database use both: item keys live in one of their own."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark is None and not {"db", "transactional_db"}.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(databases="__all__"), append=False)
        elif mark is not None and "databases" not in mark.kwargs:
            item.add_marker(pytest.mark.django_db(**{**mark.kwargs, "databases": "__all__"}), append=False)


@pytest.fixture(scope="session", autouse=True)
def _emptied_tables_may_hold_the_log() -> Iterator[None]:
    """Lift the database's guard of the log where Django empties all tables after a test; the flush puts it back."""
    empty = TransactionTestCase._fixture_teardown  # noqa: SLF001 - the one place where Django empties the tables

    def lift_and_empty(case: TransactionTestCase) -> None:
        if not connections["default"].in_atomic_block:
            triggers.drop(connections["default"])
        empty(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lift_and_empty)
        yield


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
