"""The header stays as it is from page to page, whoever is signed in and however long the name."""

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import browsing
from tests.processes import Running

PAGES = ("/", "/log/", "/mine/", "/concerns/", "/said/openly/", "/waiting/", "/organisation/", "/search/")
LONG = "Wilhelmina Anastasia Featherstonehaugh-Cholmondeley of the Outer Saltmarsh Islands"
HEIGHT = "document.querySelector('.head').offsetHeight"


@pytest.mark.parametrize("name", ["", LONG])
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("person", ["Milo Grant", "Maren Holt"])
def test_the_header_is_equally_high_on_every_page(
    demo: Running, chromium: Browser, person: str, width: int, name: str
) -> None:
    with browsing(chromium, demo.url, viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto("/demo/")
        page.get_by_role("button", name=f"Be {person}").click()
        page.wait_for_load_state()
        heights = {where: _height(page, where, name) for where in PAGES}
        assert len(set(heights.values())) == 1, heights
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width == 1280:
            assert heights["/"] < 60, "one row"


def _height(page: Page, where: str, name: str) -> int:
    page.goto(where)
    if name:
        page.evaluate("name => { document.querySelector('.who > span').textContent = name }", name)
    return int(page.evaluate(HEIGHT))
