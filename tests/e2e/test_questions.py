"""The way of a question from outside: taken, timed, too large, accepted, with an outcome that its firefighter reads."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import DESK, PHONE
from tests.processes import Running

type Look = Callable[[Page, str], None]


def be(chromium: Browser, demo: Running, name: str, size: dict[str, int]) -> Page:
    """Return a page of somebody of the demo."""
    page = chromium.new_context(viewport=size, base_url=demo.url).new_page()  # type: ignore[arg-type]  # width and height
    page.goto("/demo/")
    page.get_by_role("button", name=f"Be {name}").click()
    return page


def test_a_question_is_taken_timed_escalated_and_its_outcome_comes_back(chromium: Browser, demo: Running) -> None:
    chidi = be(chromium, demo, "Chidi Eze", PHONE)
    chidi.goto("/questions/")
    chidi.get_by_role("link", name="Accessibility of the new quiz").click()
    chidi.get_by_role("button", name="I take it").click()
    expect(chidi.get_by_text("You have it.")).to_be_visible()
    chidi.get_by_role("button", name="15 min").click()
    expect(chidi.get_by_text("15 minutes are in your hours.")).to_be_visible()
    chidi.get_by_role("link", name="Too large for me").click()
    chidi.get_by_label("What you found out so far").fill("It needs somebody with a screen reader.")
    chidi.get_by_role("button", name="Give it to them").click()
    maren = be(chromium, demo, "Maren Holt", DESK)
    maren.goto("/questions/?list=escalated")
    maren.get_by_role("link", name="Accessibility of the new quiz").click()
    maren.get_by_role("button", name="Accept").click()
    maren.get_by_role("link", name="Say what became of it").click()
    maren.get_by_label("What became of it").fill("Fixed in 13.1.")
    maren.get_by_role("button", name="Keep it").click()
    chidi.goto("/questions/mine/")
    expect(chidi.get_by_text("Fixed in 13.1.")).to_be_visible()


def test_an_advocate_hands_off_and_a_pattern_becomes_a_concern(chromium: Browser, demo: Running) -> None:
    maren = be(chromium, demo, "Maren Holt", DESK)
    maren.goto("/questions/?label=certificates")
    for box in maren.locator("input[name=items]").all()[:3]:
        box.check()
    maren.get_by_role("button", name="A concern of those I ticked").click()
    maren.get_by_label("The concern, in a sentence").fill("Certificates expire without a word")
    maren.get_by_role("button", name="Write it down").click()
    expect(maren.get_by_role("heading", name="Certificates expire without a word")).to_be_visible()


def test_a_number_opens_the_list_that_it_counted(chromium: Browser, demo: Running) -> None:
    page = be(chromium, demo, "Freya Dahl", PHONE)
    page.goto("/questions/figures/")
    link = page.locator("#first a").nth(1)
    number = link.inner_text()
    link.click()
    expect(page.locator(".lead")).to_contain_text(f"{number} question")
