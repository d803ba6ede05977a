"""Sign-in by mailed code: whoever asks, the page is the same; whoever left stays out."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from unittest.mock import patch

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from groundswell.kit import clock
from groundswell.people.models import Person, Session
from groundswell.web.accounts.urls import CLOSED

pytestmark = pytest.mark.django_db
type Browsers = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _no_tries_before() -> None:
    cache.clear()


def ask(client: Client, address: str) -> str:
    """Ask for a code, and return the page that follows."""
    response = client.post("/accounts/login/?next=/promise/", {"email": address}, follow=True)
    assert response.status_code == 200
    return re.sub(r'value="[^"]{64}"', "", response.content.decode()).replace(address, "ADDRESS")


def mailed_code() -> str:
    """Return the code of the last mail."""
    found = re.search(r"Your code: (\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


@pytest.mark.slow
def test_a_member_signs_in_with_the_code_of_the_mail_and_lands_where_they_were_going(
    client: Client, bob: Person
) -> None:
    ask(client, bob.email.upper())
    response = client.post("/accounts/login/code/", {"code": mailed_code(), "next": "/promise/"})
    assert (response.status_code, response["Location"]) == (302, "/promise/")
    assert Session.objects.filter(person=bob).exists()
    assert bob.name in client.get("/promise/").content.decode()


def test_a_wrong_code_is_refused_without_blame_and_the_third_one_asks_for_another(client: Client, bob: Person) -> None:
    ask(client, bob.email)
    for _ in range(2):
        assert (
            "This is not the code of the newest mail." in client.post("/accounts/login/code/", {"code": "WRONG1"}).text
        )
    page = client.post("/accounts/login/code/", {"code": "WRONG1"}, follow=True)
    assert "then ask for another code" in page.text
    assert 'name="email"' in page.text


def test_nobody_learns_from_the_page_who_belongs_to_the_organisation(bob: Person, lee: Person) -> None:
    pages = {ask(Client(), address) for address in (bob.email, lee.email, "stranger@example.org")}
    assert len(pages) == 1


@pytest.mark.parametrize("letter", ["\u212a", "\u017f"])
def test_a_mailbox_whose_letters_only_look_like_those_of_somebody_gets_no_code(bob: Person, letter: str) -> None:
    plain = {"\u212a": "k", "\u017f": "s"}[letter]
    Person.objects.filter(pk=bob.pk).update(email=f"{plain}ofi@example.org")
    ask(Client(), f"{letter}ofi@example.org")
    assert mail.outbox == []
    ask(Client(), f"{plain.upper()}ofi@example.org")
    assert [each.to for each in mail.outbox] == [[f"{plain}ofi@example.org"]]


def test_only_who_belongs_here_is_mailed(bob: Person, lee: Person) -> None:
    for address in (bob.email, lee.email, "stranger@example.org"):
        ask(Client(), address)
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [([bob.email], "Your code for Groundswell")]


def test_an_address_that_the_mail_server_refuses_looks_like_any_other(client: Client, db: None) -> None:
    usual = ask(Client(), "stranger@example.org")
    with patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=SMTPRecipientsRefused({})):
        assert ask(client, "nobody@example.org") == usual


def test_a_mail_server_that_does_not_answer_is_told_in_a_sentence(client: Client, bob: Person) -> None:
    for address in (bob.email, "stranger@example.org"):
        with patch("django.core.mail.backends.locmem.EmailBackend.open", side_effect=ConnectionRefusedError):
            response = client.post("/accounts/login/", {"email": address})
        assert response.status_code == 422
        assert "The mail server does not answer" in response.content.decode()
        assert address in response.content.decode()


def test_who_has_left_gets_no_code(client: Client, lee: Person) -> None:
    ask(client, lee.email)
    assert mail.outbox == []


def test_a_wrong_code_opens_nothing_and_three_end_the_asking(client: Client, bob: Person) -> None:
    ask(client, bob.email)
    answers = [client.post("/accounts/login/code/", {"code": "AAAAAA"}).status_code for _ in range(3)]
    assert answers == [422, 422, 302]
    client.post("/accounts/login/code/", {"code": mailed_code()})
    assert not Session.objects.filter(person=bob).exists()


def test_an_address_that_a_person_no_longer_has_opens_nothing(client: Client, bob: Person) -> None:
    old = bob.email
    ask(client, old)
    client.post("/accounts/login/code/", {"code": mailed_code()})
    assert not EmailAddress.objects.exists()
    EmailAddress.objects.create(user=bob, email=old, verified=True, primary=True)
    Person.objects.filter(pk=bob.pk).update(email="bob.new@example.org")
    ask(Client(), old)
    assert len(mail.outbox) == 1


def test_a_reassigned_address_opens_the_account_of_who_has_it_now(bob: Person, dana: Person) -> None:
    EmailAddress.objects.create(user=dana, email=bob.email, verified=True, primary=True)
    browser = Client()
    ask(browser, bob.email)
    browser.post("/accounts/login/code/", {"code": mailed_code()})
    assert [session.person_id for session in Session.objects.exclude(person=None)] == [bob.pk]


def test_a_flood_of_askings_is_stopped_in_a_sentence(bob: Person) -> None:
    last = [Client().post("/accounts/login/", {"email": bob.email}) for _ in range(5)][-1]
    assert last.status_code == 422
    assert "That was tried too often." in last.content.decode()


@pytest.mark.parametrize(
    "address", ["", "bob", "b@", "\x00@example.org", "x" * 5000 + "@example.org", "💧@example.org"]
)
def test_what_is_no_address_is_told_at_the_field(client: Client, db: None, address: str) -> None:
    response = client.post("/accounts/login/", {"email": address})
    assert response.status_code == 422
    assert 'id="id_email_error"' in response.content.decode()


def test_signing_out_ends_the_session_and_empties_the_browser(bob: Person, client_of: Browsers) -> None:
    browser = client_of(bob)
    assert browser.get("/accounts/logout/").status_code == 200
    assert Session.objects.filter(person=bob).exists()
    response = browser.post("/accounts/logout/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.filter(person=bob).exists()


def test_signing_out_twice_harms_nobody(client: Client, db: None) -> None:
    assert client.post("/accounts/logout/").status_code == 302


@pytest.mark.parametrize("name", CLOSED)
def test_pages_about_passwords_do_not_exist(client: Client, name: str, db: None) -> None:
    for method in (client.get, client.post):
        assert method(reverse(name)).content == client.get("/no-such-page/").content


@pytest.mark.parametrize(
    "path", ["password/change/", "password/reset/", "email/", "2fa/", "3rdparty/", "inactive/", ""]
)
def test_what_allauth_would_have_offered_is_not_there(client: Client, path: str, db: None) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404


def test_nobody_signs_up(client: Client, db: None) -> None:
    assert "An administrator" in client.get("/accounts/signup/").content.decode()
    assert client.post("/accounts/signup/", {"email": "new@example.org"}).status_code == 405
    assert not Person.objects.exists()
    with pytest.raises(NoReverseMatch):
        reverse("account_email")


BAD_CREDENTIALS = [
    "", "null", "[]", "1", '"x"', "{}", "{", '{"id": 1}', '{"response": []}', '{"response": {"userHandle": "!!"}}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {
        "authenticatorData": "AA", "clientDataJSON": "AA", "signature": "AA", "userHandle": "AAAA"}}),
]  # fmt: skip


@pytest.mark.parametrize("credential", BAD_CREDENTIALS)
def test_a_credential_of_any_shape_opens_nothing(client: Client, credential: str, db: None) -> None:
    client.post("/accounts/login/passkey/challenge/")
    response = client.post("/accounts/login/passkey/", {"credential": credential})
    assert response.status_code == 422
    assert "did not open anything" in response.content.decode()


@pytest.fixture
def fresh_browser(client: Client, bob: Person) -> Client:
    """Return a browser in which Bob signed in just now."""
    ask(client, bob.email)
    client.post("/accounts/login/code/", {"code": mailed_code()})
    return client


@pytest.mark.slow
@pytest.mark.parametrize("credential", BAD_CREDENTIALS)
def test_a_credential_of_any_shape_makes_no_passkey(fresh_browser: Client, credential: str) -> None:
    assert "passkey-form" in fresh_browser.get("/accounts/passkeys/").content.decode()
    fresh_browser.post("/accounts/passkeys/challenge/")
    response = fresh_browser.post("/accounts/passkeys/", {"name": "x", "credential": credential})
    assert response.status_code == 422
    assert "Nothing was changed" in response.content.decode()


def test_a_session_that_is_not_fresh_makes_no_passkey(fresh_browser: Client) -> None:
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert "sign out and in again first" in fresh_browser.get("/accounts/passkeys/").content.decode()
        assert fresh_browser.post("/accounts/passkeys/", {"credential": "{}"}).status_code == 422


def test_a_passkey_of_somebody_else_cannot_be_removed(bob: Person, client_of: Browsers) -> None:
    assert client_of(bob).post("/accounts/passkeys/1/remove/").status_code == 404
