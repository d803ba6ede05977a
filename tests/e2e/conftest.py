"""A real browser on the real demo."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.processes import Running, running

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
]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demo organisation, served."""
    with running("demo", tmp_path_factory.mktemp("demo") / "data") as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Watch:
    """What a browser asked for and complained about while a test ran."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self._origin = urlsplit(origin).netloc
        context.on("request", lambda request: self._note_request(request.url))
        context.on(
            "console", lambda message: self._note_console(message.type, message.text)
        )

    def _note_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.netloc != self._origin:
            self.foreign.append(url)

    def _note_console(self, kind: str, text: str) -> None:
        if kind == "error" and "status of 4" not in text:
            self.complaints.append(text)


@pytest.fixture
def context(demo: Running, chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile; it fails its test when a request left the origin or the policy refused something."""
    context = chromium.new_context(
        base_url=demo.url, viewport={"width": 1280, "height": 900}
    )
    watch = Watch(context, demo.url)
    yield context
    context.close()
    assert watch.foreign == []
    assert watch.complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A fresh page."""
    return context.new_page()


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe finds on the page, one sentence a fault."""
    result = Axe().run(page).response
    return [
        f"{fault['id']}: {fault['help']}: {[node['html'][:200] for node in fault['nodes']]}"
        for fault in result["violations"]
    ]


def picture_folder() -> Path:
    """Return the folder of the documentation's pictures."""
    folder = Path(__file__).parents[2] / "docs" / "use" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
