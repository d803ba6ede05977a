"""A real browser on the real demo."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys import steps
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
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A small installation in which Alice and Otto have opened their desks."""
    with running("serve", tmp_path_factory.mktemp("loop") / "data") as server:
        for name, role in (("Alice", "advocate"), ("Otto", "alternate"), ("Bob", "")):
            steps.add_person(server, f"{name.lower()}@example.org", name, role)
        for name in ("alice", "otto"):
            steps.set_up_desk(steps.sign_in(server, f"{name}@example.org"))
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
        context.on("console", lambda message: self._note_console(message.type, message.text))

    def _note_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.netloc != self._origin:
            self.foreign.append(url)

    def _note_console(self, kind: str, text: str) -> None:
        if kind == "error" and "status of 4" not in text:
            self.complaints.append(text)


@contextmanager
def browsing(chromium: Browser, origin: str, **options: Any) -> Iterator[BrowserContext]:  # noqa: ANN401 - Playwright's own options
    """Open a fresh browser profile; fail when a request leaves the origin or the page's policy refuses something."""
    context = chromium.new_context(base_url=origin, **{"viewport": {"width": 1280, "height": 900}} | options)
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


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe finds on the page, one sentence a fault."""
    result = Axe().run(page).response
    return [
        f"{fault['id']}: {fault['help']}: {[node['html'][:200] for node in fault['nodes']]}"
        for fault in result["violations"]
    ]
