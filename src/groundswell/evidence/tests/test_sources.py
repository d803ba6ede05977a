"""What others count: first responses and hand-offs by their ports, our own series, exports, and the command."""

import csv
import io
import json
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from html import unescape
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import Traveller

from groundswell.epics import actions as epic_actions
from groundswell.epics.rules.holds import Reason
from groundswell.epics.tests.conftest import begun
from groundswell.evidence import actions, exports, looking
from groundswell.evidence.actions import Plan
from groundswell.evidence.models import Finding
from groundswell.evidence.ports import Answered, HandedOff, first_responses, hand_offs
from groundswell.evidence.queries import concerns, epics, outward, ratings
from groundswell.evidence.queries.page import page_of
from groundswell.evidence.queries.periods import period_named
from groundswell.evidence.rules.periods import Every, Span
from groundswell.evidence.tests.conftest import NOON, TODAY, Desks, past_of
from groundswell.hours.actions import Spent, log_time
from groundswell.hours.models import FundingLine
from groundswell.hours.rules.axes import Kind as KindOfWork
from groundswell.hours.rules.axes import Stream
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register.actions import answer_fix
from groundswell.register.models import Concern
from groundswell.register.rules.concerns import State
from groundswell.register.rules.items import Kind
from groundswell.register.tests.conftest import Raise, move, published
from groundswell.register.threads.tests.arrivals import a_thread, post_of
from groundswell.register.threads.tests.test_marking import HOLD, mark
from groundswell.voices.tests.conftest import say
from tests.cast import Cast

type ClientOf = Callable[[Person], Client]

MONTH = "2026-11"
HOUR = timedelta(hours=1)


class Forum:
    """Three questions: answered after two hours and after six, and one that still waits after a day."""

    def asked_between(self, first: date, last: date) -> Sequence[Answered]:
        asked = [(48, 2), (30, 6), (24, None)]
        found = [
            Answered(
                f"Question {ago}",
                f"/q/{ago}",
                NOON - ago * HOUR,
                None if after is None else NOON - (ago - after) * HOUR,
            )
            for ago, after in asked
        ]
        return [each for each in found if first <= each.asked_at.date() <= last]

    def made_between(self, first: date, last: date) -> Sequence[HandedOff]:
        made = [HandedOff("To the docs team", "/h/1", TODAY, TODAY), HandedOff("To Heron", "/h/2", TODAY, None)]
        return [each for each in made if first <= each.day <= last]


@pytest.fixture
def forum() -> Iterator[Forum]:
    """Plug a forum into both ports, and take it out again."""
    made = Forum()
    first_responses.plug(made)
    hand_offs.plug(made)
    yield made
    first_responses._plugged.remove(made)
    hand_offs._plugged.remove(made)


def shown(client: Client, key: str, period: str = MONTH) -> str:
    answer = client.get(f"/evidence/{period}/{key}/" if key else f"/evidence/{period}/")
    assert answer.status_code == HTTPStatus.OK
    return unescape(answer.content.decode())


def test_the_true_first_response_counts_who_still_waits(organisation: Cast, forum: Forum, client_of: ClientOf) -> None:
    client = client_of(organisation.bob)
    assert "6 hours" in shown(client, "")
    page = shown(client, "first-response")
    assert "of 3, 1 still waiting, and counted as such" in page
    assert "Without those that still wait it would read 4 hours, which is too short." in page
    assert "no reply after 24.0 h" in page


def test_a_period_that_is_over_knows_nothing_of_what_came_later(
    organisation: Cast, forum: Forum, client_of: ClientOf, noon: Traveller
) -> None:
    noon.move_to(datetime(2026, 12, 20, 12, tzinfo=UTC))
    # On 30 November at midnight the third question had waited for five and a half days.
    assert "no reply after 156.0 h" in shown(client_of(organisation.bob), "first-response")


@pytest.mark.slow
def test_hand_offs_are_counted_with_those_accepted_among_them(
    organisation: Cast, forum: Forum, client_of: ClientOf
) -> None:
    client = client_of(organisation.bob)
    assert shown(client, "handed-off").count('<td class="number">1</td>') == 2
    assert shown(client, "accepted").count('<td class="number">1</td>') == 1
    assert "Not known yet" not in shown(client, "")


@pytest.mark.slow
def test_a_confirmation_that_was_taken_back_is_none_on_any_page(
    organisation: Cast, desks: Desks, raised: Raise, noon: Traveller
) -> None:
    voice = say(desks).voice
    concern = raised("Builds are slow", voices=(voice,))
    Concern.objects.filter(id=concern.id).update(audience=Audience.ORGANISATION, audience_key="organisation")
    concern.refresh_from_db()
    period = spans(1)
    move(concern, State.FIXED, by=organisation.alice)

    def confirmed(spans: Sequence[Span]) -> list[float | None]:
        return concerns.values(spans, State.CONFIRMED)

    def answer(*, helped: bool) -> None:
        assert answer_fix(voice=voice, concern=concern, helped=helped)

    answer(helped=True)
    assert confirmed(period) == [1.0]
    noon.shift(timedelta(days=3))
    answer(helped=False)
    assert confirmed(period) == [0.0]
    noon.shift(timedelta(days=3))
    answer(helped=True)
    later = spans(2, until=TODAY + timedelta(days=6))
    assert (confirmed(period), confirmed(later)) == ([0.0], [1.0])
    # Its keeper opens it again for another reason: it was confirmed all the same.
    move(concern, State.LOOKED_AT, by=organisation.alice)
    assert confirmed(later) == [1.0]


def spans(*lengths: int, until: date = TODAY) -> list[Span]:
    """Return stretches of so many days after each other, the last ending on a day."""
    found: list[Span] = []
    for length in reversed(lengths):
        found.append(Span(until - timedelta(days=length - 1), until))
        until = found[-1].first - timedelta(days=1)
    return found[::-1]


@pytest.mark.slow
def test_concerns_step_by_step_have_no_value_before_the_first_one(
    organisation: Cast, raised: Raise, noon: Traveller
) -> None:
    raised("Reviews wait", audience=Audience.ORGANISATION)
    noon.shift(timedelta(days=10))
    concern = raised("Builds are slow", audience=Audience.ORGANISATION)
    move(concern, State.FIXED, by=organisation.alice)
    steps = spans(5, 5, 6, until=TODAY + timedelta(days=10))
    assert concerns.values(steps, State.RAISED) == [None, 1.0, 1.0]
    assert concerns.values(steps, State.FIXED) == [None, 0.0, 1.0]
    assert concerns.values([], State.FIXED) == []


def test_days_on_hold_step_by_step_count_a_day_of_an_epic_once(organisation: Cast, noon: Traveller) -> None:
    assert epics.values(spans(7)) == [None]
    epic = begun(organisation)
    for cell in (organisation.cell_one, organisation.cell_two):
        epic_actions.hold(by=organisation.mo, epic=epic, cell=cell, reason=Reason.CLIENT_WORK)
    noon.shift(timedelta(days=9))
    assert epics.values(spans(5, 5, until=TODAY + timedelta(days=9))) == [5.0, 5.0]
    assert epics.values(spans(1, 5, 5, until=TODAY + timedelta(days=9)))[0] is None


def test_ratings_step_by_step_are_the_released_means_and_nothing_else(organisation: Cast) -> None:
    past = past_of(organisation.cell_one, organisation.cell_two)
    past.sprint = people.sprint_now().number - 3
    roster = past.roster(**{"Cell One": 8, "Cell Two": 8})
    released = past.publish(roster)
    past.destroy(roster)
    calendar = people.calendar()
    before = people.previous_sprint()
    sprints = [calendar.before(before), before, people.sprint_now()]
    values = ratings.values([Span(each.first, each.last) for each in sprints])
    figure = released.figures.get(question="rating", unit="organisation")
    assert values == [float(figure.mean), None, None]


@pytest.mark.slow
def test_an_export_says_what_the_page_says_and_its_hash_holds(
    organisation: Cast, granted: Person, raised: Raise, client_of: ClientOf
) -> None:
    raised("=SUM(A1) waits", audience=Audience.ORGANISATION)
    client = client_of(organisation.mo)
    answer = client.get(f"/evidence/{MONTH}/data.json")
    assert answer["Content-Disposition"] == 'attachment; filename="evidence-2026-11.json"'
    data = json.loads(answer.content)
    rows = {row["key"]: row for row in data["rows"]}
    page = shown(client, "")
    assert rows["granted"]["value"] == 45
    assert f'>{rows["raised"]["value"]}<span class="only-heard">' in page
    assert rows["raised"]["counted"] == 1
    assert set(data["method"]) >= {"source", "period", "counts", "waits", "ratings", "claims", "effects"}
    said = data.pop("sha256")
    assert exports.hash_of(data) == said
    table = list(csv.DictReader(io.StringIO(client.get(f"/evidence/{MONTH}/table.csv").content.decode())))
    assert {row["key"] for row in table} == set(rows)
    assert {row["sha256"] for row in table} == {said}


@pytest.mark.slow
def test_nobody_exports_hours_that_they_do_not_see(organisation: Cast, granted: Person, client_of: ClientOf) -> None:
    for form in ("table.csv", "data.json"):
        answers = [
            client_of(each).get(f"/evidence/{MONTH}/{form}").content for each in (organisation.bob, organisation.mo)
        ]
        assert [b"grants, firm" in each for each in answers] == [False, True]
        assert b"Sums of hours are seen by planners" in answers[0]


def test_words_that_a_spreadsheet_would_run_are_words(organisation: Cast) -> None:
    assert exports._plain("=1+1") == "'=1+1"
    assert exports._plain("+1") == "'+1"
    assert exports._plain(-1) == -1


def test_nobody_in_particular_sees_no_hours(organisation: Cast, granted: Person) -> None:
    period = period_named(MONTH)
    assert period is not None
    page = page_of(None, period)
    assert page.hours is None
    assert page.shares == []


class Busy:
    """Two questions a day, replied to within a day or two; from a day on twice as quickly."""

    on = TODAY

    def asked_between(self, first: date, last: date) -> Sequence[Answered]:
        dice = random.Random(7)
        found = []
        for number in range(2, 1400):
            day = date(2025, 6, 1) + timedelta(days=number // 2)
            hours = dice.lognormvariate(2.5, 0.8) * (0.3 if day >= self.on else 1)
            asked = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
            if first <= day <= last:
                found.append(Answered(f"Question {number}", "/q/", asked, asked + hours * HOUR))
        return found


@pytest.mark.slow
def test_waits_are_compared_step_by_step_and_one_by_one(
    organisation: Cast, client_of: ClientOf, noon: Traveller
) -> None:
    busy = Busy()
    first_responses.plug(busy)
    try:
        plan = Plan("Ask in one place", "first-response", Every.SPRINT, TODAY, 6)
        made = actions.register_intervention(by=organisation.mo, plan=plan)
        noon.shift(timedelta(days=14 * 8 + 30))
        assert looking.look_at_all() == 1
        said = Finding.objects.get().said
        assert said["high"] < 0
        assert said["items_apart"]["p"] < 0.001
        assert said["items_apart"]["after"] < said["items_apart"]["before"]
        page = client_of(organisation.bob).get(f"/evidence/registered/{made.id}/").content.decode()
        assert "One by one, those without a reply among them" in page
        assert "No drift is taken out of this" in page
    finally:
        first_responses._plugged.remove(busy)


def test_a_step_in_which_nothing_is_known_for_a_week_has_no_mean_wait(organisation: Cast, forum: Forum) -> None:
    assert outward.values(spans(7, 7)) == [None, None]
    assert outward.waited(spans(7), NOON) == [(2.0, True), (6.0, True), (24.0, False)]
    assert outward.waited([], NOON) == []


@pytest.mark.slow
def test_the_first_mention_is_the_oldest_post_that_a_concern_was_marked_in(
    organisation: Cast, client_of: ClientOf
) -> None:
    thread = a_thread()
    passage = mark(thread, organisation.alice, HOLD, Kind.CONCERN)
    concern = Concern.objects.get(id=passage.item_id)
    published(concern, Audience.ORGANISATION, by=organisation.alice)
    move(concern, State.DECIDED, by=organisation.alice)
    at = timezone.localtime(post_of(thread, 1).at).date()
    page = shown(client_of(organisation.bob), "days-to-decision")
    assert f"decided after {(TODAY - at).days} days" in page


def test_ratings_of_a_quarter_stand_in_a_picture_with_a_table(organisation: Cast, client_of: ClientOf) -> None:
    past = past_of(organisation.cell_one, organisation.cell_two)
    past.sprint = people.sprint_now().number - 3
    roster = past.roster(**{"Cell One": 8, "Cell Two": 8})
    past.publish(roster)
    past.destroy(roster)
    page = shown(client_of(organisation.bob), "", "2026-q4")
    assert "Ratings of the sprints" in page
    assert "no figure could be released" in page
    assert page.count('class="line-title" href="/check-ins/"') == 2


def test_hours_that_no_line_pays_are_told_as_such(organisation: Cast, granted: Person, client_of: ClientOf) -> None:
    spent = Spent(TODAY, 30, Stream.EXTERNAL, KindOfWork.DEVELOPMENT, words="Review")
    log_time(person=organisation.alice, spent=spent)
    FundingLine.objects.update(for_external=False)
    log_time(person=organisation.alice, spent=Spent(TODAY, 45, Stream.EXTERNAL, KindOfWork.OTHER, words="Answers"))
    page = shown(client_of(organisation.mo), "unpaid")
    assert "on no line" in page
    assert "45" in page
