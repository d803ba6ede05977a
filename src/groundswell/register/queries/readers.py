"""Whom a voice was kept from: nobody else hands on to them what was written from it."""

from collections.abc import Iterable
from uuid import UUID

from groundswell.register import policy
from groundswell.register.models import Item, Source
from groundswell.register.rules import audience
from groundswell.voices import queries as voices
from groundswell.voices.rules import Level


def kept_from(item: Item) -> list[str]:
    """Return the names of the advocates to whom a sealed voice behind an item was not given."""
    behind = Source.objects.filter(item=item.id, is_sealed=True).values_list("source_id", flat=True)
    return _kept_from([UUID(each) for each in behind])


def voice_kept_from(voice: UUID) -> list[str]:
    """Return the names of the advocates to whom a voice was not given; an open one was kept from nobody."""
    found = voices.sources_of([voice]).get(voice)
    return _kept_from([voice]) if found is not None and found.level != Level.OPEN else []


def _kept_from(sealed: Iterable[UUID]) -> list[str]:
    asked = list(sealed)
    if not asked:
        return []
    readers = voices.people_reading(asked)
    return audience.kept_from(policy.advocates(), [readers.get(each, frozenset()) for each in asked])
