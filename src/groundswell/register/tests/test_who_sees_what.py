"""A concern of Cell One: Bob of that cell reads it everywhere, Charlie of Cell Two learns nowhere that it exists."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, cast
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from groundswell.kit import search
from groundswell.people import actions as people
from groundswell.people import policy as people_policy
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register import actions, policy
from groundswell.register.asking import Counting
from groundswell.register.models import Concern, ConcernTheme, Evidence, Idea, Measure, Perspective, Theme
from groundswell.register.panels import Headline
from groundswell.register.queries import lists, marks
from groundswell.register.queries.ground import Groups
from groundswell.register.rules.concerns import State, Stuck
from groundswell.register.rules.fits import Fit as FitKind
from groundswell.register.tests.conftest import published
from tests.cast import Cast

if TYPE_CHECKING:
    from groundswell.web.access import Visitor

type Raise = Callable[..., Concern]
type Browser = Callable[[Person], Client]

CANARY = "pelican"


@pytest.fixture
def of_cell_one(organisation: Cast, raised: Raise) -> Concern:
    """Return a concern that Cell One reads, with everything that hangs on it, all of it naming the canary."""
    by, cell = organisation.alice, organisation.cell_one
    concern = raised(f"The {CANARY} is tired", audience=Audience.CELL, cell=cell)
    idea = actions.note_idea(by=by, title=f"A {CANARY} rota", concern=concern)
    measure = actions.note_measure(by=by, concern=concern, text=f"A {CANARY} pilot")
    view = actions.note_perspective(by=by, concern=concern, position=f"The {CANARY} should rest")
    entry = actions.shelve(by=by, source=f"On {CANARY}s, 2018", concerns=[concern])
    for item in (idea, measure, view, entry):
        published(item, Audience.CELL, by=by, cell=cell)
    actions.judge_fit(by=by, idea=idea, concern=concern, fit=FitKind.HELPS, note=f"The {CANARY} could rest.")
    actions.classify_concern(by=by, concern=concern, stuck=Stuck.NONE, themes=list(Theme.objects.all()))
    return concern


def everywhere(concern: Concern) -> Iterator[str]:
    """Yield every address at which something of the concern could show."""
    yield from (reverse(f"register:{name}") for name in ("concerns", "pairs", "shelf", "public_concerns"))
    yield from (f"{reverse('register:concerns')}?{query}" for query in (f"words={CANARY}", "state=raised"))
    yield f"{reverse('search')}?words={CANARY}"
    yield from (reverse(name) for name in ("start", "said_count", "mine", "waiting"))
    for theme in Theme.objects.all():
        yield f"{reverse('register:concerns')}?theme={theme.id}"
    yield from addresses(concern)


def addresses(concern: Concern) -> Iterator[str]:
    """Yield the addresses of the concern and of what hangs on it."""
    yield from (
        reverse(f"register:{name}", args=[concern.id])
        for name in ("concern", "add_idea", "add_perspective", "public_concern")
    )
    yield reverse("register:idea", args=[Idea.objects.get().id])
    yield reverse("register:perspective", args=[Perspective.objects.get().id])
    yield reverse("register:evidence", args=[Evidence.objects.get().id])


@pytest.mark.slow
def test_a_stranger_finds_nothing_of_it_anywhere(
    organisation: Cast, client_of: Browser, client: Client, of_cell_one: Concern
) -> None:
    browsers = [
        client_of(person) for person in (organisation.charlie, organisation.dana, organisation.mo, organisation.otto)
    ]
    for browser in (*browsers, client):
        for address in everywhere(of_cell_one):
            answer = browser.get(address)
            words = answer.content.decode().replace(f"words={CANARY}", "").replace(f'value="{CANARY}"', "")
            assert CANARY not in words.replace(f"“{CANARY}”", ""), address


@pytest.mark.slow
def test_its_own_address_answers_a_stranger_as_one_that_does_not_exist(
    organisation: Cast, client_of: Browser, of_cell_one: Concern
) -> None:
    browser = client_of(organisation.charlie)
    for address in addresses(of_cell_one):
        missing = browser.get(reverse("register:concern", args=[uuid4()]))
        found = browser.get(address)
        assert (found.status_code, found.content) == (HTTPStatus.NOT_FOUND, missing.content), address
    assert browser.post(reverse("register:me_too", args=[of_cell_one.id])).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.slow
def test_a_member_of_the_cell_reads_it(organisation: Cast, client_of: Browser, of_cell_one: Concern) -> None:
    page = client_of(organisation.bob).get(reverse("register:concern", args=[of_cell_one.id])).content.decode()
    assert page.count(CANARY) >= 6


@pytest.mark.slow
def test_it_is_counted_for_nobody_else(organisation: Cast, of_cell_one: Concern) -> None:
    for person, count in ((organisation.bob, 1), (organisation.alice, 1), (organisation.charlie, 0)):
        assert sum(lists.states_counted(policy.reading_of(person)).values()) == count
        panel = Headline().panel_for(cast("Visitor", person))
        assert panel is not None
        assert panel.figures[0].value == count
    assert Counting().open_concerns(organisation.charlie) == []


@pytest.mark.slow
def test_search_finds_it_for_the_cell_and_forgets_it_when_it_is_narrowed(
    organisation: Cast, of_cell_one: Concern
) -> None:
    def hits(person: Person) -> int:
        return len(search.search(CANARY, people_policy.audiences_of(person), 20))

    assert (hits(organisation.bob), hits(organisation.charlie)) == (5, 0)
    items = [Idea.objects.get(), Measure.objects.get(), Perspective.objects.get(), Evidence.objects.get(), of_cell_one]
    for item in items:
        actions.change_audience(
            by=organisation.alice, item=item, audience=Audience.ADVOCATE, reason="It was too early."
        )
    assert (hits(organisation.bob), hits(organisation.alice)) == (0, 0), "the index holds words as they are"
    reading = policy.reading_of(organisation.alice)
    assert list(lists.concerns_for(reading, words=CANARY[:6])) == [of_cell_one], "the desk looks through its own"
    assert not lists.concerns_for(reading, words=f"{CANARY} otter")
    assert not lists.concerns_for(policy.reading_of(organisation.bob), words=CANARY)


@pytest.mark.slow
def test_who_moves_to_the_cell_reads_it_and_who_leaves_it_does_not(
    organisation: Cast, client_of: Browser, of_cell_one: Concern
) -> None:
    address = reverse("register:concern", args=[of_cell_one.id])
    people.move_to_cell(by=None, person=organisation.charlie, cell=organisation.cell_one)
    people.move_to_cell(by=None, person=organisation.bob, cell=organisation.cell_two)
    assert client_of(organisation.charlie).get(address).status_code == HTTPStatus.OK
    assert client_of(organisation.bob).get(address).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.slow
def test_members_find_no_form_of_the_desk(organisation: Cast, client_of: Browser, raised: Raise) -> None:
    concern = raised(audience=Audience.ORGANISATION)
    page = client_of(organisation.bob).get(reverse("register:concern", args=[concern.id])).content.decode()
    for name in ("move_concern", "sort_concern", "merge", "sources", "edit_concern"):
        assert reverse(f"register:{name}", args=[concern.id]) not in page
        assert client_of(organisation.bob).get(reverse(f"register:{name}", args=[concern.id])).status_code == 404


def test_an_alternate_meets_the_forms_of_their_own_concerns_only(organisation: Cast, client_of: Browser) -> None:
    own = actions.raise_concern(by=organisation.otto, title="The advocate is too busy")
    other = actions.raise_concern(by=organisation.alice, title="Reviews wait", audience=Audience.ADVOCATE)
    browser = client_of(organisation.otto)
    assert browser.get(reverse("register:move_concern", args=[own.id])).status_code == HTTPStatus.OK
    assert browser.get(reverse("register:move_concern", args=[other.id])).status_code == HTTPStatus.NOT_FOUND
    assert "The advocate" not in client_of(organisation.alice).get(reverse("register:concerns")).content.decode()


@pytest.fixture
def many(organisation: Cast) -> None:
    """Store enough concerns that a database chooses its way by them."""
    day = date(2026, 11, 22)
    rows = [
        Concern(
            title=f"Concern {number}",
            state=list(State)[number % len(State)],
            moved_on=day - timedelta(days=number % 400),
            audience=Audience.ORGANISATION if number % 3 else Audience.CELL,
            cell=None if number % 3 else organisation.cell_one,
            audience_key="organisation" if number % 3 else f"cell:{organisation.cell_one.id}",
            written_by=organisation.alice,
            written_on=day,
        )
        for number in range(3_000)
    ]
    Concern.objects.bulk_create(rows)
    theme = Theme.objects.all()[0]
    ConcernTheme.objects.bulk_create([ConcernTheme(concern=concern, theme=theme) for concern in rows[::7]])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL says it in other words")
@pytest.mark.usefixtures("many")
def test_no_list_of_concerns_sorts(organisation: Cast) -> None:
    theme = Theme.objects.all()[0].id
    for person in (organisation.bob, organisation.charlie, organisation.alice, None):
        reading = policy.reading_of(person)
        for asked in ({}, {"states": {State.DECIDED}}, {"theme": theme}, {"states": {State.RAISED}, "theme": theme}):
            rows = lists.concerns_for(reading, **asked)
            plan = rows.defer("text")[:25].explain()
            assert "TEMP B-TREE" not in plan, (person, asked, plan)
            assert "concern_" in plan, plan


def test_who_could_be_known_by_a_detail_is_everybody_who_was_ever_here(organisation: Cast) -> None:
    roster = marks.roster()
    assert {"Alice", "Lee"} <= set(roster.people)
    assert "lee" in roster.handles
    assert set(roster.cells) == {"Cell One", "Cell Two"}
    assert "advocate" in " ".join(roster.roles_of_one).lower()


@pytest.mark.slow
def test_words_that_everybody_reads_often_are_not_rare(organisation: Cast, raised: Raise) -> None:
    assert [hit.excerpt for hit in marks.marks_in("The pelican waits")] == ["pelican"]
    for number in range(2):
        raised(f"The pelican waits {number}", audience=Audience.ORGANISATION)
    assert marks.marks_in("The pelican waits") == ()


def test_a_text_is_looked_for_in_the_smallest_group_that_it_names(organisation: Cast) -> None:
    among = Groups().smallest
    assert among("Reviews wait", None) == 7
    assert among("Those of Cell Two wait", None) == 1
    assert among("Reviews wait", organisation.cell_one.id) == 1


@pytest.mark.slow
def test_words_for_a_concern_that_is_not_seen_any_more_come_back_and_tell_nothing(
    of_cell_one: Concern, client_of: Browser, charlie: Person
) -> None:
    browser = client_of(charlie)
    pages = [
        browser.post(reverse("register:add_idea", args=[concern]), {"text": "Say ranges, not numbers."})
        for concern in (of_cell_one.id, uuid4())
    ]
    assert {page.status_code for page in pages} == {HTTPStatus.NOT_FOUND}
    assert all("Say ranges, not numbers.</textarea>" in page.text for page in pages)
    assert pages[0].content == pages[1].content
