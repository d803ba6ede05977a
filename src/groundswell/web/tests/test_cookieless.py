"""On these routes the server never learns who is there."""

import pytest
from django.conf import settings as product
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from groundswell.web import cookieless
from groundswell.web.tests import pages as served

pytestmark = pytest.mark.usefixtures("pages")
OWN = "http://testserver"


def test_no_view_sees_a_cookie_an_agent_or_where_somebody_came_from(client: Client) -> None:
    client.cookies["sessionid"] = "somebody"
    served.SEEN.clear()
    client.get(
        "/speak/", headers={"User-Agent": "Bob's own", "Referer": OWN, "Sec-CH-UA": "x", "Authorization": "Basic x"}
    )
    assert set(served.SEEN[0]) & {"HTTP_COOKIE", "HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_SEC_CH_UA"} == set()
    assert "HTTP_AUTHORIZATION" not in served.SEEN[0]


@pytest.mark.parametrize("path", ["/speak/", "/speak", "/speak/no-such-page", "/thread/", "/b/code/", "/r/code/"])
def test_no_answer_sets_a_cookie_whether_the_page_exists_or_not(client: Client, path: str) -> None:
    for response in (client.get(path), client.post(path, {"text": "a sentence"})):
        assert "Set-Cookie" not in response
        assert not response.cookies


def test_nothing_of_an_answer_is_kept_by_the_browser(client: Client) -> None:
    assert client.get("/speak/")["Cache-Control"] == "no-store"


def test_other_routes_keep_their_cookies(strict_browser: Client, db: None) -> None:
    assert strict_browser.get("/accounts/login/").cookies


@pytest.mark.parametrize(
    ("headers", "accepted"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": ""}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": OWN}, False),
        ({}, True),
        ({"Origin": "null"}, True),
        ({"Origin": OWN}, True),
        ({"Origin": product.CSRF_TRUSTED_ORIGINS[0]}, True),
        ({"Origin": "https://elsewhere.example"}, False),
        ({"Origin": "http://testserver.elsewhere.example"}, False),
        ({"Origin": "http://testserver:8001"}, False),
        ({"Origin": ""}, False),
    ],
)
def test_a_form_is_accepted_from_our_own_pages_alone(
    strict_browser: Client,
    headers: dict[str, str],
    accepted: bool,  # noqa: FBT001 - pytest gives parameters by name
) -> None:
    response = strict_browser.post("/speak/", {"text": "a sentence"}, headers=headers)
    assert response.status_code == (200 if accepted else 403)
    assert (b"a sentence" in response.content) is (accepted or "Sec-Fetch-Site" not in headers)
    assert "Set-Cookie" not in response


def test_words_behind_a_proxy_that_renames_the_host_can_be_copied_and_no_receipt_is_repeated(
    strict_browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    strict_browser.cookies["sessionid"] = "somebody"
    sent = {"text": served.CANARY + " <i>and</i> more", "receipt": "ABCD-EFGH-JKMN-PQRS", "token": "to ken"}
    response = strict_browser.post("/speak/", sent, headers={"Origin": "https://public.example"})
    page = response.content.decode()
    assert response.status_code == 403
    assert f"{served.CANARY} &lt;i&gt;and&lt;/i&gt; more" in page
    assert '<a href="/speak/">Open the page here</a>' in page
    assert "ABCD" not in page
    assert "to ken" not in page
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert served.CANARY not in caplog.text


def test_a_link_from_anywhere_opens_the_page(client: Client) -> None:
    assert client.get("/speak/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_the_exemption_from_form_tokens_reaches_no_other_route(strict_browser: Client, db: None) -> None:
    assert strict_browser.post("/member/act/", {"text": "a"}).status_code == 403


@pytest.mark.parametrize("path", ["/speaker/", "/speak-up/", "/threads/", "/", "/accounts/speak/", "/bx/", "//speak/"])
def test_only_whole_names_count(path: str) -> None:
    assert not cookieless.is_cookieless(path)


@given(rest=st.text(max_size=30))
def test_everything_below_these_routes_counts(rest: str) -> None:
    assert all(cookieless.is_cookieless(prefix + rest) for prefix in cookieless.PREFIXES)


def test_the_installation_may_lie_under_a_path() -> None:
    request = RequestFactory().get("/under/speak/", SCRIPT_NAME="/under", PATH_INFO="/speak/", HTTP_COOKIE="a=b")
    seen: list[dict[str, str]] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request.COOKIES)
        return HttpResponse()

    cookieless.CookielessMiddleware(answer)(request)
    assert seen == [{}]
