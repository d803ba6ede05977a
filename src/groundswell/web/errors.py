"""Pages for what went wrong. They need no database, and are the same bytes every time.

They know nothing of the request, but for what somebody typed and would lose.
"""

import re
from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import REASON_BAD_ORIGIN
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _

from groundswell.web.origin import is_ours, may_be_ours

_ORIGIN = REASON_BAD_ORIGIN.partition("%s")[0]
_MEGABYTE = 1024 * 1024
_SECRET = re.compile(r"csrf|pass|repeated|secret|receipt|recovery|group|code|key|token|credential", re.IGNORECASE)
# What a form says by itself: ids, choices, days. Nobody has to copy these.
_CHOICE = re.compile(r"[a-z0-9_:-]*", re.ASCII)


def missing(request: HttpRequest | None = None, exception: Exception | None = None) -> HttpResponse:
    """Answer for a page that does not exist, and for one that this visitor may not see.

    Both may have been there when somebody began to type: their words stand in a box to be copied.
    """
    del exception
    heading = _("There is no such page")
    sentence = _("It may have moved, or the address is not complete. Nothing was changed.")
    typed = [] if request is None or not may_be_ours(request) else _typed(request)
    if not typed:
        return page(HTTPStatus.NOT_FOUND, heading, sentence)
    return _with_words(HTTPStatus.NOT_FOUND, "web/handed_back.html", heading=heading, sentence=sentence, typed=typed)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for a request that cannot be read, and for one that is too long."""
    del request
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return too_long()
    return page(
        HTTPStatus.BAD_REQUEST,
        _("That could not be read"),
        _("What your browser sent is not complete, or not in a form that we understand. Nothing was stored."),
    )


def too_long() -> HttpResponse:
    """Answer for a request that is longer than `DATA_UPLOAD_MAX_MEMORY_SIZE` or has too many fields."""
    limit = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // _MEGABYTE
    file = settings.FILE_UPLOAD_MAX_MEMORY_SIZE // _MEGABYTE
    return page(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        _("That is more than fits"),
        _(
            "At most %(limit)d megabytes of text fit into one form, and %(file)d with a file. Nothing was stored, and "
            "what you typed is not on this page: go back in your browser, keep a copy, and send it in parts."
        )
        % {"limit": limit, "file": file},
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for what nobody may do in this way."""
    del exception
    return from_elsewhere(request)


def from_elsewhere(request: HttpRequest) -> HttpResponse:
    """Answer for a form that another site sent, or that seems so behind a proxy that changes the name of the host.

    Words that the browser does not blame on another site can be the reader's own: they stand in a box to be copied,
    and nothing on this page sends them.
    """
    heading = _("That did not come from a page of ours")
    sentence = _("Nothing was stored. Open the page here, and send it from there.")
    return _handed_back(request, HTTPStatus.FORBIDDEN, heading, sentence, "web/from_elsewhere.html")


def unreadable(request: HttpRequest) -> HttpResponse:
    """Answer for a form in which bytes are no letters; what could be read stands in a box to be copied."""
    heading = _("Some of it could not be read")
    sentence = _(
        "Nothing was stored: some letters arrived as something that is no text. Where that is, the words below have "
        "the sign �. Open the page, type or paste the words there, and send them."
    )
    return _handed_back(request, HTTPStatus.UNPROCESSABLE_ENTITY, heading, sentence, "web/handed_back.html")


def _handed_back(request: HttpRequest, status: HTTPStatus, heading: str, sentence: str, template: str) -> HttpResponse:
    typed = _typed(request) if may_be_ours(request) else []
    if not typed:
        return page(status, heading, sentence)
    address = _page_of(request)
    return _with_words(status, template, heading=heading, sentence=sentence, typed=typed, address=address)


def _with_words(status: HTTPStatus, template: str, **shown: object) -> HttpResponse:
    page_ = render_to_string(template, {**shown, "style": _style()})
    return HttpResponse(page_, status=status, headers={"Cache-Control": "no-store"})


def _page_of(request: HttpRequest) -> str:
    """Return where the page of a form is; the start page where a route only takes forms."""
    view = getattr(request.resolver_match, "func", None)
    if "GET" not in getattr(view, "methods", {"GET"}):
        return reverse("start")
    return escape_leading_slashes(escape_uri_path(request.path))


def _typed(request: HttpRequest) -> list[str]:
    """Return what somebody may have typed in a form: no passphrases, receipts or codes, and no choices."""
    if request.method != "POST":
        return []
    try:
        sent = request.POST
    except (SuspiciousOperation, MultiPartParserError, OSError):
        return []
    kept = [text for name in sent if not _SECRET.search(name) for text in sent.getlist(name)]
    return [text for text in kept if text.strip() and not _CHOICE.fullmatch(text)]


def not_allowed(methods: frozenset[str]) -> HttpResponse:
    """Answer for a page that exists, asked in a way that it does not answer."""
    response = page(
        HTTPStatus.METHOD_NOT_ALLOWED, _("This page does not do that"), _("Nothing was changed. Go back and try again.")
    )
    response["Allow"] = ", ".join(sorted(methods))
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """Answer for a fault of ours."""
    del request
    return page(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        _("Something broke on our side"),
        _("It is not your doing. Try again in a moment; what was stored before is safe."),
    )


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer for a form whose token is out of date: what was typed comes back, to be sent again.

    A form from elsewhere gets no button: its words could be somebody else's, on a page of ours. Nor does one whose
    origin was refused, because sending it again would be refused again.
    """
    is_refused_again = reason.startswith(_ORIGIN)
    return (None if is_refused_again else keep(request)) or from_elsewhere(request)


def keep(request: HttpRequest) -> HttpResponse | None:
    """Return a page that holds what was typed in a form of ours, or None where there is nothing to keep.

    Passphrases, receipts and codes are not kept.
    """
    if request.method != "POST" or not is_ours(request):
        return None
    kept = [(name, text) for name in request.POST for text in request.POST.getlist(name) if not _SECRET.search(name)]
    if not any(text.strip() for _name, text in kept):
        return None
    return render(request, "web/kept.html", {"kept": kept}, status=HTTPStatus.FORBIDDEN)


def page(status: HTTPStatus, heading: str, sentence: str) -> HttpResponse:
    """Return an error page."""
    return HttpResponse(_rendered(heading, sentence, _style(), get_script_prefix()), status=status)


@lru_cache(maxsize=64)
def _rendered(heading: str, sentence: str, style: str, _prefix: str) -> str:
    return render_to_string("web/error.html", {"heading": heading, "sentence": sentence, "style": style})


def _style() -> str:
    try:
        return static("web/groundswell.css")
    except ValueError:  # static files were not collected: the page is plain, and still there
        return ""
