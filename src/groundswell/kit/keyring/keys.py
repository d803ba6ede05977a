"""Make, read and shred item keys. The only module that touches their table."""

from collections.abc import Iterable
from uuid import UUID

from groundswell.kit.keyring.models import ItemKey
from groundswell.kit.seal import boxes

DATABASE = "keyring"


def key_for(item: UUID) -> bytes:
    """Return the key of an item (32 bytes), made at the first call."""
    row, _ = ItemKey.objects.using(DATABASE).get_or_create(item=item, defaults={"key": boxes.new_secret()})
    return bytes(row.key)


def keys_of(items: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the keys that still exist of these items; a shredded one is absent."""
    rows = ItemKey.objects.using(DATABASE).filter(item__in=list(items))
    return {row.item: bytes(row.key) for row in rows}


def shred(item: UUID) -> None:
    """Destroy the key of an item: whatever was sealed under it is gone, in old backups too."""
    ItemKey.objects.using(DATABASE).filter(item=item).delete()
