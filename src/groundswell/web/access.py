"""Who may open a route: declared on the view, enforced here, and read by the permission matrix in the tests.

A view without a declaration fails the build (``tests/test_routes.py``).
"""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from http import HTTPStatus
from typing import Protocol

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from groundswell.web import errors

type View = Callable[..., HttpResponseBase]


class Access(Enum):
    """The kinds of people a route can be for, from everybody to few."""

    COOKIELESS = "anyone, and the server never learns who: no cookie, no session"
    PUBLIC = "anyone, signed in or not"
    MEMBER = "everyone in the organisation"
    READER = "advocates and alternates"
    ADVOCATE = "advocates"
    ADMINISTRATOR = "administrators"
    ORGANISER = "advocates and administrators"
    REFERRER = "who may refer somebody"
    PLANNER = "planners"
    PLANNING = "planners and advocates"


_OPEN_TO_ALL = frozenset({Access.COOKIELESS, Access.PUBLIC})


class Visitor(Protocol):
    """What a signed-in person must be able to say of themselves."""

    is_authenticated: bool

    def may_open(self, access: Access) -> bool:
        """Tell whether a route declared for `access` is open to this person."""
        ...

    def audiences(self) -> frozenset[str]:
        """Return the audiences that this person belongs to, in the words of `kit.search`."""
        ...


def access(kind: Access, *methods: str) -> Callable[[View], View]:
    """Declare who may open a view and by which methods (GET alone when none is named; HEAD comes with GET).

    A visitor who is not signed in is sent to sign in, and what they typed is kept; one who may not see the page gets
    the same 404 as for a page that does not exist. An action that refuses the person (PermissionError) or finds nothing
    that is there for them (LookupError) is answered in the same way. Cookie-less views are exempt from Django's form
    token: see `groundswell.web.cookieless`.
    """
    allowed = frozenset(methods or ("GET",))

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            answer = _refusal(request, kind, allowed) or _answer(view, request, *args, **kwargs)
            _say_who_may_keep(answer, request, kind)
            return answer

        guarded.access = kind  # type: ignore[attr-defined]  # read by the permission matrix
        guarded.methods = allowed  # type: ignore[attr-defined]  # read by the permission matrix
        guarded.csrf_exempt = kind is Access.COOKIELESS  # type: ignore[attr-defined]  # read by Django
        return guarded

    return declare


def _answer(view: View, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except (PermissionError, LookupError) as refused:
        if not _is_of_the_domain(refused):
            raise
        raise Http404 from refused


def _is_of_the_domain(error: PermissionError | LookupError) -> bool:
    """Tell a refusal raised by an action from a broken program: a file without rights, a missing key or index."""
    return type(error) in {PermissionError, LookupError} and getattr(error, "errno", None) is None


def _refusal(request: HttpRequest, kind: Access, allowed: frozenset[str]) -> HttpResponse | None:
    if kind not in _OPEN_TO_ALL:
        visitor: Visitor = request.user  # type: ignore[assignment]  # people.Person, or Django's AnonymousUser
        if not visitor.is_authenticated:
            return errors.keep(request) or _to_sign_in(request, allowed)
        if not visitor.may_open(kind):
            raise Http404
    method = "GET" if request.method == "HEAD" else request.method
    return None if method in allowed else errors.not_allowed(allowed)


def _to_sign_in(request: HttpRequest, allowed: frozenset[str]) -> HttpResponse:
    here = {"next": request.get_full_path()} if "GET" in allowed else {}
    address = f"{reverse('account_login')}{'?' if here else ''}{urlencode(here)}"
    status = HTTPStatus.FOUND if request.method in {"GET", "HEAD"} else HTTPStatus.SEE_OTHER
    return HttpResponse(status=status, headers={"Location": address})


def _say_who_may_keep(answer: HttpResponseBase, request: HttpRequest, kind: Access) -> None:
    """Let browsers keep a public page that was made for nobody in particular; all else is `no-store` (headers.py)."""
    anonymous = settings.SESSION_COOKIE_NAME not in request.COOKIES
    if kind is Access.PUBLIC and anonymous and request.method in {"GET", "HEAD"}:
        answer.headers.setdefault("Cache-Control", "no-cache")
