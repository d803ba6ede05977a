"""What was made public, for everybody."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from groundswell.register.policy import OUTSIDE
from groundswell.register.queries import concern as queries
from groundswell.register.views.answering import page
from groundswell.register.views.reading import concern_list
from groundswell.web.access import Access, access


@access(Access.PUBLIC)
def concerns(request: HttpRequest) -> HttpResponse:
    """List the concerns that are public, the same for everybody."""
    return page(request, "concerns", concern_list(request, OUTSIDE) | {"is_outside": True})


@access(Access.PUBLIC)
def concern(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Show one public concern, the same for everybody."""
    found = queries.concern_for(OUTSIDE, concern)
    if found is None or found.root is not None:
        raise Http404
    return page(request, "concern", {"shown": queries.page_of(found, OUTSIDE), "is_outside": True})
