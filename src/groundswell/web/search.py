"""Find what may be read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.kit import search as index
from groundswell.web.access import Access, Visitor, access

FOUND_AT_MOST = 30
QUERY_LENGTH = 200


@access(Access.MEMBER)
def search(request: HttpRequest) -> HttpResponse:
    """Show what holds the words asked for, of what this person may read."""
    visitor: Visitor = request.user  # type: ignore[assignment]  # people.Person
    query = request.GET.get("q", "").replace("\x00", "").strip()
    hits = index.search(query, visitor.audiences(), FOUND_AT_MOST) if query else []
    words = {"query": query[:QUERY_LENGTH], "hits": hits, "is_full": len(hits) == FOUND_AT_MOST}
    return render(request, "web/search.html", words)
