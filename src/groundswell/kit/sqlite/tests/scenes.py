"""Sealed things written in a known order, and the ways in which somebody with the files looks for that order."""

import random
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID, uuid4

from django.db import connections, models
from django.test.utils import isolate_apps

from groundswell.kit.sqlite.unordered import Unordered

BODY_BYTES = 3000
# Of 300 rows in random order, one set in ten thousand correlates more strongly than this.
CHANCE = 0.23


def sealed_models() -> tuple[type[models.Model], type[models.Model], type[models.Model]]:
    """Return three models that no application has: a sealed one, one that refers to it, and an ordinary one."""
    with isolate_apps("groundswell.people"):

        class Sealed(Unordered, models.Model):
            id = models.UUIDField(primary_key=True, default=uuid4)
            body = models.BinaryField()

            class Meta:
                app_label = "people"

        class Envelope(Unordered, models.Model):
            id = models.UUIDField(primary_key=True, default=uuid4)
            sealed = models.ForeignKey(Sealed, on_delete=models.CASCADE)

            class Meta:
                app_label = "people"

        class Ordinary(models.Model):
            body = models.BinaryField()

            class Meta:
                app_label = "people"

    return Sealed, Envelope, Ordinary


def create(alias: str, *tables: type[models.Model]) -> None:
    """Create their tables."""
    with connections[alias].schema_editor() as editor:
        for table in tables:
            editor.create_model(table)


def mark(item: UUID) -> bytes:
    """Return bytes that stand in one row only."""
    return b"<" + item.hex.encode() + b">"


def submit(alias: str, sealed: type[models.Model], count: int) -> list[UUID]:
    """Write `count` rows, one after the other, each with its mark at the end; return their ids in that order."""
    items = [uuid4() for _ in range(count)]
    for item in items:
        body = random.randbytes(BODY_BYTES) + mark(item)
        sealed._default_manager.using(alias).create(pk=item, body=body)
    return items


def correlation(submitted: Sequence[UUID], found: Sequence[UUID]) -> float:
    """Return Spearman's rank correlation of two orders of the same rows: 1 the same, 0 nothing, -1 the reverse."""
    assert set(submitted) == set(found)
    place = {item: number for number, item in enumerate(found)}
    count = len(submitted)
    squares = sum((number - place[item]) ** 2 for number, item in enumerate(submitted))
    return 1 - 6 * squares / (count * (count * count - 1))


def order_in_file(file: Path, submitted: Sequence[UUID]) -> list[UUID]:
    """Return the rows in the order in which the last of their marks lies in a file."""
    raw = file.read_bytes()
    return sorted(submitted, key=lambda item: raw.rindex(mark(item)))
