"""Item keys that no item needs any more."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection, transaction

from groundswell.kit.keyring import keys as keyring
from groundswell.voices import ports
from groundswell.voices.models import DeskNote, Proposal, Voice
from groundswell.voices.rules import VoiceState

AT_ONCE = 500
_OURS = ("voices_voice", "voices_desknote", "voices_proposal")


def suspect_item_keys() -> list[UUID]:
    """Return the items that have a key and are not stored (yet), or were withdrawn."""
    return _without_an_item(list(keyring.items()))


@transaction.atomic
def destroy_orphaned_keys(*, suspects: Collection[UUID]) -> int:
    """Destroy the keys of those suspects that are still without an item; return how many.

    A key is made before its item is stored. So a key without an item may be one whose item is on its way: call this
    a while after the suspects were found. It looks again while nobody else stores a voice; a voice that was even slower
    notices that its key is gone before it commits, and begins again.
    """
    _let_nobody_store()
    orphans = _without_an_item(list(suspects))
    keyring.shred(*orphans)
    return len(orphans)


def _without_an_item(items: list[UUID]) -> list[UUID]:
    needed = {item for start in range(0, len(items), AT_ONCE) for item in _needed(items[start : start + AT_ONCE])}
    return [item for item in items if item not in needed]


def _needed(items: list[UUID]) -> set[UUID]:
    voices = Voice.objects.filter(id__in=items).exclude(state=VoiceState.WITHDRAWN).values_list("id", flat=True)
    notes = DeskNote.objects.filter(id__in=items).values_list("id", flat=True)
    proposals = Proposal.objects.filter(id__in=items).values_list("id", flat=True)
    of_others = (item for each in ports.keyed_items for item in each.needed(items))
    return {*voices, *notes, *proposals, *of_others}


def _let_nobody_store() -> None:
    # SQLite's transactions begin IMMEDIATE, so that nobody else writes anyway.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            tables = [*_OURS, *(table for each in ports.keyed_items for table in each.tables)]
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE")
