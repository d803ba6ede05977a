"""Somebody writes alone and votes, without a sign-in: without JavaScript, by keyboard, on a phone by night."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.keyboard import press_at
from tests.soak.installation import Installation, printed, rounds_opened

IDEA = "Reviews before new work, each morning."
PUT_TO_THE_VOTE = """
import django
django.setup()
from groundswell.people.models import Person
from groundswell.propositions.models import Round
from groundswell.propositions.rounds import actions
found, alice = Round.objects.get(title="What is voted on"), Person.objects.get(name="Alice")
for text in ("Every release has one owner.", "Lunch is at one."):
    actions.add_statement(by=alice, found=found, text=text)
"""


@pytest.fixture(scope="module")
def links(house: Installation) -> dict[str, list[str]]:
    """Return the links of sheets and of books, by phase."""
    found: dict[str, list[str]] = {}
    for each in rounds_opened(house.server.data):
        phase, link = each.split(":")
        found.setdefault(phase, []).append(f"/b/{phase}/{link}/")
    return found


def test_an_idea_is_written_without_javascript_and_the_sheet_looks_as_before(
    plain_page: Page, links: dict[str, list[str]]
) -> None:
    plain_page.goto(links["ideas"][0])
    before = plain_page.locator("main").inner_text()
    plain_page.get_by_label("An idea", exact=True).fill(IDEA)
    plain_page.get_by_role("button", name="Put it on my sheet").click()
    expect(plain_page.get_by_role("heading", level=1)).not_to_have_text("")
    assert IDEA not in plain_page.content()
    plain_page.goto(links["ideas"][0])
    assert plain_page.locator("main").inner_text() == before
    assert plain_page.context.cookies() == []


def test_by_keyboard_a_vote_is_cast_and_the_way_back_shows_none(
    page: Page, links: dict[str, list[str]], look: Callable[[Page, str], None]
) -> None:
    page.goto(links["votes"][0])
    look(page, "vote")
    before = page.locator("main").inner_text()
    press_at(page, "input[name=matters]", "Space")
    press_at(page, "button[value=agree]")
    expect(page.get_by_text("Counted: you agree.")).to_be_visible()
    look(page, "vote-end")
    page.goto(links["votes"][0])
    assert page.locator("main").inner_text() == before
    expect(page.locator("input[name=matters]")).not_to_be_checked()
    assert page.context.cookies() == []


@pytest.mark.parametrize("place", ["ideas", "votes", "list", "suggest"])
def test_every_page_behind_a_link_is_without_fault(
    page: Page, links: dict[str, list[str]], look: Callable[[Page, str], None], place: str
) -> None:
    more = {"list": ("votes", "all/"), "suggest": ("votes", "suggest/")}
    phase, end = more.get(place, (place, ""))
    page.goto(links[phase][1] + end)
    look(page, f"round-{place}")


def test_while_a_statement_is_typed_what_says_the_same_moves_to_the_top_and_nothing_is_sent(
    page: Page, house: Installation, links: dict[str, list[str]]
) -> None:
    printed(PUT_TO_THE_VOTE, house.server.data, {})
    page.goto(links["votes"][1] + "suggest/")
    there = page.locator("near-first li")
    last = there.last.inner_text()
    assert there.first.inner_text() != last
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#id_text").fill(last.rstrip(".").lower())
    expect(there.first).to_have_text(last)
    assert asked == []
