"""What takes many steps goes on by itself, shows how far it is, and stops when its page is left: a desk handed over."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.keyboard import press_at
from tests.journeys import steps
from tests.journeys.steps import Somebody
from tests.soak.installation import Installation
from tests.visitors import Visitor

type Look = Callable[[Page, str], None]

VOICES = 55
# What <step-on> would do by itself in a moment waits until the test says so.
HOLD = """
    const soon = globalThis.setTimeout, never = globalThis.clearTimeout;
    globalThis.later = new Map();
    globalThis.setTimeout = (act, wait, ...rest) => {
        if (wait !== 400) return soon(act, wait, ...rest);
        later.set(-1 - later.size, act);
        return -later.size;
    };
    globalThis.clearTimeout = number => number < 0 ? later.delete(number) : never(number);
"""


@pytest.fixture(scope="module")
def receipts(house: Installation) -> list[str]:
    """More dialogues with Otto alone than one step asks about."""

    def speak(number: int) -> str:
        visitor = Visitor(house.server.url)
        form = visitor.get("/speak/").form("text")
        page = visitor.submit(form, text=f"Voice {number}, for Otto alone.", level="anonymous", about_advocate="yes")
        return steps.receipt_on(page)

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(speak, range(VOICES)))


@pytest.fixture
def handing(house: Installation, receipts: list[str], page_of: Callable[[Somebody], Page]) -> Page:
    """Otto, who has begun to share the desk with Alice; what the page does by itself waits for the test."""
    page = page_of(house.otto)
    page.goto("/desk/")
    if page.locator("input[name=passphrase]").count():
        page.fill("input[name=passphrase]", steps.PASSPHRASE)
        page.get_by_label("Show at once what waits").uncheck()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Lock")).to_be_visible()
    page.goto("/desk/hand-over/")
    if page.get_by_role("button", name="Call it off").count():
        page.get_by_role("button", name="Call it off").click()
    page.add_init_script(HOLD)
    page.reload()
    page.locator("input[name=kind][value=deputy]").check()
    page.get_by_label("Alice").check()
    press_at(page, "main form button")
    expect(page.locator("h1")).to_have_text("Alice as your deputy")
    return page


def let_time_pass(page: Page) -> None:
    """Do what the page would do by itself by now."""
    page.evaluate("[...later.values()].forEach(act => act())")


def asked(page: Page, number: int) -> None:
    expect(page.locator("#asking")).to_contain_text(f"{number} of {VOICES} asked")


def test_it_goes_on_by_itself_until_everybody_is_asked_and_asks_nothing_more(handing: Page, look: Look) -> None:
    look(handing, "handing-over")
    press_at(handing, "#ask button[name=on]")
    asked(handing, 50)
    expect(handing.locator("step-on")).to_contain_text("Going on by itself")
    look(handing, "handing-over-going-on")
    assert handing.url.endswith("/desk/hand-over/")
    let_time_pass(handing)
    asked(handing, VOICES)
    expect(handing.locator("step-on")).to_have_count(0)


def test_it_stops_where_it_is_told_to(handing: Page) -> None:
    press_at(handing, "#ask button[name=on]")
    asked(handing, 50)
    press_at(handing, "step-on a")
    expect(handing.locator("step-on")).to_have_count(0)
    let_time_pass(handing)
    asked(handing, 50)


def test_leaving_the_page_stops_it_and_neither_the_back_button_nor_an_address_sets_it_going(handing: Page) -> None:
    press_at(handing, "#ask button[name=on]")
    asked(handing, 50)
    handing.goto("/desk/keys/")
    handing.go_back(wait_until="commit")
    asked(handing, 50)
    handing.goto("/desk/hand-over/?on=1")
    let_time_pass(handing)
    asked(handing, 50)


def test_an_author_who_says_yes_by_receipt_moves_and_nobody_else(
    house: Installation, handing: Page, receipts: list[str], look: Look
) -> None:
    press_at(handing, "#ask button:not([name])")
    asked(handing, 50)
    press_at(handing, "#ask button:not([name])")
    asked(handing, VOICES)
    author, dialogue = steps.open_thread(house.server, receipts[0])
    consent = steps.deed(dialogue, "consent")
    assert author.submit(consent, answer="agreed").status == 200
    handing.reload()
    expect(handing.locator("#answers dd").first).to_have_text("1")
    press_at(handing, "#move button:not([name])")
    expect(handing.locator("#moving")).to_contain_text("1 of 1 moved")
    look(handing, "handing-over-moved")
    press_at(handing, "form[action$='/stop/'] button")
    expect(handing.locator("h1")).to_have_text("Hand dialogues over")
