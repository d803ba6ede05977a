"""Search: what somebody may read, found by its words. Open words only; nothing sealed ever comes here.

Use it as ``search.index(...)``, ``search.forget(...)``, ``search.search(...)``. The work is in
`groundswell.kit.search.documents`, imported at the first call: Django imports this package before its models may be.
"""

from collections.abc import Collection, Iterable

from groundswell.kit.search.words import Entry, Hit

__all__ = ["Entry", "Hit", "forget", "index", "index_many", "rebuild", "search"]


def index(context: str, object_id: str, *, title: str, body: str, audience: str, url: str) -> None:
    """Make an object findable, or replace what was said of it before; part of the caller's transaction.

    `audience`: "public", "organisation", "advocate", "cell:<uuid>" or "person:<uuid>".
    """
    index_many([Entry(context, object_id, title, body, audience, url)])


def index_many(entries: Iterable[Entry]) -> None:
    """Make many objects findable, or replace what was said of them before."""
    from groundswell.kit.search import documents  # noqa: PLC0415 - models must be loaded first

    documents.put(list(entries))


def forget(context: str, object_id: str) -> None:
    """Make an object unfindable, and its words gone: from the index at once, from the files when this is committed.

    What cannot be written anew at once (see `kit.sqlite.gone.erase`) is in the night.
    """
    from groundswell.kit.search import documents  # noqa: PLC0415 - models must be loaded first

    documents.remove(context, object_id)


def rebuild() -> None:
    """Index all documents again: after an import, or when the rules of `words` have changed."""
    from groundswell.kit.search import documents  # noqa: PLC0415 - models must be loaded first

    documents.rebuild()


def search(words: str, audiences: Collection[str], limit: int = 20) -> list[Hit]:
    """Return what holds all these words (or words that begin like them), best first; whatever they are, without error.

    Only documents for one of `audiences` (`people.policy.audiences_of`) are looked at.
    """
    from groundswell.kit.search import documents  # noqa: PLC0415 - models must be loaded first

    return documents.find(words, audiences, limit)
