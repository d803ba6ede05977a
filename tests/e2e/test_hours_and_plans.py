"""Hours, the plan and the two dates, in a browser: what would be, publish, take it or not, one line an hour."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import browsing
from tests.e2e.keyboard import press_at, write_at
from tests.processes import Running

Look = Callable[[Page, str], None]
# A plan is computed in the worker, for five seconds where five are asked for.
COMPUTED = 60_000


@contextmanager
def being(name: str, demo: Running, chromium: Browser) -> Iterator[Page]:
    """Open a browser in which somebody of the demo is signed in."""
    with browsing(chromium, demo.url) as context:
        page = context.new_page()
        page.goto("/demo/")
        page.get_by_role("button", name=f"Be {name}").click()
        page.wait_for_load_state()
        yield page


def computed(page: Page) -> None:
    """Wait for a plan to be there; the page looks by itself only when asked to, so it is asked here."""
    keeps = page.get_by_role("link", name="Keep looking by itself")
    if keeps.count():
        keeps.click()
    expect(page.locator("#state h2")).to_have_text("The best that was found", timeout=COMPUTED)


def test_what_would_be_asks_nobody_and_a_published_plan_asks_everybody_in_it(
    demo: Running, chromium: Browser, look: Look
) -> None:
    with being("Tomas Reuter", demo, chromium) as page:
        page.goto("/plan/")
        look(page, "plan")
        page.get_by_role("link", name="Somebody away, a promise, more hours").click()
        page.get_by_label("Somebody is away").select_option(label="Marek Zielny")
        page.get_by_label("for so many hours").fill("80")
        page.get_by_label("5 seconds").check()
        look(page, "what-if")
        page.get_by_role("button", name="Show what would be").click()
        computed(page)
        expect(page.locator("main")).to_contain_text("Nobody is asked, and it cannot be published.")
        expect(page.locator("#lines")).not_to_contain_text("Marek Zielny")
        expect(page.get_by_role("button", name="Publish it")).to_have_count(0)
        look(page, "what-would-be")
        page.goto("/plan/")
        page.get_by_label("5 seconds").check()
        # The page before it says the same of an older plan: what is asked for stands on the next one.
        with page.expect_navigation():
            page.get_by_role("button", name="Compute it anew").click()
        computed(page)
        expect(page.locator("#lines")).to_contain_text("Marek Zielny")
        page.get_by_role("button", name="Publish it").click()
        expect(page.locator(".messages")).to_contain_text("nobody is assigned")
    with being("Marek Zielny", demo, chromium) as page:
        page.goto("/epics/offers/")
        taken = page.locator("main li", has=page.get_by_role("button", name="I take it")).first
        title, hours = taken.locator(".line-title").inner_text(), taken.locator(".line-about span").first.inner_text()
        look(page, "offers")
        press_at(page, "button[value=accept]")
        said = page.locator("section", has_text="What you said").locator("li", has_text=title)
        expect(said.filter(has_text="accepted").filter(has_text=hours).first).to_be_visible()
        own = page.locator("main li", has=page.get_by_role("button", name="Not me")).first
        title = own.locator(".line-title").inner_text()
        own.get_by_role("button", name="Not me").click()
        expect(page.locator("li", has_text=title).get_by_role("button", name="Take it after all")).to_be_visible()
        expect(page.locator("main textarea")).to_have_count(0)
    with being("Tomas Reuter", demo, chromium) as page:
        page.goto("/plan/")
        expect(page.locator("main")).to_contain_text("Published by Tomas Reuter")


def test_an_hour_is_one_line_which_is_shown_before_it_is_logged(demo: Running, chromium: Browser, look: Look) -> None:
    with being("Milo Grant", demo, chromium) as page:
        page.goto("/hours/")
        look(page, "hours")
        write_at(page, "main form input[type=text]", "a while, for somebody")
        page.keyboard.press("Enter")
        expect(page.locator("input[name=typed]")).to_have_value("a while, for somebody")
        expect(page.locator("main")).to_contain_text("How long")
        page.locator("input[name=typed]").fill("2h workflow manager review")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Is it this?")
        look(page, "hours-understood")
        press_at(page, "main form button")
        expect(page.locator("main li", has_text="workflow manager review").first).to_be_visible()
        expect(page.locator("main dl.figures")).to_contain_text("2 h")


def test_what_is_agreed_and_the_dates_are_pages_without_fault(demo: Running, chromium: Browser, look: Look) -> None:
    with being("Tomas Reuter", demo, chromium) as page:
        for path in ("/hours/agreed/", "/hours/roles/", "/hours/scaling/", "/hours/clients/", "/hours/pilots/"):
            page.goto(path)
            look(page, path.strip("/").replace("/", "-"))
    with being("Maren Holt", demo, chromium) as page:
        for path in ("/epics/", "/epics/held/", "/epics/spare/", "/epics/offers/", "/hours/wishes/"):
            page.goto(path)
            look(page, path.strip("/").replace("/", "-"))
        page.goto("/epics/")
        page.get_by_role("link", name="Tideline").first.click()
        look(page, "epic")


def test_a_role_without_a_taker_is_seen_and_a_date_that_has_come_stays(
    demo: Running, chromium: Browser, look: Look
) -> None:
    with being("Maren Holt", demo, chromium) as page:
        page.goto("/hours/transitions/")
        page.locator("main .lines a").first.click()
        transition = page.url
        look(page, "transition")
        page.get_by_role("link", name="Hand a role over").click()
        page.get_by_label("Which role").select_option(label="Community liaison")
        page.get_by_role("button", name="Note it").click()
        expect(page.locator("main")).to_contain_text("nobody takes it yet")
        page.get_by_role("link", name="Propose other dates").click()
        page.get_by_label("Full-time from").fill("2030-01-07")
        page.get_by_role("button", name="Propose them").click()
        expect(page.locator("main")).to_contain_text("It cannot move any more.")
        expect(page.get_by_label("Full-time from")).to_have_value("2030-01-07")
    with being("Tomas Reuter", demo, chromium) as page:
        page.goto(transition)
        expect(page.locator("main")).to_contain_text("nobody takes it yet")
        expect(page.get_by_role("button", name="Confirm")).to_have_count(0)
