"""The routes of keys; and those of reading by machine, where the extra `api` is installed."""

from collections.abc import Callable
from functools import wraps
from importlib.util import find_spec

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from groundswell.web.access import Access, View, access

IS_HERE = find_spec("ninja") is not None


def of_keys() -> list[URLPattern]:
    """Return the routes of the page."""
    from groundswell.connectors.api import views  # noqa: PLC0415 - views ask this module whether the extra is here

    return [path("", views.keys, name="keys"), path("<uuid:key>/end/", views.end_key, name="end_key")]


def of_reading() -> list[URLPattern]:
    """Return the endpoints, each declared like every view of the house; none without the extra."""
    if not IS_HERE:
        return []
    from groundswell.connectors.api.endpoints import api, description  # noqa: PLC0415 - it needs the extra

    found = [each for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"]
    asked = [path(str(each.pattern), _declared(each.callback), name=each.name) for each in found]
    return [path("openapi.json", _declared(description), name="openapi-json"), *asked]


def _declared(view: Callable[..., HttpResponseBase]) -> View:
    """Return an endpoint that only looks, that no browser keeps, and that knows who asks by the key alone."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        asked, request.method = request.method, "GET"  # django-ninja knows no HEAD
        answer = view(request, *args, **kwargs)
        request.method = asked
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return access(Access.PUBLIC)(answered)
