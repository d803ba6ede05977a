"""The routes without cookies in a real browser: what it says of itself, what it does not, and across both workers.

Browsers say Sec-Fetch-Site to https and to localhost, and to no other plain name; a page that forbids the referrer
makes them say ``Origin: null``. Each test first makes sure that the browser really did.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import browsing
from tests.e2e.door import Door, door
from tests.journeys.steps import RECEIPT
from tests.soak.installation import Installation

WORDS = "Zqkeks: nobody shall know that this browser was here before."
MORE = "Zqkeks: and one more sentence."
COOKIE = "sessionid"
AGAIN = """async body => {
    const headers = {'Content-Type': 'application/x-www-form-urlencoded'};
    return (await fetch('/speak/', {method: 'POST', headers, body})).text();
}"""


@pytest.fixture
def way_in(house: Installation) -> Iterator[Door]:
    with door(house.server) as opened:
        yield opened


@pytest.fixture(params=["localhost", "groundswell.test"])
def visit(request: pytest.FixtureRequest, chromium: Browser, way_in: Door) -> Iterator[Page]:
    """A page whose browser brings a cookie along; one name is told where forms come from, the other is not."""
    origin = f"http://{request.param}:{way_in.port}"
    with browsing(chromium, origin) as context:
        context.add_cookies([{"name": COOKIE, "value": "zqforeign", "url": origin}])
        yield context.new_page()


def speak(page: Page) -> str:
    page.fill("textarea[name=text]", WORDS)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".receipt")).to_be_visible()
    found = RECEIPT.search(page.locator(".receipt").inner_text())
    assert found is not None
    return found.group()


def says_where_from(page: Page) -> bool:
    return "//localhost" in page.url


@pytest.mark.parametrize("referrer", ["same-origin", "no-referrer"])
def test_an_anonymous_dialogue_goes_its_whole_way_whatever_the_browser_says_of_itself(
    way_in: Door, visit: Page, referrer: str
) -> None:
    way_in.instead = {"referrer-policy": referrer}
    visit.goto("/speak/")
    expect(visit.locator("header .who")).to_have_text("This page does not know who you are")
    receipt = speak(visit)
    visit.goto("/thread/")
    visit.fill("input[name=receipt]", receipt)
    visit.keyboard.press("Enter")
    visit.fill("textarea[name=text]", MORE)
    visit.get_by_role("button", name="Send").click()
    expect(visit.get_by_text(MORE)).to_be_visible()
    expect(visit.get_by_text(WORDS)).to_be_visible()

    assert [each.get("value") for each in visit.context.cookies()] == ["zqforeign"]
    own = "null" if referrer == "no-referrer" else visit.url.removesuffix("/thread/")
    assert [each.path for each in way_in.posts] == ["/speak/", "/thread/", "/thread/"]
    for each in way_in.posts:
        assert each.sent.get("sec-fetch-site") == ("same-origin" if says_where_from(visit) else None)
        assert each.sent["origin"] == own
        assert COOKIE in each.sent["cookie"]
    assert not [each.path for each in way_in.passed if "set-cookie" in each.got]


def test_a_form_of_one_worker_is_taken_by_the_other_and_stays_one_voice_at_both(way_in: Door, visit: Page) -> None:
    first, second = way_in.workers
    way_in.leads_to = first
    visit.goto("/speak/")
    way_in.leads_to = second
    with visit.expect_request(lambda request: request.method == "POST") as sent:
        receipt = speak(visit)
    for worker in (first, second, first):
        way_in.leads_to = worker
        assert receipt in visit.evaluate(AGAIN, sent.value.post_data)
    assert [each.worker for each in way_in.posts] == [second, first, second, first]

    way_in.leads_to = first
    visit.goto("/thread/")
    visit.fill("input[name=receipt]", receipt)
    way_in.leads_to = second
    visit.keyboard.press("Enter")
    expect(visit.locator(".dialogue li")).to_have_count(1)
    assert {each.worker for each in way_in.posts} == {first, second}
    assert not [each.path for each in way_in.passed if "set-cookie" in each.got]


@pytest.mark.parametrize("host", ["localhost", "groundswell.test"])
def test_a_form_of_another_site_is_refused_by_what_each_browser_says(
    way_in: Door, chromium: Browser, host: str
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    form = (
        f'<form method="post" action="http://{host}:{way_in.port}/speak/"><input name="text" value="{WORDS}"><button>'
    )
    context.route("http://elsewhere.test/", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto("http://elsewhere.test/")
    with page.expect_response(f"http://{host}:{way_in.port}/speak/") as answered:
        page.get_by_role("button").click()
    assert answered.value.status == 403
    (sent,) = [each.sent for each in way_in.posts]
    assert sent["origin"] == "http://elsewhere.test"
    assert sent.get("sec-fetch-site") == ("cross-site" if host == "localhost" else None)
    # Where the browser blames nobody the words may be the reader's own, and stand there to be copied.
    assert (WORDS in page.content()) == (host != "localhost")
    context.close()


def test_a_right_receipt_is_in_no_address_and_in_no_header(way_in: Door, visit: Page) -> None:
    visit.goto("/speak/")
    receipt = speak(visit)
    visit.goto("/thread/")
    visit.fill("input[name=receipt]", receipt)
    visit.keyboard.press("Enter")
    expect(visit.get_by_text(WORDS)).to_be_visible()
    visit.get_by_role("link", name="What is stored").first.click()
    expect(visit.locator("h1")).not_to_have_text("Your dialogue")
    for each in way_in.passed:
        assert receipt not in each.path + "".join(each.sent.values()) + "".join(each.got.values())
