"""Find what may be read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.kit import search as index
from groundswell.web.access import Access, Visitor, access
from groundswell.web.ports import search_guards

FOUND_AT_MOST = 30
QUERY_LENGTH = 200


@access(Access.MEMBER)
def search(request: HttpRequest) -> HttpResponse:
    """Show what holds the words asked for, of what this person may read."""
    visitor: Visitor = request.user  # type: ignore[assignment]  # people.Person
    query = request.GET.get("q", "").replace("\x00", "").strip()
    hits = _shown(visitor, index.search(query, visitor.audiences(), FOUND_AT_MOST)) if query else []
    words = {"query": query[:QUERY_LENGTH], "hits": hits, "is_full": len(hits) == FOUND_AT_MOST}
    return render(request, "web/search.html", words)


def _shown(visitor: Visitor, hits: list[index.Hit]) -> list[index.Hit]:
    hidden: set[tuple[str, str]] = set()
    for guard in search_guards:
        found = [hit.object_id for hit in hits if hit.context == guard.context]
        hidden |= {(guard.context, each) for each in (guard.hidden(visitor, found) if found else ())}
    return [hit for hit in hits if (hit.context, hit.object_id) not in hidden]
