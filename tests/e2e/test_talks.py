"""A 121, a meetup, a referral and a quote, each from one person to the other and back, in real browsers."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from groundswell.kit import clock
from tests.e2e.conftest import DESK
from tests.e2e.keyboard import press_at, write_at
from tests.journeys.steps import PASSPHRASE, Somebody, sign_in
from tests.soak.installation import Installation

type PageOf = Callable[[Somebody], Page]
type Look = Callable[[Page, str], None]

SAID = "Reviews wait for a week and nobody says why"
CAPTIONS = f"WEBVTT\n\n00:01.000 --> 00:04.000\nBob: {SAID}.\n\n00:05.000 --> 00:06.000\nGuest: I see.\n\n"


@pytest.fixture(scope="module")
def somebody(house: Installation) -> Somebody:
    """Bob, who has no desk, signed in."""
    return sign_in(house.server, "bob@example.org")


@pytest.fixture
def alice(house: Installation, page_of: PageOf) -> Page:
    """Alice, whose desk is open."""
    page = page_of(house.alice)
    page.goto("/desk/")
    if page.locator("input[name=passphrase]").count():
        page.fill("input[name=passphrase]", PASSPHRASE)
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Lock")).to_be_visible()
    return page


@pytest.fixture
def bob(somebody: Somebody, page_of: PageOf) -> Page:
    """Bob at his browser."""
    return page_of(somebody)


def answer(page: Page, question: str, choice: str) -> None:
    """Answer one thing of what waits."""
    page.goto("/waiting/")
    page.get_by_role("group", name=question).get_by_text(choice, exact=True).click()
    page.get_by_role("button", name="Send my answers").click()


def test_a_121_is_booked_in_three_taps_and_says_121_and_no_more(alice: Page, bob: Page, look: Look) -> None:
    alice.goto("/desk/talks/")
    day = clock.today() + timedelta(days=3)
    alice.fill("input[name=day]", day.isoformat())
    alice.fill("input[name=start]", "09:00")
    alice.fill("input[name=until]", "10:00")
    alice.get_by_role("button", name="Offer them").click()
    expect(alice.locator("#times .line-title")).to_have_count(2)
    look(alice, "desk-talks")

    bob.goto("/")
    press_at(bob, "a[href='/talks/book/']")
    look(bob, "book")
    press_at(bob, "input[name=slot]", "Space")
    press_at(bob, "main form button")
    expect(bob.get_by_text("A 121 with Alice, 30 minutes.")).to_be_visible()
    look(bob, "talk")
    with bob.expect_download() as download:
        bob.get_by_role("link", name="For my calendar").click()
    written = download.value.path().read_text()
    assert "SUMMARY:121" in written
    assert "Alice" not in written
    assert "Bob" not in written
    alice.goto("/desk/talks/")
    expect(alice.locator("#times .line-title")).to_have_count(1)
    expect(alice.locator("#coming .line-title")).to_have_count(1)
    assert "Bob" not in alice.locator("#coming").inner_text()


def test_a_meetup_shows_what_it_costs_before_anybody_is_invited_and_a_no_needs_no_reason(
    alice: Page, bob: Page, look: Look
) -> None:
    alice.goto("/meetups/new/")
    write_at(alice, "input[name=purpose]", "How we review")
    press_at(alice, "input[name=mode][value=online]", "Space")
    alice.get_by_label("Bob", exact=True).check()
    alice.get_by_role("button", name="Show what it costs").click()
    expect(alice.get_by_role("status")).to_contain_text("2 people × 60 minutes = 2 person-hours")
    look(alice, "meetup-costs")
    bob.goto("/waiting/")
    expect(bob.get_by_text("How we review")).to_have_count(0)

    alice.get_by_role("button", name="Invite: 2 people with you").click()
    expect(alice.get_by_role("link", name="How we review")).to_be_visible()
    bob.goto("/waiting/")
    look(bob, "invited")
    answer(bob, "Do you come to this meetup?", "not coming")
    bob.goto("/meetups/")
    expect(bob.get_by_text("not coming")).to_be_visible()
    look(bob, "meetups")
    bob.get_by_role("link", name="How we review").click()
    look(bob, "meetup")


def test_a_referral_is_read_by_whom_it_is_about_and_by_nobody_before_their_yes(
    house: Installation, alice: Page, bob: Page, page_of: PageOf, look: Look
) -> None:
    line = "Works until midnight since the move."
    otto = page_of(house.otto)
    otto.goto("/check-ins/refer/")
    look(otto, "refer")
    otto.locator("[name=person]").select_option(label="Bob")
    otto.fill("[name=line]", line)
    otto.get_by_role("button", name="Tell them").click()
    assert line not in otto.content()
    alice.goto("/desk/follow-up/")
    assert line not in alice.content()

    bob.goto("/waiting/")
    expect(bob.get_by_text(line)).to_be_visible()
    look(bob, "referred")
    answer(bob, "wrote a line about you", "Yes, let them read it")
    expect(bob.get_by_text(line)).to_have_count(0)
    alice.goto("/desk/follow-up/")
    expect(alice.locator("main li")).not_to_have_count(0)
    look(alice, "follow-up")


def test_words_of_a_meeting_are_quoted_after_a_yes_to_them_and_gone_when_it_is_taken_back(
    alice: Page, bob: Page, look: Look
) -> None:
    alice.goto("/meetings/bring/")
    look(alice, "bring")
    alice.fill("input[name=title]", "Retrospective")
    alice.fill("input[name=held_on]", clock.today().isoformat())
    alice.locator("input[name=reach][value=organisation]").check(force=True)
    alice.set_input_files("input[name=file]", {"name": "m.vtt", "mimeType": "text/vtt", "buffer": CAPTIONS.encode()})
    alice.get_by_role("button", name="Keep it").click()
    expect(alice.locator("h1")).to_have_text("Who spoke")
    alice.get_by_label("Bob", exact=True).fill("bob@example.org")
    alice.get_by_role("button", name="Ask them").click()
    look(alice, "meeting")
    meeting = alice.url

    bob.goto(meeting)
    assert SAID not in bob.content()
    answer(bob, "May others read what you said", "Yes, they may be read")
    alice.goto(meeting)
    alice.locator("ol.dialogue a.small").first.click()
    look(alice, "new-quote")
    alice.get_by_role("button", name="Draft it").click()
    alice.get_by_role("button", name="Ask the speaker").click()
    bob.goto("/quotes/")
    assert SAID not in bob.content()

    answer(bob, "May these words of yours be quoted?", "Yes, with my name beside it")
    alice.reload()
    alice.get_by_role("button", name="Publish it").click()
    expect(alice.locator("blockquote")).to_contain_text(SAID)
    look(alice, "quote")
    bob.goto("/quotes/")
    expect(bob.get_by_text(SAID).first).to_be_visible()
    look(bob, "quotes")
    bob.get_by_role("link", name="Open").click()
    bob.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    press_at(bob, "button.danger")
    # Alice looks when Bob has his answer, and not while it is on its way.
    expect(bob.locator("button.danger")).to_have_count(0)
    alice.goto("/quotes/")
    expect(alice.get_by_text("quote withdrawn")).to_be_visible()
    assert SAID not in alice.content()


def test_a_hundred_megabytes_get_a_sentence_and_not_a_broken_connection(alice: Page, tmp_path: Path) -> None:
    """A browser that still sends while the server has answered and gone shows its own page of errors instead."""
    file = tmp_path / "long.vtt"
    file.write_bytes(CAPTIONS.encode() + b"NOTE " + b"x" * (100 * 1024 * 1024) + b"\n\n")
    alice.goto("/meetings/bring/")
    alice.fill("input[name=title]", "A long day")
    alice.set_input_files("input[name=file]", file)
    alice.get_by_role("button", name="Keep it").click()
    expect(alice.locator("main")).to_contain_text("megabytes")
    assert alice.url.startswith("http")
