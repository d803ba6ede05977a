"""Refuses a form in which bytes are no letters: what Django puts in their place was not said by anybody."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import UnreadablePostError

from groundswell.web import errors

_UNREAD = "\ufffd"
_SIGN = _UNREAD.encode()


class ReadableMiddleware:
    """Before everything that reads a form: its bytes can be looked at only once it is read as bytes first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Keep the bytes of a form that is small enough; a longer one is refused or is a file."""
        if request.method == "POST" and _length(request) <= (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
            try:
                request.body  # noqa: B018 - Django remembers it
            except UnreadablePostError:
                return errors.bad_request(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Answer in place of the view where something of the form could not be read."""
        if request.method == "POST" and hasattr(request, "_body") and _holds_unread(request):
            return errors.unreadable(request)
        return None


def _holds_unread(request: HttpRequest) -> bool:
    """Tell whether more marks of what could not be read stand in the fields than were sent: those were typed."""
    marks = sum(each.count(_UNREAD) for name in request.POST for each in [name, *request.POST.getlist(name)])
    if not marks:
        return False
    is_form = request.content_type == "application/x-www-form-urlencoded"
    return marks > (unquote_to_bytes(request.body) if is_form else request.body).count(_SIGN)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
