"""From the start page to a number, to what it counted; and what will be looked at is registered, by keyboard alone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.kit import clock
from tests.e2e.conftest import PHONE, accessibility_faults, browsing
from tests.e2e.keyboard import press_at
from tests.processes import Running


def become(page: Page, key: str) -> None:
    page.goto("/demo/")
    press_at(page, f"form[action='/demo/{key}/'] button")
    page.wait_for_url(lambda address: "/demo/" not in address)


@pytest.mark.parametrize("script", [True, False])
def test_a_number_opens_what_it_counted(demo: Running, chromium: Browser, *, script: bool) -> None:
    with browsing(chromium, demo.url, java_script_enabled=script) as context:
        page = context.new_page()
        become(page, "yuki")
        page.goto("/")
        page.get_by_role("link", name="What changed, and how sure").click()
        page.get_by_role("link", name="All periods").click()
        page.locator("main a[href^='/evidence/sprint-']").nth(1).click()
        expect(page.get_by_role("heading", name="What is not known")).to_be_visible()
        number = page.locator("a[href$='/raised/']")
        # A screen reader hears what it is a number of, too.
        count = int(number.inner_text().partition(":")[0])
        number.click()
        expect(page.locator("main tbody tr")).to_have_count(count)


def test_what_will_be_looked_at_is_registered_and_cannot_be_seen_yet(demo: Running, chromium: Browser) -> None:
    with browsing(chromium, demo.url, viewport=PHONE) as context:
        page = context.new_page()
        become(page, "maren")
        page.goto("/evidence/registered/new/")
        assert accessibility_faults(page) == []
        press_at(page, "main form button.button")
        expect(page.locator(".problems")).to_contain_text("Say in a few words what is done.")
        page.fill("input[name=name]", "A review hour each morning")
        page.fill("input[name=on]", (clock.today() + timedelta(days=7)).isoformat())
        page.select_option("select[name=measure]", "concerns-fixed")
        press_at(page, "main form button.button")
        page.get_by_role("link", name="A review hour each morning").click()
        expect(page.locator("main")).to_contain_text("This data cannot show an effect yet.")
        expect(page.locator("main")).to_contain_text(re.compile(r"It has \d+ steps with a value before and 0 after"))
        assert accessibility_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
