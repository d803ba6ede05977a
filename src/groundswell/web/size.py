"""How much one request may hold: what is more gets a page that says so, and nothing of it reaches a disk."""

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from groundswell.web import errors

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# A browser that is still sending does not read the answer, and shows a broken connection instead.
MOST_READ_ON = 256 * 1024 * 1024
SECONDS_READ_ON = 10
_AT_ONCE = 256 * 1024


class SizeMiddleware:
    """Refuses a request that is larger than any form or file of ours, before anything of it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or say that it is too much."""
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            return errors.too_long()
        return self.get_response(request)


class Incoming(Protocol):
    """What a request is still sending."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes; none at the end."""
        ...


def reading_on(application: "WSGIApplication") -> "WSGIApplication":
    """Let an application's early answer be read: take in, and throw away, what the browser is still sending."""

    def serve(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        answer = application(environ, start_response)
        if environ.get("REQUEST_METHOD") not in {"GET", "HEAD"}:
            read_on(environ["wsgi.input"])
        return answer

    return serve


def read_on(incoming: Incoming, *, most: int = MOST_READ_ON, seconds: float = SECONDS_READ_ON) -> int:
    """Throw away what is left of a request, up to so many bytes and seconds; return how many bytes were left."""
    ends, left = time.monotonic() + seconds, 0
    while left < most and time.monotonic() < ends:
        read = len(incoming.read(_AT_ONCE))
        if not read:
            break
        left += read
    return left
