"""Item keys: one for each item, apart from it, and gone when shredded."""

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connections, transaction
from pytest_django import DjangoAssertNumQueries
from pytest_django.plugin import DjangoDbBlocker

from groundswell.kit.keyring import keys
from groundswell.kit.keyring.models import ItemKey
from groundswell.kit.keyring.router import KeyringRouter
from groundswell.kit.seal import boxes, texts
from groundswell.kit.seal.boxes import Unopenable
from groundswell.kit.sqlite.tests.spare import spare_database

ITEM = UUID(int=7)


@pytest.fixture
def ring(tmp_path: Path, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the file of an empty keyring."""
    file = tmp_path / "items.sqlite3"
    with django_db_blocker.unblock(), spare_database(file, "ring") as alias:
        monkeypatch.setattr(keys, "DATABASE", alias)
        with connections[alias].schema_editor() as editor:
            editor.create_model(ItemKey)
        yield file


@pytest.mark.django_db
def test_an_item_has_one_key_from_the_first_asking_on() -> None:
    key = keys.key_for(ITEM)
    assert len(key) == 32
    assert keys.key_for(ITEM) == key
    assert keys.keys_of([ITEM, uuid4()]) == {ITEM: key}
    assert keys.key_for(uuid4()) != key


@pytest.mark.django_db
def test_a_shredded_key_is_absent_and_never_comes_back() -> None:
    key = keys.key_for(ITEM)
    keys.shred(ITEM)
    assert keys.keys_of([ITEM]) == {}
    assert keys.key_for(ITEM) != key


@pytest.mark.django_db
def test_shredding_one_keeps_the_others_and_shredding_none_does_nothing() -> None:
    items = [uuid4() for _ in range(5)]
    made = keys.keys_for(items)
    keys.shred(*items[:2])
    keys.shred()
    keys.shred(uuid4())
    assert keys.keys_of(items) == {item: made[item] for item in items[2:]}
    assert set(keys.items()) == set(items[2:])


@pytest.mark.django_db
def test_a_sealed_text_cannot_be_opened_once_its_items_key_is_shredded() -> None:
    reader = boxes.new_key_pair()
    sealed = texts.seal_text({"text": "words"}, readers=[reader.public], item_key=keys.key_for(ITEM))
    keys.shred(ITEM)
    with pytest.raises(Unopenable):
        texts.open_text(sealed.body, sealed.envelopes[reader.public], reader, keys.key_for(ITEM))


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3, 300])
def test_many_keys_take_no_more_questions_than_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    items = [uuid4() for _ in range(count)]
    with django_assert_num_queries(3, using="keyring"):
        made = keys.keys_for([*items, *items])
    with django_assert_num_queries(2, using="keyring"):
        assert keys.keys_for(items) == made == keys.keys_of(items)
    assert len(set(made.values())) == count


@pytest.mark.django_db
def test_nothing_is_asked_for_no_items(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0, using="keyring"):
        assert keys.keys_for([]) == keys.keys_of([]) == {}


@pytest.mark.django_db
def test_more_items_than_one_statement_takes_are_asked_for_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "AT_ONCE", 10)
    items = [uuid4() for _ in range(35)]
    assert set(keys.keys_for(iter(items))) == set(items)
    keys.shred(*items)
    assert list(keys.items()) == []


@pytest.mark.slow
@pytest.mark.usefixtures("ring")
def test_twenty_threads_that_ask_at_once_get_one_key() -> None:
    for item in [uuid4() for _ in range(10)]:
        start = Barrier(20)

        def ask(_: int, item: UUID = item, start: Barrier = start) -> bytes:
            start.wait()
            try:
                return keys.key_for(item)
            finally:
                connections[keys.DATABASE].close()

        with ThreadPoolExecutor(20) as pool:
            assert len(set(pool.map(ask, range(20)))) == 1


@pytest.mark.usefixtures("ring")
def test_a_key_shredded_while_it_is_being_made_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read, looks = keys.keys_of, []

    def read_late(items: list[UUID]) -> dict[UUID, bytes]:
        looks.append(items)
        if len(looks) == 2:
            keys.shred(*items)
        return read(items)

    monkeypatch.setattr(keys, "keys_of", read_late)
    key = keys.key_for(ITEM)
    assert read([ITEM]) == {ITEM: key}


@pytest.mark.slow
def test_a_shredded_key_is_in_no_file(ring: Path) -> None:
    made = keys.keys_for(uuid4() for _ in range(2000))
    doomed = dict(list(made.items())[::3])
    keys.shred(*doomed)
    raw = b"".join(file.read_bytes() for file in ring.parent.glob("items*"))
    assert not any(key in raw for key in doomed.values())
    assert all(key in raw for item, key in made.items() if item not in doomed)


@pytest.mark.usefixtures("ring")
def test_a_key_shredded_in_a_transaction_that_is_undone_stays() -> None:
    key = keys.key_for(ITEM)
    with transaction.atomic(using=keys.DATABASE):
        keys.shred(ITEM)
        transaction.set_rollback(True, using=keys.DATABASE)
    assert keys.keys_of([ITEM]) == {ITEM: key}


def test_the_keyring_tells_nothing_but_which_item_has_which_key(ring: Path) -> None:
    keys.key_for(ITEM)
    with closing(sqlite3.connect(ring)) as raw:
        columns = [row[1] for row in raw.execute("PRAGMA table_info(keyring_itemkey)")]
        (sql,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'keyring_itemkey'").fetchone()
    assert columns == ["item", "key"]
    assert sql.endswith("WITHOUT ROWID")


@pytest.mark.django_db(transaction=True)
def test_shredding_works_on_the_installations_own_keyring() -> None:
    made = keys.keys_for([ITEM, uuid4()])
    keys.shred(ITEM)
    assert list(keys.keys_of(made)) == [item for item in made if item != ITEM]


@pytest.mark.django_db
def test_item_keys_and_items_never_share_a_database() -> None:
    assert "keyring_itemkey" not in connections["default"].introspection.table_names()
    in_ring = set(connections["keyring"].introspection.table_names())
    assert in_ring - {"django_migrations"} == {"keyring_itemkey"}
    assert connections["default"].settings_dict["NAME"] != connections["keyring"].settings_dict["NAME"]


def test_every_model_has_its_one_place() -> None:
    router = KeyringRouter()
    for model in apps.get_models():
        label = model._meta.app_label
        expected = "keyring" if model is ItemKey else None
        assert router.db_for_read(model) == router.db_for_write(model) == expected
        assert router.allow_migrate("keyring", label) == (model is ItemKey)
        assert router.allow_migrate("default", label) == (model is not ItemKey)


def test_a_printed_row_does_not_show_its_key() -> None:
    row = ItemKey(item=ITEM, key=os.urandom(32))
    assert str(row) == str(ITEM)
    assert repr(row) == f"<ItemKey: {ITEM}>"
