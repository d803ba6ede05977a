"""A session belongs to a person, ends with them, and a copy of the database opens none."""

from base64 import b64decode
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from groundswell.kit import clock
from groundswell.people import actions, ports
from groundswell.people.models import Person, Session
from groundswell.people.sessions import SessionStore
from groundswell.project.urls import urlpatterns as product
from groundswell.web.access import Access, access
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@access(Access.MEMBER)
def _members_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"for {request.user}")


urlpatterns = [path("members-page", _members_page), *product]


def test_a_session_names_its_person(client_of: Callable[[Person], Client], bob: Person) -> None:
    client_of(bob)
    assert Session.objects.get().person == bob


def test_the_database_does_not_hold_the_cookie(client_of: Callable[[Person], Client], bob: Person) -> None:
    cookie = client_of(bob).cookies[settings.SESSION_COOKIE_NAME].value
    row = Session.objects.get()
    assert cookie not in (row.session_key, row.session_data)
    assert SessionStore(cookie).exists(cookie)
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = row.session_key
    assert thief.get("/members-page").status_code == 302


def test_the_data_of_a_session_opens_with_its_cookie_alone(client_of: Callable[[Person], Client], bob: Person) -> None:
    cookie = client_of(bob).cookies[settings.SESSION_COOKIE_NAME].value
    row = Session.objects.get()
    assert SessionStore(cookie).decode(row.session_data)["_auth_user_id"] == str(bob.id)
    assert SessionStore("x" * 32).decode(row.session_data) == {}
    assert str(bob.id).encode() not in b64decode(row.session_data)


@pytest.mark.parametrize("data", ["", "x", "eyJ", "AAAA" * 20, "💧"])
def test_data_that_is_damaged_opens_nothing_and_breaks_nothing(data: str, db: None) -> None:
    assert SessionStore("x" * 32).decode(data) == {}


def test_a_session_does_not_tell_the_hour_at_which_it_began(bob: Person) -> None:
    ends = set()
    for hour in (1, 9, 23):
        with time_machine.travel(clock.now().replace(hour=hour), tick=False):
            Client().force_login(bob)
            ends |= set(Session.objects.values_list("expire_date", flat=True))
    assert len(ends) == 1
    assert (ends.pop() - clock.now()) >= timedelta(days=13)


def test_a_session_that_is_over_opens_nothing(client_of: Callable[[Person], Client], bob: Person) -> None:
    browser = client_of(bob)
    assert browser.get("/members-page").content == b"for Bob"
    with time_machine.travel(clock.now() + timedelta(days=16), tick=False):
        assert browser.get("/members-page").status_code == 302


def test_signing_out_removes_the_session(client_of: Callable[[Person], Client], bob: Person) -> None:
    browser = client_of(bob)
    browser.logout()
    assert not Session.objects.exists()
    SessionStore("x" * 32).delete()


def test_a_browser_that_is_open_while_its_person_leaves_is_signed_out_at_the_next_click(
    organisation: Cast, client_of: Callable[[Person], Client]
) -> None:
    browser = client_of(organisation.bob)
    actions.leave(by=organisation.ada, person=organisation.bob)
    assert browser.get("/members-page").status_code == 302


def test_a_planned_leave_signs_out_on_its_day_before_any_worker_has_run(
    organisation: Cast, client_of: Callable[[Person], Client]
) -> None:
    browser = client_of(organisation.bob)
    actions.leave(by=organisation.ada, person=organisation.bob, day=clock.today() + timedelta(days=2))
    assert browser.get("/members-page").status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        assert browser.get("/members-page").status_code == 302
        assert Session.objects.filter(person=organisation.bob).exists()
        actions.let_go_of_who_left()
        assert not Session.objects.filter(person=organisation.bob).exists()


def test_the_sessions_of_who_stays_outlive_the_sweep(organisation: Cast, client_of: Callable[[Person], Client]) -> None:
    browser = client_of(organisation.bob)
    actions.let_go_of_who_left()
    assert browser.get("/members-page").status_code == 200


@pytest.fixture
def let_go(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return whom a context was told of to let go, in order."""
    names: list[str] = []

    class Keys:
        def departed(self, person: Person) -> None:
            names.append(person.name)

    monkeypatch.setattr(ports.departures, "_plugged", [Keys()])
    return names


def test_on_the_day_of_a_planned_leave_every_context_lets_go_once(organisation: Cast, let_go: list[str]) -> None:
    actions.leave(by=organisation.ada, person=organisation.bob, day=clock.today() + timedelta(days=2))
    assert (actions.let_go_of_who_left(), let_go) == (0, [])
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        assert [actions.let_go_of_who_left(), actions.let_go_of_who_left()] == [1, 0]
    assert let_go == ["Bob"]


def test_whoever_comes_back_before_the_sweep_comes_back_with_nothing_of_before(
    organisation: Cast, let_go: list[str]
) -> None:
    actions.leave(by=organisation.ada, person=organisation.bob, day=clock.today() + timedelta(days=2))
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        actions.rejoin(by=organisation.ada, person=organisation.bob)
        assert let_go == ["Bob"]
        actions.leave(by=organisation.ada, person=organisation.bob)
    assert let_go == ["Bob", "Bob"]
