"""Who may open a route: declared on the view, enforced here, and read by the permission matrix in the tests.

A view without a declaration fails the build (``tests/test_routes.py``).
"""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from http import HTTPStatus
from typing import Protocol

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

type View = Callable[..., HttpResponseBase]


class Access(Enum):
    """The kinds of people a route can be for, from everybody to few."""

    COOKIELESS = "anyone, and the server never learns who: no cookie, no session"
    PUBLIC = "anyone, signed in or not"
    MEMBER = "everyone in the organisation"
    READER = "advocates and alternates"
    ADVOCATE = "advocates"
    ADMINISTRATOR = "administrators"


class Visitor(Protocol):
    """What a signed-in person must be able to say of themselves."""

    is_authenticated: bool

    def may_open(self, access: Access) -> bool:
        """Tell whether a route declared for `access` is open to this person."""
        ...


def access(kind: Access, *methods: str) -> Callable[[View], View]:
    """Declare who may open a view and by which methods (GET alone when none is named).

    A visitor who is not signed in is sent to sign in; one who may not see the page gets the same 404 as for a
    page that does not exist.
    """
    allowed = frozenset(methods or ("GET",))

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            method = "GET" if request.method == "HEAD" else str(request.method)
            refusal = _refusal(request, kind)
            if refusal is not None:
                return refusal
            if method not in allowed:
                return HttpResponseNotAllowed(sorted(allowed))
            response = view(request, *args, **kwargs)
            if kind is not Access.PUBLIC or request.method == "POST":
                add_never_cache_headers(response)
            return response

        guarded.access = kind  # type: ignore[attr-defined]  # read by the permission matrix
        guarded.methods = allowed  # type: ignore[attr-defined]  # read by the permission matrix
        return guarded

    return declare


def _refusal(request: HttpRequest, kind: Access) -> HttpResponse | None:
    if kind in {Access.COOKIELESS, Access.PUBLIC}:
        return None
    visitor: Visitor = request.user  # type: ignore[assignment]  # people.Person, or Django's AnonymousUser
    if not visitor.is_authenticated:
        address = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
        status = HTTPStatus.SEE_OTHER if request.method == "POST" else HTTPStatus.FOUND
        return HttpResponse(status=status, headers={"Location": address})
    if not visitor.may_open(kind):
        raise Http404
    return None
