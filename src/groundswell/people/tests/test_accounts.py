"""Who belongs here signs in; who does not learns nothing, in the same time; and no moment of it is kept."""

import re
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.openid_connect import urls as openid_connect
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import include, path
from pytest_django.fixtures import Settings

from groundswell.kit import clock
from groundswell.kit.tests.postbox import Postbox, opened
from groundswell.people import actions
from groundswell.people.models import Person, Session
from groundswell.people.tests import identity
from groundswell.project.urls import urlpatterns as product
from groundswell.web.accounts import views
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

urlpatterns = [
    path("accounts/", include(openid_connect)),
    path("accounts/provider/error/", views.not_signed_in, name="socialaccount_login_error"),
    path("accounts/provider/cancelled/", views.not_signed_in, name="socialaccount_login_cancelled"),
    path("accounts/provider/unknown/", views.not_signed_in, name="socialaccount_signup"),
    *product,
]

STRANGER = "stranger@example.org"


@pytest.fixture(autouse=True)
def _no_tries_before() -> None:
    cache.clear()


def _ask(client: Client, address: str) -> None:
    assert client.post("/accounts/login/", {"email": address}).status_code == 302


def _code() -> str:
    found = re.search(r"Your code: (\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


@pytest.mark.slow
def test_a_stranger_and_a_member_are_answered_before_the_mail_server_has_taken_anything(
    organisation: Cast, settings: Settings, bob: Person, lee: Person
) -> None:
    settings.MAIL_SOON = True
    with opened(Postbox(let_go=threading.Event())) as box:
        settings.MAILERS = box.mailers
        for address in (bob.email, lee.email, STRANGER):
            _ask(Client(), address)
        assert box.recipients == []
        assert box.greeted == 3
        assert box.let_go is not None
        box.let_go.set()
        _until_mailed(box, bob.email)
    assert box.recipients == [bob.email]


def _until_mailed(box: Postbox, address: str) -> None:
    deadline = time.monotonic() + 5
    while address not in box.recipients:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_mail_server_that_refuses_our_sender_is_told_to_member_and_stranger_alike(
    organisation: Cast, settings: Settings, bob: Person
) -> None:
    with opened(Postbox(refuses_sender=True)) as box:
        settings.MAILERS = box.mailers
        for address in (bob.email, STRANGER):
            answer = Client().post("/accounts/login/", {"email": address})
            assert answer.status_code == 422
            assert "The mail server does not answer or refuses our mail, so no code was sent." in answer.text
            assert address in answer.text
    assert box.recipients == []


@pytest.mark.slow
def test_what_a_mail_server_refuses_later_cannot_be_told_but_the_page_says_what_to_try(
    organisation: Cast, settings: Settings, bob: Person
) -> None:
    pages = []
    with opened(Postbox(refused=frozenset({bob.email}))) as box:
        settings.MAILERS = box.mailers
        for address in (bob.email, STRANGER):
            answer = Client().post("/accounts/login/", {"email": address}, follow=True)
            assert "No mail after a few minutes?" in answer.text
            pages.append(re.sub(r'value="[^"]{64}"', "", answer.text).replace(address, "ADDRESS"))
    assert len(set(pages)) == 1


@pytest.mark.slow
def test_who_leaves_between_asking_and_typing_the_code_stays_out(organisation: Cast, client: Client) -> None:
    _ask(client, organisation.bob.email)
    code = _code()
    actions.leave(by=organisation.ada, person=organisation.bob)
    answer = client.post("/accounts/login/code/", {"code": code})
    assert "An administrator of your organisation adds people." in answer.content.decode()
    assert not Session.objects.filter(person=organisation.bob).exists()


@pytest.mark.slow
def test_nothing_of_a_sign_in_says_when_it_was(client: Client, bob: Person) -> None:
    moment = datetime(2026, 11, 24, 13, 37, 42, tzinfo=clock.now().tzinfo)
    with time_machine.travel(moment, tick=False):
        _ask(client, bob.email)
        client.post("/accounts/login/code/", {"code": _code()})
    assert Session.objects.filter(person=bob).exists()
    assert not hasattr(Person, "last_login") or Person.last_login is None
    assert [table for table in _tables() if _holds_a_moment(table, "13:37")] == []


def _tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name != "django_migrations"]


def _holds_a_moment(table: str, moment: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return any(moment in str(value) for row in cursor.fetchall() for value in row)


def test_a_passkey_keeps_neither_the_hour_it_was_made_nor_when_it_was_used(bob: Person) -> None:
    passkey = Authenticator.objects.create(user=bob, type=Authenticator.Type.WEBAUTHN, data={})
    passkey.record_usage()
    passkey.refresh_from_db()
    assert passkey.last_used_at is None
    assert passkey.created_at.time().isoformat() == "00:00:00"


@pytest.fixture
def provider(settings: Settings) -> Iterator[identity.Provider]:
    """Let the organisation sign in at an identity provider."""
    with identity.opened() as opened_provider:
        app = {
            "provider_id": "oidc",
            "name": "Tidewater",
            "client_id": "groundswell",
            "secret": "secret",
            "settings": {"server_url": opened_provider.url},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield opened_provider


def _sign_in_at(provider: identity.Provider, client: Client, **claims: object) -> str:
    provider.claims = {"sub": "1", **claims}
    to_provider = client.post("/accounts/oidc/oidc/login/")
    address = urlsplit(to_provider["Location"])
    assert address.path == "/authorize"
    state = parse_qs(address.query)["state"][0]
    answer = client.get("/accounts/oidc/oidc/login/callback/", {"code": "x", "state": state})
    return str(answer["Location"]) if answer.status_code == 302 else answer.content.decode()


@pytest.mark.slow
def test_the_identity_provider_lets_in_whose_address_is_known_here(
    provider: identity.Provider, client: Client, bob: Person
) -> None:
    assert _sign_in_at(provider, client, email="Bob@example.org", email_verified=True) == "/"
    assert _sign_in_at(provider, Client(), email="Bob@example.org", email_verified="true") == "/"
    assert Session.objects.filter(person=bob).exists()


def test_the_identity_provider_adds_nobody(provider: identity.Provider, client: Client, organisation: Cast) -> None:
    before = Person.objects.count()
    answer = _sign_in_at(provider, client, email=STRANGER, email_verified=True)
    assert "An administrator of your organisation adds people." in answer
    assert Person.objects.count() == before
    assert client.get("/waiting/").status_code == 302


@pytest.mark.slow
def test_an_address_that_the_provider_has_not_verified_opens_nothing(
    provider: identity.Provider, client: Client, bob: Person
) -> None:
    for claims in ({"email_verified": False}, {"email_verified": "false"}, {"email_verified": 1}, {}):
        answer = _sign_in_at(provider, client, email=bob.email, **claims)
        assert "did not say that it has checked your e-mail address" in answer
        assert "Sign in with a code instead." in answer
    assert not Session.objects.filter(person=bob).exists()


@pytest.mark.slow
def test_a_stranger_and_a_member_whose_address_is_not_verified_read_the_same(
    provider: identity.Provider, bob: Person
) -> None:
    pages = {_sign_in_at(provider, Client(), email=address) for address in (bob.email, STRANGER)}
    assert len({re.sub(r'value="[^"]{64}"', "", page) for page in pages}) == 1


@pytest.mark.slow
def test_a_provider_that_never_says_so_is_believed_for_the_domains_that_the_operator_trusts(
    provider: identity.Provider, client: Client, settings: Settings, bob: Person
) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["verified_email"] = ["elsewhere.example"]
    assert "did not say" in _sign_in_at(provider, client, email=bob.email)
    app["settings"]["verified_email"] = ["Example.org"]
    assert "did not say" in _sign_in_at(provider, client, email=bob.email, email_verified=False)
    assert not Session.objects.filter(person=bob).exists()
    assert _sign_in_at(provider, client, email=bob.email) == "/"
    assert Session.objects.filter(person=bob).exists()


@pytest.mark.slow
def test_a_provider_without_an_address_opens_nothing(
    provider: identity.Provider, client: Client, organisation: Cast
) -> None:
    for claims in ({}, {"email": ""}, {"email": None}, {"email": "bob"}):
        assert "did not say" in _sign_in_at(provider, client, **claims)


@pytest.mark.slow
def test_the_provider_does_not_let_in_who_has_left(provider: identity.Provider, client: Client, lee: Person) -> None:
    answer = _sign_in_at(provider, client, email=lee.email, email_verified=True)
    assert "An administrator of your organisation adds people." in answer
    assert not Session.objects.filter(person=lee).exists()


def test_nothing_of_the_provider_is_kept(provider: identity.Provider, client: Client, bob: Person) -> None:
    _sign_in_at(provider, client, email=bob.email, email_verified=True, picture="https://example.org/bob.png")
    for kept in (SocialAccount, SocialToken, EmailAddress):
        assert not kept.objects.exists()


@pytest.mark.slow
def test_a_session_of_the_provider_ends_with_its_person(
    provider: identity.Provider, client: Client, organisation: Cast
) -> None:
    _sign_in_at(provider, client, email=organisation.bob.email, email_verified=True)
    assert client.get("/waiting/").status_code == 200
    actions.leave(by=organisation.ada, person=organisation.bob)
    assert client.get("/waiting/").status_code == 302


def test_a_planned_first_day_opens_on_that_day(organisation: Cast, client: Client) -> None:
    day = clock.today() + timedelta(days=3)
    eve = actions.add_person(by=None, name="Eve", email="eve@example.org", joined_on=day)
    _ask(client, eve.email)
    assert mail.outbox == []
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        _ask(client, eve.email)
        assert len(mail.outbox) == 1
