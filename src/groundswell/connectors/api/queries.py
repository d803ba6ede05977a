"""Who reads with which key."""

from collections.abc import Sequence
from uuid import UUID

from groundswell.connectors.api import rules
from groundswell.connectors.api.models import Key
from groundswell.kit import clock
from groundswell.kit.seal.derive import tag
from groundswell.people.models import Person
from groundswell.voices.sealing import key_files


def mark_of(text: str) -> str:
    """Return what is stored of a key. Keys are random and long, so that a quick mark is enough."""
    return tag(key_files().pepper(), text.encode(), purpose="groundswell key to read 1").hex()


def reader_with(text: str) -> Person | None:
    """Return for whom a key reads today, or None: no key, an old or ended one, or one of somebody who left."""
    if not rules.is_shaped(text):
        return None
    key = Key.objects.select_related("person").filter(mark=mark_of(text)).first()
    if key is None:
        return None
    is_open = rules.is_open(
        expires_on=key.expires_on, ended_on=key.ended_on, is_active=key.person.is_active, today=clock.today()
    )
    return key.person if is_open else None


def keys_of(person: Person) -> Sequence[Key]:
    """Return the keys of somebody that open something. One query."""
    return list(Key.objects.filter(person=person, ended_on=None, expires_on__gt=clock.today()))


def key_of(person: Person, key: UUID) -> Key | None:
    """Return a key of somebody, or None for any other."""
    return Key.objects.filter(person=person, id=key).first()
