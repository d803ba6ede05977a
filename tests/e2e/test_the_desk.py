"""The desk by keyboard alone: unlocked, read, answered, locked; and what a desk shows that nobody looks at any more."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.keyboard import press_at, tab_to, write_at
from tests.journeys import steps
from tests.journeys.steps import PASSPHRASE, Somebody
from tests.soak.installation import Installation

type PageOf = Callable[[Somebody], Page]
type Look = Callable[[Page, str], None]

WORDS = "Nobody reviews what I write, and I stopped asking."
ANSWER = "Thank you for saying it. I will read it today."


@pytest.fixture
def desk(house: Installation, page_of: PageOf) -> Page:
    """Alice at her desk, which is locked."""
    page = page_of(house.alice)
    _lock(page)
    return page


def _lock(page: Page) -> None:
    page.goto("/desk/")
    lock = page.get_by_role("button", name="Lock")
    if lock.count():
        lock.click()
    expect(page.locator("h1")).to_have_text("Your desk is locked")


def _unlock(page: Page) -> None:
    page.goto("/desk/")
    page.fill("input[name=passphrase]", PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Lock")).to_be_visible()


def _open_voice(page: Page, words: str) -> None:
    _unlock(page)
    page.get_by_role("link", name=words[:30]).first.click()
    expect(page.locator(".dialogue").get_by_text(words)).to_be_visible()


def _lock_in_another_tab(page: Page) -> None:
    other = page.context.new_page()
    _lock(other)
    other.close()


def test_a_voice_is_read_and_answered_by_keyboard_alone_and_its_author_finds_the_answer(
    page: Page, desk: Page, look: Look
) -> None:
    page.goto("/speak/")
    write_at(page, "textarea[name=text]", WORDS)
    press_at(page, "input[name=now]", "Space")
    press_at(page, "main button")
    receipt = steps.RECEIPT.search(page.locator(".receipt").inner_text())
    assert receipt is not None
    look(page, "receipt-shown")

    look(desk, "desk-locked")
    write_at(desk, "input[name=passphrase]", PASSPHRASE)
    desk.keyboard.press("Enter")
    line = desk.get_by_role("link", name=WORDS[:30]).first
    expect(line).to_be_visible()
    look(desk, "desk")
    press_at(desk, f"a.line-title[href='{line.get_attribute('href')}']")
    expect(desk.locator("h1")).to_have_text("An anonymous voice")
    look(desk, "voice")
    write_at(desk, "#answer_text", ANSWER)
    press_at(desk, "#answer button")
    expect(desk.locator(".dialogue").get_by_text(ANSWER)).to_be_visible()
    press_at(desk, ".caption a")
    press_at(desk, "form[action='/desk/lock/'] button")
    expect(desk.locator("h1")).to_have_text("Your desk is locked")
    assert WORDS not in desk.content()

    page.goto("/thread/")
    write_at(page, "input[name=receipt]", receipt.group())
    page.keyboard.press("Enter")
    expect(page.get_by_text(ANSWER)).to_be_visible()
    look(page, "thread-answered")


def test_a_wrong_passphrase_is_refused_in_a_sentence_at_the_field(desk: Page, look: Look) -> None:
    write_at(desk, "input[name=passphrase]", "four calm otters in the sun")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("does not open your desk")
    expect(desk.locator("input[name=passphrase]")).to_have_value("")
    look(desk, "desk-refused")


def test_single_keys_read_answer_and_lock_and_can_be_switched_off(house: Installation, desk: Page, look: Look) -> None:
    words = "The second voice of the day is about the calendar."
    steps.speak_anonymously(house.server, words)
    tab_to(desk, "input[name=passphrase]")
    desk.keyboard.type(PASSPHRASE)
    press_at(desk, "input[name=show]", "Space")
    press_at(desk, "main button")
    _read_until(desk, words)
    desk.keyboard.press("Escape")
    desk.locator("h1").click()
    desk.keyboard.press("a")
    expect(desk.locator("#answer_text")).to_be_focused()
    desk.keyboard.type(ANSWER)
    press_at(desk, "#answer button")
    expect(desk.locator(".dialogue").get_by_text(ANSWER)).to_be_visible()
    desk.keyboard.press("u")
    expect(desk.locator("h1")).to_have_text("Desk")
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_contain_text("Lock")
    look(desk, "keys")
    _switch_keys(desk, on=False)
    desk.keyboard.press("l")
    desk.keyboard.press("?")
    _switch_keys(desk, on=True)
    desk.keyboard.press("l")
    expect(desk.locator("h1")).to_have_text("Your desk is locked")


def _read_until(desk: Page, words: str) -> None:
    """Read one closed voice after the other: a list tells nothing of them, and shuffles those of a day."""
    closed = desk.locator("#new li.closed")
    expect(closed.first).to_be_visible()
    for _ in range(closed.count()):
        press_at(desk, "#new li.closed button")
        expect(desk.locator(".dialogue .words").first).to_be_visible()
        if desk.locator(".dialogue").get_by_text(words).count():
            return
        desk.goto("/desk/")
    raise AssertionError(f"No closed voice says: {words}")


def _switch_keys(page: Page, *, on: bool) -> None:
    """Tick or untick the box of the list of keys, where the keyboard is when it opens, and close the list."""
    box = page.locator("dialog input")
    expect(box).to_be_focused()
    expect(box).to_be_checked(checked=not on)
    page.keyboard.press("Space")
    expect(box).to_be_checked(checked=on)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_desk_that_is_left_alone_shows_the_door_and_nothing_else(house: Installation, desk: Page) -> None:
    words = "What stands on a screen is read by who walks past."
    steps.speak_anonymously(house.server, words)
    desk.clock.install()
    _open_voice(desk, words)
    _lock_in_another_tab(desk)
    desk.clock.fast_forward("14:50")
    expect(desk.locator(".dialogue").get_by_text(words)).to_be_visible()
    desk.clock.fast_forward("00:20")
    expect(desk.locator("h1")).to_have_text("Your desk is locked")
    assert words not in desk.content()
    desk.go_back(wait_until="commit")
    expect(desk.locator("h1")).to_have_text("Your desk is locked")


def test_what_is_being_typed_stays_while_everything_else_goes_and_is_sent_after_the_passphrase(
    house: Installation, desk: Page, look: Look
) -> None:
    words = "I was interrupted while I wrote this."
    steps.speak_anonymously(house.server, words)
    desk.clock.install()
    _open_voice(desk, words)
    desk.fill("#answer_text", ANSWER)
    _lock_in_another_tab(desk)
    desk.clock.fast_forward("15:05")
    expect(desk.get_by_role("status")).to_contain_text("Your desk has locked itself")
    for gone in (desk.locator("h1"), desk.locator(".dialogue"), desk.get_by_text("For you alone")):
        expect(gone).not_to_be_visible()
    expect(desk.locator("#answer_text")).to_be_visible()
    look(desk, "desk-at-rest")
    press_at(desk, "#answer button")
    expect(desk.locator("h1")).to_have_text("Your desk has locked itself")
    expect(desk.locator("textarea")).to_have_value(ANSWER)
    look(desk, "desk-reopen")
    write_at(desk, "input[name=desk_passphrase]", PASSPHRASE)
    desk.keyboard.press("Enter")
    # A desk that was opened again has read nothing yet, and reading is counted.
    expect(desk.locator("h1")).to_have_text("An anonymous voice")
    press_at(desk, "form[action$='/read/'] button")
    expect(desk.locator(".dialogue").get_by_text(ANSWER)).to_be_visible()
    expect(desk.locator(".dialogue").get_by_text(words)).to_be_visible()
