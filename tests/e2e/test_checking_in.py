"""Somebody tired answers the check-in: two taps, under ten seconds, without JavaScript, on a phone."""

import re
import time

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import DESK, LOOKS, PHONE, accessibility_faults, browsing
from tests.soak.installation import Installation, check_in_opened

WORDS = "Reviews wait for a week, and nobody says why."


@pytest.fixture(scope="module")
def links(house: Installation) -> list[str]:
    """Return the links of ballots that nobody used yet."""
    return check_in_opened(house.server.data)


@pytest.fixture
def address(links: list[str]) -> str:
    """Return the address of a ballot that this test uses."""
    return f"/b/{links.pop()}/"


@pytest.fixture
def unused(links: list[str]) -> str:
    """Return the address of a ballot that is only looked at."""
    return f"/b/{links[0]}/"


def number(page: Page, rating: int) -> Locator:
    return page.locator(".scale label", has_text=re.compile(f"^{rating}$"))


def test_two_taps_without_javascript_take_less_than_ten_seconds(plain_page: Page, address: str) -> None:
    began = time.monotonic()
    plain_page.goto(address)
    number(plain_page, 7).click()
    plain_page.get_by_role("button", name="Count my answer").click()
    expect(plain_page.get_by_role("heading", name="Counted. Thank you")).to_be_visible()
    assert time.monotonic() - began < 10
    plain_page.goto(address)
    expect(plain_page.get_by_text("has been used")).to_be_visible()


def test_the_cause_is_asked_below_five_and_hidden_from_five_on(plain_page: Page, unused: str) -> None:
    plain_page.goto(unused)
    cause = plain_page.get_by_text("Below 5: what is it mostly?")
    expect(cause).to_be_hidden()
    number(plain_page, 4).click()
    expect(cause).to_be_visible()
    number(plain_page, 5).click()
    expect(cause).to_be_hidden()


def test_by_keyboard_alone_words_get_a_receipt_and_the_page_forgets_them(page: Page, address: str) -> None:
    page.goto(address)
    assert accessibility_faults(page) == []
    page.locator("[name=rating]").first.focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(page.locator("[name=rating][value='3']")).to_be_checked()
    page.get_by_text("Anything you want me to carry?").press("Enter")
    page.locator("textarea[name=text]").focus()
    page.keyboard.type(WORDS)
    page.get_by_role("button", name="Count my answer").press("Enter")
    expect(page.locator("#receipt")).to_be_visible()
    assert accessibility_faults(page) == []
    expect(page.get_by_role("button", name="Talk now, anonymously")).to_be_visible()
    page.go_back()
    assert WORDS not in page.content()


@pytest.mark.parametrize(("size", "rows"), [(DESK, 1), (PHONE, 2)])
def test_the_ten_numbers_stand_in_one_row_and_in_two_on_a_small_phone(
    house: Installation, chromium: Browser, unused: str, size: dict[str, int], rows: int
) -> None:
    with browsing(chromium, house.server.url, viewport=size) as context:
        page = context.new_page()
        page.goto(unused)
        tops = {round(each.bounding_box()["y"]) for each in page.locator(".scale label").all()}  # type: ignore[index]
        assert len(tops) == rows
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        button = page.get_by_role("button", name="Count my answer").bounding_box()
        assert button is not None
        assert button["y"] + button["height"] <= size["height"]


@pytest.mark.parametrize(("size", "look"), LOOKS)
def test_a_mistyped_link_says_what_to_do(
    house: Installation, chromium: Browser, size: dict[str, int], look: str
) -> None:
    with browsing(chromium, house.server.url, viewport=size, color_scheme=look) as context:
        page = context.new_page()
        page.goto("/b/12-abc/")
        expect(page.get_by_text("This link is not whole")).to_be_visible()
        assert accessibility_faults(page) == []
