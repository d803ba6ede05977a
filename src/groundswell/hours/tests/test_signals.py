"""Whether it is too much: reasons against one's own past, for oneself alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape
from http import HTTPStatus

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from groundswell.epics.models import Offer, Ticket
from groundswell.epics.rules.offers import OfferState
from groundswell.epics.tests.conftest import accepted, begun, offered, written
from groundswell.hours import actions, sentences
from groundswell.hours.actions import Spent
from groundswell.hours.rules import signals as rules
from groundswell.hours.rules.axes import Kind, Stream
from groundswell.hours.rules.signals import Facts, Past, Reason, Says, Signal, Taken, days_since_off, overtime
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Leave, Person
from groundswell.people.rules import Sprint
from groundswell.voices.models import Voice
from tests.cast import Cast
from tests.visitors import Answer

H = 60
TODAY = date(2026, 11, 25)
CALM = Facts(10 * H, 40 * H, [Past(60 * H, 60 * H)] * 6, 4 * H, 4 * H, 30, [Taken(4, 1)] * 6, [1.0] * 6, 2 * H)


def says(signal: Signal, **changes: object) -> Says:
    found = {each.signal: each.says for each in rules.reasons(replace(CALM, **changes))}  # type: ignore[arg-type]
    return found[signal]


def test_where_everything_is_as_usual_no_sign_says_anything() -> None:
    assert {each.says for each in rules.reasons(CALM) if each.signal is not Signal.RATING} == {Says.CALM}
    assert [each.signal for each in rules.reasons(CALM)] == list(Signal)


@pytest.mark.parametrize(
    ("promised", "left", "expected"),
    [
        (33 * H, 40 * H, Says.CALM),
        (34 * H, 40 * H, Says.TIGHT),
        (40 * H, 40 * H, Says.TOO_MUCH),
        (1, 0, Says.TOO_MUCH),
        (0, 0, Says.CALM),
        (50 * H, None, Says.NOTHING),
    ],
)
def test_promises_are_held_against_the_hours_that_are_left(promised: int, left: int | None, expected: Says) -> None:
    assert says(Signal.PROMISED, promised=promised, left=left) is expected


def test_what_is_taken_for_a_sprint_is_held_against_what_got_done_of_that_in_three_sprints() -> None:
    done = [Taken(4, 1, 40 * H, 30 * H)] * 3
    assert says(Signal.PACE, committed=31 * H, taken=done) is Says.TOO_MUCH
    assert says(Signal.PACE, committed=30 * H, taken=done) is Says.CALM
    assert says(Signal.PACE, committed=30 * H, promised=90 * H, taken=done) is Says.CALM, "open work is of many sprints"
    assert says(Signal.PACE, committed=H, taken=done[:2]) is Says.NOTHING
    without = [done[0], Taken(0, 0), done[0], done[0]]
    assert says(Signal.PACE, committed=30 * H, taken=without) is Says.CALM, "a sprint without tickets says nothing"


def test_overtime_is_a_sign_when_it_lasts_for_three_sprints() -> None:
    usual, more = Past(60 * H, 60 * H), Past(60 * H, 75 * H)
    assert says(Signal.OVERTIME, past=[usual, usual, usual, more]) is Says.CALM
    assert says(Signal.OVERTIME, past=[more, more, more]) is Says.TOO_MUCH
    assert says(Signal.OVERTIME, past=[more, more]) is Says.NOTHING
    assert says(Signal.OVERTIME, past=[Past(0, 60), *[more] * 2, Past(60, 0)]) is Says.NOTHING


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(1, 200)), min_size=1, max_size=12))
def test_overtime_lies_between_the_least_and_the_most_of_its_sprints(rows: list[tuple[int, int]]) -> None:
    shares = [logged / agreed - 1 for agreed, logged in rows]
    found = overtime([Past(*row) for row in rows])
    assert len(found) == len(rows)
    assert all(min(shares) - 1e-9 <= each <= max(shares) + 1e-9 for each in found)
    assert found[0] == pytest.approx(shares[0])


def weekdays(first: date, count: int) -> set[date]:
    days = (first + timedelta(days=number) for number in range(3 * count))
    return set([day for day in days if day.weekday() < 5][:count])


def test_five_working_days_in_a_row_may_have_a_weekend_between_them() -> None:
    off = weekdays(date(2026, 9, 3), 5)  # Thursday to Wednesday
    assert days_since_off(off, TODAY) == (TODAY - date(2026, 9, 9)).days
    assert days_since_off(off - {date(2026, 9, 4)}, TODAY) is None
    assert days_since_off(set(), TODAY) is None
    assert days_since_off(weekdays(date(2026, 11, 19), 5), TODAY) == 0


def test_a_long_time_without_days_off_is_a_sign_and_none_on_record_says_nothing() -> None:
    assert says(Signal.DAYS_OFF, days_since_off=182) is Says.CALM
    assert says(Signal.DAYS_OFF, days_since_off=183) is Says.TIGHT
    assert says(Signal.DAYS_OFF, days_since_off=None) is Says.NOTHING


def test_spilled_tickets_are_a_sign_where_they_are_clearly_more_than_before() -> None:
    before = [Taken(4, 1)] * 3
    assert says(Signal.SPILLOVER, taken=[*before, *[Taken(4, 3)] * 3]) is Says.TIGHT
    assert says(Signal.SPILLOVER, taken=[*before, Taken(1, 1)]) is Says.CALM, "three of nine before, then one more"
    assert says(Signal.SPILLOVER, taken=[Taken(4, 0)] * 6) is Says.CALM
    assert says(Signal.SPILLOVER, taken=[*before, *[Taken(0, 0)] * 3]) is Says.NOTHING
    assert says(Signal.SPILLOVER, taken=[Taken(4, 3)] * 3) is Says.NOTHING


@given(st.integers(1, 60), st.data())
def test_few_tickets_say_less_than_many(of: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, of))
    found = rules.at_least(hits, of)
    assert 0 <= found <= hits / of
    assert found <= rules.at_least(10 * hits, 10 * of) + 1e-12


def test_going_to_and_fro_is_a_sign_against_ones_own_sprints() -> None:
    assert says(Signal.SCATTER, changes=[1.0, 1.0, 1.0, 1.6]) is Says.TIGHT
    assert says(Signal.SCATTER, changes=[1.0, 1.0, 1.0, 1.5]) is Says.CALM
    assert says(Signal.SCATTER, changes=[0.1, 0.1, 0.1, 0.5]) is Says.CALM, "half a change a day is none"
    assert says(Signal.SCATTER, changes=[1.0, None, 1.0, 3.0]) is Says.NOTHING
    assert says(Signal.SCATTER, changes=[1.0, 1.0, 1.0, None]) is Says.NOTHING
    assert says(Signal.SCATTER, changes=[]) is Says.NOTHING
    assert rules.changes_a_day([{"a", "b", "c"}, {"a"}, set()]) == 1
    assert rules.changes_a_day([set[str]()]) is None


def test_reviews_that_others_wait_for_are_held_against_the_hours_that_are_left() -> None:
    assert says(Signal.REVIEWS, reviews=4 * H) is Says.CALM
    assert says(Signal.REVIEWS, reviews=5 * H) is Says.TIGHT
    assert says(Signal.REVIEWS, reviews=30, left=0) is Says.TIGHT
    assert says(Signal.REVIEWS, left=None) is Says.NOTHING


def test_which_rating_was_whose_is_known_nowhere_so_the_page_says_what_to_look_for() -> None:
    found = rules.reasons(CALM)[-1]
    assert (found.signal, found.says) == (Signal.RATING, Says.NOTHING)
    assert "kept nowhere" in sentences.reason(found)


def test_roles_are_squeezed_only_where_other_work_took_more_than_was_agreed() -> None:
    much = [*[Past(60 * H, 60 * H)] * 5, Past(60 * H, 66 * H)]
    assert says(Signal.ROLES, role_logged=2 * H, past=much) is Says.TIGHT
    assert says(Signal.ROLES, role_logged=2 * H) is Says.CALM
    assert says(Signal.ROLES, role_logged=3 * H, past=much) is Says.CALM
    assert says(Signal.ROLES, role_allotted=0) is Says.NOTHING
    assert says(Signal.ROLES, past=[]) is Says.NOTHING


@pytest.mark.parametrize("signal", list(Signal))
@pytest.mark.parametrize("kind", list(Says))
def test_every_sign_has_its_sentence(signal: Signal, kind: Says) -> None:
    words = sentences.reason(Reason(signal, kind, 0.2 if signal is Signal.OVERTIME else 120, 240))
    assert words
    assert "%(" not in words
    assert str(sentences.SIGNAL[signal])
    assert str(sentences.SAYS[kind])


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Let it be Wednesday noon."""
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def later() -> Iterator[None]:
    """Let some sprints have passed since the organisation began."""
    with time_machine.travel(datetime(2027, 3, 31, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def busy(organisation: Cast) -> Person:
    """Return Bob, who works six hours a week, has taken much, and was away in summer."""
    bob = organisation.bob
    Person.objects.filter(id=bob.id).update(weekly_hours=Decimal(6), joined_on=clock.today() - timedelta(days=300))
    bob.refresh_from_db()
    Leave.objects.create(
        person=bob, from_on=clock.today() - timedelta(days=107), to_on=clock.today() - timedelta(days=100)
    )
    epic = begun(organisation)
    for number in range(4):
        ticket = written(organisation.alice, epic, f"Part {number}", hours=7)
        accepted(bob, offered(organisation.alice, ticket, hours=7, person=bob))
    sprint = people.previous_sprint()
    for _ in range(3):
        spent = Spent(sprint.first, 276, Stream.CLIENT, Kind.DEVELOPMENT, words="Much")
        for day in range(3):
            actions.log_time(person=bob, spent=replace(spent, day=sprint.first + timedelta(days=day)))
        sprint = people.calendar().before(sprint)
    return bob


def shown(client: Client) -> str:
    answer = client.get("/hours/signals/")
    assert answer.status_code == HTTPStatus.OK
    return unescape(answer.content.decode())


@pytest.mark.slow
def test_somebody_sees_their_own_signs_and_nobody_elses(
    busy: Person, organisation: Cast, client_of: Callable[[Person], Client]
) -> None:
    page = shown(client_of(busy))
    assert "28 h of open tickets" in page
    assert "more than there is" in page
    assert "15 % more than agreed" in page
    assert "The last ones ended 100 days ago" in page
    for other in (organisation.mo, organisation.alice, organisation.charlie):
        page = shown(client_of(other))
        assert "28 h" not in page
        assert "100 days ago" not in page
    assert "Nobody has said how many hours a week you work." in page


@pytest.mark.slow
def test_a_sign_is_said_by_its_person_alone_and_only_once_they_send_it(
    busy: Person, client_of: Callable[[Person], Client]
) -> None:
    browser = client_of(busy)
    page = Answer("/hours/signals/", 200, [], shown(browser))
    form = next(each for each in page.forms if each.action == "/said/carried/")
    words = form.value("text") or ""
    assert "28 h of open tickets" in words
    answer = browser.post(form.action, dict(form.fields), follow=True)
    assert unescape(answer.text).count(words) == 1
    assert not Voice.objects.exists()


def took(cast: Cast, who: Person, sprint: Sprint, *, done: int, left: int) -> None:
    """Let somebody have taken tickets for a sprint: some done within it, the others the day after it."""
    for number in range(done + left):
        ticket = written(cast.alice, begun(cast, f"Epic of {sprint.number}-{number} of {done + left}"), hours=2)
        offer = accepted(who, offered(cast.alice, ticket, hours=2, person=who))
        Offer.objects.filter(id=offer.id).update(sprint=sprint.number)
        day = sprint.last if number < done else sprint.last + timedelta(days=1)
        Ticket.objects.filter(id=ticket.id).update(done_on=day, remaining=0)


@pytest.mark.slow
def test_spillover_and_going_to_and_fro_come_from_ones_own_tickets_and_log(
    organisation: Cast, later: None, client_of: Callable[[Person], Client]
) -> None:
    bob, calendar = organisation.bob, people.calendar()
    Person.objects.filter(id=bob.id).update(joined_on=clock.today() - timedelta(days=300))
    bob.refresh_from_db()
    sprint = people.previous_sprint()
    for past in range(4):
        took(organisation, bob, sprint, done=0 if past < 3 else 2, left=2 if past < 3 else 0)
        for reference in ("A", "B", "C") if past == 0 else ("A", "B"):
            actions.log_time(person=bob, spent=Spent(sprint.first, 60, Stream.CLIENT, reference=reference))
        sprint = calendar.before(sprint)
    page = shown(client_of(bob))
    assert "100 % in your last three sprints, 0 % in those before" in page
    assert "you changed 2.0 times a day" in page
    assert "sprints before 1.0" in page
    assert "100 % in your last three" not in shown(client_of(organisation.mo))


@pytest.mark.slow
def test_a_review_counts_once_it_has_waited_for_three_days(
    busy: Person, organisation: Cast, client_of: Callable[[Person], Client]
) -> None:
    ticket = Ticket.objects.first()
    assert ticket is not None
    told = {"state": OfferState.ACCEPTED, "taken_by": busy, "person": busy, "offered_by": organisation.alice}
    review = Offer.objects.create(
        ticket=ticket, sprint=1, halves=6, is_review=True, offered_on=clock.today() - timedelta(days=3), **told
    )
    assert "0 h of reviews were asked of you" in shown(client_of(busy))
    Offer.objects.filter(id=review.id).update(offered_on=clock.today() - timedelta(days=4))
    assert "3 h of reviews were asked of you" in shown(client_of(busy))


@pytest.mark.slow
def test_signs_ask_the_same_number_of_questions_for_one_ticket_and_for_many(
    organisation: Cast, client_of: Callable[[Person], Client]
) -> None:
    browser, counts = client_of(organisation.bob), []
    for more in (1, 3):
        took(organisation, organisation.bob, people.previous_sprint(), done=more, left=more)
        with CaptureQueriesContext(connection) as asked:
            shown(browser)
        counts.append(len(asked))
    assert counts[0] == counts[1]
