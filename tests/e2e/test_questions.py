"""The way of a question from outside: taken, timed, too large, accepted, with an outcome that its firefighter reads."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import DESK, PHONE
from tests.e2e.keyboard import press_at
from tests.processes import Running
from tests.soak.installation import printed

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


TWO_NAMES = """
import django
django.setup()
from groundswell.questions.models import Author, Identity, Source
source = Source.objects.first()
for name, handle in (("Kaya Lindqvist", "kaya"), ("K. Lindqvist", "lindqvist")):
    told = {"name": name, "handle": handle, "address": "kaya@example.org"}
    Author.objects.create(source=source, key=handle, identity=Identity.objects.create(name=name), **told)
"""


def test_two_names_outside_become_one_person_and_two_again_by_keyboard(
    chromium: Browser, demo: Running, look: Look
) -> None:
    printed(TWO_NAMES, demo.data, {})
    maren = be(chromium, demo, "Maren Holt", DESK)
    maren.goto("/questions/people/")
    expect(maren.get_by_text("1 pair: the same address")).to_be_visible()
    look(maren, "people-outside")
    press_at(maren, "form[action$='/merge/'] button")
    expect(maren.get_by_role("heading", name="Merged")).to_be_visible()
    expect(maren.get_by_text("No two share an address, or a handle and a name.")).to_be_visible()
    maren.get_by_role("link", name="Lindqvist").first.click()
    expect(maren.locator("main .lines li")).to_have_count(2)
    look(maren, "person-outside")
    maren.goto("/questions/people/")
    press_at(maren, "form[action$='/undo/'] button")
    expect(maren.get_by_text("1 pair: the same address")).to_be_visible()


def test_an_advocate_says_which_hours_are_working_hours(chromium: Browser, demo: Running, look: Look) -> None:
    maren = be(chromium, demo, "Maren Holt", PHONE)
    maren.goto("/questions/figures/?clock=working")
    expect(maren.get_by_text("Mon to Fri 9:00-12:30, 13:30-17:30")).to_be_visible()
    maren.get_by_role("link", name="Change them").click()
    look(maren, "working-hours")
    maren.get_by_label("Friday").fill("9:00-25:00")
    maren.get_by_role("button", name="Save them").click()
    expect(maren.get_by_text("A day goes from 0:00 to 24:00.").first).to_be_visible()
    expect(maren.get_by_label("Friday")).to_have_value("9:00-25:00")
    maren.get_by_label("Friday").fill("9:00-12:00")
    maren.get_by_role("button", name="Save them").click()
    expect(maren.get_by_text("Mon to Thu 9:00-12:30, 13:30-17:30; Fri 9:00-12:00")).to_be_visible()
