"""A thread is read and marked by keyboard: two keystrokes a passage, one to take it back, as fast as anybody types."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import browsing
from tests.e2e.keyboard import press, press_at, tab_to
from tests.processes import Running

type Look = Callable[[Page, str], None]

KINDS = {"c": "concern", "i": "idea", "p": "perspective", "m": "measure"}


@pytest.fixture
def thread(demo: Running, chromium: Browser) -> Iterator[Page]:
    """The demo's thread, before its advocate, with the keyboard at the first sentence that nothing was made of."""
    with browsing(chromium, demo.url) as context:
        page = context.new_page()
        page.goto("/demo/")
        page.get_by_role("button", name="Be Maren Holt").click()
        expect(page.locator("h1")).to_have_text("Your desk is locked")
        page.goto("/desk/threads/")
        page.locator("main .lines a").first.click()
        expect(page.get_by_role("toolbar")).to_be_visible()
        yield page


def marks(page: Page) -> Locator:
    return page.locator("li[id^=mark-]")


def to_the_next_unmarked(page: Page) -> str:
    """Step on with j to a sentence without a mark; return its words."""
    here = page.locator(".step.here")
    for _ in range(60):
        page.keyboard.press("j")
        if not here.locator("[id^=words-]").count():
            return here.inner_text()
    raise AssertionError("Every sentence has a mark.")


@pytest.mark.parametrize("key", KINDS)
def test_two_keystrokes_mark_a_passage_and_one_takes_it_back(thread: Page, key: str) -> None:
    before = marks(thread).count()
    words = to_the_next_unmarked(thread)
    press(thread, f"{key} Enter")
    expect(marks(thread)).to_have_count(before + 1)
    expect(thread.get_by_role("status")).to_contain_text("Marked")
    made = thread.locator(".step.here [id^=words-]")
    expect(thread.locator(".step.here")).to_have_text(words)
    line = thread.locator(f"#mark-{str(made.get_attribute('id')).removeprefix('words-')}")
    expect(line).to_have_class(f"is-{KINDS[key]}")
    item = str(line.locator("p a").first.get_attribute("href"))

    if key != "m":  # a measure has no page of its own: it stands on its concern
        beside = thread.context.new_page()
        beside.goto(item)
        expect(beside.locator("body")).to_contain_text(words[:40])
        passage = str(made.get_attribute("id")).removeprefix("words-")
        expect(beside.locator(f"a[href$='#mark-{passage}']").first).to_be_visible()
        beside.close()

    thread.keyboard.press("u")
    expect(marks(thread)).to_have_count(before)
    thread.reload()
    expect(marks(thread)).to_have_count(before)


def test_marks_typed_faster_than_the_server_answers_are_all_kept(thread: Page) -> None:
    before = marks(thread).count()
    for key in KINDS:
        to_the_next_unmarked(thread)
        press(thread, f"{key} Enter")
    expect(marks(thread)).to_have_count(before + 4)
    beside = thread.context.new_page()
    beside.goto(thread.url)
    expect(marks(beside)).to_have_count(before + 4)
    beside.close()
    press(thread, "u u u u")
    expect(marks(thread)).to_have_count(before)
    thread.reload()
    expect(marks(thread)).to_have_count(before)


def test_escape_marks_nothing_and_leads_back_to_the_sentence(thread: Page) -> None:
    before = marks(thread).count()
    to_the_next_unmarked(thread)
    press(thread, "m Escape")
    expect(thread.locator(".step.here")).to_be_focused()
    expect(marks(thread)).to_have_count(before)


def test_the_same_is_done_without_script_by_keyboard(
    demo: Running, chromium: Browser, thread: Page, look: Look
) -> None:
    before, address = marks(thread).count(), thread.url
    with browsing(chromium, demo.url, java_script_enabled=False) as context:
        context.add_cookies(thread.context.cookies())  # type: ignore[arg-type]  # the same fields, read and written
        page = context.new_page()
        page.goto(address)
        link = page.locator("#post-5 .post-act a")
        page.goto(str(link.get_attribute("href")))
        look_at = page.get_by_role("checkbox").first
        look_at.focus()
        page.keyboard.press("Space")
        page.get_by_role("radio").first.focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Go on").focus()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("Mark as a concern")
        page.get_by_role("button", name="Mark", exact=True).focus()
        page.keyboard.press("Enter")
        expect(marks(page)).to_have_count(before + 1)
        made = page.locator("#post-5 .margin li").last
        made.get_by_role("button").click()
        expect(marks(page)).to_have_count(before)
    thread.goto(str(link_of(thread)))
    look(thread, "choose")
    press_at(thread, "input[name=ranges]", "Space")
    tab_to(thread, "input[name=kind]")
    thread.keyboard.press("Space")
    press_at(thread, "main button")
    expect(thread.locator("h1")).to_contain_text("Mark as")
    look(thread, "mark")


def link_of(page: Page) -> str | None:
    return page.locator("#post-5 .post-act a").get_attribute("href")
