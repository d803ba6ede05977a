"""A passkey made in a real browser opens a session, and is worth nothing once it is removed."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import browsing
from tests.journeys.steps import mailed, mailed_code
from tests.processes import Running

BOB = "bob@example.org"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def origin(loop: Running) -> str:
    """The server by a name, because a passkey belongs to a name and never to a number."""
    return f"http://localhost:{urlsplit(loop.url).port}"


@pytest.fixture
def device(chromium: Browser, origin: str) -> Iterator[BrowserContext]:
    """A browser on a device that keeps passkeys and knows its owner."""
    with browsing(chromium, origin) as context:
        yield context


def with_a_key(context: BrowserContext) -> Page:
    """Return a page whose device answers for its owner, as a finger on the sensor would."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def sign_in_by_mail(page: Page, server: Running) -> None:
    before = mailed(server.data)
    page.goto("/accounts/login/")
    page.get_by_label("Your e-mail address").fill(BOB)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(mailed_code(server.data, BOB, before))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_attached()


def use_passkey(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/mine/")
    page.get_by_role("button", name="Use a passkey").click()


def test_a_passkey_signs_its_owner_in_until_it_is_removed(loop: Running, device: BrowserContext) -> None:
    page = with_a_key(device)
    sign_in_by_mail(page, loop)
    page.goto("/accounts/passkeys/")
    page.get_by_label("A name for it").fill("My laptop")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("My laptop", exact=True)).to_be_visible()

    use_passkey(page)
    page.wait_for_url("**/mine/")
    expect(page.locator("h1")).to_have_text("What I said")

    page.goto("/accounts/passkeys/")
    page.get_by_role("button", name="Remove My laptop").click()
    expect(page.get_by_text("My laptop", exact=True)).to_have_count(0)

    use_passkey(page)
    expect(page.locator("h1")).to_have_text("That passkey did not open anything")
    page.goto("/mine/")
    page.wait_for_url("**/accounts/login/**")
