"""Who may see and set hours."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from groundswell.hours import actions, policy
from groundswell.hours.models import Transition
from groundswell.hours.ports import Waiting, demand_sources
from groundswell.hours.queries import month_of_holder
from groundswell.hours.rules.sharing import month_of
from groundswell.hours.tests.conftest import H
from groundswell.kit import clock
from groundswell.people.models import Person, RoleAssignment
from tests.cast import Cast

pytestmark = pytest.mark.django_db
EVERYBODY = ("alice", "otto", "bob", "charlie", "dana", "mo", "ada", "lee")


def those(organisation: Cast, may: Callable[[Person], bool]) -> set[str]:
    return {name for name in EVERYBODY if may(getattr(organisation, name))}


def test_planners_plan_and_advocates_are_advocates(organisation: Cast) -> None:
    assert those(organisation, policy.may_plan) == {"mo"}
    assert those(organisation, policy.is_advocate) == {"alice"}


def test_a_holder_and_the_planners_see_what_was_agreed(organisation: Cast) -> None:
    bob, lee = organisation.bob, organisation.lee
    assert those(organisation, lambda who: policy.may_see_grants(who, bob)) == {"bob", "mo"}
    assert those(organisation, lambda who: policy.may_see_client_hours(who, bob)) == {"bob", "mo"}
    assert those(organisation, lambda who: policy.may_see_grants(who, lee)) == {"mo"}
    assert those(organisation, lambda who: policy.may_see_client_hours(who, lee)) == {"mo"}


def test_an_entry_is_seen_by_whose_time_it_is(organisation: Cast) -> None:
    entry = actions.log_time(person=organisation.bob, spent=actions.Spent(clock.today(), 60))
    assert those(organisation, lambda who: policy.may_see_entry(who, entry)) == {"bob"}
    entry.person = organisation.lee
    assert those(organisation, lambda who: policy.may_see_entry(who, entry)) == set()


def test_a_transition_is_seen_by_whom_it_concerns_and_confirmed_by_somebody_else(organisation: Cast) -> None:
    alice, bob = organisation.alice, organisation.bob
    transition = actions.propose_dates(by=alice, part_time_on=clock.today() + timedelta(days=9), full_time_on=None)
    role = RoleAssignment.objects.get(person=alice).role
    asked = actions.hand_over(by=alice, transition=transition, role=role, taker=bob)
    transition = Transition.objects.get()
    assert those(organisation, lambda who: policy.may_see_transition(who, transition)) == {"alice", "bob", "mo"}
    assert those(organisation, lambda who: policy.may_look_ahead(who, transition)) == {"alice", "mo"}
    assert those(organisation, lambda who: policy.may_answer_for_roles(who, transition)) == {"alice", "mo"}
    assert those(organisation, lambda who: policy.may_confirm(who, transition)) == {"mo"}
    assert those(organisation, lambda who: policy.may_propose_dates(who, who)) == {"alice"}
    assert those(organisation, lambda who: policy.may_propose_dates(who, alice)) == {"alice"}
    assert those(organisation, lambda who: policy.may_take(who, asked)) == {"bob"}
    asked.taker = organisation.lee
    assert those(organisation, lambda who: policy.may_take(who, asked)) == set()


class _Queue:
    """Something that waits for an advocate, as another context would say it."""

    def waiting_for(self, advocate: Person) -> list[Waiting]:
        return [Waiting("Questions", 50 * H, "the queue")]


def test_more_that_waits_than_was_granted_is_shown_as_an_overload(granted: Person) -> None:
    month = month_of(clock.today())
    assert not month_of_holder(granted, month).demand.is_overload
    before = list(demand_sources)
    demand_sources.plug(_Queue())
    try:
        assert month_of_holder(granted, month).demand.is_overload
    finally:
        demand_sources._plugged[:] = before
