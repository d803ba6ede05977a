"""Whatever breaks, in whichever view: no page, log line, mail or report holds what was sent, or who sent it (G17)."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.views import debug
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from groundswell.project.settings import LOGGING
from groundswell.web.access import Access
from groundswell.web.reports import Reporter, SafeFormatter, WithoutRequest
from tests.routes import objects
from tests.routes.stage import Stage, set_up, taken_back
from tests.routes.walk import Route, routes

pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases="__all__")]
WORDS = "Zqbodyvogel one of us is leaving"
RECEIPT = "7QXV-BODY-CANA-RYXX-7777-7"
ADDRESS = "203.0.113.199"
AGENT = "Zqagentvogel/9.1"
CANARIES = ("Zqbodyvogel", "BODY-CANA", "203.0.113", "Zqagentvogel", "Zqqueryvogel", "Zqcookievogel", "Zqreferrervogel")
TYPED = (
    *("text", "passphrase", "new_passphrase", "title", "instead", "note", "what", "email", "code", "words"),
    *("reason", "need", "offer", "found", "kept", "duties", "said_at"),
)
BODY = dict.fromkeys(TYPED, WORDS) | {"receipt": RECEIPT, "recovery": RECEIPT, "level": "anonymous", "token": WORDS}
TELLING: dict[str, Any] = {
    "REMOTE_ADDR": ADDRESS,
    "HTTP_X_FORWARDED_FOR": ADDRESS,
    "HTTP_USER_AGENT": AGENT,
    "HTTP_REFERER": "http://testserver/Zqreferrervogel",
}
BY = {
    Access.COOKIELESS: "nobody",
    Access.PUBLIC: "bob",
    Access.MEMBER: "bob",
    Access.READER: "alice",
    Access.ADVOCATE: "alice",
    Access.ADMINISTRATOR: "ada",
    Access.ORGANISER: "ada",
    Access.REFERRER: "mo",
    Access.PLANNER: "mo",
    Access.PLANNING: "mo",
}
ROUTES = [route for route in routes() if not route.pattern.startswith("accounts/closed/")]


class Broken(Exception):
    """What a fault of ours might say: everything that it had in its hands."""


class Breaking:
    """Breaks every view once it is reached, as a fault of ours would, with everything that was sent in the message."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        """Read what was sent, and break with it in the message and in local values."""
        sent = request.POST.dict()
        told = f"{sent} {request.META} {request.body!r} {request.COOKIES}"
        try:
            raise ValueError(told)  # noqa: TRY301 - a cause with the same words, as faults of ours have
        except ValueError as first:
            raise Broken(told, request) from first


class Everything(logging.Handler):
    """Writes down what every logger says, twice: the sentence before anything cleans it, and as our handler prints it.

    Django's own sentence names the path alone, so that not even another handler would be told what was sent.
    """

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.printed: list[str] = []
        self.setFormatter(SafeFormatter())
        self.addFilter(WithoutRequest())

    def handle(self, record: logging.LogRecord) -> bool:
        """Keep the sentence as it was said."""
        self.printed.append(record.getMessage())
        return bool(super().handle(record))

    def emit(self, record: logging.LogRecord) -> None:
        """Print the record."""
        self.printed.append(self.format(record))


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Set everything up once for all routes."""
    del django_db_setup
    with django_db_blocker.unblock(), taken_back():
        made = set_up()
        objects.make_all(made)
        yield made


@pytest.fixture
def heard() -> Iterator[Everything]:
    """Hear all loggers at their most talkative."""
    ear, root = Everything(), logging.getLogger()
    loggers = [root, *(logging.getLogger(name) for name in (*logging.root.manager.loggerDict, "django.request"))]
    before = [(logger, logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
        logger.propagate = True
    root.addHandler(ear)
    yield ear
    root.removeHandler(ear)
    for logger, level, propagate in before:
        logger.setLevel(level)
        logger.propagate = propagate


def leaks(text: str) -> list[str]:
    """Return the canaries in some text."""
    return [canary for canary in CANARIES if canary.casefold() in text.casefold()]


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_view_that_breaks_betrays_nobody(route: Route, stage: Stage, heard: Everything, settings: Settings) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.{Breaking.__name__}"]
    settings.ADMINS = ["ada@example.org"]
    settings.MANAGERS = ["ada@example.org"]
    things = objects.things_of(route, stage) if route.parameters else None
    path = route.path(things[0].arguments if things else {})
    assert route.access is not None
    for method in sorted(route.methods & {"GET", "POST"}):
        client = stage.browser(BY[route.access])
        client.cookies["other"] = "Zqcookievogel"
        sent: dict[str, Any] = BODY if method == "POST" else {"q": "Zqqueryvogel"}
        answer = _ask(client, method, path, sent)
        assert answer.status_code == 500, f"{method} {path}: {answer.status_code}"
        assert leaks(answer.content.decode() + str(answer.headers) + str(answer.cookies)) == []
    assert heard.printed, "nobody would learn that something broke"
    assert leaks("\n".join(heard.printed)) == []
    assert leaks("\n".join(str(each.message()) for each in mail.outbox)) == []


def _ask(client: Client, method: str, path: str, sent: dict[str, Any]) -> HttpResponse:
    answer: Any = client.post(path, sent, **TELLING) if method == "POST" else client.get(path, sent, **TELLING)
    broken: HttpResponse = answer
    return broken


class Cursor:
    """A database that fails, and says with which values."""

    def __call__(self, execute: object, sql: str, params: object, many: object, context: object) -> object:
        """Fail as SQLite would, with the statement and its values."""
        raise RuntimeError(f"{sql} {params}")


@pytest.mark.parametrize("route", [route for route in ROUTES if route.access is Access.COOKIELESS], ids=str)
def test_a_database_that_fails_betrays_nobody(route: Route, stage: Stage, heard: Everything) -> None:
    things = objects.things_of(route, stage) if route.parameters else None
    path = route.path(things[0].arguments if things else {})
    for method in sorted(route.methods & {"GET", "POST"}):
        with connections["default"].execute_wrapper(Cursor()), connections["keyring"].execute_wrapper(Cursor()):
            answer = _ask(stage.browser("nobody"), method, path, BODY)
        # A refused form comes back filled in, to whoever sent it.
        page = answer.content.decode()
        if answer.status_code != 500:
            page = page.replace(WORDS, "").replace(RECEIPT, "")
        assert leaks(page) == []
    assert leaks("\n".join(heard.printed)) == []


def test_a_report_of_an_exception_holds_types_and_lines(rf: Any) -> None:  # noqa: ANN401 - pytest-django's
    request = rf.post("/speak/", BODY, **TELLING)
    try:
        raise Broken(WORDS, request)  # noqa: TRY301 - that is what is reported
    except Broken as broken:
        chosen: object = debug.get_exception_reporter_class(request)
        assert chosen is Reporter
        reporter = Reporter(request, Broken, broken, broken.__traceback__)
    for told in (reporter.get_traceback_text(), reporter.get_traceback_html()):
        assert "Broken" in told
        assert "test_forced_exceptions.py" in told
        assert leaks(told) == []


def test_the_shipped_handlers_all_print_safely() -> None:
    assert LOGGING["root"] == {"handlers": ["stderr"], "level": "WARNING"}
    handlers: dict[str, dict[str, object]] = LOGGING["handlers"]  # type: ignore[assignment]
    for handler in handlers.values():
        assert handler["formatter"] == "safe"
        assert handler["filters"] == ["without_request"]
    loggers: dict[str, dict[str, list[str]]] = LOGGING["loggers"]  # type: ignore[assignment]
    assert not any(logger.get("handlers") for logger in loggers.values())
