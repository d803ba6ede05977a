"""The lines that wait for the person they are about."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from groundswell.checkins import closed
from groundswell.checkins.models import Referral
from groundswell.kit import clock
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.prepared import Given, prepared
from groundswell.kit.seal.boxes import Unopenable
from groundswell.people.models import Person
from groundswell.voices import queries as voices
from groundswell.voices.rules import Reader


@dataclass(frozen=True)
class LineAboutMe:
    """What somebody wrote about a person, and until when it waits. Printing it shows nothing of what it says."""

    id: UUID
    by: UUID
    by_name: str = field(repr=False)
    line: str = field(repr=False)
    ends_on: date


def lines_about(person: Person) -> list[LineAboutMe]:
    """Return what waits for a person's word. One query, and one of the keyring."""
    rows = _about(tags=closed.tags_of(person.id), today=clock.today())
    item_keys = keyring.keys_of([row.id for row in rows]) if rows else {}
    found = (_opened(person, row, item_keys.get(row.id)) for row in rows)
    return [each for each in found if each is not None]


@prepared
def _about(given: Given) -> QuerySet[Referral]:
    return Referral.objects.filter(tag__among=given.tags, ends_on__gt=given.today).order_by("id")


def readers_of_referrals(person: Person) -> list[Reader]:
    """Return who would read what this person says yes to: whoever looks after their cell, or the whole. Two queries."""
    offered = voices.readers_today()
    ticked = voices.ticked_for(person, offered)
    return [each for each in offered if each.key in ticked]


def names_of(readers: Sequence[Reader]) -> list[str]:
    """Return the readers' names, each once."""
    return list(dict.fromkeys(each.name for each in readers))


def _opened(person: Person, row: Referral, item_key: bytes | None) -> LineAboutMe | None:
    try:
        said = closed.opened(bytes(row.body), person=person.id, item=row.id, item_key=item_key or b"")
    except Unopenable:
        return None
    return LineAboutMe(row.id, UUID(said["by"]), said["name"], said["line"], row.ends_on)
