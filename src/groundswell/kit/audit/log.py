"""Write and read the log."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count

from groundswell.kit import clock
from groundswell.kit.audit import chain
from groundswell.kit.audit.models import Entry, Head

# Any number that no other advisory lock of this product uses.
_LOCK = 7_204_118


@dataclass(frozen=True)
class VerbCount:
    """How often something was done."""

    context: str
    verb: str
    times: int


@dataclass(frozen=True)
class Line:
    """What a line will say. Changes hold ids, days and numbers."""

    actor: UUID | None
    verb: str
    context: str
    object_id: object = ""
    changes: Mapping[str, object] = field(default_factory=dict)


def record(*, actor: UUID | None, verb: str, context: str, object_id: object = "", **changes: object) -> None:
    """Add one line, as the last write of the action it belongs to: it and the act are kept together or not at all."""
    record_all([Line(actor, verb, context, object_id, changes)])


def record_all(lines: Sequence[Line]) -> None:
    """Add the lines of many acts that are done at once, in this order, each chained to the one before it."""
    if not lines:
        return
    today = clock.today()
    noted = [{name: chain.plain(value) for name, value in each.changes.items()} for each in lines]
    with transaction.atomic(savepoint=False):
        _one_writer_at_a_time()
        number, digest = _end()
        entries = []
        for each, changes in zip(lines, noted, strict=True):
            link = chain.Link(
                number + 1, today, each.actor, each.verb, each.context, str(each.object_id), changes, digest
            )
            number, digest = link.number, link.digest()
            entries.append(Entry(**vars(link), digest=digest))
        Entry.objects.bulk_create(entries)
        if not Head.objects.filter(id=1).update(number=number, digest=digest):
            Head.objects.create(id=1, number=number, digest=digest)


@dataclass(frozen=True)
class Noted:
    """A line as whoever follows the log reads it: not who did it, and not when within the day."""

    number: int
    verb: str
    context: str
    object_id: str
    changes: Mapping[str, chain.Value]


def after(number: int, *, most: int) -> list[Noted]:
    """Return the lines after one of this number, in their order. One query."""
    rows = Entry.objects.filter(number__gt=number).order_by("number")
    return [Noted(*row) for row in rows.values_list("number", "verb", "context", "object_id", "changes")[:most]]


def verify_chain(noted: tuple[int, str] | None = None) -> chain.Verdict:
    """Check every entry against the one before it, the last against the head, and all against an earlier `head()`."""
    with transaction.atomic():
        _one_writer_at_a_time()
        return chain.check(_links(), _head(), noted)


def count_by_verb(days: int) -> list[VerbCount]:
    """Return how often each thing was done within the last `days` days, today included: counts, and nothing else."""
    since = clock.today() - timedelta(days=days - 1)
    rows = Entry.objects.filter(day__gte=since).values_list("context", "verb").order_by("context", "verb")
    return [VerbCount(context, verb, times) for context, verb, times in rows.annotate(times=Count("number"))]


def head() -> tuple[int, str]:
    """Return number and digest of the last entry: who wrote them down can prove later that nothing was rewritten."""
    return _head() or (0, chain.GENESIS)


def _head() -> tuple[int, str] | None:
    return Head.objects.values_list("number", "digest").first()


def _end() -> tuple[int, str]:
    last = Entry.objects.order_by("-number").values_list("number", "digest").first()
    return last or (0, chain.GENESIS)


def _links() -> Iterator[tuple[chain.Link, str]]:
    fields = ("number", "day", "actor", "verb", "context", "object_id", "changes", "previous")
    for *content, digest in Entry.objects.order_by("number").values_list(*fields, "digest").iterator():
        yield chain.Link(*content), digest


def _one_writer_at_a_time() -> None:
    # SQLite's transactions begin IMMEDIATE, so that there is one writer anyway.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
