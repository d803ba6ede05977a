"""Somebody afraid says something, and comes back for the answer: by keyboard alone, and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import accessibility_faults, browsing
from tests.journeys import steps
from tests.processes import Running

WORDS = "I do not dare to say how tired I am."


def test_one_sentence_by_keyboard_alone_gives_a_receipt_that_opens_the_dialogue(page: Page) -> None:
    page.goto("/speak/")
    assert accessibility_faults(page) == []
    _type_and_send(page, WORDS)
    receipt = _receipt_on(page)
    assert accessibility_faults(page) == []

    page.goto("/thread/")
    assert accessibility_faults(page) == []
    _tab_to(page, "receipt")
    page.keyboard.type(receipt.lower().replace("-", " "))
    page.keyboard.press("Enter")
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert accessibility_faults(page) == []


def test_it_works_the_same_without_javascript(plain_page: Page) -> None:
    plain_page.goto("/speak/")
    plain_page.fill("textarea[name=text]", WORDS)
    plain_page.get_by_role("button", name="Send").click()
    receipt = _receipt_on(plain_page)
    plain_page.goto("/thread/")
    plain_page.fill("input[name=receipt]", receipt)
    plain_page.keyboard.press("Enter")
    expect(plain_page.get_by_text(WORDS)).to_be_visible()


def test_what_is_about_the_advocate_strikes_the_advocate_before_the_eyes_of_its_author(plain_page: Page) -> None:
    plain_page.goto("/speak/")
    alice, otto = (plain_page.locator("label.choice", has_text=name).last for name in ("Alice", "Otto"))
    struck = alice.get_by_text("not this one")
    expect(struck).to_be_hidden()
    plain_page.get_by_label("It is about the advocate").check()
    expect(struck).to_be_visible()
    assert "line-through" in alice.get_by_text("Alice").evaluate("it => getComputedStyle(it).textDecorationLine")
    assert "line-through" not in otto.get_by_text("Otto").evaluate("it => getComputedStyle(it).textDecorationLine")
    expect(otto.get_by_text("this one")).to_be_hidden()
    otto.get_by_role("checkbox").uncheck()
    expect(otto.get_by_text("this one")).to_be_visible()


@pytest.mark.parametrize(("width", "furthest"), [(320, 1100), (1280, 900)])
def test_send_is_near_and_the_readers_are_named_before_it(
    demo: Running, chromium: Browser, width: int, furthest: int
) -> None:
    with browsing(chromium, demo.url, viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto("/speak/")
        readers = page.locator("label.choice:has([name=readers])")
        for name in ("Maren Holt", "Oskar Lind"):
            expect(readers.get_by_text(name)).to_be_visible()
        send = page.get_by_role("button", name="Send").bounding_box()
        assert send is not None
        assert send["y"] <= furthest


def test_what_was_typed_comes_back_when_it_is_refused(page: Page) -> None:
    page.goto("/speak/")
    page.fill("textarea[name=text]", WORDS)
    for box in page.locator("input[name=readers]").all():
        box.uncheck()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
    assert accessibility_faults(page) == []


def test_a_shared_computer_keeps_no_words_and_no_receipt(page: Page) -> None:
    page.goto("/speak/")
    _type_and_send(page, WORDS)
    receipt = _receipt_on(page)
    assert page.context.cookies() == []
    page.goto("/")
    page.go_back()
    assert WORDS not in page.content()
    page.goto("/speak/")
    assert page.locator("textarea[name=text]").input_value() == ""
    kept = page.evaluate(
        """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, await caches.keys(),
        (await indexedDB.databases()).length, history.state, location.href])"""
    )
    assert receipt not in kept
    assert WORDS not in kept


def test_the_page_that_is_never_anonymous_says_so_and_keeps_the_words(loop: Running, page: Page) -> None:
    page.goto("/speak/")
    page.fill("textarea[name=text]", WORDS)
    page.locator("input[name=level][value=signed]").check()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("input[name=email]")).to_be_visible()
    page.fill("input[name=email]", "bob@example.org")
    before = steps.mailed(loop.data)
    page.keyboard.press("Enter")
    expect(page.locator("input[name=code]")).to_be_visible()
    page.fill("input[name=code]", steps.mailed_code(loop.data, "bob@example.org", before))
    page.keyboard.press("Enter")
    expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
    assert accessibility_faults(page) == []


def _type_and_send(page: Page, words: str) -> None:
    _tab_to(page, "text")
    page.keyboard.type(words)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('main button')"):
            break
    page.keyboard.press("Enter")


def _tab_to(page: Page, name: str) -> None:
    for _ in range(40):
        if page.evaluate("document.activeElement?.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {name} on {page.url}")


def _receipt_on(page: Page) -> str:
    page.wait_for_load_state()
    found = steps.RECEIPT.search(page.inner_text("main"))
    assert found is not None, page.inner_text("body")
    return found.group()
