"""Pieces from an idea to everybody, and a story of the inside that a second person looks at, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import browsing
from tests.processes import Running

type Look = Callable[[Page, str], None]


def become(page: Page, persona: str) -> None:
    """Sign in as somebody of the demo."""
    page.goto("/demo/")
    page.locator(f"form[action='/demo/{persona}/'] button").click()
    expect(page.locator("header .who")).to_contain_text("Sign out")


@pytest.mark.parametrize("script", [True, False])
def test_a_piece_goes_from_an_idea_to_somebody_who_is_not_signed_in(
    demo: Running, chromium: Browser, *, script: bool
) -> None:
    title = f"Where the notes lie, {'with' if script else 'without'} script"
    with browsing(chromium, demo.url, java_script_enabled=script) as context:
        page = context.new_page()
        become(page, "tomas")
        page.goto("/teaching/new/")
        page.get_by_text("documentation", exact=True).click()
        page.fill("input[name=title]", title)
        page.fill("input[name=for_whom]", "Whoever is new")
        page.fill("input[name=aim]", "They find them without asking")
        page.fill("textarea[name=words]", "## Here\n\nIn *one* folder.")
        page.get_by_role("button", name="Begin").click()
        for stage in ("draft", "review"):
            page.get_by_role("button", name=f"It is: {stage}").click()
        page.get_by_role("link", name="Publish it").click()
        page.get_by_text("everybody, also outside the organisation", exact=True).click()
        page.get_by_role("button", name="Publish it").click()
        expect(page.get_by_role("link", name="as everybody reads it")).to_be_visible()
    with browsing(chromium, demo.url, java_script_enabled=script) as context:
        page = context.new_page()
        page.goto("/")
        page.get_by_role("link", name="What teaches").click()
        page.get_by_role("link", name=title).click()
        expect(page.locator("em", has_text="one")).to_be_visible()
        assert context.cookies() == []


def test_a_story_of_the_inside_waits_for_a_second_person(demo: Running, chromium: Browser, look: Look) -> None:
    with browsing(chromium, demo.url) as context:
        page = context.new_page()
        become(page, "oskar")
        page.goto("/teaching/")
        look(page, "teaching")
        page.get_by_role("link", name="We decided something small").first.click()
        expect(page.get_by_role("heading", name="Could somebody be known by this?")).to_be_visible()
        look(page, "second-look")
        page.get_by_role("button", name="Nobody can be known by it").click()
        expect(page.get_by_text("Oskar Lind looked at exactly these words")).to_be_visible()
        page.goto("/duties/")
        page.get_by_role("link", name="Look through the Harbour forum").first.click()
        look(page, "duty")
