"""What a browser's own folder holds after somebody spoke on it, and what a page of another site can send (G4)."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.e2e.conftest import CHROMIUM, FLAGS, PATIENCE
from tests.journeys.steps import RECEIPT
from tests.privacy.hunt import Hunt
from tests.processes import Running

WORDS = "Zqbrowservogel has no hours left"


@pytest.fixture
def elsewhere(demo: Running) -> Iterator[str]:
    """Serve another site, with a form that speaks in our name; return its address."""
    page = f"""<form method="post" action="{demo.url}/speak/"><input name="text" value="{WORDS}">
<input name="level" value="anonymous"><button>Win a prize</button></form>"""

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """The folder that a browser keeps."""
    return tmp_path / "profile"


@contextmanager
def shared(driver: Playwright, profile: Path, origin: str) -> Iterator[Page]:
    """Open a browser on a folder of its own; as people's browsers do, it keeps pages in memory for the back button."""
    context = driver.chromium.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
        base_url=origin,
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    _make_sure_that_pages_are_kept(page)
    yield page
    context.close()


def _make_sure_that_pages_are_kept(page: Page) -> None:
    page.goto("/promise/")
    page.evaluate("addEventListener('pageshow', event => { document.title = `kept: ${event.persisted}`; })")
    page.goto("/health/live")
    page.go_back(wait_until="commit")
    expect(page).to_have_title("kept: true")


def leave_and_come_back(page: Page, heading: str) -> None:
    """Follow a link to elsewhere, as soon as the page is whole, and press the back button."""
    page.wait_for_function("() => Boolean(customElements.get('settled-page'))")
    page.locator(".foot a").first.click()
    page.wait_for_url("**/promise/")
    page.go_back(wait_until="commit")
    expect(page.locator("h1")).to_have_text(heading)


def say(page: Page) -> str:
    page.goto("/speak/")
    page.fill("textarea[name=text]", WORDS)
    page.get_by_role("button", name="Send").click()
    found = RECEIPT.search(page.locator(".receipt").inner_text())
    assert found is not None
    return found.group()


def open_dialogue(page: Page, receipt: str) -> None:
    page.goto("/thread/")
    page.fill("input[name=receipt]", receipt)
    page.keyboard.press("Enter")
    expect(page.get_by_text(WORDS).first).to_be_visible()


def mistyped(receipt: str) -> str:
    """Return the receipt with its last character wrong: whoever finds it tries 31 others, and is in."""
    return receipt[:-1] + ("A" if receipt[-1] != "A" else "B")


def mistype(page: Page, receipt: str) -> None:
    page.goto("/thread/")
    page.fill("input[name=receipt]", mistyped(receipt))
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("input[name=receipt]")).to_have_value(mistyped(receipt))


def kept_by(page: Page) -> str:
    """Return everything that a page can have left in its browser, and what its window remembers."""
    return str(
        page.evaluate(
            """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, await caches.keys(),
            await indexedDB.databases(), document.cookie, window.name, history.state, location.href])"""
        )
    )


def test_neither_back_nor_forward_shows_words_or_a_receipt_and_nothing_is_stored(
    demo: Running, driver: Playwright, profile: Path
) -> None:
    with shared(driver, profile, demo.url) as page:
        page.goto("/speak/")
        page.fill("textarea[name=text]", WORDS)
        leave_and_come_back(page, "Say something")
        expect(page.locator("textarea[name=text]")).to_have_value("")

        page.fill("textarea[name=text]", WORDS)
        for box in page.locator("input[name=readers]").all():
            box.uncheck()
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_be_visible()
        leave_and_come_back(page, "Say something")
        expect(page.locator("textarea[name=text]")).to_have_value("")

        receipt = say(page)
        leave_and_come_back(page, "Say something")
        assert receipt not in page.content()
        page.go_forward(wait_until="commit")
        expect(page).to_have_url(f"{demo.url}/promise/")

        mistype(page, receipt)
        leave_and_come_back(page, "I have a receipt")
        assert page.locator("input[name=receipt]").input_value() == ""
        assert mistyped(receipt) not in page.content()

        open_dialogue(page, receipt)
        leave_and_come_back(page, "I have a receipt")
        assert WORDS not in page.content()
        assert page.locator("input[name=receipt]").input_value() == ""
        open_dialogue(page, receipt)
        page.reload()
        expect(page.locator("h1")).to_have_text("I have a receipt")

        open_dialogue(page, receipt)
        page.locator("textarea[name=text]").first.fill(f"{WORDS}, and more")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("Your words were added.")).to_be_visible()
        leave_and_come_back(page, "I have a receipt")
        open_dialogue(page, receipt)
        page.get_by_text("End this dialogue").click()
        page.get_by_role("button", name="End it").click()
        expect(page.get_by_text("The dialogue is closed.")).to_be_visible()
        leave_and_come_back(page, "I have a receipt")

        remembered = kept_by(page)
        assert WORDS not in remembered
        assert receipt not in remembered
        assert page.context.cookies() == []
    hunt = Hunt()
    hunt.seek("Zqbrowservogel", "words")
    for shown, name in ((receipt, "receipt"), (mistyped(receipt), "mistyped receipt")):
        hunt.seek(shown, name)
        hunt.seek(shown.replace("-", ""), f"{name} without dashes")
    assert len(list(profile.rglob("*"))) > 20
    assert hunt.in_folders([profile]) == []


def test_without_script_too_the_browsers_files_hold_no_words_and_no_receipt(
    demo: Running, driver: Playwright, profile: Path
) -> None:
    context = driver.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=FLAGS, base_url=demo.url, java_script_enabled=False
    )
    page = context.new_page()
    receipt = say(page)
    mistype(page, receipt)
    open_dialogue(page, receipt)
    page.locator("textarea[name=text]").first.fill(f"{WORDS}, and more")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your words were added.")).to_be_visible()
    page.goto("/promise/")
    context.close()
    hunt = Hunt()
    hunt.seek("Zqbrowservogel", "words")
    for shown, name in ((receipt, "receipt"), (mistyped(receipt), "mistyped receipt")):
        hunt.seek(shown, name)
        hunt.seek(shown.replace("-", ""), f"{name} without dashes")
    assert len(list(profile.rglob("*"))) > 20
    assert hunt.in_folders([profile]) == []


def test_signed_words_are_not_in_the_browsers_files(demo: Running, driver: Playwright, profile: Path) -> None:
    with shared(driver, profile, demo.url) as page:
        page.goto("/speak/")
        page.fill("textarea[name=text]", WORDS)
        page.get_by_text("Signed", exact=True).click()
        page.get_by_role("button", name="Send").click()
        expect(page.locator("h1")).to_have_text("Sign in")
        page.goto("/promise/")
        page.goto("/demo/")
        page.get_by_role("button", name="Be Milo").click()
        page.goto("/speak/")
        page.fill("textarea[name=text]", WORDS)
        page.get_by_text("Signed", exact=True).click()
        page.get_by_role("button", name="Send").click()
        page.locator("main button.button").first.click()
        page.wait_for_url("**/mine/**")
        page.goto("/")
    hunt = Hunt()
    hunt.seek("Zqbrowservogel", "words")
    assert hunt.in_folders([profile]) == []


def test_what_a_desk_showed_is_not_behind_it_when_it_is_locked(
    demo: Running, driver: Playwright, profile: Path
) -> None:
    with shared(driver, profile, demo.url) as page:
        page.goto("/demo/")
        words = page.locator("#words-maren").inner_text()
        page.get_by_role("button", name="Be Maren Holt").click()
        page.fill("input[name=passphrase]", words)
        page.keyboard.press("Enter")
        page.locator("#waiting a.line-title, #new a.line-title").first.click()
        said = page.locator(".dialogue .words").first.inner_text()
        page.keyboard.press("u")
        page.get_by_role("button", name="Lock").click()
        expect(page.locator("h1")).to_have_text("Your desk is locked")
        for _ in range(3):
            page.go_back(wait_until="commit")
            expect(page.locator("h1")).to_have_text("Your desk is locked")
            assert said not in page.content()
    hunt = Hunt()
    hunt.seek(said, "what was said")
    assert hunt.in_folders([profile]) == []


def test_a_form_of_another_site_is_refused(demo: Running, chromium: Browser, elsewhere: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(elsewhere)
    with page.expect_response(f"{demo.url}/speak/") as answered:
        page.get_by_role("button").click()
    assert answered.value.status == 403
    assert WORDS not in page.content()
    assert "set-cookie" not in answered.value.all_headers()
    context.close()
