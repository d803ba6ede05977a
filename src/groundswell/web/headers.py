"""Headers of every answer that Django does not set itself."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase

HEADERS = {
    # Nothing is kept by browsers or proxies, unless the answer itself says otherwise (static files, public pages).
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "X-Robots-Tag": "noindex, nofollow",
}


class HeadersMiddleware:
    """Sets what is missing, and makes a page that may not be seen equal to one that does not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with these headers."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.status_code == HTTPStatus.NOT_FOUND and response.has_header("Vary"):
            # Only a page that exists looks at the session: the difference would tell.
            del response["Vary"]
        return response
