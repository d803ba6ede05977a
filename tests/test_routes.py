"""Every route of the URL configuration, tried as everybody and by every method: what is declared is what happens."""

import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from http import HTTPStatus
from itertools import product

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from groundswell.kit import clock
from groundswell.web.access import Access
from groundswell.web.cookieless import PREFIXES
from tests.routes import objects
from tests.routes.stage import ADVOCATES, MEMBERS, READERS, VISITORS, Stage, set_up, taken_back
from tests.routes.things import Thing
from tests.routes.walk import TEACH, Route, routes

pytestmark = [pytest.mark.long, pytest.mark.django_db(databases="__all__")]
ROUTES = routes()
# The quick run looks; the full run tries every method.
EACH_METHOD = pytest.mark.parametrize(
    "methods",
    [
        pytest.param(("GET",), id="look"),
        pytest.param(("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"), id="other", marks=pytest.mark.slow),
    ],
)
OPEN_TO = {
    Access.COOKIELESS: frozenset(VISITORS),
    Access.PUBLIC: frozenset(VISITORS),
    Access.MEMBER: MEMBERS,
    Access.READER: READERS,
    Access.ADVOCATE: ADVOCATES,
    Access.ADMINISTRATOR: frozenset({"ada"}),
    Access.ORGANISER: ADVOCATES | {"ada"},
    Access.REFERRER: frozenset({"mo"}),
    Access.PLANNER: frozenset({"mo"}),
    Access.PLANNING: ADVOCATES | {"mo"},
}
OF_THE_DESK = {
    Access.READER,
    Access.ADVOCATE,
    Access.ADMINISTRATOR,
    Access.ORGANISER,
    Access.REFERRER,
    Access.PLANNER,
    Access.PLANNING,
}
# Routes without arguments that exist for nobody, and why they are there.
ABSENT = {route.name: "allauth looks for the name" for route in ROUTES if route.pattern.startswith("accounts/closed/")}


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Set everything up once for all routes; each test takes back what it did."""
    del django_db_setup
    with django_db_blocker.unblock(), taken_back():
        made = set_up()
        objects.make_all(made)
        yield made


def may(route: Route, visitor: str) -> bool:
    """Tell whether a route is for a visitor, as its view declares."""
    assert route.access is not None, f"{route.pattern} declares nobody. {TEACH}"
    return visitor in OPEN_TO[route.access]


def ask(client: Client, method: str, path: str) -> HttpResponse:
    """Send an empty request."""
    answer: HttpResponse = client.generic(method, path)  # type: ignore[assignment]
    return answer


def same(one: HttpResponse, other: HttpResponse) -> bool:
    """Tell whether two answers cannot be told apart."""
    return (one.status_code, one.content, dict(one.headers)) == (other.status_code, other.content, dict(other.headers))


def is_sent_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code in {302, 303} and answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_route_declares_for_whom_it_is(route: Route) -> None:
    assert route.access is not None, f"{route.pattern} declares nobody. {TEACH}"
    assert route.methods, f"{route.pattern} declares no method. {TEACH}"


def test_names_of_routes_are_of_one_route_each() -> None:
    names = [route.name for route in ROUTES if route.name not in {"account_login", "account_request_login_code"}]
    assert sorted(names) == sorted(set(names))


def test_cookieless_routes_lie_where_the_cookie_is_removed_and_nothing_else_does() -> None:
    below = {route.name for route in ROUTES if f"/{route.pattern}".startswith(PREFIXES)}
    assert below == {route.name for route in ROUTES if route.access is Access.COOKIELESS}


@pytest.mark.slow
@EACH_METHOD
@pytest.mark.parametrize("route", [route for route in ROUTES if not route.parameters], ids=str)
def test_a_route_is_open_to_whom_it_declares_and_to_nobody_else(
    route: Route, methods: tuple[str, ...], stage: Stage
) -> None:
    path = route.path({}) + objects.query_of(route, stage)
    for visitor, method in product(VISITORS, methods):
        _check(route, visitor, method, ask(stage.browser(visitor), method, path), exists=route.name not in ABSENT)


@pytest.mark.slow
@EACH_METHOD
@pytest.mark.parametrize("route", [route for route in ROUTES if route.parameters], ids=str)
def test_a_thing_exists_for_whom_it_is_and_is_missing_for_everybody_else(
    route: Route, methods: tuple[str, ...], stage: Stage
) -> None:
    for thing in objects.things_of(route, stage):
        present, absent = route.path(thing.arguments), route.path(thing.missing())
        for visitor, method in product(VISITORS, methods):
            answer = ask(stage.browser(visitor), method, present)
            if not may(route, visitor) or _is_for(route, thing, visitor):
                _check(route, visitor, method, answer, exists=True)
            else:
                never_there = ask(stage.browser(visitor), method, absent)
                told = f"{visitor} can tell by {method} that {present} is there"
                assert same(answer, never_there), f"{told}: {answer.status_code} against {never_there.status_code}"


def _is_for(route: Route, thing: Thing, visitor: str) -> bool:
    return visitor in (thing.keepers if route.access in OF_THE_DESK else thing.readers)


def _check(route: Route, visitor: str, method: str, answer: HttpResponse, *, exists: bool) -> None:
    """Hold an answer against the declaration."""
    told = f"{method} {route.pattern} as {visitor}: {answer.status_code}"
    if not may(route, visitor):
        assert same(answer, missing(method)) if visitor in MEMBERS else is_sent_to_sign_in(answer), told
    elif method not in route.methods:
        assert answer.status_code == 405, told
        assert answer["Allow"] == ", ".join(sorted(route.methods - {"HEAD"})), told
    else:
        assert answer.status_code not in {405, 500}, told
        assert not is_sent_to_sign_in(answer) or route.access is Access.PUBLIC, told
        assert method not in {"GET", "HEAD"} or (answer.status_code != 404) is exists, told
        assert method != "HEAD" or answer.content == b"", told
        assert not _kept_by_browsers(answer), (
            f"{told}: a form would lie in the browser's files; put {{% unkept %}} in it"
        )


FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.IGNORECASE | re.DOTALL)
POSTS = re.compile(r"""<form[^>]*\smethod="post\"""", re.IGNORECASE)
TYPED = re.compile(r"""<textarea[^>]*\sname=|<input[^>]*\stype="text"|<input[^>]*\sname="receipt\"""", re.IGNORECASE)
UNKEPT = re.compile(r"""<input type="password" name="unkept" value="[^"]""")


def _kept_by_browsers(answer: HttpResponse) -> list[str]:
    """Return the forms with words or a receipt that Chromium would write into its record of the session (G4)."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    sent = [form for form in FORM.findall(answer.content.decode()) if POSTS.match(form) and TYPED.search(form)]
    return [form for form in sent if not UNKEPT.search(form)]


@cache
def missing(method: str) -> HttpResponse:
    """Return the answer for a page that was never there."""
    return ask(Client(), method, "/no-such-page/")


@pytest.mark.slow
def test_a_desk_of_the_stage_stays_open_however_long_the_matrix_takes(stage: Stage) -> None:
    before = dict(stage.cookies["alice"])
    with clock.held_at(clock.now() + timedelta(minutes=10)):
        stage.look_again("alice")
    with clock.held_at(clock.now() + timedelta(minutes=20)):
        assert stage.browser("alice").get("/desk/talks/").status_code == HTTPStatus.OK
        stage.cookies["alice"] = before
        assert stage.browser("alice").get("/desk/talks/").status_code == HTTPStatus.FOUND


@pytest.mark.slow
@pytest.mark.parametrize("route", [route for route in ROUTES if "GET" in route.methods], ids=str)
def test_looking_changes_nothing(route: Route, stage: Stage) -> None:
    things = objects.things_of(route, stage) if route.parameters else [Thing({})]
    paths = [route.path(thing.arguments) + objects.query_of(route, stage) for thing in things]
    before = fingerprint()
    for path, visitor in product(paths, ("nobody", "bob", "alice", "otto", "ada", "cora", "felix")):
        browser = stage.browser(visitor)
        for _time in range(2):
            ask(browser, "GET", path)
    changed = {table for table, was in fingerprint().items() if before[table] != was}
    assert changed == set(), f"GET {route.pattern} changes {changed}"


FOR_MEMBERS = [
    route
    for route in ROUTES
    if "GET" in route.methods
    and route.access in OPEN_TO
    and route.access not in OF_THE_DESK
    and route.name not in ABSENT
]
UPLOAD = re.compile(r'<input[^>]*type="file"', re.IGNORECASE)
MUST = re.compile(r"<(?:input|textarea|select)[^>]*\srequired\b[^>]*>", re.IGNORECASE)
LEADS_OUT = {"questions:item": "a question is answered where it was asked; nobody has to"}
ELSEWHERE = re.compile(r'(?:href|action|src)="((?:https?:)?//[^"]+)"', re.IGNORECASE)


@pytest.mark.slow
@pytest.mark.parametrize("route", FOR_MEMBERS, ids=str)
def test_no_page_of_a_member_demands_a_field_takes_a_recording_or_sends_them_elsewhere(
    route: Route, stage: Stage
) -> None:
    """O8: no form that must be filled, no task, podcast, pull request, budget, survey, checklist, post or video."""
    things = objects.things_of(route, stage) if route.parameters else [Thing({})]
    for thing in things:
        page = ask(stage.browser("bob"), "GET", route.path(thing.arguments) + objects.query_of(route, stage))
        html = page.content.decode() if page.headers.get("Content-Type", "").startswith("text/html") else ""
        assert not UPLOAD.search(html), "a file to upload"
        assert not MUST.search(html), "a field that must be filled"
        assert route.name in LEADS_OUT or not ELSEWHERE.findall(html), "a way that leads out of the house"


def fingerprint() -> dict[str, str]:
    """Return a hash of each table of both databases."""
    found = {}
    for alias in connections:
        with connections[alias].cursor() as cursor:
            for table in sorted(connections[alias].introspection.table_names(cursor)):
                cursor.execute(f'SELECT * FROM "{table}"')
                rows = sorted(repr(row) for row in cursor.fetchall())
                found[f"{alias} {table}"] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found
