"""What a page asks of the database: never the same question once for each row that it shows."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.db import connections
from django.test import Client
from django.urls import Resolver404, resolve

from groundswell.demo.story.telling import Teller

pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases="__all__")]
LINK = re.compile(r'href="(/[^"#?]*)(?:\?[^"#]*)?(?:#[^"]*)?"')
SEVERAL = re.compile(r"\((?:%s(?:, )?)+\)")
# A page of every route is looked at with a few of its things, not with each of hundreds.
THINGS = 4
# Panels of one page may ask the same of different months and sprints; lists of the demo are longer than this.
MOST = 8
FEWEST_PAGES = 60


@contextmanager
def asked() -> Iterator[Counter[str]]:
    """Count the questions that are asked meanwhile, without what they are asked about."""
    found: Counter[str] = Counter()

    def note(execute: Callable[..., object], sql: str, params: object, many: bool, context: object) -> object:  # noqa: FBT001 - Django's own shape
        found[SEVERAL.sub("(…)", sql)] += not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
        return execute(sql, params, many, context)

    with ExitStack() as wrapped:
        for alias in connections:
            wrapped.enter_context(connections[alias].execute_wrapper(note))
        yield found


def crawl(browser: Client) -> Iterator[tuple[str, Counter[str]]]:
    """Read the pages that somebody reaches by links from the start page; say what each asked."""
    waiting, known, seen = ["/"], {"/"}, Counter[str]()
    while waiting:
        address = waiting.pop(0)
        try:
            route = resolve(address).route
        except Resolver404:
            continue
        seen[route] += 1
        if seen[route] > THINGS:
            continue
        with asked() as questions:
            answer = browser.get(address)
        yield address, questions
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            fresh = [link for link in dict.fromkeys(LINK.findall(answer.content.decode())) if link not in known]
            known.update(fresh)
            waiting += fresh


def repeated(browser: Client) -> dict[str, tuple[str, int]]:
    """Return the pages that ask one question more often than a page without a list of rows would."""
    pages = [(address, questions.most_common(1)) for address, questions in crawl(browser) if questions]
    assert len(pages) > FEWEST_PAGES
    return {address: most[0] for address, most in pages if most[0][1] > MOST}


def test_no_page_of_the_advocate_asks_once_for_each_row(teller: Teller) -> None:
    browser = Client()
    browser.force_login(teller.advocate)
    browser.post("/desk/unlock/", {"passphrase": teller.passphrases["maren"]})
    assert repeated(browser) == {}


@pytest.mark.parametrize("name", ["tomas", "ines"])
def test_no_page_of_planners_and_members_asks_once_for_each_row(teller: Teller, name: str) -> None:
    browser = Client()
    browser.force_login(teller.people[name])
    assert repeated(browser) == {}
