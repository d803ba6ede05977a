"""Two copies of the database, before and after an anonymous voice, tell a day and a size, and nothing else (G6)."""

import datetime as dt
import os
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connections, router

from groundswell.checkins import sealing
from groundswell.checkins.actions import answer, require_link
from groundswell.checkins.models import Period
from groundswell.checkins.rules.answers import Said
from groundswell.checkins.rules.periods import Word
from groundswell.checkins.tests.stage import link_of, opened
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_what_came_holds_a_day_and_no_moment_and_counts_nobody(desks: list[DeskKey]) -> None:
    for _label, row in [*said(desks, "one"), *said(desks, "two"), *said(desks, "three")]:
        for name, value in row:
            assert not isinstance(value, dt.datetime | dt.time), name
            assert not isinstance(value, float), name
            if isinstance(value, int) and not isinstance(value, bool):
                assert (name, value) in {("number", 0), ("by_author", 1)}, (name, value)


@pytest.mark.slow
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


# --- Ballots ---------------------------------------------------------------------------------------------------------

SAID = [
    Said(1),
    Said(10),
    Said(4, cause=Word.PERSONAL),
    Said(2, cause=Word.BOTH, item="a-long-name-of-a-question 12", choice=5),
]


@pytest.fixture
def period(desks: list[DeskKey]) -> Period:
    """Return a check-in that has just opened."""
    assert desks
    return opened()


@pytest.mark.slow
@pytest.mark.parametrize("said", SAID, ids=repr)
def test_an_answer_takes_one_hash_and_leaves_one_ciphertext_of_one_size(
    said: Said, period: Period, bob: Person
) -> None:
    link, known = require_link(link_of(period, bob))
    before = dump()
    answer(known=known, said=said, identity=sealing.answer_id(os.urandom(16), link.code))
    after = dump()
    gone, came = before - after, after - before
    assert [label for label, _row in gone] == ["checkins.Ballot"]
    assert [label for label, _row in came] == ["checkins.Answer"]
    row = dict(next(iter(came))[1])
    assert set(row) == {"id", "period_id", "group", "sealed"}
    assert bodies(list(came)) == [1024 + 2 * 48]
    assert dict(next(iter(gone))[1])["group"] == row["group"]


@pytest.mark.slow
def test_looking_at_a_ballot_changes_no_row(period: Period, bob: Person) -> None:
    before = dump()
    _link, _known = require_link(link_of(period, bob))
    assert dump() == before


def test_what_is_on_disk_opens_no_answer_before_the_close_and_nothing_after_the_end(
    period: Period, bob: Person
) -> None:
    """The outer key is a file; the inner one is sealed to desk keys, whose secret half no file has (G7)."""
    link, known = require_link(link_of(period, bob))
    answer(known=known, said=Said(3), identity=sealing.answer_id(os.urandom(16), link.code))
    outer = sealing.outer_pair_kept(period.sprint)
    assert outer is not None
    sealed = bytes(period.answers.get().sealed)
    inner_box = boxes.open_sealed(outer, sealed)
    for private in [bytes(share.sealed)[:32] for share in period.shares.all()]:
        with pytest.raises(boxes.Unopenable):
            boxes.open_sealed(boxes.KeyPair.of_private(private), inner_box)
