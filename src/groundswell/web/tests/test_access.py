"""Who may open a page: everybody else learns nothing, not even that it exists."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.people.models import Person

pytestmark = [pytest.mark.usefixtures("pages"), pytest.mark.django_db]
type Browsers = Callable[[Person], Client]


def test_a_visitor_is_sent_to_sign_in_and_back(client: Client) -> None:
    response = client.get("/member/?page=2")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=%2Fmember%2F%3Fpage%3D2"


def test_after_a_refused_act_nobody_is_sent_back_to_a_page_that_only_takes_forms(client: Client) -> None:
    response = client.post("/member/act/")
    assert response.status_code == 303
    assert response["Location"] == "/accounts/login/"


def test_a_member_opens_a_members_page(bob: Person, client_of: Browsers) -> None:
    assert client_of(bob).get("/member/").status_code == 200


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "patch", "delete", "options"])
def test_a_readers_page_does_not_exist_for_a_member_by_any_method(
    bob: Person, client_of: Browsers, method: str
) -> None:
    browser = client_of(bob)
    foreign = getattr(browser, method)("/reader/")
    absent = getattr(browser, method)("/no-such-page/")
    assert foreign.status_code == absent.status_code == 404
    assert foreign.content == absent.content
    assert dict(foreign.headers) == dict(absent.headers)


def test_advocate_and_alternate_open_a_readers_page(alice: Person, otto: Person, client_of: Browsers) -> None:
    assert [client_of(person).get("/reader/").status_code for person in (alice, otto)] == [200, 200]


def test_who_has_left_is_a_visitor(lee: Person, client_of: Browsers) -> None:
    assert client_of(lee).get("/member/").status_code == 302


@pytest.mark.parametrize("why", ["person", "nothing"])
def test_an_act_that_is_refused_is_answered_like_one_that_does_not_exist(
    bob: Person, client_of: Browsers, why: str
) -> None:
    browser = client_of(bob)
    refused, absent = browser.post("/member/act/refused/", {"why": why}), browser.post("/no-such-page/", {"why": why})
    assert refused.status_code == absent.status_code == 404
    assert refused.content == absent.content


@pytest.mark.parametrize("why", ["file", "key"])
def test_a_program_that_breaks_is_not_taken_for_a_refusal(bob: Person, client_of: Browsers, why: str) -> None:
    browser = client_of(bob)
    browser.raise_request_exception = False
    assert browser.post("/member/act/refused/", {"why": why}).status_code == 500


def test_head_is_answered_like_get_without_words(bob: Person, client_of: Browsers) -> None:
    response = client_of(bob).head("/member/")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_a_method_that_is_not_declared_changes_nothing(bob: Person, client_of: Browsers, method: str) -> None:
    response = getattr(client_of(bob), method)("/member/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, POST"


def test_a_missing_page_says_nothing_of_its_address(client: Client) -> None:
    assert client.get("/nothing/").content == client.get("/something/else/").content
    assert b"nothing/" not in client.get("/nothing/").content


def test_what_was_typed_comes_back_when_the_session_ended_meanwhile(client: Client) -> None:
    text = "A long sentence <b>that</b> took me twenty minutes to write, while my session ended somewhere else."
    response = client.post(
        "/member/", {"text": text, "passphrase": "mine alone"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert response.status_code == 403
    assert "A long sentence &lt;b&gt;that&lt;/b&gt;" in response.content.decode()
    assert "mine alone" not in response.content.decode()


def test_what_was_typed_comes_back_over_plain_http_where_browsers_say_less(client: Client) -> None:
    text = "A long sentence that took me twenty minutes to write, on a server of our own network."
    kept = client.post("/member/", {"text": text}, headers={"Origin": "http://testserver"})
    assert text in kept.content.decode()
    assert client.post("/member/", {"text": text}, headers={"Origin": "http://elsewhere.example"}).status_code == 303


def test_words_from_another_site_never_stand_on_a_page_of_ours(client: Client) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {}):
        response = client.post("/member/", {"text": "Please send your passphrase to me. " * 3}, headers=headers)
        assert response.status_code == 303
        assert b"Please" not in response.content


def test_a_form_that_was_open_for_too_long_comes_back_filled_in(bobs_browser: Client) -> None:
    text = "What I wrote in a form whose token is out of date, because I signed in again elsewhere."
    response = bobs_browser.post("/member/", {"text": text, "level": "open"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 403
    assert text in response.content.decode()
    assert 'name="level" value="open"' in response.content.decode()
    token = response.context["csrf_token"]
    again = bobs_browser.post("/member/", {"text": text, "csrfmiddlewaretoken": str(token)})
    assert again.status_code == 200


def test_a_forged_form_is_refused(bobs_browser: Client) -> None:
    response = bobs_browser.post("/member/", {"text": "forged " * 20}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert b"forged" not in response.content


PROXIED = {"Origin": "https://public.example"}
TYPED = "A sentence that <b>took</b> me twenty minutes."


def test_what_was_typed_behind_a_proxy_that_renames_the_host_can_be_copied(bobs_browser: Client) -> None:
    sent = {"text": TYPED, "new_passphrase": "seven herons", "repeated": "seven herons", "level": "open"}
    for headers in (PROXIED, PROXIED | {"Sec-Fetch-Site": "same-origin"}, {}):
        response = bobs_browser.post("/member/", sent, headers=headers)
        page = response.content.decode()
        assert (response.status_code, response["Cache-Control"]) == (403, "no-store")
        assert page.count("<textarea") == 1
        assert "readonly" in page
        assert "A sentence that &lt;b&gt;took&lt;/b&gt; me twenty minutes." in page
        assert "seven herons" not in page
        assert '<a href="/member/">Open the page here</a>' in page
        assert "<form" not in page


def test_a_route_that_only_takes_forms_leads_to_the_start_page(bobs_browser: Client) -> None:
    page = bobs_browser.post("/member/act/", {"text": TYPED}, headers=PROXIED).content.decode()
    assert '<a href="/">Open the page here</a>' in page


def test_a_form_without_words_gets_the_plain_page(bobs_browser: Client) -> None:
    sent = {"receipt": "ABCD-EFGH-JKMN-PQRS", "code": "QX7 42K", "level": "open", "csrfmiddlewaretoken": "x y"}
    page = bobs_browser.post("/member/", sent, headers=PROXIED).content.decode()
    assert "did not come from a page of ours" in page
    assert not any(secret in page for secret in ("ABCD", "QX7", "x y"))
    assert "<textarea" not in page


def test_a_second_typing_of_a_passphrase_is_not_kept_for_later_either(bobs_browser: Client) -> None:
    sent = {"text": TYPED, "repeated": "seven herons wait", "group": "K7Q2M"}
    page = bobs_browser.post("/member/", sent, headers={"Sec-Fetch-Site": "same-origin"}).content.decode()
    assert "Send again" in page
    assert "seven herons" not in page
    assert "K7Q2M" not in page
