"""A check-in closes before its last day when every ballot came back, and the moment says nothing of who was last."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from groundswell.checkins import actions
from groundswell.checkins.models import Ballot, CheckInPlan, Period
from groundswell.checkins.refusals import NotCounted
from groundswell.checkins.rules import periods
from groundswell.checkins.rules.periods import PeriodState
from groundswell.checkins.sweeps import check_ins
from groundswell.checkins.tests.stage import Desks, answers, closed, link_of, milestone, on, opened, released
from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 1))


@pytest.fixture
def early(desks: Desks) -> Period:
    """Return a check-in that closes when every ballot came back."""
    del desks
    CheckInPlan.objects.create(closes_early=True)
    return opened()


def everybody() -> list[Person]:
    return list(Person.objects.filter(left_on=None).exclude(name="Lee"))


def all_answer(period: Period, *, but: int = 0) -> None:
    here = {str(person) for person in period.roster.values_list("person", flat=True)}
    there = [person for person in everybody() if str(person.id) in here]
    for person in there[: len(there) - but]:
        answers(period, person, 7)
    assert Ballot.objects.count() == but


def swept(period: Period, day: date, hour: int = 0) -> PeriodState:
    with clock.held_at(datetime.combine(day, time(hour, 1), UTC)):
        check_ins()
    period.refresh_from_db()
    return PeriodState(period.state)


@pytest.mark.slow
def test_it_closes_on_the_morning_after_every_ballot_came_back(early: Period) -> None:
    day = early.opened_on + timedelta(days=2)
    assert swept(early, day) == PeriodState.OPEN
    all_answer(early)
    assert swept(early, day, hour=9) == PeriodState.OPEN, "the last answer is of today"
    assert swept(early, day, hour=23) == PeriodState.OPEN
    assert swept(early, day + timedelta(days=1)) == PeriodState.CLOSED
    assert early.closed_on == day + timedelta(days=1)


@pytest.mark.slow
def test_it_stays_open_for_one_ballot_that_has_not(early: Period) -> None:
    all_answer(early, but=1)
    for days in range(1, 7):
        assert swept(early, early.opened_on + timedelta(days=days)) == PeriodState.OPEN
    assert swept(early, early.closes_on + timedelta(days=1)) == PeriodState.CLOSED


def test_it_is_not_looked_at_on_the_day_on_which_it_opened(early: Period) -> None:
    all_answer(early)
    assert swept(early, early.opened_on, hour=23) == PeriodState.OPEN


def test_it_keeps_to_its_last_day_unless_the_organisation_chose_otherwise(period: Period) -> None:
    all_answer(period)
    assert swept(period, period.opened_on + timedelta(days=3)) == PeriodState.OPEN


def test_what_is_chosen_while_one_is_open_is_for_the_next(period: Period) -> None:
    CheckInPlan.objects.update_or_create(id=1, defaults={"closes_early": True})
    all_answer(period)
    assert swept(period, period.opened_on + timedelta(days=3)) == PeriodState.OPEN


@pytest.mark.slow
def test_a_ballot_that_ended_because_somebody_left_keeps_none_waiting(early: Period, organisation: Cast) -> None:
    all_answer(early, but=1)
    left = Ballot.objects.get().hash
    leaver = next(person for person in everybody() if actions.require_link(link_of(early, person))[1].hash == left)
    people.leave(by=None, person=leaver)
    assert swept(early, early.opened_on + timedelta(days=2)) == PeriodState.CLOSED


@pytest.mark.slow
def test_pages_of_a_check_in_are_the_same_before_and_after_the_last_ballot_came_back(
    early: Period, organisation: Cast
) -> None:
    browser = Client()
    browser.force_login(organisation.mo)
    addresses = ("/", "/check-ins/", "/check-ins/plan/", "/check-ins/figures.json")
    with on(early.opened_on + timedelta(days=1)):
        check_ins()
        all_answer(early, but=1)
        before = [_shown(browser, address) for address in addresses]
        [last] = [each for each in everybody() if _is_unused(early, each)]
        answers(early, last, 3)
        check_ins()
        assert [_shown(browser, address) for address in addresses] == before


def _shown(browser: Client, address: str) -> str:
    """Return a page without the tokens of its forms, which are random."""
    return re.sub(r'"csrfmiddlewaretoken" value="\w+"', "", browser.get(address).text)


def _is_unused(period: Period, person: Person) -> bool:
    return Ballot.objects.filter(hash=actions.require_link(link_of(period, person))[1].hash).exists()


@pytest.mark.slow
def test_an_answer_that_comes_late_is_refused_with_its_words_and_counts_in_the_next(
    early: Period, desks: Desks, organisation: Cast
) -> None:
    link = link_of(early, organisation.bob)
    closed(early)
    with on(early.closes_on + timedelta(days=1)):
        page = Client().post(f"/b/{link}/", {"rating": "4", "text": "The builds are red."})
    assert (page.status_code, "The builds are red." in page.text) == (410, True)
    with pytest.raises(NotCounted):
        actions.require_link(link)
    assert early.answers.count() == 0
    released(early, desks.alice)
    following = opened(milestone(1))
    answers(following, organisation.bob, 4)
    assert following.answers.count() == 1


@given(DAYS, DAYS | st.none(), DAYS)
def test_it_is_looked_at_once_a_day_and_never_on_the_first(
    opened_on: date, looked_on: date | None, today: date
) -> None:
    is_time = periods.is_to_be_looked_at(opened_on, looked_on, today)
    assert is_time == (today > opened_on and (looked_on is None or today > looked_on))
