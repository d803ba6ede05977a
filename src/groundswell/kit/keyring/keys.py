"""Make, read and shred item keys. The only module that touches their table."""

from collections.abc import Iterable, Iterator
from itertools import batched
from uuid import UUID

from django.db import connections, transaction
from django.db.models import QuerySet

from groundswell.kit.keyring.models import ItemKey
from groundswell.kit.prepared import Given, insert, prepared
from groundswell.kit.seal import boxes
from groundswell.kit.sqlite import gone, shuffle

DATABASE = "keyring"
# The variables of one statement; SQLite takes 32,766.
AT_ONCE = 5000
REWRITE_BYTES = 1024 * 1024 * 1024


def key_for(item: UUID) -> bytes:
    """Return the key of an item (32 bytes), made at the first call; everybody who asks gets the same."""
    return keys_for([item])[item]


def propose_key_for(item: UUID) -> bytes:
    """Return a key that is the item's unless it had one already: whoever uses it looks again before relying on it."""
    key = boxes.new_secret()
    insert([ItemKey(item=item, key=key)], unless_there=True, using=DATABASE)
    return key


def keys_for(items: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the key of each item; those that have none get one. One query when all have theirs, else three."""
    wanted = list(dict.fromkeys(items))
    keys = keys_of(wanted)
    # Somebody else may make the same key at the same moment, or shred one: so what is stored counts, and not what was
    # meant to be.
    while missing := [item for item in wanted if item not in keys]:
        fresh = [ItemKey(item=item, key=boxes.new_secret()) for item in missing]
        ItemKey.objects.using(DATABASE).bulk_create(fresh, ignore_conflicts=True)
        keys |= keys_of(missing)
    return keys


def keys_of(items: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the keys that exist of these items; a shredded one is absent."""
    return {item: bytes(key) for some in batched(items, AT_ONCE) for item, key in _keys(DATABASE, items=some)}


@prepared
def _keys(given: Given) -> QuerySet[ItemKey, tuple[UUID, bytes | memoryview]]:
    return ItemKey.objects.filter(item__among=given.items).values_list("item", "key")


def items() -> Iterator[UUID]:
    """Yield every item that has a key, in no order that tells anything."""
    yield from ItemKey.objects.using(DATABASE).values_list("item", flat=True).iterator()


def shred(*items: UUID) -> None:
    """Destroy the keys of items: whatever was sealed under them is gone for every reader, in old backups too.

    The keys leave the keyring's files as well, at once, or when the keyring's running transaction is committed.
    """
    with transaction.atomic(using=DATABASE):
        rows = ItemKey.objects.using(DATABASE)
        if sum(rows.filter(item__in=some).delete()[0] for some in batched(items, AT_ONCE)):
            transaction.on_commit(_erase, using=DATABASE)


def _erase() -> None:
    """Write the keyring's table anew, so that no shredded key is left in a gap of its files."""
    if connections[DATABASE].vendor == "sqlite":
        gone.erase(DATABASE, rewrite_bytes=REWRITE_BYTES)
    else:
        shuffle.rewrite_tables([ItemKey], DATABASE)
