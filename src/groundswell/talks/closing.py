"""Words of meetings lie closed in the database: under a key file beside it and a key of their own, both needed.

Weaker than a seal: the live server opens them, since a speaker must be shown their own words by a page. Who holds the
database alone reads none, and once the key of their own is destroyed, nobody does, in old backups either.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal import boxes, derive
from groundswell.kit.seal.boxes import Unopenable
from groundswell.kit.seal.padding import BUCKETS, MARK
from groundswell.voices import sealing

type Keys = dict[UUID, bytes]
_MARK = "groundswell meeting 1"


def new_keys(items: Iterable[UUID]) -> Keys:
    """Return the key of each item, made where it has none."""
    return _under_the_file(keyring.keys_for(items))


def keys_of(items: Iterable[UUID]) -> Keys:
    """Return the keys of those items that still have one. One query."""
    return _under_the_file(keyring.keys_of(items))


def close(item: UUID, content: object) -> bytes:
    """Return content closed under the key of an item, made where it has none."""
    return closed(new_keys([item])[item], content)


def closed(key: bytes, content: object) -> bytes:
    """Return content (plain JSON) closed, of one of the four sizes of all that is sealed, or of more of the largest."""
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + MARK
    return boxes.encrypt(key, plain.ljust(_size(len(plain)), b"\0"))


def opened(keys: Keys, item: UUID, box: bytes | memoryview) -> Any:  # noqa: ANN401 - JSON is of any type
    """Return what a box of an item holds, or None where its key is gone or another one."""
    try:
        padded = boxes.decrypt(keys[item], bytes(box))
    except (KeyError, Unopenable):
        return None
    return json.loads(padded.rpartition(MARK)[0].decode("utf-8", "surrogatepass"))


def tag_of(about: UUID, person: UUID) -> str:
    """Return the mark of a person in one meeting, or at one item: none tells a person, or another mark of theirs."""
    return next(iter(tags_of(person, [about])))


def tags_of(person: UUID, about: Iterable[UUID]) -> dict[str, UUID]:
    """Return the marks of a person in each of these."""
    secret = sealing.key_files().owner_key()
    marks = ((derive.tag(secret, each.bytes, person.bytes, purpose=_MARK), each) for each in about)
    return {mark.hex(): each for mark, each in marks}


def _under_the_file(keys: dict[UUID, bytes]) -> Keys:
    secret = sealing.key_files().words_key()
    return {item: derive.derive(secret, salt=key, purpose="groundswell meeting words 1") for item, key in keys.items()}


def _size(length: int) -> int:
    return next((bucket for bucket in BUCKETS if length <= bucket), -(-length // BUCKETS[-1]) * BUCKETS[-1])
