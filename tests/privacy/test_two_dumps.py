"""Two copies of the database, before and after an anonymous voice, tell a day and a size, and nothing else (G6)."""

import datetime as dt
import os
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connections, router

from groundswell.kit import clock
from groundswell.kit.seal import boxes
from groundswell.kit.seal.padding import BUCKETS
from groundswell.kit.sqlite.unordered import unordered_models
from groundswell.people.models import Person
from groundswell.voices import actions, queries
from groundswell.voices.models import DeskKey

pytestmark = pytest.mark.django_db

type Row = tuple[str, tuple[tuple[str, object], ...]]
LENGTHS = (1, 500, 700, 3000, 12000, 60000)
# Added to a padded text: the nonce and the mark of its box.
WRAPPING = 40


@pytest.fixture
def desks(alice: Person, otto: Person) -> list[DeskKey]:
    """Return the desk keys of advocate and alternate."""
    kept = {"by_passphrase": b"wrapped", "by_recovery": b"wrapped", "made_on": clock.today()}
    return [
        DeskKey.objects.create(reader=reader, public=boxes.new_key_pair().public, **kept) for reader in (alice, otto)
    ]


def dump() -> set[Row]:
    """Return every row of both databases, each value with its column."""
    return set(_rows())


def _rows() -> Iterator[Row]:
    for alias in ("default", "keyring"):
        for model in apps.get_models(include_auto_created=True):
            if router.allow_migrate_model(alias, model):
                with connections[alias].cursor() as cursor:
                    cursor.execute(f"SELECT * FROM {connections[alias].ops.quote_name(model._meta.db_table)}")
                    columns = [column[0] for column in cursor.description]
                    for row in cursor.fetchall():
                        plain = [bytes(value) if isinstance(value, memoryview) else value for value in row]
                        yield model._meta.label, tuple(zip(columns, plain, strict=True))


def difference(before: set[Row], after: set[Row]) -> list[Row]:
    """Return the rows that came; none may have gone or changed."""
    assert before <= after, "a row changed or went"
    return sorted(after - before, key=repr)


def said(desks: list[DeskKey], words: str) -> list[Row]:
    """Say something, and return what came."""
    before = dump()
    actions.speak_anonymously(text=words, readers=desks, nonce=os.urandom(16))
    return difference(before, dump())


def bodies(rows: list[Row]) -> list[int]:
    """Return the sizes of what is longer than a key."""
    return [len(value) for _label, row in rows for _name, value in row if isinstance(value, bytes) and len(value) > 200]


@pytest.mark.parametrize("length", LENGTHS)
def test_what_came_is_one_ciphertext_of_one_of_four_sizes(length: int, desks: list[DeskKey]) -> None:
    rows = said(desks, "x" * length)
    assert {label for label, _row in rows} <= {model._meta.label for model in unordered_models()}
    assert [size - WRAPPING for size in bodies(rows)] == [min(size for size in BUCKETS if size > length + 20)]


def test_texts_of_one_size_leave_rows_of_one_shape(desks: list[DeskKey]) -> None:
    shapes = {repr(sorted(map(shape, said(desks, "y" * length)), key=repr)) for length in (1, 20, 400, 900)}
    assert len(shapes) == 1


def shape(row: Row) -> tuple[str, tuple[tuple[str, object], ...]]:
    """Return a row with its noise taken out: of bytes and of random words, their length."""
    label, values = row
    return label, tuple((name, _shape_of(value)) for name, value in values)


def _shape_of(value: object) -> object:
    if isinstance(value, bytes):
        return len(value)
    if isinstance(value, UUID) or (isinstance(value, str) and len(value) in {32, 64}):
        return len(str(value))
    return value


def test_what_came_holds_a_day_and_no_moment_and_counts_nobody(desks: list[DeskKey]) -> None:
    for _label, row in [*said(desks, "one"), *said(desks, "two"), *said(desks, "three")]:
        for name, value in row:
            assert not isinstance(value, dt.datetime | dt.time), name
            assert not isinstance(value, float), name
            if isinstance(value, int) and not isinstance(value, bool):
                assert (name, value) in {("number", 0), ("by_author", 1)}, (name, value)


def test_writing_by_receipt_and_reading_it_leave_one_entry_and_no_trace(desks: list[DeskKey]) -> None:
    spoken = actions.speak_anonymously(text="first", readers=desks, nonce=os.urandom(16))
    assert spoken.receipt is not None
    before = dump()
    thread = queries.thread_by_receipt(spoken.receipt)
    assert thread is not None
    queries.dialogue(thread)
    assert difference(before, dump()) == []
    actions.author_writes(thread=thread, text="more", now=False, nonce=os.urandom(16))
    came = dump() - before
    assert sorted(label for label, _row in came if label in {"voices.Message", "voices.Envelope"}) == [
        "voices.Envelope",
        "voices.Envelope",
        "voices.Message",
    ]
    assert {label for label, _row in came} <= {model._meta.label for model in unordered_models()}
    assert [size - WRAPPING for size in bodies(list(came)) if size > 500] == [BUCKETS[0]]
