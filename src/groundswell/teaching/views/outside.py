"""Pages for everybody, also outside: no sign-in, no cookie, and copies that are soon forgotten."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groundswell.kit.markdown import html_of
from groundswell.people import queries as people
from groundswell.teaching import sentences
from groundswell.teaching.feed import Feed
from groundswell.teaching.queries import outside as queries
from groundswell.teaching.rules.pieces import Kind
from groundswell.teaching.views.answering import page
from groundswell.web.access import Access, access

A_PAGE = 25
# A quote that is taken back is gone everywhere within a minute: so no copy is kept for longer than half of one.
_SECONDS = 30

type View = Callable[..., HttpResponse]


def kept_for_a_moment(view: View) -> View:
    """Let a copy be kept where nobody is signed in, and let search engines find the page."""

    @wraps(view)
    def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer.headers["X-Robots-Tag"] = "all"
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            answer.headers["Cache-Control"] = f"public, max-age={_SECONDS}"
        answer.headers["Vary"] = "Cookie"
        return answer

    return kept


@access(Access.PUBLIC)
@kept_for_a_moment
def learn(request: HttpRequest) -> HttpResponse:
    """List what teaches and was made public, the newest first."""
    words = request.GET.get("kind", "")
    kind = Kind(words) if words in set(Kind) else None
    shown = {
        "page": Paginator(queries.public_pieces(kind), A_PAGE).get_page(request.GET.get("page")),
        "kind": kind,
        "kinds": [(each.value, sentences.KIND[each]) for each in Kind],
    }
    return page(request, "public_pieces", shown)


@access(Access.PUBLIC)
@kept_for_a_moment
def piece(request: HttpRequest, piece: UUID) -> HttpResponse:
    """Show one of them. One that was taken down is as if it had never been."""
    found = queries.public_piece(piece)
    if found is None:
        raise Http404
    return page(request, "public_piece", {"shown": found, "piece": found.piece})


@access(Access.PUBLIC)
@kept_for_a_moment
def changed(request: HttpRequest) -> HttpResponse:
    """Show what changed because somebody said something: public concerns alone, and what was taught since."""
    return page(request, "public_changed", {"lines": queries.changed_because_you_said_so()})


@access(Access.PUBLIC)
@kept_for_a_moment
def podcast(request: HttpRequest) -> HttpResponse:
    """Give the podcast as a feed."""
    del request
    name = people.organisation().name if people.is_founded() else "Groundswell"
    channel = {
        "title": name,
        "link": _address(reverse("teaching:learn")),
        "description": _("The podcast of %(name)s.") % {"name": name},
        "language": get_language() or "en",
    }
    items = [
        (each, _address(reverse("teaching:public_piece", args=[each.id])), str(html_of(each.words)))
        for each in queries.episodes()
    ]
    written = Feed().written(channel, _address(reverse("teaching:podcast")), items)
    return HttpResponse(written, content_type="application/rss+xml; charset=utf-8")


def _address(path: str) -> str:
    root = settings.BASE_URL.removesuffix(settings.FORCE_SCRIPT_NAME or "")
    return f"{root}{path}"
