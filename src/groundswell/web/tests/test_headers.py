"""What every answer carries."""

from collections.abc import Callable

import pytest
from django.conf import settings as product
from django.test import Client

from groundswell.people.models import Person

pytestmark = [pytest.mark.usefixtures("pages"), pytest.mark.django_db]
PATHS = ["/", "/speak/", "/promise/", "/accounts/login/", "/no-such-page/", "/break/", "/health/live"]


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_closed_to_other_sites(browser: Client, path: str) -> None:
    headers = browser.get(path).headers
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", PATHS)
def test_the_content_policy_knows_nothing_unsafe_and_no_other_host(browser: Client, path: str) -> None:
    policy = browser.get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "data:" not in policy


@pytest.mark.parametrize("path", ["/speak/", "/accounts/login/", "/no-such-page/", "/break/", "/member/"])
def test_nothing_but_public_pages_may_be_kept(browser: Client, path: str) -> None:
    assert "no-store" in browser.get(path).headers["Cache-Control"]


@pytest.mark.slow
def test_a_public_page_is_not_kept_when_it_names_somebody(
    browser: Client, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    assert browser.get("/promise/").headers["Cache-Control"] == "no-cache"
    assert client_of(bob).get("/promise/").headers["Cache-Control"] == "no-store"


def test_strict_transport_comes_with_https_alone() -> None:
    assert (product.SECURE_HSTS_SECONDS > 0) is product.HTTPS


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/promise/", "/accounts/login/", "/no-such-page/"])
def test_no_page_holds_inline_style_or_script_or_another_host(browser: Client, path: str) -> None:
    body = browser.get(path).content.decode()
    assert " style=" not in body
    assert "<style" not in body
    assert "javascript:" not in body
    assert " on" + "click" not in body
    assert 'src="http' not in body
    assert 'href="http' not in body
