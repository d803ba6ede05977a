"""Pages for what went wrong. They know nothing of the request, need no database, and are the same bytes every time."""

import re
from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils.translation import gettext as _

from groundswell.web.origin import is_ours

_MEGABYTE = 1024 * 1024
_SECRET = re.compile(r"csrf|pass|secret|receipt|recovery|code|key|token", re.IGNORECASE)


def missing(request: HttpRequest | None = None, exception: Exception | None = None) -> HttpResponse:
    """Answer for a page that does not exist, and for one that this visitor may not see."""
    del request, exception
    return page(
        HTTPStatus.NOT_FOUND,
        _("There is no such page"),
        _("It may have moved, or the address is not complete. Nothing was changed."),
    )


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
    return page(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        _("That is more than fits"),
        _("At most %(limit)d megabytes fit into one form. Nothing was stored: send it in parts.") % {"limit": limit},
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for what nobody may do in this way."""
    del request, exception
    return from_elsewhere()


def from_elsewhere() -> HttpResponse:
    """Answer for a form that another site sent."""
    return page(
        HTTPStatus.FORBIDDEN,
        _("That did not come from a page of ours"),
        _("Nothing was stored. Open the page here, and send it from there."),
    )


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

    A form from elsewhere gets nothing back: its words would be somebody else's, on a page of ours.
    """
    del reason
    return keep(request) or from_elsewhere()


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
