"""True figures: every number opens exactly the list that it counted."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.questions import actions
from groundswell.questions.models import Finding, Item, Source, WorkingWeek
from groundswell.questions.queries import figures as queries
from groundswell.questions.queries.figures import Asking
from groundswell.questions.rules.figures import What
from groundswell.questions.rules.lists import Filters
from groundswell.questions.templatetags.questions_words import span
from groundswell.questions.tests.conftest import author, post
from groundswell.questions.tests.scene import asked_at, ours, question, replied, told
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("noon")
type ClientOf = Callable[[Person], Client]
FIGURES = "/questions/figures/"
# A number that is a link to the list it counted.
LINKED = re.compile(r'<a href="(/questions/figures/[a-z0-9-]+/\?[^"]*)">(\d+)</a>')
# A figure whose words are the link: its value follows.
HEADED = re.compile(r'<dt><a href="(/questions/figures/[a-z0-9-]+/\?[^"]*)">[^<]+</a></dt><dd>(\d+)</dd>')


@pytest.fixture
def history(forum: Source, organisation: Cast) -> Source:
    """Return a forum in which everything happened once: replies early and late, none, follow-ups, closes, answers."""
    bob = ours(forum, organisation.bob)
    for number, (age, reply) in enumerate([(400, 380), (300, 299), (200, 90), (100, 99), (50, 49)]):
        replied(forum, question(forum, f"answered-{number}", age), ("cat", bob)[number % 2], reply)
    for number, age in enumerate((2, 30, 500, 1200)):
        question(forum, f"silent-{number}", age)
    closed = clock.now() - timedelta(hours=200)
    question(forum, "closed", 400, closed_at=closed)
    item = replied(forum, question(forum, "back", 90), bob, 80)
    replied(forum, item, "ann", 70)
    item = replied(forum, question(forum, "again", 90, resolved_at=clock.now() - timedelta(hours=10)), "cat", 80)
    replied(forum, replied(forum, item, "ann", 70), bob, 60, answer=True)
    with_bot = question(forum, "bot", 24)
    told(forum, author("robot", bot=True), post("bot.1", by="robot", item=with_bot.key, written_at=asked_at(20)))
    for each in Item.objects.all():
        Finding.objects.create(item=each, is_repeat=each.key.startswith("answered"), found_at=clock.now())
    question(forum, "old", 24 * 200)
    upstream = question(forum, "upstream", 24)
    actions.sort_as(by=organisation.alice, item=upstream, work=Item.Work.UPSTREAM)
    return forum


def shown(client: Client, address: str) -> str:
    answer = client.get(unescape(address))
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("query", ["?days=90", "?days=30&clock=working", "?days=365", "?days=90&work=upstream"])
def test_every_number_opens_exactly_the_list_that_it_counted(
    history: Source, organisation: Cast, client_of: ClientOf, query: str
) -> None:
    client = client_of(organisation.bob)
    html = shown(client, FIGURES + query)
    numbers = [(url, int(number)) for url, number in LINKED.findall(html) + HEADED.findall(html)]
    of_people = ("/replied/", "/solved/")
    assert len({url for url, _ in numbers}) >= 15
    for url, number in numbers:
        listed = shown(client, url)
        if not any(part in url for part in of_people):
            assert f"{number} question" in listed, url
            assert listed.count('class="line-title"') == min(number, 30), url


@pytest.mark.slow
def test_a_number_of_people_opens_the_questions_that_they_answered(
    history: Source, organisation: Cast, client_of: ClientOf
) -> None:
    """Nobody is named or ranked: the list is of questions."""
    client = client_of(organisation.bob)
    asked = [each for each in queries.asked(Asking()) if each.by]
    listed = shown(client, FIGURES + "replied/?days=90")
    assert f"{len(asked)} questions" in listed


@pytest.mark.slow
def test_who_still_waits_counts_and_bots_and_the_asker_do_not(history: Source) -> None:
    found, _now = queries.figures_of(Asking())
    first = found.waits[0]
    assert (first.what, first.n, first.still) == (What.FIRST, 13, 6)
    assert first.median is not None
    assert first.naive is not None
    assert first.naive < first.median, "leaving out who waits flatters"


@pytest.mark.slow
def test_a_next_reply_is_by_another_after_the_asker_wrote_again(history: Source) -> None:
    found = {each.what: each for each in queries.figures_of(Asking())[0].waits}[What.NEXT]
    assert (found.n, found.still) == (2, 1)
    assert found.naive == pytest.approx(10)


@pytest.mark.slow
def test_upstream_work_is_never_mixed_into_questions(history: Source) -> None:
    keys = {each.key for each in queries.asked(Asking())}
    upstream = queries.asked(Asking(filters=Filters(work="upstream")))
    assert len(upstream) == 1
    assert upstream[0].key not in keys


@pytest.mark.slow
def test_working_hours_are_fewer(history: Source) -> None:
    wall, working = (queries.figures_of(Asking(is_working=is_working))[0].waits[0] for is_working in (False, True))
    assert wall.naive is not None
    assert working.naive is not None
    assert working.naive < wall.naive


@pytest.mark.slow
def test_figures_can_be_taken_along(history: Source, organisation: Cast, client_of: ClientOf) -> None:
    client = client_of(organisation.bob)
    exported = client.get(FIGURES + "export/?days=90").json()
    assert exported["waits"]["first"]["n"] == 13
    assert exported["absence_factor"]["first_replies"] >= 1
    assert exported["unanswered_older_than_days"]["7"] == {"unanswered": 3, "of": 6}
    rows = list(csv.DictReader(io.StringIO(client.get(FIGURES + "export/?days=90&form=csv").content.decode())))
    assert len(rows) == 13


def test_a_name_that_is_no_numbers_is_missing(organisation: Cast, client_of: ClientOf) -> None:
    client = client_of(organisation.bob)
    assert client.get(FIGURES + "nobody/").status_code == HTTPStatus.NOT_FOUND
    assert client.get(FIGURES + "asked/?days=²&page=x&clock=%00").status_code == HTTPStatus.OK


@pytest.mark.slow
def test_a_period_costs_as_many_queries_for_many_questions_as_for_one(
    history: Source, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        queries.asked(Asking())


HOURS = "/questions/hours/"
SUNDAY_TO_THURSDAY = {f"day_{number}": "10:00-16:00" if number in {0, 1, 2, 3, 6} else "" for number in range(7)}


def test_advocates_choose_which_hours_count_as_working_hours(organisation: Cast, client_of: ClientOf) -> None:
    asked_on = clock.now() - timedelta(days=7)
    asking = Asking(is_working=True)
    usual = queries.clock_of(asking, clock.now())(asked_on, clock.now())
    assert usual == pytest.approx(5 * 7.5), "five days of seven and a half hours in any week"
    alice = client_of(organisation.alice)
    day_off = clock.today() - timedelta(days=1)
    assert alice.post(HOURS, SUNDAY_TO_THURSDAY | {"off": ""}).status_code == HTTPStatus.SEE_OTHER
    assert queries.clock_of(asking, clock.now())(asked_on, clock.now()) == pytest.approx(5 * 6)
    alice.post(HOURS, dict.fromkeys(SUNDAY_TO_THURSDAY, "10:00-16:00") | {"off": f"{day_off}\n\n{day_off}"})
    assert queries.clock_of(asking, clock.now())(asked_on, clock.now()) == pytest.approx(6 * 6), "one day was off"
    shown = alice.get(f"{FIGURES}?clock=working").content.decode()
    assert "Mon to Sun 10:00-16:00" in shown
    assert "1 day off besides" in shown


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("day_2", "9-25:00", "A day goes from 0:00 to 24:00"),
        ("day_0", "12:00-9:00", "is no span of a day"),
        ("day_0", "9:00-12:00, 11:00-13:00", "Two spans share time"),
        ("off", "2026-12-25\nChristmas", "Line 2: “Christmas” is no day"),
    ],
)
def test_hours_that_cannot_be_are_said_at_their_field_and_nothing_typed_is_lost(
    organisation: Cast, client_of: ClientOf, field: str, text: str, sentence: str
) -> None:
    page = client_of(organisation.alice).post(HOURS, SUNDAY_TO_THURSDAY | {"off": "2026-12-24"} | {field: text})
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    shown = unescape(page.content.decode())
    assert sentence in shown
    assert text.splitlines()[-1] in shown
    assert "10:00-16:00" in shown
    assert not WorkingWeek.objects.exists()


def test_working_hours_are_never_told_as_days_of_twenty_four_hours() -> None:
    assert span(60.0) == "2.5 days"
    assert span(60.0, is_working=True) == "60.0 h", "eight days of seven and a half hours"


def test_only_advocates_choose_working_hours(organisation: Cast, client_of: ClientOf) -> None:
    assert client_of(organisation.bob).get(HOURS).status_code == HTTPStatus.NOT_FOUND
    assert "Change them" not in client_of(organisation.bob).get(f"{FIGURES}?clock=working").content.decode()
