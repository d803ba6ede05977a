"""Error pages: the same bytes every time, without the request, and without a database."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from groundswell.web.tests.pages import CANARY

pytestmark = pytest.mark.usefixtures("pages")


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


def test_a_fault_of_ours_is_told_in_a_sentence_and_nothing_else(browser: Client) -> None:
    response = browser.post("/break/", {"text": CANARY}, headers={"User-Agent": CANARY, "Sec-Fetch-Site": "none"})
    assert response.status_code == 500
    assert CANARY not in response.content.decode()
    assert "not your doing" in response.content.decode()


def test_a_page_of_an_error_stands_when_the_database_does_not(browser: Client) -> None:
    with patch("django.db.backends.base.base.BaseDatabaseWrapper.ensure_connection", side_effect=OperationalError):
        assert browser.get("/health/ready").status_code == 503
        assert browser.get("/health/live").status_code == 200
        browser.cookies["sessionid"] = "somebody"
        assert browser.get("/health/live").status_code == 200
        assert browser.get("/member/").status_code == 500
        assert browser.get("/no-such-page/").status_code == 404


def test_a_page_of_an_error_stands_when_static_files_were_not_collected(browser: Client) -> None:
    with patch("groundswell.web.errors.static", side_effect=ValueError):
        response = browser.get("/no-such-page/")
    assert response.status_code == 404
    assert b"stylesheet" not in response.content


def test_more_than_fits_is_told_in_a_sentence(browser: Client) -> None:
    response = browser.post("/speak/", {"text": "x" * (6 * 1024 * 1024 + 1)})
    assert response.status_code == 413
    assert "At most 6 megabytes" in response.content.decode()


def test_too_many_fields_are_told_in_a_sentence(browser: Client) -> None:
    response = browser.post("/speak/", {f"field{number}": "x" for number in range(1001)})
    assert response.status_code == 413


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nhalf"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=" + "x" * 300, b"long boundary"),
        ("application/x-www-form-urlencoded; charset=utf-99", b"text=a"),
        ("application/x-www-form-urlencoded", b"text=%ff%fe%00&&&=&text"),
        ("text/plain", b"\x00\xff"),
        ("", b"text=a"),
    ],
)
def test_a_body_of_any_shape_breaks_nothing(browser: Client, content_type: str, body: bytes) -> None:
    assert browser.generic("POST", "/speak/", body, content_type).status_code in {200, 400, 403, 422}


@pytest.mark.parametrize("path", ["/%00/", "/%ff%fe/", "/" + "x" * 5000, "/?a=%00", "/?" + "a=b&" * 3000, "/speak/%00"])
def test_an_address_of_any_shape_breaks_nothing(browser: Client, path: str, db: None) -> None:
    assert browser.get(path).status_code in {200, 400, 404, 413}


def test_a_foreign_host_name_is_refused_without_repeating_it(browser: Client) -> None:
    response = browser.post("/speak/", {"text": CANARY}, headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "evil" not in response.content.decode()


def test_what_was_typed_for_a_page_that_is_gone_can_be_copied(browser: Client) -> None:
    sent = {"text": f"{CANARY} & more", "kind": "concern", "token": "to ken", "receipt": "ABCD-EFGH"}
    response = browser.post("/no-such-page/", sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 404
    assert f"{CANARY} &amp; more</textarea>" in response.text
    assert "There is no such page" in response.text
    assert response["Cache-Control"] == "no-store"
    assert "to ken" not in response.text
    assert "ABCD" not in response.text
    assert response.text.count("<textarea") == 1


def test_a_page_that_is_gone_repeats_no_words_of_another_site(browser: Client) -> None:
    response = browser.post("/no-such-page/", {"text": CANARY}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 404
    assert CANARY not in response.text


@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_a_page_that_is_gone_is_gone_for_what_cannot_be_read(browser: Client, content_type: str) -> None:
    body = b"--x\r\nContent-Disposition: form-data" + b"&x=1" * 2000
    assert browser.post("/no-such-page/", body, content_type=content_type).status_code in {400, 404, 413}
