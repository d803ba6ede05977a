"""The keyed marks of "me too": one for each concern and person, under a key that no database holds."""

from uuid import UUID

from django.conf import settings

from groundswell.kit.seal import derive
from groundswell.kit.seal.files import KeyFolder

_PERSON = "groundswell register me too 1"


def tag_of(concern: UUID, person: UUID) -> str:
    """Return the mark with which a person says "me too" to a concern. None of a person tells another."""
    return derive.tag(_key(), concern.bytes, person.bytes, purpose=_PERSON).hex()


def _key() -> bytes:
    return KeyFolder(settings.KEYS_FOLDER).owner_key()
