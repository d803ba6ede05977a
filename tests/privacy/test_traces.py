"""What one anonymous voice leaves in the databases, and what many leave of their order."""

import itertools
import os
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connections, router

from groundswell.kit import clock
from groundswell.kit.seal import boxes
from groundswell.kit.sqlite import shuffle
from groundswell.kit.sqlite.tests.scenes import CHANCE, correlation
from groundswell.kit.sqlite.unordered import unordered_models
from groundswell.voices import actions
from groundswell.voices.models import DeskKey, Voice
from tests.cast import Cast

MANY = 300
WORDS = "canaryw7 the builds are red and nobody has an hour"


@pytest.fixture
def desks(organisation: Cast) -> list[DeskKey]:
    """Return the desk keys of advocate and alternate."""
    return [
        DeskKey.objects.create(
            reader=reader,
            public=boxes.new_key_pair().public,
            by_passphrase=b"wrapped",
            by_recovery=b"wrapped",
            made_on=clock.today(),
        )
        for reader in (organisation.alice, organisation.otto)
    ]


def speak(desks: list[DeskKey]) -> UUID:
    """Say something anonymously."""
    return actions.speak_anonymously(text=WORDS, readers=desks, nonce=os.urandom(16)).voice


def rows() -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield every row of every table of both databases, with its table."""
    for alias, model in itertools.product(("default", "keyring"), apps.get_models(include_auto_created=True)):
        if router.allow_migrate_model(alias, model):
            with connections[alias].cursor() as cursor:
                cursor.execute(f"SELECT * FROM {connections[alias].ops.quote_name(model._meta.db_table)}")
                yield from ((model._meta.label, tuple(map(plain, row))) for row in cursor.fetchall())


def plain(value: object) -> object:
    """Return a value that prints alike whenever it is alike, whichever database it comes from."""
    return bytes(value) if isinstance(value, memoryview) else value


@pytest.mark.django_db
def test_an_anonymous_voice_leaves_rows_in_unordered_tables_only(desks: list[DeskKey]) -> None:
    before = set(map(repr, rows()))
    speak(desks)
    new = [(label, row) for label, row in rows() if repr((label, row)) not in before]
    assert {label for label, _ in new} <= {model._meta.label for model in unordered_models()}
    assert sorted(label for label, _ in new) == [
        "keyring.ItemKey",
        "voices.Envelope",
        "voices.Envelope",
        "voices.Message",
        "voices.Voice",
        "voices.VoiceReader",
        "voices.VoiceReader",
    ]
    assert "canaryw7" not in repr(new)


@pytest.mark.slow
@pytest.mark.django_db
def test_two_anonymous_voices_of_a_day_differ_in_nothing_but_noise(desks: list[DeskKey]) -> None:
    shapes = set()
    for _ in range(2):
        before = set(map(repr, rows()))
        speak(desks)
        new = [(label, row) for label, row in rows() if repr((label, row)) not in before]
        shapes.add(tuple(sorted((label, *map(shape, row)) for label, row in new)))
    assert len(shapes) == 1


def shape(value: object) -> str:
    """Return what is left of a value when noise is taken from it: its kind and its length, or else itself."""
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, UUID) or (isinstance(value, str) and len(value) in {32, 64}):
        return f"{len(str(value))} characters"
    return repr(value)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nothing_tells_in_which_order_anonymous_voices_came(desks: list[DeskKey]) -> None:
    submitted = [speak(desks) for _ in range(MANY)]
    if connections["default"].vendor == "postgresql":
        assert correlation(submitted, physical_order("ORDER BY ctid")) > 0.99
        assert shuffle.shuffle("default")
        assert abs(correlation(submitted, physical_order("ORDER BY ctid"))) < CHANCE
    assert abs(correlation(submitted, physical_order())) < CHANCE
    assert set(Voice.objects.values_list("id", flat=True)) == set(submitted)


def physical_order(clause: str = "") -> list[UUID]:
    """Return the voices as the database hands them out."""
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT id FROM {Voice._meta.db_table} {clause}")
        return [UUID(str(pk)) for (pk,) in cursor.fetchall()]
