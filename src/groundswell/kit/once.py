"""What several parts of one page ask for is read once.

A GET changes nothing, so what was read while it is answered stays true until the answer is there. Everywhere else (a
form that was sent, a task, a command) each call reads anew: whoever writes must see what has just been written.
"""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from functools import wraps
from typing import cast

from django.http import HttpRequest, HttpResponse

SAFE = frozenset({"GET", "HEAD"})

type Answering = Callable[[HttpRequest], HttpResponse]

_read: ContextVar[dict[Hashable, object] | None] = ContextVar("read", default=None)


class OnceMiddleware:
    """Begins with nothing read, and forgets everything when the answer is there."""

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; what `once_a_page` marks is read once meanwhile, if the request may change nothing."""
        before = _read.set({} if request.method in SAFE else None)
        try:
            return self.get_response(request)
        finally:
            _read.reset(before)


def once_a_page[**P, R](ask: Callable[P, R]) -> Callable[P, R]:
    """Mark a question whose answer nobody changes in place: on one page it is asked once for the same arguments."""

    @wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        answers = _read.get()
        if answers is None:
            return ask(*args, **kwargs)
        key = (ask, args, tuple(sorted(kwargs.items())))
        if key not in answers:
            answers[key] = ask(*args, **kwargs)
        return cast("R", answers[key])

    return asked
