"""The demo's first page: one press, and somebody is signed in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import browsing
from tests.e2e.keyboard import press_at
from tests.processes import Running

PLACES = {"maren": ("Maren Holt", "/desk/"), "oskar": ("Oskar Lind", "/desk/"), "yuki": ("Yuki Aro", "/")}


@pytest.mark.parametrize("script", [True, False])
def test_one_press_makes_a_visitor_anybody_and_one_more_somebody_else(
    demo: Running, chromium: Browser, *, script: bool
) -> None:
    with browsing(chromium, demo.url, java_script_enabled=script) as context:
        page = context.new_page()
        page.goto("/")
        for key, (name, place) in PLACES.items():
            page.get_by_role("link", name="Be somebody else").click()
            page.locator(f"form[action='/demo/{key}/'] button").focus()
            page.keyboard.press("Enter")
            expect(page).to_have_url(demo.url + place)
            expect(page.locator("header .who")).to_contain_text(name)


def test_by_keyboard_the_passphrase_that_stands_there_opens_the_desk(
    demo: Running, chromium: Browser, look: Callable[[Page, str], None]
) -> None:
    with browsing(chromium, demo.url) as context:
        page = context.new_page()
        page.goto("/demo/")
        look(page, "demo")
        words = page.locator("#words-oskar").inner_text()
        press_at(page, "form[action='/demo/oskar/'] button")
        expect(page.locator("h1")).to_have_text("Your desk is locked")
        press_at(page, "input[name=passphrase]", "End")
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Desk")


def test_a_receipt_that_stands_there_opens_a_dialogue_with_an_answer(demo: Running, chromium: Browser) -> None:
    with browsing(chromium, demo.url) as context:
        page = context.new_page()
        page.goto("/demo/")
        receipt = page.locator("#receipt-1").inner_text()
        page.get_by_role("link", name="Enter it").first.click()
        page.fill("input[name=receipt]", receipt)
        page.keyboard.press("Enter")
        expect(page.locator(".dialogue .answer").first).to_be_visible()


def test_the_brief_of_a_proposition_in_three_parts_fits_one_screen(demo: Running, chromium: Browser) -> None:
    with browsing(chromium, demo.url, viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto("/demo/")
        page.locator("form[action='/demo/milo/'] button").click()
        page.goto("/propositions/")
        page.get_by_role("link", name="One advocate outside the cells", exact=False).first.click()
        expect(page.get_by_text("minutes to read")).to_be_visible()
        expect(page.locator("#parts > details")).to_have_count(6)
        assert page.locator("main").evaluate("main => main.getBoundingClientRect().bottom") <= 800
        page.get_by_role("link", name="Unfold everything").click()
        expect(page.get_by_text("It costs six hours and takes nothing from anybody.")).to_be_visible()
