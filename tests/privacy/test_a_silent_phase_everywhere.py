"""While ideas are written alone and votes are cast, no page of any one thing tells that somebody did (I16).

The pages of a round itself, and those that are about no one thing, stand in test_a_silent_phase.py.
"""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from groundswell.propositions.rounds import actions
from groundswell.propositions.rounds.rules.sheets import Vote
from groundswell.propositions.rounds.sweeps import rounds as sweep
from groundswell.propositions.rounds.tests import stage as scene
from tests.privacy.test_a_silent_phase import ABOUT_ROUNDS, CANARY, FRESH, looked_at
from tests.routes import objects
from tests.routes.stage import Stage, set_up, taken_back
from tests.routes.walk import Route, routes

pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases="__all__")]
# A member, an advocate with an open desk, an administrator and a planner.
LOOK = ("bob", "alice", "ada", "mo")


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Sign everybody in, and make something of every kind; everything is taken back at the end."""
    del django_db_setup
    with django_db_blocker.unblock(), taken_back():
        made = set_up()
        objects.make_all(made)
        yield made


def pages_of_things() -> list[Route]:
    """Return every page about one thing that is no round."""
    return [each for each in routes() if "GET" in each.methods and not set(each.parameters) <= ABOUT_ROUNDS]


def everything_seen(stage: Stage) -> dict[tuple[str, str], tuple[int, bytes]]:
    """Return the pages of the first thing of each route that somebody finds, as each of those who look sees it."""
    seen = {}
    for route in pages_of_things():
        for visitor in LOOK:
            things = objects.things_of(route, stage)
            mine = [each for each in things if visitor in each.readers | each.keepers]
            answer = stage.browser(visitor).get(route.path((mine or things)[0].arguments))
            seen[visitor, route.pattern] = (answer.status_code, FRESH.sub(r"\1", answer.text).encode())
    return seen


def test_every_page_is_looked_at_here_or_with_those_of_no_one_thing() -> None:
    left = {each.pattern for each in routes() if "GET" in each.methods}
    left -= {each.pattern for each in (*pages_of_things(), *looked_at())}
    assert all(pattern.startswith(("accounts/", "b/<")) for pattern in left)


def test_no_page_of_any_thing_changes_when_somebody_writes_an_idea(house: Stage) -> None:
    silent = scene.opened(house.cast.alice)
    before = everything_seen(house)
    for number, person in enumerate(scene.organisation()[1:]):
        actions.write_ideas(known=scene.known(silent, person), ideas=[f"{CANARY} {number}"], done=None)
    sweep()
    after = everything_seen(house)
    assert len({pattern for _visitor, pattern in before}) > 100
    assert {page for page in before if before[page] != after[page]} == set()
    assert not any(CANARY.encode() in text for _status, text in after.values())


def test_no_page_of_any_thing_changes_when_somebody_votes(house: Stage) -> None:
    voting = scene.voting(house.cast.alice)
    before = everything_seen(house)
    for person in scene.organisation()[1:]:
        scene.votes(voting, person, s0=Vote.AGREE, s1=Vote.DISAGREE)
    sweep()
    after = everything_seen(house)
    assert {page for page in before if before[page] != after[page]} == set()
