"""Put, remove and find documents."""

from collections.abc import Collection, Sequence

from django.db import connections, router, transaction
from django.db.models import Q, QuerySet

from groundswell.kit.prepared import Given, prepared
from groundswell.kit.search.engine import engine_of
from groundswell.kit.search.models import Document
from groundswell.kit.search.words import Entry, Hit, asked, marked, snippet
from groundswell.kit.sqlite import gone

_BATCH = 500


def put(entries: Sequence[Entry]) -> None:
    """Store and index entries."""
    using = router.db_for_write(Document)
    for start in range(0, len(entries), _BATCH):
        with transaction.atomic(using=using):
            engine_of(connections[using]).put(connections[using], _stored(entries[start : start + _BATCH]))


def remove(context: str, object_id: str) -> None:
    """Delete a document and its words, from the index and from the files."""
    using = router.db_for_write(Document)
    with transaction.atomic(using=using):
        found = Document.objects.using(using).filter(context=context, object_id=object_id)
        ids = list(found.values_list("id", flat=True))
        if not ids:
            return
        engine = engine_of(connections[using])
        engine.remove(connections[using], ids)
        found.delete()
        engine.purge(connections[using])
        gone.erase(using)


def rebuild() -> None:
    """Index everything that is stored, again."""
    using = router.db_for_write(Document)
    rows = Document.objects.using(using).values_list("id", "title", "body", "audience").order_by("id")
    for start in range(0, rows.count(), _BATCH):
        engine_of(connections[using]).put(connections[using], list(rows[start : start + _BATCH]))


def find(query: str, audiences: Collection[str], limit: int) -> list[Hit]:
    """Return hits, best first; none for a query without words, or for nobody."""
    words = asked(query)
    if not words or not audiences or limit < 1:
        return []
    connection = connections[router.db_for_read(Document)]
    ids = engine_of(connection).find(connection, words, sorted(audiences), limit)
    documents = {each.pk: each for each in _documents(ids=ids)} if ids else {}
    return [_hit(documents[number], words) for number in ids if number in documents]


@prepared
def _documents(given: Given) -> QuerySet[Document]:
    return Document.objects.filter(id__among=given.ids)


def _stored(entries: Sequence[Entry]) -> list[tuple[int, str, str, str]]:
    """Save entries (the last one of each object), and return what the engine needs."""
    latest = {(entry.context, entry.object_id): entry for entry in entries}
    Document.objects.bulk_create(
        [Document(**_clean(entry)) for entry in latest.values()],
        update_conflicts=True,
        unique_fields=("context", "object_id"),
        update_fields=("audience", "url", "title", "body"),
    )
    condition = Q()
    for context in {entry.context for entry in latest.values()}:
        condition |= Q(context=context, object_id__in=[key[1] for key in latest if key[0] == context])
    return list(Document.objects.filter(condition).values_list("id", "title", "body", "audience"))


def _clean(entry: Entry) -> dict[str, str]:
    """Return the fields of an entry; no database keeps half a character, and PostgreSQL no NUL."""
    return {name: value.replace("\x00", "").encode(errors="replace").decode() for name, value in vars(entry).items()}


def _hit(document: Document, words: list[str]) -> Hit:
    return Hit(
        context=document.context,
        object_id=document.object_id,
        title=document.title,
        marked_title=marked(document.title, words),
        snippet=snippet(document.body, words),
        audience=document.audience,
        url=document.url,
    )
