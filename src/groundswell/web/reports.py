"""What the logs say: that something happened, in which of our lines; never what somebody sent, nor who.

A message of an exception can hold a body ("invalid literal: ..."), so none is written: its type, the error code of the
database or the system, and the lines of code say enough.
"""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter

_SPOKEN = ("ImproperlyConfigured", "ImportError", "ModuleNotFoundError", "TemplateDoesNotExist")
_SERVER_ERROR = 500


class SafeFormatter(logging.Formatter):
    """One line a record: when, how bad, who says it, what; below it the lines of code where something broke."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def formatException(self, ei: Any) -> str:  # noqa: N802, ANN401 - the standard library names and types it so
        """Return types and lines, without messages."""
        return "\n".join(lines_of(ei[1])) if ei and ei[1] else ""

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - the standard library names it so
        """Return nothing: the stack is that of the logging call."""
        del stack_info
        return ""


class WithoutRequest(logging.Filter):
    """Replaces what Django says about a request by status, method and the *pattern* of the route.

    A path can hold a ballot's code; a query string, what was searched for. On cookie-less routes nothing is written
    but faults of ours: a line there would say that somebody spoke, and when.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean the record; drop it where it would tell."""
        request = record.__dict__.pop("request", None)
        if not isinstance(request, HttpRequest):
            return not record.name.startswith("django.security")
        status = record.__dict__.get("status_code", 0)
        if getattr(request, "cookieless", False) and status < _SERVER_ERROR:
            return False
        match = getattr(request, "resolver_match", None)
        record.msg, record.args = "%s %s %s", (status, request.method, match.route if match else "(no such page)")
        if status < _SERVER_ERROR:
            record.exc_info = None
        return True


class Reporter(ExceptionReporter):
    """Django's report of an unhandled exception, without body, address, agent, settings and local values."""

    def get_traceback_data(self) -> dict[str, object]:
        """Return nothing: there is no template that could show it."""
        return {}

    def get_traceback_text(self) -> SafeString:
        """Return types and lines."""
        return SafeString("\n".join(lines_of(self.exc_value)) + "\n")

    def get_traceback_html(self) -> SafeString:
        """Return types and lines."""
        return format_html("<pre>{}</pre>", str(self.get_traceback_text()))


def lines_of(error: BaseException | None) -> Iterator[str]:
    """Yield where an error and its causes arose, the first cause first, each with its type and code."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    for each in reversed(seen):
        yield from _frames(each.__traceback__)
        yield f"{type(each).__module__}.{type(each).__qualname__}{_code_of(each)}"


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"


def _code_of(error: BaseException) -> str:
    if type(error).__name__ in _SPOKEN:
        return f": {error}"
    codes = (getattr(error, name, None) for name in ("sqlite_errorname", "sqlstate", "strerror"))
    return "".join(f" ({code})" for code in codes if isinstance(code, str))
