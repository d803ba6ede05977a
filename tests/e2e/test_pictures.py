"""The main pages of the demo, light and dark, on a phone and on a desk: seen, judged by axe, and kept as pictures.

The pictures of the documentation are made by naming its folder: ``GROUNDSWELL_PICTURES=docs/use/pictures ./dev e2e``.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.conftest import accessibility_faults, browsing
from tests.processes import Running

ADVOCATE = "Maren Holt"
MEMBER = "Milo Grant"
PAGES = {
    "speak": ("", "/speak/"),
    "receipt": ("", "/thread/"),
    "promise": ("", "/promise/"),
    "start": (MEMBER, "/"),
    "mine": (MEMBER, "/mine/"),
    "waiting": (MEMBER, "/waiting/"),
    "concerns": (MEMBER, "/concerns/"),
    "concern": (MEMBER, "/concerns/|/concerns/[0-9a-f-]{36}/"),
    "organisation": (MEMBER, "/organisation/"),
    "search": (MEMBER, "/search/?q=review"),
    "round": (MEMBER, "/rounds/|/rounds/[0-9a-f-]{36}/"),
    "opinions": (MEMBER, "/rounds/|/rounds/[0-9a-f-]{36}/|/rounds/[0-9a-f-]{36}/opinions/"),
    "propositions": (MEMBER, "/propositions/"),
    "proposition": (MEMBER, "/propositions/|/propositions/[0-9a-f-]{36}/"),
    "epics": (MEMBER, "/epics/"),
    "hours": (ADVOCATE, "/hours/"),
    "signals": (ADVOCATE, "/hours/signals/"),
    "plan": (ADVOCATE, "/plan/"),
    "questions": (ADVOCATE, "/questions/"),
    "question": (ADVOCATE, "/questions/|/questions/[0-9]+/"),
    "box": (ADVOCATE, "/questions/box/"),
    "waits": (ADVOCATE, "/questions/figures/"),
    "teaching": (ADVOCATE, "/teaching/"),
    "duties": (ADVOCATE, "/duties/"),
    "evidence": (ADVOCATE, "/evidence/|/evidence/sprint-[0-9]+/"),
    "desk": (ADVOCATE, "/desk/"),
    "thread": (ADVOCATE, "/desk/threads/|/desk/threads/[0-9a-f-]{36}/"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the pictures go: into the documentation when asked, else nowhere that lasts."""
    named = os.environ.get("GROUNDSWELL_PICTURES")
    chosen = Path(named) if named else tmp_path
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_main_page_is_whole_and_without_fault(
    demo: Running, chromium: Browser, folder: Path, width: int, scheme: str
) -> None:
    with browsing(chromium, demo.url, viewport={"width": width, "height": 900}, color_scheme=scheme) as context:
        faults = {}
        who = None
        for name, (person, where) in PAGES.items():
            if person != who:
                _be(context, demo, person)
                who = person
            page = context.new_page()
            _open(page, where)
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
            faults[name] = accessibility_faults(page) + _too_wide(page, width)
            page.close()
    assert {name: found for name, found in faults.items() if found} == {}


def _be(context: BrowserContext, demo: Running, person: str) -> None:
    """Become somebody on the demo's first page; the advocate's desk opens with the passphrase that stands there."""
    page = context.new_page()
    page.goto("/demo/")
    words = page.locator("li", has_text=ADVOCATE).locator("code").first.inner_text()
    if person:
        page.get_by_role("button", name=f"Be {person}").click()
        page.wait_for_load_state()
    if person == ADVOCATE:
        page.goto("/desk/")
        page.fill("input[name=passphrase]", words)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Lock").wait_for()
    page.close()


def _open(page: Page, where: str) -> None:
    """Open a page; after each bar stands what the link to follow from there looks like."""
    listed, *way = where.split("|")
    page.goto(listed)
    for wanted in way:
        addresses = page.eval_on_selector_all("main a", "links => links.map(link => link.getAttribute('href'))")
        page.goto(next(address for address in addresses if re.fullmatch(wanted, address or "")))


def _too_wide(page: Page, width: int) -> list[str]:
    """Return a fault when the page must be pushed sideways to be read."""
    needed = page.evaluate("document.documentElement.scrollWidth")
    return [f"{needed} pixels wide on a screen of {width}"] if needed > width else []
