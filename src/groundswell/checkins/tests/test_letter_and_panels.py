"""Where the ballot comes to people, and what stands at the desk."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client

from groundswell.checkins import queries
from groundswell.checkins.letter import BallotLine
from groundswell.checkins.models import CheckInPlan, Period
from groundswell.checkins.panels import AnswersToOpen, NoCheckIn, OpenBallot
from groundswell.checkins.sealing import destroy_ballot_secret
from groundswell.checkins.sweeps import check_ins
from groundswell.checkins.tests.stage import (
    WORDS,
    Desks,
    answers,
    closed,
    link_of,
    milestone,
    milestone_named,
    on,
    opened,
)
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.rules import Milestone
from groundswell.people.waiting import asked_of_all
from tests.cast import Cast

# Whether somebody administers: asked of whoever looks.
ROLE = 1


def test_everyone_with_a_ballot_gets_one_link_that_is_the_same_after_its_use(
    organisation: Cast, period: Period, bob: Person, lee: Person
) -> None:
    day = period.opened_on
    before = BallotLine().lines(bob, None, day)
    assert before[0].endswith(f"/b/{link_of(period, bob)}/")
    panel = OpenBallot().panel_for(bob)
    answers(period, bob, 7)
    assert BallotLine().lines(bob, None, day) == before
    assert OpenBallot().panel_for(bob) == panel
    assert len(before[0].rpartition(" ")[2]) < 76 + len("http://localhost:8000") - 20
    assert BallotLine().lines(lee, None, day) == []
    assert OpenBallot().panel_for(lee) is None


def test_letters_are_of_one_length_whoever_answered(organisation: Cast, period: Period) -> None:
    answers(period, organisation.bob, 7)
    lines = [BallotLine().lines(person, None, period.opened_on)[0] for person in (organisation.bob, organisation.mo)]
    assert len(lines[0]) == len(lines[1])


def test_after_a_restore_without_the_secret_no_new_link_is_made_and_old_ones_count(period: Period, bob: Person) -> None:
    link = link_of(period, bob)
    destroy_ballot_secret(period.sprint)
    assert BallotLine().lines(bob, None, period.opened_on) == []
    assert OpenBallot().panel_for(bob) is None
    assert Client().get(f"/b/{link}/").status_code == 200


def test_nothing_of_it_stands_anywhere_once_it_has_closed(period: Period, bob: Person) -> None:
    closed(period)
    assert BallotLine().lines(bob, None, period.opened_on) == []
    assert OpenBallot().panel_for(bob) is None


def test_the_minute_that_it_takes_counts_towards_those_of_the_sprint(period: Period) -> None:
    with on(period.opened_on):
        asked = asked_of_all()
    assert [(ask.what, ask.minutes, ask.asked_by) for ask in asked.asks] == [
        (f"The check-in of sprint {period.sprint}", 1, None)
    ]


def test_who_can_change_it_is_told_why_none_opens(organisation: Cast) -> None:
    panel = NoCheckIn()
    with on(milestone()):
        check_ins()
        told = panel.panel_for(organisation.ada)
        assert told is not None
        assert "Two desks" in str(told.lines[0].title)
        assert panel.panel_for(organisation.bob) is None
    with on(milestone() - timedelta(days=1)):
        check_ins()
        assert panel.panel_for(organisation.ada) is None


def test_too_few_people_and_a_milestone_that_is_gone_are_said_plainly(organisation: Cast, desks: Desks) -> None:
    panel = NoCheckIn()
    day = milestone()
    for person in (organisation.bob, organisation.charlie, organisation.dana):
        people.leave(by=None, person=person)
    with on(day):
        check_ins()
        told = panel.panel_for(organisation.ada)
    assert told is not None
    assert "fewer than 5 people" in str(told.lines[0].title)
    people.set_milestones(by=None, milestones=[Milestone("review", 14)])
    with on(day):
        check_ins()
        told = panel.panel_for(organisation.alice)
    assert told is not None
    assert "no milestone" in str(told.lines[0].title)


def test_what_keeps_it_from_opening_is_found_in_one_query_and_gone_once_it_opens(
    organisation: Cast, desks: Desks, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    people.set_milestones(by=None, milestones=[Milestone("review", 14)])
    with on(milestone_named("review")):
        check_ins()
        with django_assert_num_queries(ROLE + 2):
            assert NoCheckIn().panel_for(organisation.ada) is not None
        CheckInPlan.objects.update_or_create(id=1, defaults={"milestone": "review"})
        check_ins()
        with django_assert_num_queries(ROLE + 1):
            assert NoCheckIn().panel_for(organisation.ada) is None
        assert queries.period_open() is not None


@pytest.fixture
def unlocked(desks: Desks, client_of: Callable[[Person], Client]) -> Client:
    """Return the advocate's browser, its desk unlocked."""
    browser = client_of(desks.alice.reader)
    browser.post("/desk/unlock/", {"passphrase": WORDS})
    return browser


@pytest.mark.slow
def test_the_desk_leads_to_one_act_that_publishes(organisation: Cast, desks: Desks, unlocked: Client) -> None:
    period = opened()
    address = f"/desk/check-ins/{period.sprint}/"
    assert unlocked.get(address).status_code == 404
    for name in ("bob", "mo", "ada", "dana", "charlie", "alice"):
        answers(period, getattr(organisation, name), 6)
    closed(period)
    panel = AnswersToOpen().panel_for(organisation.alice)
    assert panel is not None
    assert panel.lines[0].act_url == address
    assert AnswersToOpen().panel_for(organisation.bob) is None
    assert AnswersToOpen().panel_for(organisation.alice, is_open=False) is None
    assert "Open the answers of sprint" in unlocked.get(address).text
    assert queries.releases() == []
    answer = unlocked.post(address)
    assert (answer.status_code, answer["Location"]) == (303, "/check-ins/")
    assert len(queries.releases()) == 1
    assert "opened already" in unlocked.post(address).text
    assert "opened and published" in unlocked.get(address).text
    assert AnswersToOpen().panel_for(organisation.alice) is None


def test_a_locked_desk_opens_nothing_and_says_so(
    organisation: Cast, desks: Desks, client_of: Callable[[Person], Client]
) -> None:
    period = closed(opened())
    browser = client_of(organisation.alice)
    page = browser.get(f"/desk/check-ins/{period.sprint}/").text
    assert "Unlock the desk" in page
    assert "publish what may be published" not in page
    answer = browser.post(f"/desk/check-ins/{period.sprint}/")
    assert (answer.status_code, "desk is locked" in answer.text) == (422, True)
    assert queries.releases() == []
