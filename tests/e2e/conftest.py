"""A real browser on the real demo, and on a small installation of two workers."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.journeys.steps import Somebody
from tests.processes import Running, running
from tests.soak.installation import Installation, founded

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Browsers say Sec-Fetch-Site to https and to localhost alone; to a name like this one they do not.
    "--host-resolver-rules=MAP groundswell.test 127.0.0.1",
]
HOSTS = "localhost,127.0.0.1,groundswell.test"
# Refused forms are part of some tests; and what asks for https is not heeded on a plain name, as the browser says.
EXPECTED = ("status of 4", "Cross-Origin-Opener-Policy header has been ignored")
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 700}
LOOKS = ((DESK, "light"), (PHONE, "dark"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demo organisation, served."""
    with running("demo", tmp_path_factory.mktemp("demo") / "data") as server:
        yield server


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A small installation of two workers in which Alice and Otto have opened their desks."""
    with founded(tmp_path_factory.mktemp("house") / "data", GROUNDSWELL_ALLOWED_HOSTS=HOSTS) as made:
        yield made


@pytest.fixture(scope="session")
def loop(house: Installation) -> Running:
    """The server of the small installation."""
    return house.server


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives browsers: one for the whole run."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """One browser for the whole run."""
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


class Watch:
    """What a browser asked for and complained about while a test ran."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self._origin = urlsplit(origin).netloc
        context.on("request", lambda request: self._note_request(request.url))
        context.on("console", lambda message: self._note_console(message.type, message.text))
        context.on("weberror", lambda fault: self.complaints.append(str(fault.error)))

    def _note_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.netloc != self._origin:
            self.foreign.append(url)

    def _note_console(self, kind: str, text: str) -> None:
        if kind == "error" and not any(words in text for words in EXPECTED):
            self.complaints.append(text)


@contextmanager
def browsing(chromium: Browser, origin: str, **options: Any) -> Iterator[BrowserContext]:  # noqa: ANN401 - Playwright's own options
    """Open a fresh browser profile; fail when a request leaves the origin or the page's policy refuses something."""
    context = chromium.new_context(base_url=origin, **{"viewport": DESK} | options)
    context.set_default_timeout(PATIENCE)
    watch = Watch(context, origin)
    yield context
    context.close()
    assert watch.foreign == []
    assert watch.complaints == []


@pytest.fixture
def page(loop: Running, chromium: Browser) -> Iterator[Page]:
    """A fresh page of a fresh profile, on the small installation."""
    with browsing(chromium, loop.url) as context:
        yield context.new_page()


@pytest.fixture
def plain_page(loop: Running, chromium: Browser) -> Iterator[Page]:
    """The same without JavaScript."""
    with browsing(chromium, loop.url, java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture
def page_of(loop: Running, chromium: Browser) -> Iterator[Callable[[Somebody], Page]]:
    """Return a function from somebody who is signed in to a page of their own browser."""
    with ExitStack() as opened:

        def of(somebody: Somebody) -> Page:
            context = opened.enter_context(browsing(chromium, loop.url))
            kept = somebody.visitor.cookies
            context.add_cookies([{"name": name, "value": value, "url": loop.url} for name, value in kept.items()])
            # Opening a desk changes the cookie of the session.
            opened.callback(lambda: kept.update({str(each["name"]): str(each["value"]) for each in context.cookies()}))
            return context.new_page()

        yield of


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures of pages lie after a run, for whoever wants to look."""
    return tmp_path_factory.mktemp("seen")


@pytest.fixture(scope="session")
def look(seen: Path) -> Callable[[Page, str], None]:
    """Return a function that looks at a page as it stands, on a desk by day and on a phone by night, and judges it."""

    def judge(page: Page, name: str) -> None:
        faults: list[str] = []
        for size, scheme in LOOKS:
            page.set_viewport_size({"width": size["width"], "height": size["height"]})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.screenshot(path=seen / f"{name}-{size['width']}.png")
            faults += accessibility_faults(page) + too_wide(page, size["width"])
        page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
        page.emulate_media(color_scheme="light")
        assert faults == [], f"{name}: {faults}"

    return judge


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe finds on the page, one sentence a fault."""
    result = Axe().run(page).response
    return [
        f"{fault['id']}: {fault['help']}: {[node['html'][:200] for node in fault['nodes']]}"
        for fault in result["violations"]
    ]


def too_wide(page: Page, width: int) -> list[str]:
    """Return a fault when the page must be pushed sideways to be read."""
    needed = page.evaluate("document.documentElement.scrollWidth")
    return [f"{needed} pixels wide on a screen of {width}"] if needed > width else []
