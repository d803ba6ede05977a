"""What a role opens and what a cell reads: each grant alone, the day it ends, and cells inside cells."""

from datetime import timedelta

import pytest

from groundswell.kit import clock
from groundswell.people import actions, policy
from groundswell.people.rules import Audience, Grant, is_vouched_for
from groundswell.web.access import Access
from tests.cast import Cast

pytestmark = pytest.mark.django_db

EVERYBODY = {Access.COOKIELESS, Access.PUBLIC}
OPENED = {
    Grant.ADVOCATE: {Access.READER, Access.ADVOCATE, Access.ORGANISER, Access.PLANNING},
    Grant.ALTERNATE: {Access.READER},
    Grant.PLANNER: {Access.PLANNER, Access.PLANNING},
    Grant.ADMINISTRATOR: {Access.ADMINISTRATOR, Access.ORGANISER},
    Grant.REFERRER: {Access.REFERRER},
}


@pytest.mark.parametrize(
    ("address", "verified", "is_sure"),
    [
        (None, True, False),
        ("bob", True, False),
        ("bob@example.org", True, True),
        ("bob@example.org", "TRUE", True),
        ("bob@example.org", False, False),
        ("bob@example.org", None, False),
        ("bob@trusted.example", None, True),
        ("bob@trusted.example", False, False),
    ],
)
def test_a_provider_vouches_by_a_yes_and_by_silence_only_for_a_domain_that_is_trusted(
    address: object, verified: object, *, is_sure: bool
) -> None:
    assert is_vouched_for(address, verified, ["Trusted.example"]) is is_sure


@pytest.mark.parametrize("grant", OPENED)
def test_each_role_opens_its_own_pages_and_no_others(organisation: Cast, grant: Grant) -> None:
    actions.assign_role(by=None, role=actions.standard_role(grant), person=organisation.dana)
    assert policy.grants_of(organisation.dana) == {grant}
    opens = {kind for kind in Access if policy.may_open(organisation.dana, kind)}
    assert opens == EVERYBODY | {Access.MEMBER} | OPENED[grant]


def test_a_role_without_a_grant_is_a_name_and_allows_nothing(organisation: Cast) -> None:
    baker = actions.make_role(by=None, name="Baker")
    actions.assign_role(by=None, role=baker, person=organisation.dana)
    assert policy.grants_of(organisation.dana) == frozenset()


def test_who_has_left_keeps_no_grant_and_no_cell_and_reads_what_is_public(organisation: Cast) -> None:
    role = actions.standard_role(Grant.REFERRER)
    held = actions.assign_role(by=None, role=role, person=organisation.bob, from_on=organisation.bob.joined_on)
    organisation.bob.left_on = clock.today()
    assert held.until_on is None
    assert policy.grants_of(organisation.bob) == frozenset()
    assert policy.audiences_of(organisation.bob) == {"public"}
    assert {kind for kind in Access if policy.may_open(organisation.bob, kind)} == EVERYBODY


def test_a_grant_ends_with_its_last_day(organisation: Cast) -> None:
    role, day = actions.standard_role(Grant.REFERRER), clock.today()
    actions.assign_role(
        by=None, role=role, person=organisation.dana, from_on=day - timedelta(days=9), until_on=day + timedelta(days=1)
    )
    assert policy.grants_of(organisation.dana) == {Grant.REFERRER}
    organisation.dana.role_assignments.update(until_on=day)
    assert policy.grants_of(organisation.dana) == frozenset()


def test_an_inner_cell_reads_what_the_outer_one_may_and_not_the_other_way_round(organisation: Cast) -> None:
    inner = actions.open_cell(by=None, name="Inner", parent=organisation.cell_one)
    actions.move_to_cell(by=None, person=organisation.dana, cell=inner)
    whoever = {"public", "organisation"}
    dana, bob = organisation.dana, organisation.bob
    both = {f"cell:{organisation.cell_one.id}", f"cell:{inner.id}"}
    assert policy.audiences_of(dana) == whoever | {f"person:{dana.id}"} | both
    assert policy.audiences_of(bob) == whoever | {f"person:{bob.id}", f"cell:{organisation.cell_one.id}"}


def test_only_advocates_are_among_the_advocates_and_who_has_no_cell_is_in_none(organisation: Cast) -> None:
    for person in (organisation.alice, organisation.otto, organisation.ada, organisation.mo, organisation.dana):
        audiences = policy.audiences_of(person)
        assert (Audience.ADVOCATE.value in audiences) == (person == organisation.alice)
        assert not any(audience.startswith("cell:") for audience in audiences)
