"""Item keys that no item needs any more."""

import time
from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import connection, transaction

from groundswell.kit.keyring import keys as keyring
from groundswell.voices.models import DeskNote, Voice
from groundswell.voices.rules import VoiceState

PAUSE_SECONDS = 30.0
AT_ONCE = 500


def sweep_item_keys(*, pause: Callable[[float], None] = time.sleep) -> int:
    """Destroy the keys of items that were never stored or were withdrawn; return how many.

    A key is made before its item is stored. So a key without an item may be one whose item is on its way: the sweep
    looks twice, with a pause between, and the second time while nobody else stores a voice. A voice that was even
    slower notices that its key is gone before it commits, and begins again.
    """
    suspects = _without_an_item(keyring.items())
    if not suspects:
        return 0
    pause(PAUSE_SECONDS)
    with transaction.atomic():
        _let_nobody_store()
        orphans = _without_an_item(suspects)
        keyring.shred(*orphans)
    return len(orphans)


def _without_an_item(items: Iterable[UUID]) -> list[UUID]:
    listed = list(items)
    needed = {item for start in range(0, len(listed), AT_ONCE) for item in _needed(listed[start : start + AT_ONCE])}
    return [item for item in listed if item not in needed]


def _needed(items: list[UUID]) -> set[UUID]:
    voices = Voice.objects.filter(id__in=items).exclude(state=VoiceState.WITHDRAWN).values_list("id", flat=True)
    notes = DeskNote.objects.filter(id__in=items).values_list("id", flat=True)
    return {*voices, *notes}


def _let_nobody_store() -> None:
    # SQLite's transactions begin IMMEDIATE, so that nobody else writes anyway.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE voices_voice, voices_desknote IN SHARE ROW EXCLUSIVE MODE")
