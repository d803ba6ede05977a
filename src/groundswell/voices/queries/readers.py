"""Who can be spoken to today: the one rule behind "who can read this", and behind what is sealed to whom."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from groundswell.kit import clock
from groundswell.kit.once import once_a_page
from groundswell.kit.prepared import Given, prepared
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Grant
from groundswell.voices import rules
from groundswell.voices.models import DeskKey, VoiceReader
from groundswell.voices.rules import Reader

# Of a longer leave a page names this day.
LONGEST_LEAVE = timedelta(days=366)


@dataclass(frozen=True)
class Standing:
    """How a reader of a voice stands today: whether a role still gives them a desk, and until when they are away."""

    name: str
    has_a_desk: bool
    away_until: date | None


@once_a_page
def readers_today() -> list[Reader]:
    """Return everybody who can be chosen to read today: advocates and alternates with a desk key, advocates first."""
    roles = people.readers_today()
    current = _current_keys(readers=[role.person.id for role in roles])
    keys = {reader: (key, bytes(public)) for reader, key, public in current}
    return [
        Reader(
            key=keys[role.person.id][0],
            public=keys[role.person.id][1],
            person=role.person.id,
            name=role.person.name,
            is_alternate=role.grant == Grant.ALTERNATE,
            scopes=role.scope_names,
            cells=role.cells,
            is_organisation_wide=role.is_organisation_wide,
        )
        for role in roles
        if role.person.id in keys
    ]


@prepared
def _current_keys(given: Given) -> QuerySet[DeskKey, tuple[UUID, UUID, bytes | memoryview]]:
    current = DeskKey.objects.filter(retired_on=None, reader__among=given.readers)
    return current.values_list("reader_id", "id", "public")


def keys_that_open(keys: Iterable[UUID]) -> set[UUID]:
    """Return which of these desk keys still open something. One query."""
    return set(DeskKey.objects.filter(id__in=list(keys), destroyed_on=None).values_list("id", flat=True))


def readers_without_a_key() -> list[Person]:
    """Return the advocates and alternates of today to whom nothing can be sealed yet: they never opened their desk."""
    roles = people.readers_today()
    keys = set(DeskKey.objects.filter(retired_on=None).values_list("reader_id", flat=True))
    return list(dict.fromkeys(role.person for role in roles if role.person.id not in keys))


def with_days_away(readers: Iterable[Reader]) -> list[Reader]:
    """Return these readers, each with the last day of a leave that runs today. One query.

    For pages that only the organisation reads: nobody outside learns who is away.
    """
    listed, today = list(readers), clock.today()
    away = people.days_away([each.person for each in listed], today, today + LONGEST_LEAVE)
    return [replace(each, away_until=rules.away_until(away.get(each.person, ()), today)) for each in listed]


def standing_of_readers(voice: UUID) -> list[Standing]:
    """Return those who can read a voice and cannot answer it today: who is away, and whose role has ended."""
    rows = VoiceReader.objects.filter(voice=voice, key__destroyed_on=None)
    named = dict(rows.order_by("key__reader__name").values_list("key__reader_id", "key__reader__name"))
    today, with_a_desk = clock.today(), {role.person.id for role in people.readers_today()}
    away = people.days_away(named, today, today + LONGEST_LEAVE)
    found = (
        Standing(name, person in with_a_desk, rules.away_until(away.get(person, ()), today))
        for person, name in named.items()
    )
    return [each for each in found if each.away_until is not None or not each.has_a_desk]


def ticked_for(person: Person, readers: list[Reader]) -> frozenset[UUID]:
    """Return the keys that are ticked at first for an author who is known: of others, whose scope holds their cell."""
    cell = people.cell_of(person)
    others = [each for each in readers if each.person != person.id]
    return rules.ticked_at_first(others, [cell.id, *people.cells_around(cell)] if cell else ())


def keys_of(readers: Iterable[Reader]) -> list[DeskKey]:
    """Return the desk keys of readers who were chosen among today's: enough of each to seal to it. No query."""
    return [DeskKey(id=reader.key, reader_id=reader.person, public=reader.public) for reader in readers]


def names_of_readers(voice: UUID) -> list[str]:
    """Return the names of those who can read a voice now: keys that were destroyed open nothing and are left out."""
    return readers_of([voice]).get(voice, [])


def people_reading(voices: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return, for each of these voices that is sealed to somebody, the people who can read it now."""
    people_of: dict[UUID, set[UUID]] = {}
    listed = list(voices)
    for voice, person in _reading(voices=listed) if listed else ():
        people_of.setdefault(voice, set()).add(person)
    return {voice: frozenset(readers) for voice, readers in people_of.items()}


@prepared
def _reading(given: Given) -> QuerySet[VoiceReader, tuple[UUID, UUID]]:
    rows = VoiceReader.objects.filter(voice__among=given.voices, key__destroyed_on=None)
    return rows.values_list("voice_id", "key__reader_id")


def readers_of(voices: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Return, for each of these voices, the names of those who can read it now."""
    rows = VoiceReader.objects.filter(voice__in=list(voices), key__destroyed_on=None)
    named = rows.order_by("key__reader__name").values_list("voice_id", "key__reader__name")
    names: dict[UUID, list[str]] = {}
    for voice, name in named:
        listed = names.setdefault(voice, [])
        if name not in listed:
            listed.append(name)
    return names
