"""Wishes lie closed in the database, with who it is and which role inside, under key files beside it.

Weaker than a seal: the live server opens them to find two that fit. Who holds the database alone learns how many
wishes there are, and of nobody whether they have one.
"""

import json
from uuid import UUID

from groundswell.hours.rules.roles import Wish, Wished
from groundswell.kit.seal import boxes, derive, padding
from groundswell.kit.seal.boxes import Unopenable
from groundswell.kit.seal.padding import NotPadded
from groundswell.voices import sealing


def tag_of(person: UUID, role: UUID) -> str:
    """Return the mark of a person's wish about a role: none tells a person, or another mark of theirs."""
    secret = sealing.key_files().owner_key()
    return derive.tag(secret, person.bytes, role.bytes, purpose="groundswell role wish 1").hex()


def close(wished: Wished) -> bytes:
    """Return a wish closed; all are of one size."""
    plain = json.dumps({"person": str(wished.person), "role": str(wished.role), "wish": wished.wish}).encode()
    return boxes.encrypt(_key(), padding.pad(plain))


def opened(body: bytes | memoryview) -> Wished | None:
    """Return a wish; None where it was closed under another key file."""
    try:
        found = json.loads(padding.unpad(boxes.decrypt(_key(), bytes(body))))
    except (Unopenable, NotPadded, ValueError):
        return None
    return Wished(UUID(found["person"]), UUID(found["role"]), Wish(found["wish"]))


def _key() -> bytes:
    return derive.derive(sealing.key_files().words_key(), salt=b"", purpose="groundswell role wishes 1")
