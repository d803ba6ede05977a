"""Which sources are read live, and how each of them stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from groundswell.kit.prepared import Given, prepared
from groundswell.questions.models import Source

# What a connector hands back when it takes something in.
type Connected = Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source as a list shows it."""

    id: UUID
    name: str
    kind: str
    address: str
    is_paused: bool
    read_at: datetime | None
    due_at: datetime | None
    fault: str
    items: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a source is opened with, as it is kept."""

    id: UUID
    kind: str
    address: str
    settings: Mapping[str, object]
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Broken:
    """A source that should be read and cannot be, with the reason."""

    id: UUID
    name: str
    fault: str


def source_of(source: UUID) -> Connected | None:
    """Return a source, or None."""
    return Source.objects.filter(pk=source).first()


def source_named(name: str) -> Connected | None:
    """Return the source of a name, in letters of any size, or None."""
    return Source.objects.filter(name__iexact=name.strip()).first()


def lines(kinds: tuple[str, ...]) -> list[SourceLine]:
    """Return the sources of these kinds, with how many items there are of each. One query."""
    shown = Q(items__opened_at__isnull=False, items__gone_at=None)
    found = Source.objects.filter(kind__in=kinds).annotate(shown=Count("items", filter=shown))
    return [
        SourceLine(
            id=each.id,
            name=each.name,
            kind=each.kind,
            address=each.address,
            is_paused=each.is_paused,
            read_at=each.read_at,
            due_at=each.due_at,
            fault=each.fault,
            items=each.shown,
        )
        for each in found
    ]


def broken(kinds: tuple[str, ...]) -> tuple[int, list[Broken]]:
    """Return how many sources of these kinds there are, and which cannot be read. Their items are not counted here."""
    rows = _standing(kinds=kinds)
    return len(rows), [Broken(pk, name, fault) for pk, name, fault, is_paused in rows if fault and not is_paused]


@prepared
def _standing(given: Given) -> QuerySet[Source, tuple[UUID, str, str, bool]]:
    return Source.objects.filter(kind__among=given.kinds).values_list("pk", "name", "fault", "is_paused")


def due(now: datetime) -> list[tuple[UUID, datetime]]:
    """Return which sources are due to be read, and since when, the longest first."""
    found = Source.objects.filter(is_paused=False, due_at__lte=now).order_by("due_at")
    return [(pk, at) for pk, at in found.values_list("pk", "due_at") if at is not None]


def live(kinds: tuple[str, ...]) -> list[UUID]:
    """Return all sources of these kinds that are not paused."""
    return list(Source.objects.filter(kind__in=kinds, is_paused=False).values_list("pk", flat=True))


def told_of(source: UUID) -> Told | None:
    """Return what a source is opened with. Asked at every knock, so it is prepared."""
    for pk, kind, address, settings, secret in _told(pk=source):
        return Told(pk, kind, address, settings or {}, bytes(secret or b""))
    return None


@prepared
def _told(given: Given) -> QuerySet[Source, tuple[UUID, str, str, Any, bytes | memoryview | None]]:
    return Source.objects.filter(pk=given.pk).values_list("pk", "kind", "address", "settings", "secret")
