"""The first numbers: open, being fixed, fixed, confirmed. Each leads to exactly what it counts, whoever looks."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

import pytest
from django.test import Client

from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register import actions
from groundswell.register.models import Concern
from groundswell.register.panels import DeskNumbers, Headline
from groundswell.register.rules.concerns import Heading, State, headline, states_asked_for
from groundswell.register.tests.conftest import Raise, move
from groundswell.web.ports import Figure
from tests.cast import Cast

if TYPE_CHECKING:
    from groundswell.web.access import Visitor

pytestmark = pytest.mark.django_db
type Browser = Callable[[Person], Client]

EVERY_STATE = (State.RAISED, State.LOOKED_AT, State.DECIDED, State.BEING_FIXED, State.FIXED, State.NOT_OURS)


@pytest.fixture
def everywhere(organisation: Cast, raised: Raise) -> None:
    """Let concerns stand in every state, for the desk, for one cell, and for everybody; one of them is merged."""
    for state in EVERY_STATE:
        for audience in (Audience.ADVOCATE, Audience.CELL, Audience.ORGANISATION):
            cell = organisation.cell_one if audience is Audience.CELL else None
            concern = raised(f"{state} for {audience}", audience=audience, cell=cell)
            if state is not State.RAISED:
                move(concern, state, by=organisation.alice)
    first, second = Concern.objects.filter(state=State.RAISED, audience=Audience.ORGANISATION)[0], raised("Again")
    actions.merge_concerns(by=organisation.alice, duplicate=second, survivor=first, reason="The same.")
    Concern.objects.filter(state=State.FIXED, audience=Audience.ORGANISATION).update(state=State.CONFIRMED)
    actions.raise_concern(by=organisation.otto, title="About the advocate", text="", audience=Audience.ME, sources=[])


def _lines(browser: Client, address: str) -> int:
    page = browser.get(address).content.decode()
    return len(re.findall(r'<a class="line-title"', page.partition("</form>")[2]))


def _numbers(person: Person) -> list[tuple[Figure, ...]]:
    start, desk = Headline().panel_for(cast("Visitor", person)), DeskNumbers().panel_for(person, is_open=False)
    assert start is not None
    assert desk is not None
    return [tuple(start.figures), tuple(desk.figures)]


@pytest.mark.slow
@pytest.mark.usefixtures("everywhere")
@pytest.mark.parametrize("name", ["alice", "otto", "bob", "charlie"])
def test_every_number_opens_as_many_lines_as_it_says(organisation: Cast, client_of: Browser, name: str) -> None:
    person = getattr(organisation, name)
    browser = client_of(person)
    for figures in _numbers(person):
        assert [str(figure.words) for figure in figures] == ["open", "being fixed", "fixed", "confirmed"]
        for figure in figures:
            assert _lines(browser, figure.url) == figure.value, figure.words
    assert _numbers(person)[0][0].value


@pytest.mark.slow
@pytest.mark.usefixtures("everywhere")
@pytest.mark.parametrize("name", ["alice", "otto", "bob"])
def test_the_list_says_the_same_numbers_under_the_same_words(organisation: Cast, client_of: Browser, name: str) -> None:
    person = getattr(organisation, name)
    page = client_of(person).get("/concerns/").content.decode()
    said = re.findall(r'<dt><a href="\?state=(\w+)"[^>]*>([^<]+)</a></dt><dd>(\d+)</dd>', page)
    figures = _numbers(person)[0]
    assert [(words, int(count)) for _, words, count in said] == [(str(each.words), each.value) for each in figures]
    assert all(figure.url.endswith(f"?state={heading}") for figure, (heading, _, _) in zip(figures, said, strict=True))


def test_what_is_open_is_what_nobody_is_fixing_yet() -> None:
    counted = {state: 10**place for place, state in enumerate(State)}
    assert headline(counted)[Heading.OPEN] == 111
    assert headline({}) == dict.fromkeys(Heading, 0)
    assert states_asked_for("open") == {State.RAISED, State.LOOKED_AT, State.DECIDED}
    assert states_asked_for("decided") == {State.DECIDED}
    assert states_asked_for("") == states_asked_for("anything") == frozenset()
