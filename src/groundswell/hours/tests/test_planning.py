"""A plan stands on the hours that were granted, and on what members have left."""

import pytest

from groundswell.epics.queries.capacity import hours_of
from groundswell.epics.rules.problem import Pot, Stream
from groundswell.hours import actions, queries
from groundswell.hours.planning import HoursOfSprint
from groundswell.hours.rules.amounts import STEP
from groundswell.hours.rules.grants import Per
from groundswell.hours.rules.limits import Sense, Subject
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
    [own] = [each.free // STEP for each in there.members if each.person == granted.id]
    assert found.people == {granted.id: budget.half_hours + own, bob.id: member.free // STEP}
    assert 0 < budget.half_hours <= 90
    assert found.budgets == {}
    ours, theirs = found.pots[granted.id]
    assert ours == Pot(frozenset({Stream.INTERNAL, Stream.EXTERNAL}), budget.half_hours)
    assert theirs == Pot(frozenset({Stream.CLIENT, Stream.CELL}), own)


def test_each_advocate_has_limits_of_their_own_and_what_is_protected_goes_to_no_internal_ticket(
    mo: Person, granted: Person
) -> None:
    sprint = people.sprint_now()
    whole = queries.budget_in(granted, sprint)
    actions.set_limit(by=mo, holder=granted, subject=Subject.INTERNAL, per=Per.SPRINT, minutes=4 * H)
    [*_all, internal] = HoursOfSprint().hours_of(sprint, [granted]).pots[granted.id]
    assert internal == Pot(frozenset({Stream.INTERNAL}), 8)
    actions.set_limit(by=mo, holder=granted, subject=Subject.INTERNAL, per=Per.SPRINT, minutes=None)
    actions.set_limit(by=mo, holder=granted, subject=Subject.EXTERNAL, per=Per.SPRINT, sense=Sense.LEAST, minutes=H)
    actions.set_limit(by=mo, holder=granted, subject=Subject.EXTERNAL, per=Per.SPRINT, minutes=6 * H)
    [*_all, internal, external] = HoursOfSprint().hours_of(sprint, [granted]).pots[granted.id]
    assert internal == Pot(frozenset({Stream.INTERNAL}), (whole - H) // STEP)
    assert external == Pot(frozenset({Stream.EXTERNAL}), 12)


def test_the_limit_of_the_external_stream_is_one_of_the_plan(mo: Person, granted: Person) -> None:
    actions.set_limit(by=mo, holder=granted, subject=Subject.EXTERNAL, per=Per.SPRINT, minutes=6 * H)
    assert HoursOfSprint().hours_of(people.sprint_now(), [granted]).budgets == {Stream.EXTERNAL: 12}


def test_plans_ask_the_hours_that_are_kept(granted: Person, bob: Person) -> None:
    sprint = people.sprint_now()
    assert hours_of(sprint, [granted, bob]) == HoursOfSprint().hours_of(sprint, [granted, bob])
