"""What a browser's own folder holds after somebody spoke on it, and what a page of another site can send (G4)."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, sync_playwright

from tests.e2e.conftest import CHROMIUM, FLAGS
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
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def speak_and_read(context: BrowserContext, origin: str) -> str:
    """Say something, open the dialogue by its receipt; return the receipt."""
    page = context.new_page()
    page.goto(f"{origin}/speak/")
    page.fill("textarea[name=text]", WORDS)
    page.get_by_role("button", name="Send").click()
    page.wait_for_selector(".receipt")
    found = RECEIPT.search(page.locator(".receipt").first.inner_text())
    assert found is not None
    page.goto(f"{origin}/thread/")
    page.fill("input[name=receipt]", found.group())
    page.keyboard.press("Enter")
    page.get_by_text(WORDS).first.wait_for()
    page.goto(f"{origin}/promise/")
    page.go_back()
    assert WORDS not in page.content()
    return found.group()


def test_the_folder_of_a_browser_holds_no_words_and_no_receipt(demo: Running, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(profile, executable_path=CHROMIUM, args=FLAGS)
        receipt = speak_and_read(context, demo.url)
        assert context.cookies() == []
        context.close()
    hunt = Hunt()
    hunt.seek("Zqbrowservogel", "words")
    hunt.seek(receipt, "receipt")
    hunt.seek(receipt.replace("-", ""), "receipt without dashes")
    assert len(list(profile.rglob("*"))) > 20
    assert hunt.in_folders([profile]) == []


def test_a_form_of_another_site_is_refused(demo: Running, elsewhere: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.goto(elsewhere)
        with page.expect_response(f"{demo.url}/speak/") as answered:
            page.get_by_role("button").click()
        assert answered.value.status == 403
        assert WORDS not in page.content()
        assert "set-cookie" not in answered.value.all_headers()
        browser.close()
