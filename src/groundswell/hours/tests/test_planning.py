"""A plan stands on the hours that were granted, and on what members have left."""

import pytest

from groundswell.epics.queries.capacity import hours_of
from groundswell.epics.rules.problem import Stream
from groundswell.hours import actions, queries
from groundswell.hours.planning import HoursOfSprint
from groundswell.hours.rules.amounts import STEP
from groundswell.hours.rules.grants import Per
from groundswell.hours.rules.limits import Subject
from groundswell.hours.tests.conftest import H
from groundswell.people import queries as people
from groundswell.people.models import Person

pytestmark = pytest.mark.django_db


def test_an_advocate_has_what_was_granted_and_a_member_what_is_left(granted: Person, bob: Person) -> None:
    sprint = people.sprint_now()
    there = queries.hours_in(sprint)
    [budget] = [each for each in there.budgets if each.advocate == granted.id]
    [member] = [each for each in there.members if each.person == bob.id]
    found = HoursOfSprint().hours_of(sprint, [granted, bob])
    assert found.people == {granted.id: budget.half_hours, bob.id: member.free // STEP}
    assert 0 < budget.half_hours <= 90
    assert found.budgets == {}


def test_the_limit_of_the_external_stream_is_one_of_the_plan(mo: Person, granted: Person) -> None:
    actions.set_limit(by=mo, holder=granted, subject=Subject.EXTERNAL, per=Per.SPRINT, minutes=6 * H)
    assert HoursOfSprint().hours_of(people.sprint_now(), [granted]).budgets == {Stream.EXTERNAL: 12}


def test_plans_ask_the_hours_that_are_kept(granted: Person, bob: Person) -> None:
    sprint = people.sprint_now()
    assert hours_of(sprint, [granted, bob]) == HoursOfSprint().hours_of(sprint, [granted, bob])
