"""A plan stands on the hours that were granted, and on what members have left."""

from datetime import timedelta

import pytest

from groundswell.epics.queries import plans
from groundswell.epics.queries.capacity import hours_of
from groundswell.epics.rules.problem import Pot, Stream
from groundswell.epics.tests.conftest import begun, offered, written
from groundswell.hours import actions, queries
from groundswell.hours.models import FundingLine
from groundswell.hours.planning import HoursOfSprint
from groundswell.hours.rules.amounts import STEP
from groundswell.hours.rules.grants import Certainty, Per
from groundswell.hours.rules.limits import Sense, Subject
from groundswell.hours.rules.sharing import month_of
from groundswell.hours.tests.conftest import H
from groundswell.people import queries as people
from groundswell.people.models import Membership, Person, Role, RoleAssignment
from groundswell.people.refusals import Refused
from tests.cast import Cast

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


def test_a_limit_binds_whose_it_is_and_nobody_else(mo: Person, granted: Person, bob: Person) -> None:
    actions.set_limit(by=mo, holder=granted, subject=Subject.EXTERNAL, per=Per.SPRINT, minutes=6 * H)
    found = HoursOfSprint().hours_of(people.sprint_now(), [granted, bob])
    assert Pot(frozenset({Stream.EXTERNAL}), 12) in found.pots[granted.id]
    assert (found.budgets, found.pots.get(bob.id)) == ({}, None)


def test_plans_ask_the_hours_that_are_kept(granted: Person, bob: Person) -> None:
    sprint = people.sprint_now()
    assert hours_of(sprint, [granted, bob]) == HoursOfSprint().hours_of(sprint, [granted, bob])


@pytest.fixture
def full_time(bob: Person, dana: Person) -> None:
    """Let Bob and Dana have agreed to 40 hours a week."""
    Person.objects.filter(id__in=(bob.id, dana.id)).update(weekly_hours=40)


def _free(person: Person) -> int:
    [member] = [each for each in queries.hours_in(people.sprint_now()).members if each.person == person.id]
    return member.free


@pytest.mark.usefixtures("full_time")
def test_who_leaves_on_the_last_day_of_a_sprint_has_the_hours_of_all_days_before(bob: Person) -> None:
    whole, sprint = _free(bob), people.sprint_now()
    friday = next(day for day in (sprint.last - timedelta(days=n) for n in range(7)) if day.weekday() == 4)
    Person.objects.filter(id=bob.id).update(left_on=friday)
    assert _free(bob) == whole - whole // 10 > 0
    Person.objects.filter(id=bob.id).update(left_on=sprint.last)
    assert _free(bob) == whole - (whole // 10 if sprint.last.weekday() < 5 else 0)


@pytest.mark.usefixtures("full_time")
def test_who_joins_on_the_second_working_day_has_the_hours_from_then_on(bob: Person) -> None:
    whole, sprint = _free(bob), people.sprint_now()
    working = [day for day in (sprint.first + timedelta(days=n) for n in range(sprint.days)) if day.weekday() < 5]
    Person.objects.filter(id=bob.id).update(joined_on=working[1])
    assert _free(bob) == whole * 9 // 10
    asked = {each.id: each.halves for each in plans.asked_of(people.next_sprint()).members}
    assert asked[str(bob.id)] == whole // STEP


@pytest.mark.usefixtures("full_time")
def test_who_joins_or_leaves_in_the_sprint_that_is_planned_is_planned_for_the_days_they_are_there(
    bob: Person, dana: Person
) -> None:
    sprint = people.next_sprint()
    working = [day for day in (sprint.first + timedelta(days=n) for n in range(sprint.days)) if day.weekday() < 5]
    whole = {each.id: each.halves for each in plans.asked_of(sprint).members}
    Person.objects.filter(id=bob.id).update(joined_on=working[1])
    Person.objects.filter(id=dana.id).update(left_on=working[5])
    Membership.objects.filter(person=bob).update(from_on=working[1])
    members = {each.id: each for each in plans.asked_of(sprint).members}
    assert members[str(bob.id)].halves == whole[str(bob.id)] * 9 // 10
    assert members[str(bob.id)].cell is not None
    assert members[str(dana.id)].halves == whole[str(dana.id)] // 2


@pytest.mark.usefixtures("full_time")
def test_a_role_takes_the_hours_of_the_days_on_which_it_is_held_and_two_alike_take_both(bob: Person) -> None:
    whole, sprint = _free(bob), people.sprint_now()
    working = [day for day in (sprint.first + timedelta(days=n) for n in range(sprint.days)) if day.weekday() < 5]
    for name, first in (("Keys", sprint.first), ("Builds", sprint.first), ("Mail", working[5])):
        role = Role.objects.create(name=name, hours_per_sprint=4)
        RoleAssignment.objects.create(role=role, person=bob, from_on=first)
    assert _free(bob) == whole - (4 + 4 + 2) * H > 0


def test_an_offer_by_hand_stops_at_a_limit_as_a_plan_does(organisation: Cast, mo: Person, granted: Person) -> None:
    sprint = people.next_sprint()
    month = month_of(sprint.last)
    line = FundingLine.objects.get(name="Community liaison")
    actions.grant_hours(by=mo, funding=line, holder=granted, month=month, certainty=Certainty.FIRM, minutes=60 * H)
    actions.set_limit(by=mo, holder=granted, subject=Subject.INTERNAL, per=Per.SPRINT, minutes=4 * H)
    epic = begun(organisation)
    one, other = (written(mo, epic, title, 4) for title in ("One", "Other"))
    offered(mo, one, hours=3, person=granted)
    with pytest.raises(Refused, match="For internal work Alice has fewer hours"):
        offered(mo, other, hours=2, person=granted)
    offered(mo, other, hours=1, person=granted)
    offered(mo, other, hours=2, person=organisation.bob)
