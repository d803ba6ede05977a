"""A proposition from its first line to its decision: by keyboard, by a mailed link, judged by axe."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.e2e.conftest import CHROMIUM, FLAGS, PATIENCE, browsing
from tests.e2e.keyboard import press_at, tab_to, write_at
from tests.e2e.test_a_shared_computer import kept_by, leave_and_come_back
from tests.journeys.steps import Somebody, sign_in
from tests.privacy.hunt import Hunt
from tests.soak.installation import Installation
from tests.soak.proposing import ground, let_reviews_end, mailed_link, sent

TITLE = "A day for looking at finished work"
OBJECTION = "Zqwiderspruch: on that day nobody answers clients"
TYPED_BEFORE = "Because it was tried"
OFFER = "Two people answer clients that day."

type PageOf = Callable[[Somebody], Page]
type Look = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def concern(house: Installation) -> str:
    """Something that a proposition can answer."""
    return ground(house.server.data)


@pytest.fixture(scope="module")
def links(house: Installation, concern: str) -> list[str]:
    """The links of a review that is open, of everybody who was asked."""
    return sent(house.server.data, concern)[1]


@pytest.fixture
def in_mail(house: Installation, chromium: Browser) -> Iterator[Page]:
    """A page of a browser that knows nobody, and runs no script."""
    with browsing(chromium, house.server.url, java_script_enabled=False) as context:
        yield context.new_page()


def begin(page: Page, look: Look) -> None:
    """Begin a proposition and write two parts."""
    page.goto("/propositions/")
    look(page, "propositions")
    press_at(page, "a[href$='/propositions/new/']")
    page.wait_for_url("**/propositions/new/")
    look(page, "begin")
    write_at(page, "input[name=title]", TITLE)
    write_at(page, "textarea[name=need]", "Finished work waits and is forgotten.")
    press_at(page, "input[name=concerns]", "Space")
    press_at(page, "main form.flow button")
    page.wait_for_url("**/coverage/")
    expect(page.get_by_text("0 of 4 answered.")).to_be_visible()
    for title in ("The day", "The hours"):
        page.locator("main a", has_text="The draft").click()
        press_at(page, "main a[href$='/parts/new/']")
        write_at(page, "input[name=title]", title)
        write_at(page, "textarea[name=text]", "One day a week is kept for it.")
        look(page, "write-a-part")
        press_at(page, "main form.flow button")
        page.wait_for_url("**/draft/")
        page.locator("main a", has_text="Coverage").click()


def answer_everything(page: Page, look: Look) -> None:
    """Answer what is missing: each is one press away, on the coverage and where publication is refused."""
    look(page, "coverage")
    expect(page.locator("main a.button.small", has_text="Answer")).to_have_count(4)
    for count in (3, 2, 1, 0):
        press_at(page, "main .line-act a[href*='/coverage/']")
        press_at(page, "input[name=fate]", "Space")
        write_at(page, "textarea[name=reason]", "It is what this part does.")
        press_at(page, "input[name=part]", "Space")
        if count == 3:
            look(page, "answer-an-item")
        press_at(page, "main form.flow button")
        page.wait_for_url("**/coverage/")
        expect(page.get_by_text(f"{4 - count} of 4 answered.")).to_be_visible()
        if count:
            press_at(page, "main a[href$='/publish/']")
            page.wait_for_url("**/publish/")
            expect(page.locator("main a[href*='/coverage/']")).to_have_count(count)
            look(page, "not-yet-published")
            page.go_back()
    expect(page.get_by_text("Nothing that was said is forgotten.")).to_be_visible()


def publish(page: Page) -> str:
    """Publish it; return its address."""
    press_at(page, "main a[href$='/publish/']")
    page.wait_for_url("**/publish/")
    press_at(page, "main form.flow button")
    page.wait_for_url(re.compile(r"/propositions/[0-9a-f-]{36}/$"))
    return page.url


def send(page: Page, look: Look) -> None:
    """Send it to everybody; what it costs is shown first."""
    press_at(page, "main a[href$='/review/'], aside a[href$='/review/']")
    page.wait_for_url("**/review/")
    look(page, "send-a-review")
    write_at(page, "textarea[name=reason]", TYPED_BEFORE)
    press_at(page, "main form.flow button")
    expect(page.get_by_text("4 people × 10 minutes = 0.7 hours.")).to_be_visible()
    look(page, "what-a-review-costs")
    press_at(page, "main form.flow button")
    page.wait_for_url("**/#review")


def object_by_mail(page: Page, link: str) -> None:
    """Object to the first part by the link of a letter, after an attempt without a reason."""
    page.goto(f"/r/{link}/")
    expect(page.locator("h1")).to_have_text(TITLE)
    page.get_by_role("button", name="I object").click()
    expect(page.get_by_text("Say why you object").first).to_be_visible()
    page.locator("textarea[name=words]").fill(OBJECTION)
    page.locator("label", has_text="1. The day").click()
    page.get_by_role("button", name="I object").click()
    expect(page.get_by_text("Your answer is taken")).to_be_visible()
    assert OBJECTION not in page.content()
    page.goto(f"/r/{link}/")
    expect(page.locator("textarea[name=words]")).to_have_value("")
    expect(page.locator("button[name=answer][aria-pressed]")).to_have_count(0)
    assert page.context.cookies() == []


def decide(page: Page, address: str, number: int) -> None:
    """Fill in and send the decision of a part."""
    page.goto(f"{address}?whole=yes")
    page.get_by_role("link", name="Decide this part").nth(number).click()
    page.wait_for_url("**/decide/")
    press_at(page, "input[name=outcome]", "Space")
    write_at(page, "textarea[name=reason]", TYPED_BEFORE)
    page.locator("select[name=decider]").select_option(label="Alice")
    page.locator("input[name=review_on]").fill("2031-03-31")
    press_at(page, "main form.flow button")


def test_from_a_title_to_a_decision_with_an_objection_that_is_resolved(
    house: Installation, concern: str, page_of: PageOf, in_mail: Page, look: Look
) -> None:
    page = page_of(house.alice)
    begin(page, look)
    answer_everything(page, look)
    press_at(page, "a[href$='/note/']")
    press_at(page, "input[name=heard]", "Space")
    write_at(page, "textarea[name=reason]", "Nobody came.")
    look(page, "a-side")
    press_at(page, "main form.flow button")
    page.wait_for_url("**/coverage/")
    address = publish(page)
    send(page, look)
    look(page, "in-review")

    object_by_mail(in_mail, mailed_link(house.server.data, "bob@example.org"))

    page.goto(address)
    expect(page.get_by_text(OBJECTION).first).to_be_visible()
    expect(page.get_by_role("link", name="Decide this part")).to_have_count(0)
    let_reviews_end(house.server.data)
    decide(page, address, 0)
    expect(page.get_by_text("An objection stands.").first).to_be_visible()
    expect(page.locator("textarea[name=reason]")).to_have_value(TYPED_BEFORE)
    look(page, "decide-blocked")
    decide(page, address, 1)
    page.wait_for_url("**/#parts")
    page.get_by_role("link", name="Resolve it").click()
    write_at(page, "textarea[name=offer]", OFFER)
    look(page, "offer")
    press_at(page, "main form.flow button")
    page.wait_for_url("**/#review")

    bob = page_of(sign_in(house.server, "bob@example.org"))
    bob.goto("/waiting/")
    expect(bob.get_by_text(OFFER)).to_be_visible()
    look(bob, "waiting-with-an-offer")
    press_at(bob, "input[value=resolved]", "Space")
    press_at(bob, "main form .act button")
    expect(bob.get_by_text(OFFER)).to_have_count(0)
    decide(page, address, 0)
    page.wait_for_url("**/#parts")
    bob.goto(address)
    expect(bob.get_by_text("Decided:")).to_have_count(2)
    look(bob, "decided")


def test_what_a_member_reads_says_how_long_it_takes_and_goes_along_in_five_forms(
    house: Installation, links: list[str], page_of: PageOf, look: Look
) -> None:
    assert links
    page = page_of(sign_in(house.server, "charlie@example.org"))
    page.goto("/propositions/")
    page.locator("#main").get_by_role("link", name="A day for looking", exact=True).click()
    expect(page.get_by_text("1 minute to read")).to_be_visible()
    look(page, "a-brief")
    page.get_by_text("Take it along").click()
    kept = {}
    for form in ("forum", "handbook", "page", "table", "data"):
        with page.expect_download() as download:
            page.locator(f"a[href$='/export/{form}/']").click()
        kept[form] = Path(download.value.path()).read_text(encoding="utf-8")
    assert all("A day for looking" in text for form, text in kept.items() if form != "table")
    assert "Finished work waits" in kept["table"]
    assert "sha256" in kept["data"]
    press_at(page, "main a[href$='/answer/']")
    tab_to(page, "button[name=answer]")
    look(page, "answer-in-one-click")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#review")
    expect(page.get_by_text("You said:")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_the_link_of_a_letter_leaves_no_words_in_the_browser_that_opened_it(
    house: Installation, links: list[str], driver: Playwright, tmp_path: Path, *, script: bool
) -> None:
    context = driver.chromium.launch_persistent_context(
        tmp_path / "profile",
        executable_path=CHROMIUM,
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
        base_url=house.server.url,
        java_script_enabled=script,
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"/r/{links[1]}/")
    page.locator("textarea[name=words]").fill(OBJECTION)
    if script:
        leave_and_come_back(page, "A day for looking")
        expect(page.locator("textarea[name=words]")).to_have_value("")
        page.locator("textarea[name=words]").fill(OBJECTION)
    page.get_by_role("button", name="I have a concern").click()
    expect(page.get_by_text("Your answer is taken")).to_be_visible()
    page.goto("/promise/")
    if script:
        page.go_back(wait_until="commit")
        expect(page.locator("h1")).to_be_visible()
        assert OBJECTION not in page.content()
        assert "Zqwiderspruch" not in kept_by(page)
    assert context.cookies() == []
    context.close()
    hunt = Hunt()
    hunt.seek("Zqwiderspruch", "words")
    assert len(list((tmp_path / "profile").rglob("*"))) > 20
    assert hunt.in_folders([tmp_path / "profile"]) == []


def test_every_page_behind_the_link_of_a_letter_is_without_fault(page: Page, links: list[str], look: Look) -> None:
    page.goto(f"/r/{links[2]}/")
    look(page, "review-by-link")
    press_at(page, "button[name=answer]")
    expect(page.get_by_text("Your answer is taken")).to_be_visible()
    look(page, "review-answered")
    page.goto(f"/r/{'z' * 40}/")
    look(page, "review-no-link")
    assert page.context.cookies() == []
