"""Routes on which the server never learns who is there: the cookie is gone before anything sees it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from groundswell.web import errors
from groundswell.web.headers import HeadersMiddleware
from groundswell.web.origin import is_forged

PREFIXES = ("/speak/", "/thread/", "/b/", "/r/", "/in/")
# What says who or what is there, besides the address (which the throttle needs, hashed, for a moment).
_TELLING = ("HTTP_COOKIE", "HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_AUTHORIZATION", "HTTP_FROM", "REMOTE_USER")


class CookielessMiddleware:
    """Outermost: removes the Cookie header on these routes, and every Set-Cookie of their answers.

    There is no cookie, so there is no token of Django's against forged forms either: such views are exempt from it,
    and a form sent from another site is refused here, by what the browser says about where it came from.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer without knowing who asks, on these routes."""
        if not is_cookieless(request.path_info):
            return self.get_response(request)
        forget(request)
        response = _refuse(request) if is_forged(request) else self.get_response(request)
        response.cookies.clear()
        if response.has_header("Set-Cookie"):
            del response["Set-Cookie"]
        return response


# This page is made outside of the other middleware, and gets the same headers all the same.
_refuse = HeadersMiddleware(errors.from_elsewhere)


def is_cookieless(path_info: str) -> bool:
    """Tell whether a path, without the installation's own prefix, lies on these routes."""
    return f"{path_info}/".startswith(PREFIXES)


def forget(request: HttpRequest) -> None:
    """Remove what the request tells about its sender."""
    for name in [name for name in request.META if name in _TELLING or name.startswith("HTTP_SEC_CH_")]:
        del request.META[name]
    request.cookieless = True  # type: ignore[attr-defined]  # read by the header of the page, and by the logs
