"""While a check-in is open nothing tells anybody who has answered, or how many, or what (G3)."""

import re
from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from groundswell.checkins.letter import BallotLine
from groundswell.checkins.models import Period
from groundswell.checkins.rules.periods import Word
from groundswell.checkins.tests.stage import answers, opened
from groundswell.web.access import Access
from tests.routes.stage import MEMBERS, Stage, set_up, taken_back
from tests.routes.walk import routes

pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases="__all__")]
# What differs from one answer to the next of the same page.
FRESH = re.compile(r'(name="(?:csrfmiddlewaretoken|token)" value=")[^"]+')
LOOKED_AT = [route for route in routes() if not route.parameters and "GET" in route.methods]
LOOKED_AT = [route for route in LOOKED_AT if not route.pattern.startswith("accounts/")]


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Stage, Period]]:
    """Sign everybody in, open both desks and a check-in; everything is taken back at the end."""
    del django_db_setup
    with django_db_blocker.unblock(), taken_back():
        yield set_up(), opened()


def everything_seen(stage: Stage) -> dict[tuple[str, str], tuple[int, str]]:
    """Return every page without arguments, as each of the members sees it."""
    seen = {}
    for visitor in sorted(MEMBERS):
        for route in LOOKED_AT:
            if route.access is Access.COOKIELESS and visitor != "bob":
                continue
            answer = stage.browser(visitor).get(route.path({}))
            seen[visitor, route.pattern] = (answer.status_code, FRESH.sub(r"\1", answer.text))
    return seen


def test_no_page_of_anybody_changes_when_somebody_answers(scene: tuple[Stage, Period]) -> None:
    stage, period = scene
    before = everything_seen(stage)
    people = [stage.person(name) for name in ("bob", "charlie", "dana", "mo", "ada", "alice")]
    letters = [BallotLine().lines(person, None, period.opened_on) for person in people]
    for number, person in enumerate(people):
        answers(period, person, number % 4 + 1, cause=Word.PROCESS)
    after = everything_seen(stage)
    assert len(before) > 100
    assert {page for page in before if before[page] != after[page]} == set()
    assert [BallotLine().lines(person, None, period.opened_on) for person in people] == letters
