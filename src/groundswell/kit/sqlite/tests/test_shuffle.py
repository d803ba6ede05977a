"""Order: what the files tell of it during the day, and that the night takes it away."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.db import connection, connections, models, transaction
from django.db.transaction import TransactionManagementError

from groundswell.kit.sqlite import gone, shuffle
from groundswell.kit.sqlite.tests import scenes
from groundswell.kit.sqlite.tests.scenes import CHANCE, correlation, order_in_file, submit
from groundswell.kit.sqlite.tests.test_queue import run

COUNT = 300

only_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="what PostgreSQL keeps of order")


def order_in_table(alias: str, table: type[models.Model]) -> list[UUID]:
    """Return the rows as the database hands them out when nobody asks for an order."""
    return [UUID(str(pk)) for (pk,) in run(alias, f"SELECT id FROM {table._meta.db_table}")]


def file_of(alias: str) -> Path:
    """Return the file of a SQLite database, with all of its log in it."""
    assert gone.erase_now(alias, was_indexed=False)
    return Path(connections[alias].settings_dict["NAME"])


@pytest.mark.slow
def test_sqlite_hands_out_sealed_rows_in_an_order_that_tells_nothing(spare: str) -> None:
    sealed, _, ordinary = scenes.sealed_models()
    scenes.create(spare, sealed, ordinary)
    submitted = submit(spare, sealed, COUNT)
    assert abs(correlation(submitted, order_in_table(spare, sealed))) < CHANCE
    with pytest.raises(Exception, match="no such column: rowid"):
        run(spare, f"SELECT rowid FROM {sealed._meta.db_table}")


@pytest.mark.slow
def test_sqlites_file_tells_the_order_of_large_rows_until_the_night_and_nothing_after(spare: str) -> None:
    sealed, *_ = scenes.sealed_models()
    scenes.create(spare, sealed)
    submitted = submit(spare, sealed, COUNT)
    assert correlation(submitted, order_in_file(file_of(spare), submitted)) > 0.9
    assert shuffle.shuffle(spare)
    assert abs(correlation(submitted, order_in_file(file_of(spare), submitted))) < CHANCE
    assert sorted(order_in_table(spare, sealed)) == sorted(submitted)


def test_the_nightly_rewrite_puts_the_memory_setting_back(spare: str) -> None:
    before = run(spare, "PRAGMA temp_store")
    assert shuffle.shuffle(spare)
    assert run(spare, "PRAGMA temp_store") == before == [(2,)]


@pytest.mark.slow
def test_the_nightly_rewrite_gives_way_to_a_writer(other: str) -> None:
    run(other, "CREATE TABLE counter (value INTEGER)")
    written, done = threading.Event(), threading.Event()

    def write() -> None:
        # Somebody who does not stand in line: another program, say.
        with connections[other].cursor() as cursor:
            cursor.execute("BEGIN EXCLUSIVE")
            cursor.execute("INSERT INTO counter VALUES (1)")
            written.set()
            done.wait(timeout=20)
            cursor.execute("COMMIT")
        connections[other].close()

    writer = threading.Thread(target=write)
    writer.start()
    written.wait(timeout=20)
    assert not shuffle.shuffle(other)
    done.set()
    writer.join()
    assert shuffle.shuffle(other)


def test_the_nightly_rewrite_refuses_to_run_within_a_transaction(spare: str) -> None:
    with transaction.atomic(using=spare), pytest.raises(TransactionManagementError):
        shuffle.shuffle(spare)


def at(hour: int, day: int = 22) -> time_machine.travel:
    """Travel to an hour of a day."""
    return time_machine.travel(datetime(2026, 11, day, hour, 30, tzinfo=UTC), tick=False)


@pytest.fixture
def nights(spare: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the databases that are rewritten, one entry for each time, with one sealed table in the spare one."""
    sealed, *_ = scenes.sealed_models()
    scenes.create(spare, sealed)
    rewritten: list[str] = []
    shuffled = shuffle.shuffle

    def shuffle_and_note(using: str) -> bool:
        rewritten.append(using)
        return shuffled(using)

    monkeypatch.setattr(shuffle, "shuffle", shuffle_and_note)
    monkeypatch.setattr(shuffle, "connections", {spare: connections[spare]})
    return rewritten


def test_each_database_is_rewritten_once_a_night(nights: list[str]) -> None:
    for hour, day in [(2, 22), (3, 22), (3, 22), (14, 22), (23, 22), (0, 23), (2, 23), (3, 23), (4, 23)]:
        with at(hour, day):
            shuffle.nightly()
    assert nights == ["spare", "spare"]


def test_an_installation_that_slept_through_the_night_does_it_when_it_wakes(nights: list[str]) -> None:
    with at(11):
        shuffle.nightly()
        shuffle.nightly()
    assert nights == ["spare"]


def test_what_others_prevented_is_tried_again(nights: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gone, "erase_now", lambda *_, **__: len(nights) > 2)
    with at(3):
        for _ in range(6):
            shuffle.nightly()
    assert nights == ["spare"] * 3


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_installations_own_databases_are_rewritten_once_a_night() -> None:
    asked = set(connections)
    with at(4, 25):
        shuffle.nightly()
        assert {shuffle.rewritten_on(connections[alias]) for alias in asked} == {date(2026, 11, 25)}
    with at(5, 26):
        shuffle.nightly()
        shuffle.nightly()
        assert {shuffle.rewritten_on(connections[alias]) for alias in asked} == {date(2026, 11, 26)}


@pytest.fixture
def sealed(transactional_db: None) -> Iterator[tuple[type[models.Model], type[models.Model]]]:
    """Return two sealed tables of the installation's PostgreSQL that refer to each other."""
    del transactional_db
    first, second, _ = scenes.sealed_models()
    scenes.create("default", first, second)
    yield first, second
    with connection.schema_editor() as editor:
        editor.delete_model(second)
        editor.delete_model(first)


def physical_order(table: type[models.Model]) -> list[UUID]:
    """Return the rows in the order in which they lie in PostgreSQL's file."""
    return [UUID(str(pk)) for (pk,) in run("default", f"SELECT id FROM {table._meta.db_table} ORDER BY ctid")]


def writers(table: type[models.Model]) -> int:
    """Return how many transactions PostgreSQL names as writers of the rows."""
    (count,) = run("default", f"SELECT COUNT(DISTINCT xmin::text) FROM {table._meta.db_table}")[0]
    assert isinstance(count, int)
    return count


@only_postgresql
def test_after_the_night_postgresql_tells_neither_order_nor_writer(
    sealed: tuple[type[models.Model], type[models.Model]],
) -> None:
    parents, children = sealed
    submitted = submit("default", parents, COUNT)
    for item in submitted:
        children._default_manager.create(pk=item, sealed_id=item)
    for table in sealed:
        assert correlation(submitted, physical_order(table)) > 0.99
        assert writers(table) == COUNT
    assert shuffle.rewrite_tables(sealed, "default")
    for table in sealed:
        assert abs(correlation(submitted, physical_order(table))) < CHANCE
        assert writers(table) == 1
        assert dead_rows(table) == 0
    assert set(parents._default_manager.values_list("pk", flat=True)) == set(submitted)
    assert bytes(parents._default_manager.get(pk=submitted[7]).body).endswith(scenes.mark(submitted[7]))  # type: ignore[attr-defined]  # the scene's


def dead_rows(table: type[models.Model]) -> int:
    """Return how many rows lie in PostgreSQL's file that no query shows any more."""
    run("default", "CREATE EXTENSION IF NOT EXISTS pgstattuple")
    (count,) = run("default", f"SELECT dead_tuple_count FROM pgstattuple('{table._meta.db_table}')")[0]
    assert isinstance(count, int)
    return count


@only_postgresql
def test_what_spilled_over_lies_in_no_order_either(sealed: tuple[type[models.Model], type[models.Model]]) -> None:
    parents, _ = sealed
    submitted = submit("default", parents, COUNT)
    assert correlation(submitted, order_spilled(parents, submitted)) > 0.99
    assert shuffle.rewrite_tables(sealed, "default")
    assert abs(correlation(submitted, order_spilled(parents, submitted))) < CHANCE


def order_spilled(table: type[models.Model], submitted: list[UUID]) -> list[UUID]:
    """Return the rows in the order in which PostgreSQL numbered what did not fit beside their keys."""
    asked = f"SELECT reltoastrelid::regclass FROM pg_class WHERE relname = '{table._meta.db_table}'"
    ((spilled,),) = run("default", asked)
    chunks = [bytes(data) for (data,) in run("default", f"SELECT chunk_data FROM {spilled} ORDER BY chunk_id")]  # type: ignore[call-overload]  # bytes
    place = {item: number for number, data in enumerate(chunks) for item in submitted if scenes.mark(item) in data}
    return sorted(submitted, key=place.__getitem__)


@only_postgresql
def test_a_rewrite_that_would_lose_a_row_keeps_everything_as_it_was(
    sealed: tuple[type[models.Model], type[models.Model]],
) -> None:
    parents, _ = sealed
    submit("default", parents, 5)
    table = parents._meta.db_table
    run("default", "CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
    run("default", f"CREATE TRIGGER swallow BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION swallow()")
    with pytest.raises(shuffle.RowsChanged):
        shuffle.rewrite_tables(sealed, "default")
    run("default", "DROP FUNCTION swallow CASCADE")
    assert parents._default_manager.count() == 5


@only_postgresql
def test_all_installed_sealed_tables_can_be_rewritten_together(transactional_db: None) -> None:
    assert shuffle.shuffle("default")


@only_postgresql
def test_the_rewrite_gives_way_when_somebody_holds_a_table(
    sealed: tuple[type[models.Model], type[models.Model]], monkeypatch: pytest.MonkeyPatch
) -> None:
    parents, _ = sealed
    submitted = submit("default", parents, 5)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            parents._default_manager.filter(pk=submitted[0]).update(body=b"x")
            held.set()
            done.wait(timeout=20)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(timeout=20)
    monkeypatch.setattr(shuffle, "LOCK_SECONDS", 1)
    monkeypatch.setattr(shuffle, "unordered_models", lambda: list(sealed))
    assert not shuffle.shuffle("default")
    done.set()
    holder.join()
    assert shuffle.shuffle("default")
    assert parents._default_manager.count() == 5


def test_a_database_without_sealed_tables_has_nothing_to_rewrite() -> None:
    assert shuffle.rewrite_tables([], "default")
