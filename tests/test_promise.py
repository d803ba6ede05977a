"""The promise page states what exists: every table and column of the live schema, in words, and nothing else."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client

from groundswell.web import ports
from groundswell.web.ports import Stored

pytestmark = pytest.mark.django_db
ADVICE = (
    "Say in the `inventory.py` of its context what stands in it, about whom, who can read it and until when: "
    "people decide by the promise page what they dare to say."
)
# What a database keeps for itself: statistics of its own tables, and the last running number of those that count.
OF_THE_DATABASE = ("sqlite_stat", "sqlite_sequence")


def described() -> dict[str, Stored]:
    return {stored.table: stored for inventory in ports.inventories for stored in inventory.tables}


def live_columns() -> Iterator[tuple[str, str]]:
    """Yield every table with every column of both databases, as the databases themselves tell."""
    for alias in connections:
        connection = connections[alias]
        with connection.cursor() as cursor:
            for table in _tables(alias):
                if not table.startswith(OF_THE_DATABASE):
                    columns = connection.introspection.get_table_description(cursor, table)
                    yield from ((table, column.name) for column in columns)


def _tables(alias: str) -> list[str]:
    with connections[alias].cursor() as cursor:
        if connections[alias].vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        else:
            cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")
        return [name for (name,) in cursor.fetchall()]


def described_columns() -> set[tuple[str, str]]:
    vendor = connections["default"].vendor
    return {
        (stored.table, column)
        for stored in described().values()
        if stored.only in {"", vendor}
        for column in stored.columns
    }


@pytest.mark.slow
def test_every_column_of_the_live_schema_is_described_on_the_promise_page() -> None:
    missing = sorted(set(live_columns()) - described_columns())
    assert not missing, f"{missing}\n{ADVICE}"


@pytest.mark.slow
def test_nothing_is_described_that_does_not_exist() -> None:
    of_postgresql = {("search_document", "words"), ("questions_message", "words")}
    gone = described_columns() - set(live_columns())
    if connections["default"].vendor == "sqlite":
        gone -= of_postgresql
    assert not sorted(gone), "these are described, and the schema has them no more: take them out"


def test_every_description_says_about_whom_who_reads_and_until_when() -> None:
    for stored in described().values():
        said = (stored.holds, stored.about, stored.readers, stored.until, *stored.columns.values())
        assert all(str(words) for words in said), stored.table


def test_no_table_is_described_twice() -> None:
    tables = [stored.table for inventory in ports.inventories for stored in inventory.tables]
    assert len(tables) == len(set(tables))


@pytest.mark.slow
def test_the_page_shows_every_table_and_the_list_every_column(client: Client) -> None:
    page = client.get("/promise/").content.decode()
    columns = client.get("/promise/columns/").content.decode()
    for stored in described().values():
        exists = stored.only in {"", connections["default"].vendor}
        assert (f"<code>{stored.table}</code>" in columns) == exists, "what this installation has, and nothing else"
        if not exists:
            continue
        assert all(f"<code>{column}</code>" in columns for column in stored.columns)
        assert str(stored.holds).split("“")[0] in page.replace("&#x27;", "'")


def test_the_page_is_open_to_everybody_and_asks_the_database_nothing(client: Client) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.backends.utils.CursorWrapper.execute", _never)
        assert client.get("/promise/").status_code == 200


def _never(*_args: object) -> None:
    raise AssertionError


@pytest.mark.parametrize(
    "sentence",
    [
        "A copy of the database",
        "Two copies of the database",
        "The running server",
        "The folder of keys",
        "The mail server",
        "An advocate’s laptop",
        "A backup",
        "how you write can tell who you are",
        "If only you could know it",
    ],
)
def test_the_page_says_openly_what_each_part_can_surrender(client: Client, sentence: str) -> None:
    assert sentence in client.get("/promise/").content.decode()
