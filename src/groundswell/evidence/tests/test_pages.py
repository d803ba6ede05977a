"""The page of a period: every number opens what it counted, gaps are said, and hours are for those who may see them."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import Traveller

from groundswell.epics import actions as epics
from groundswell.epics.rules.holds import Reason
from groundswell.epics.tests.conftest import begun
from groundswell.evidence.tests.conftest import TODAY, past_of
from groundswell.hours import actions as hours
from groundswell.hours.actions import Spent
from groundswell.hours.models import FundingLine
from groundswell.hours.queries.between import hours_between
from groundswell.hours.rules import amounts
from groundswell.hours.rules.axes import Kind, Stream
from groundswell.hours.rules.grants import Certainty
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register.rules.concerns import State
from groundswell.register.tests.conftest import Raise, move
from tests.cast import Cast

type ClientOf = Callable[[Person], Client]

MONTH = "2026-11"
H = 60


def read(client: Client, route: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(f"evidence:{route}", args=args) + query)
    assert answer.status_code == HTTPStatus.OK, (route, args, answer.status_code)
    return unescape(answer.content.decode())


def links(page: str, period: str = MONTH) -> dict[str, str]:
    """Return every number of a page by its key: what its link says."""
    found = re.findall(
        rf'<a href="/evidence/{period}/([\w-]+)/">(.*?)(?:<span class="only-heard">.*?</span>)?</a>', page
    )
    return {key: re.sub("<[^>]+>", "", words) for key, words in found if key != "cost"}


def counted(client: Client, key: str, period: str = MONTH) -> list[str]:
    """Return what each row of a list adds to its number, over all its pages."""
    amounts: list[str] = []
    for number in range(1, 9):
        page = read(client, "counted", period, key, query=f"?page={number}")
        rows = re.findall(r'<td class="number">(.*?)</td></tr>', page)
        if number > 1 and f"?page={number}" not in read(client, "counted", period, key, query=f"?page={number - 1}"):
            break
        amounts += rows
    return amounts


@pytest.fixture
def busy(organisation: Cast, granted: Person, raised: Raise) -> Cast:
    """Return an organisation in which everything that the page counts has happened this month."""
    alice = organisation.alice
    titles = ("Reviews wait", "Builds are slow", "Nobody answers", "The wiki is old", "Tests fail at night")
    concerns = [raised(title, audience=Audience.ORGANISATION) for title in titles]
    move(concerns[0], State.DECIDED, State.FIXED, by=alice)
    move(concerns[1], State.DECIDED, by=alice)
    move(concerns[2], State.FIXED, by=alice)
    raised("A note of the desk")
    for minutes, stream, kind in ((90, Stream.INTERNAL, Kind.DEVELOPMENT), (75, Stream.EXTERNAL, Kind.OTHER)):
        hours.log_time(person=alice, spent=Spent(TODAY, minutes, stream, kind, words="Review"))
    moving, held = begun(organisation), begun(organisation, "Queue")
    epics.tell(by=alice, epic=moving, position=40, words="It goes.")
    epics.hold(by=organisation.mo, epic=held, cell=organisation.cell_one, reason=Reason.CLIENT_WORK)
    return organisation


@pytest.mark.slow
def test_every_number_opens_exactly_the_list_that_it_counted(busy: Cast, client_of: ClientOf) -> None:
    client = client_of(busy.mo)
    numbers = links(read(client, "period", MONTH))
    assert {"granted", "used", "development", "unpaid", "payer-1", "payer-2"} <= set(numbers)
    assert {"raised", "decided", "fixed", "confirmed", "days-to-decision", "moved", "held", "days-held"} <= set(numbers)
    assert {"untold", "unconfirmed"} <= set(numbers)
    for key, shown in numbers.items():
        rows = counted(client, key)
        lead = re.search(r'<p class="lead">(.*?)</p>', read(client, "counted", MONTH, key))
        assert lead is not None
        assert lead[1].startswith(shown), key
        if key == "days-to-decision":
            assert f"of {len(rows)}" in lead[1]
        elif shown.endswith(" h"):
            assert sum(amounts.read(each) or 0 for each in rows) == amounts.read(shown), key
        else:
            assert sum(map(int, rows)) == int(shown), key


@pytest.mark.slow
def test_what_the_month_came_to(busy: Cast, client_of: ClientOf) -> None:
    numbers = links(read(client_of(busy.mo), "period", MONTH))
    assert {key: numbers[key] for key in ("raised", "decided", "fixed", "confirmed")} == {
        "raised": "5",
        "decided": "2",
        "fixed": "2",
        "confirmed": "0",
    }
    assert (numbers["granted"], numbers["used"], numbers["development"]) == ("45 h", "2:45 h", "1.5 h")
    assert (numbers["moved"], numbers["held"], numbers["days-held"]) == ("1", "1", "1")
    assert (numbers["untold"], numbers["unconfirmed"]) == ("1", "2")


@pytest.mark.slow
def test_who_pays_which_share_is_said_with_those_outside_named(busy: Cast, client_of: ClientOf) -> None:
    page = read(client_of(busy.mo), "period", MONTH)
    assert re.search(r"Harbour</bdi> \(outside\)</th>.*?35 h</a>.*?78 %", page)
    assert re.search(r"Tidewater</bdi></th>.*?10 h</a>.*?22 %", page)


@pytest.mark.slow
def test_hours_are_for_planners_and_for_whoever_they_are_all_about(busy: Cast, client_of: ClientOf) -> None:
    for person in (busy.mo, busy.alice):
        assert "granted" in links(read(client_of(person), "period", MONTH))
    for person in (busy.bob, busy.otto, busy.ada):
        page = read(client_of(person), "period", MONTH)
        assert "Sums of hours are seen by planners" in page
        assert not {"granted", "used", "payer-1"} & set(links(page))
        assert "45 h" not in page
        assert client_of(person).get(f"/evidence/{MONTH}/used/").status_code == HTTPStatus.NOT_FOUND
        assert "2:45" not in read(client_of(person), "cost", MONTH)


@pytest.mark.slow
def test_a_second_holder_closes_the_sums_to_the_first(busy: Cast, liaison: FundingLine, client_of: ClientOf) -> None:
    month = TODAY.replace(day=1)
    hours.grant_hours(
        by=busy.mo, funding=liaison, holder=busy.bob, month=month, certainty=Certainty.FIRM, minutes=5 * H
    )
    assert "granted" not in links(read(client_of(busy.alice), "period", MONTH))
    assert links(read(client_of(busy.mo), "period", MONTH))["granted"] == "50 h"


@pytest.mark.slow
def test_what_the_desk_or_one_cell_reads_is_in_no_number(
    organisation: Cast, raised: Raise, client_of: ClientOf
) -> None:
    raised("Of the desk")
    raised("Of one cell", audience=Audience.CELL, cell=organisation.cell_one)
    for person in (organisation.alice, organisation.bob, organisation.mo):
        assert links(read(client_of(person), "period", MONTH))["raised"] == "0"
        assert counted(client_of(person), "raised") == []
    assert "is in none of these numbers" in read(client_of(organisation.bob), "period", MONTH)


@pytest.mark.slow
def test_a_concern_counts_once_for_each_state_that_it_reached_and_only_in_its_period(
    organisation: Cast, raised: Raise, client_of: ClientOf, noon: Traveller
) -> None:
    concern = raised("Reviews wait", audience=Audience.ORGANISATION)
    alice = organisation.alice
    move(concern, State.FIXED, State.LOOKED_AT, State.FIXED, by=alice)
    noon.shift(timedelta(days=10))
    move(concern, State.LOOKED_AT, State.DECIDED, by=alice)
    client = client_of(organisation.bob)
    november, december = links(read(client, "period", MONTH)), links(read(client, "period", "2026-12"), "2026-12")
    assert [november[key] for key in ("raised", "decided", "fixed")] == ["1", "0", "1"]
    assert [december[key] for key in ("raised", "decided", "fixed")] == ["0", "1", "0"]


@pytest.mark.slow
def test_those_that_still_wait_count_in_the_days_to_decision(
    organisation: Cast, raised: Raise, client_of: ClientOf, noon: Traveller
) -> None:
    concerns = [raised(f"Number {place} waits", audience=Audience.ORGANISATION) for place in range(5)]
    noon.shift(timedelta(days=4))
    for concern in concerns[:2]:
        move(concern, State.DECIDED, by=organisation.alice)
    client = client_of(organisation.bob)
    assert "not known yet: half have not been reached" in read(client, "period", MONTH)
    noon.shift(timedelta(days=6))
    move(concerns[2], State.NOT_OURS, by=organisation.alice)
    page = read(client, "counted", "2026-12", "days-to-decision")
    assert "10 days" in page
    assert "2 still waiting, and counted as such" in page
    assert "Without those that still wait it would read 4 days, which is too short." in page
    assert page.count("still waiting after 10 days") == 2


def test_ratings_are_those_that_were_released_and_the_unheard_are_said(organisation: Cast, client_of: ClientOf) -> None:
    past = past_of(organisation.cell_one, organisation.cell_two)
    past.sprint = people.sprint_now().number - 3
    roster = past.roster(**{"Cell One": 8, "Cell Two": 8})
    past.publish(roster)
    past.answering = 0.8
    past.publish(roster)
    sprint = people.previous_sprint()
    page = read(client_of(organisation.bob), "period", f"sprint-{sprint.number}")
    assert re.search(r"between \d[\d.]* and \d[\d.]*, most likely \d", page)
    assert re.search(rf"Sprint {sprint.number}: about [1-9]0 % have not been heard", page)
    assert links(page, f"sprint-{sprint.number}")["rated"] == "1"


def test_a_check_in_of_few_people_is_a_gap_and_no_figure(organisation: Cast, client_of: ClientOf) -> None:
    past = past_of(organisation.cell_one)
    past.sprint = people.sprint_now().number - 2
    past.publish(past.roster(**{"Cell One": 3}))
    sprint = people.sprint_now().number - 1
    page = read(client_of(organisation.bob), "period", f"sprint-{sprint}")
    assert "no figure could be released" in page
    assert links(page, f"sprint-{sprint}")["rated"] == "0"


@pytest.mark.slow
def test_an_empty_organisation_says_what_is_missing_and_breaks_nowhere(organisation: Cast, client_of: ClientOf) -> None:
    page = read(client_of(organisation.mo), "period", MONTH)
    for words in (
        "Nobody was granted hours for these days.",
        "No check-in of a sprint that ended in these days was released.",
        "There was no epic in these days.",
        "First response to questions from outside: Not known: no source that is read had a question",
        "This period is not over",
    ):
        assert words in page
    assert "Nothing yet. Before something is tried" in read(client_of(organisation.bob), "evidence")
    assert "Nothing was registered yet." in read(client_of(organisation.bob), "interventions")
    assert "Nothing was counted here." in read(client_of(organisation.bob), "counted", MONTH, "raised")


def test_a_period_that_is_over_does_not_say_that_it_runs(organisation: Cast, client_of: ClientOf) -> None:
    page = read(client_of(organisation.bob), "period", "2026-10")
    assert "This period is not over" not in page
    assert "As it stands on" not in page


@pytest.mark.parametrize("key", ["2026-12", "nothing", "sprint-9999", "pilot-1", "2026-q9"])
def test_a_period_that_is_not_there_is_missing(organisation: Cast, client_of: ClientOf, key: str) -> None:
    for route in ("period", "cost", "csv", "json"):
        assert client_of(organisation.bob).get(reverse(f"evidence:{route}", args=[key])).status_code == 404
    assert client_of(organisation.bob).get(f"/evidence/{MONTH}/nothing/").status_code == 404


@pytest.mark.slow
def test_a_pilot_shows_its_baseline_beside_today(
    organisation: Cast, granted: Person, raised: Raise, client_of: ClientOf, noon: Traveller
) -> None:
    raised("Reviews wait", audience=Audience.ORGANISATION)
    review = TODAY + timedelta(days=60)
    pilot = hours.start_pilot(by=organisation.mo, name="One advocate", review_on=review)
    noon.shift(timedelta(days=1))
    raised("Builds are slow", audience=Audience.ORGANISATION)
    page = read(client_of(organisation.mo), "period", f"pilot-{pilot.id}")
    assert "On trial: One advocate" in page
    assert re.search(r'problems: open</th><td class="number">1</td><td class="number">2</td>', page)
    assert "problems: being fixed" in page
    assert re.search(r'hours granted this month</th><td class="number">45 h</td>', page)
    assert "hours granted this month" not in read(client_of(organisation.bob), "period", f"pilot-{pilot.id}")


@pytest.mark.slow
def test_more_concerns_epics_and_ratings_ask_no_more_questions(
    organisation: Cast, raised: Raise, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def fill(name: str) -> None:
        move(raised(f"{name} waits", audience=Audience.ORGANISATION), State.DECIDED, State.FIXED, by=organisation.alice)
        epic = begun(organisation, name)
        epics.tell(by=organisation.alice, epic=epic, position=10, words="")
        epics.hold(by=organisation.mo, epic=epic, cell=None, reason=Reason.CLIENT_WORK)

    client = client_of(organisation.bob)
    fill("One")
    with django_assert_max_num_queries(200) as one:
        read(client, "period", MONTH)
    for name in ("Two", "Three"):
        fill(name)
    with django_assert_max_num_queries(len(one.captured_queries)):
        read(client, "period", MONTH)
    assert len(one.captured_queries) < 60


@pytest.mark.slow
def test_what_it_cost_stands_beside_what_came_of_it(busy: Cast, client_of: ClientOf, liaison: FundingLine) -> None:
    client = client_of(busy.mo)
    typed = {"line": liaison.id, "an_hour": "80", "currency": "eur", "from_on": "2026-11-01"}
    assert client.post(reverse("evidence:rates"), typed).status_code == HTTPStatus.SEE_OTHER
    page = read(client, "cost", MONTH)
    assert re.search(
        r"Community liaison</bdi></th>.*?1:15 h</td>.*?80.00 EUR</td><td class=\"number\">100.00 EUR", page
    )
    assert "nobody has said what an hour of their line costs" in page
    assert "Together" in page
    later = typed | {"an_hour": "90.50", "from_on": "2026-11-20"}
    client.post(reverse("evidence:rates"), later)
    assert "113.13 EUR" in read(client, "cost", MONTH)
    assert "No hours were used in these days." in read(client, "cost", "2026-10")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"line": ""}, "Choose one of the lines"),
        ({"line": "x"}, "Choose one of the lines"),
        ({"an_hour": "much"}, "Write the sum in digits"),
        ({"an_hour": "0"}, "above 0 and at most 100,000"),
        ({"an_hour": "-3"}, "above 0 and at most 100,000"),
        ({"an_hour": "NaN"}, "Write the sum in digits"),
        ({"an_hour": "1e9"}, "above 0 and at most 100,000"),
        ({"currency": "euros"}, "three letters"),
        ({"from_on": "yesterday"}, "year, month, day"),
    ],
)
def test_a_wrong_rate_is_refused_with_a_sentence_and_kept(
    organisation: Cast, liaison: FundingLine, client_of: ClientOf, changes: dict[str, str], words: str
) -> None:
    typed = {"line": str(liaison.id), "an_hour": "80", "currency": "EUR", "from_on": ""} | changes
    answer = client_of(organisation.mo).post(reverse("evidence:rates"), typed)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = unescape(answer.content.decode())
    assert words in page
    if "an_hour" not in changes:
        assert 'value="80"' in page


@pytest.mark.slow
def test_no_page_says_that_one_thing_brought_another_about(busy: Cast, client_of: ClientOf) -> None:
    client = client_of(busy.mo)
    pages = [read(client, name, MONTH) for name in ("period", "cost", "json")]
    pages += [read(client, name) for name in ("evidence", "interventions", "register")]
    claims = re.compile(
        r"\b(caus\w*|because of|thanks to|led to|due to|as a result|impact|proves?|effect of)\b", re.IGNORECASE
    )
    for page in pages:
        main = page.partition("<main")[2] or page
        assert not claims.search(main), claims.search(main)


def test_the_start_page_leads_to_this_month(organisation: Cast, client_of: ClientOf) -> None:
    page = client_of(organisation.bob).get("/").content.decode()
    assert f'href="/evidence/{MONTH}/"' in page


@pytest.mark.slow
def test_periods_are_listed_and_each_opens(organisation: Cast, client_of: ClientOf) -> None:
    client = client_of(organisation.bob)
    found = re.findall(r'href="/evidence/([\w-]+)/"', read(client, "evidence"))
    assert {"2026-11", "2026-10", "2026-q4", f"sprint-{people.sprint_now().number}"} <= set(found)
    for key in found:
        if key != "registered":
            read(client, "period", key)


def test_a_month_in_parts_shares_its_grant_by_working_days_and_loses_nothing(
    organisation: Cast, granted: Person, client_of: ClientOf
) -> None:
    first, middle, last = date(2026, 11, 1), date(2026, 11, 11), date(2026, 11, 30)
    parts = [hours_between(*span).granted for span in ((first, middle), (middle + timedelta(days=1), last))]
    assert sum(each.minutes for part in parts for each in part) == 45 * H
    assert [sum(each.minutes for each in part) for part in parts] == [17 * H + 30, 27 * H + 30]
