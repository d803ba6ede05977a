"""What a screen reader says of the controls of a page: no two of one name, and no two of one id."""

import re
from collections import Counter
from html import unescape

import pytest
from django.test import Client

from groundswell.demo.story.telling import Teller

pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases="__all__")]
PAGES = (
    "/desk/",
    "/desk/lists/earlier/",
    "/desk/promises/",
    "/hours/",
    "/themes/",
    "/check-ins/plan/",
    "/rounds/",
    "/epics/",
    "/duties/",
    "/propositions/",
    "/concerns/",
    "/questions/box/",
    "/hours/scaling/",
)
# From each of these pages to the pages of one thing, and from there to what is done to it.
LEADING = re.compile(
    r'href="(/(?:propositions|epics|concerns|ideas|rounds|duties)/[0-9a-f-]{36}/(?:coverage/|draft/|opinions/)?)"'
)
CONTROL = re.compile(r"<(a|button|summary)\b([^>]*)>(.*?)</\1>", re.DOTALL)
SMALL = re.compile(r"\b(?:button plain small|button small|as-link)\b")


@pytest.fixture(scope="module")
def maren(teller: Teller) -> Client:
    """Return Maren's browser, with her desk open."""
    client = Client()
    client.force_login(teller.advocate)
    client.post("/desk/unlock/", {"passphrase": teller.passphrases["maren"]})
    return client


def names(page: str) -> Counter[str]:
    """Return the names of all small buttons and folds of a page."""
    found: Counter[str] = Counter()
    for kind, attributes, inside in CONTROL.findall(page[page.index("<main") : page.index("</main")]):
        if kind == "summary" or SMALL.search(attributes):
            label = re.search(r'aria-label="([^"]*)"', attributes)
            found[unescape(label[1] if label else " ".join(re.sub(r"<[^>]+>", "", inside).split()))] += 1
    return found


@pytest.fixture(scope="module")
def pages(maren: Client) -> dict[str, str]:
    """Return what Maren reads, by its address."""
    waiting, found = list(PAGES), dict[str, str]()
    while waiting:
        address = waiting.pop()
        if address not in found:
            answer = maren.get(address)
            assert answer.status_code == 200, address
            found[address] = answer.content.decode()
            waiting += LEADING.findall(found[address])
    assert len(found) > 40
    return found


def test_no_two_small_controls_of_a_page_have_the_same_name(pages: dict[str, str]) -> None:
    twice = {address: [name for name, times in names(page).items() if times > 1] for address, page in pages.items()}
    assert not {address: same for address, same in twice.items() if same}


def test_no_two_fields_of_a_page_are_asked_for_in_the_same_words(pages: dict[str, str]) -> None:
    labels = re.findall(r'<label for="[^"]*"[^>]*>(.*?)</label>', pages["/hours/scaling/"], re.DOTALL)
    assert len(labels) > 5
    assert len(set(labels)) == len(labels)


def test_no_two_fields_of_a_page_have_the_same_id(pages: dict[str, str]) -> None:
    ids = {address: Counter(re.findall(r'<[a-z][^>]* id="([^"]+)"', page)) for address, page in pages.items()}
    assert not {address: each for address, found in ids.items() for each, times in found.items() if times > 1}
