"""Physical order: who has the files after the night looks for the order in which things were said."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from secrets import token_bytes
from uuid import UUID

import numpy as np
from django.db import connections

from groundswell.engines.disclosure.attacks import Verdict
from groundswell.kit.sqlite import shuffle
from groundswell.kit.sqlite.unordered import Unordered
from groundswell.project.attacks import dumps
from groundswell.project.attacks.limits import AUC_LIMIT, GUESSING
from groundswell.voices import actions, queries
from groundswell.voices.models import Message

NAME = "physical order"
# Of two voices, which came first? Chance alone is .05 off with so many once in some ten thousand tries.
MANY = 800
WORDS = "The rota is full again, and nobody has an hour."
TAIL = 24


def attack(many: int = MANY, *, is_night: bool = True) -> Verdict:
    """Say many things one after the other, let the night pass (or not), and look where they lie."""
    submitted = [_said() for _ in range(many)]
    if is_night:
        for alias in connections:
            shuffle.shuffle(alias)
    found = [agreement(submitted, order) for order in orders(submitted)]
    success = GUESSING + max(abs(each - GUESSING) for each in found)
    return Verdict(NAME, "auc", success, GUESSING, AUC_LIMIT, many)


def agreement(submitted: Sequence[UUID], found: Sequence[UUID]) -> float:
    """Return the share of pairs that lie in the order in which they were said; of a few, nothing is known."""
    place = {item: number for number, item in enumerate(found)}
    places = np.array([place[item] for item in submitted if item in place])
    if len(places) < len(submitted) / 2:
        return GUESSING
    later = np.triu(places[None, :] > places[:, None], 1).sum()
    return float(later) / (len(places) * (len(places) - 1) / 2)


def orders(submitted: Sequence[UUID]) -> Iterator[list[UUID]]:
    """Yield every order in which the voices lie anywhere: in each sealed table, and in the bytes of each file."""
    voice_of = {voice.hex: voice for voice in submitted}
    messages = list(Message.objects.filter(voice_id__in=submitted).only("id", "voice_id", "body"))
    voice_of |= {each.id.hex: each.voice_id for each in messages}
    for alias, model in dumps.tables():
        if issubclass(model, Unordered):
            yield _first_seen(_rows_as_they_lie(alias, model._meta.db_table), voice_of)  # noqa: SLF001 - Django's documented access
    marks = [{each.voice_id: bytes(each.body)[-TAIL:] for each in messages}]
    marks.append({voice: voice.hex.encode() for voice in submitted})
    for raw in _files():
        for each in marks:
            yield _by_place({voice: raw.find(mark) for voice, mark in each.items()})
            yield _by_place({voice: raw.rfind(mark) for voice, mark in each.items()})


def _by_place(places: dict[UUID, int]) -> list[UUID]:
    return sorted((voice for voice, place in places.items() if place >= 0), key=lambda voice: places[voice])


def _said() -> UUID:
    keys = queries.keys_of(queries.readers_today())
    return actions.speak_anonymously(text=WORDS, readers=keys, nonce=token_bytes(16), now=True).voice


def _rows_as_they_lie(alias: str, table: str) -> list[tuple[object, ...]]:
    connection = connections[alias]
    lying = " ORDER BY xmin::text::bigint, ctid" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}{lying}")  # noqa: S608 - a name from the schema
        rows: list[tuple[object, ...]] = cursor.fetchall()
    return rows


def _first_seen(rows: Sequence[tuple[object, ...]], voice_of: dict[str, UUID]) -> list[UUID]:
    """Return the voices that rows are about, each where it stands first."""
    ids = (str(value).replace("-", "") for row in rows for value in row if isinstance(value, str | UUID))
    return list(dict.fromkeys(voice_of[each] for each in ids if each in voice_of))


def _files() -> Iterator[bytes]:
    for connection in connections.all():
        if connection.vendor == "sqlite":
            named = str(connection.settings_dict["NAME"])
            for file in (Path(named), Path(f"{named}-wal")):
                if file.is_file():
                    yield file.read_bytes()
