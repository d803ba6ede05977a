"""Routes on which the server never learns who is there: the cookie is gone before anything sees it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

PREFIXES = ("/speak/", "/thread/", "/b/", "/r/")


class CookielessMiddleware:
    """Outermost: removes the Cookie header on these routes, and every Set-Cookie of their answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer without knowing who asks, on these routes."""
        if not request.path_info.startswith(PREFIXES):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        response.cookies.clear()
        return response
