"""The solver itself, asked as a worker asks it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from groundswell.epics import actions, computing
from groundswell.epics.engine import allocated
from groundswell.epics.models import Epic, Plan, Ticket
from groundswell.epics.queries import plans as queries
from groundswell.epics.rules.plans import PlanState
from groundswell.epics.tests.conftest import accepted, offered, written
from groundswell.people import queries as people
from groundswell.people.models import Person
from tests.cast import Cast


@pytest.fixture(autouse=True)
def hours(organisation: Cast) -> None:
    """Let the advocate and Bob have hours."""
    Person.objects.filter(id__in=(organisation.alice.id, organisation.bob.id)).update(weekly_hours=20)


def solved(cast: Cast) -> Plan:
    plan = actions.ask_for_plan(by=cast.mo, sprint=people.next_sprint().number, seconds=5)
    # Nobody stops it here, and another thread would not see what this test has written.
    computing.compute(plan.id, lambda job: allocated(replace(job, is_wanted=lambda: True)))
    return Plan.objects.get(id=plan.id)


def test_a_plan_has_a_reason_for_each_line_and_its_bound(organisation: Cast, ticket: Ticket) -> None:
    page = queries.page_of(solved(organisation))
    assert page.plan.state == PlanState.DONE
    assert sum(row.after for row in page.rows) == 12
    assert all(row.reason for row in page.rows)
    assert page.gap == 0
    assert page.untouched == []


def test_what_cannot_be_planned_says_why_in_names(organisation: Cast, epic: Epic) -> None:
    written(organisation.mo, epic, skills="cobol")
    page = queries.page_of(solved(organisation))
    assert [each.ticket.title for each in page.why_not] == ["Draw the queue"]
    assert page.why_not[0].words


def test_pins_that_contradict_each_other_are_named(organisation: Cast, ticket: Ticket) -> None:
    told = {"sprint": people.next_sprint().number, "ticket": ticket, "hours": Decimal(6)}
    actions.not_me(by=organisation.bob, about=ticket.id)
    actions.pin(by=organisation.mo, person=organisation.bob, **told)  # type: ignore[arg-type]
    plan = solved(organisation)
    assert plan.state == PlanState.FAILED
    assert queries.page_of(plan).fault == "Bob is pinned to “Draw the queue” and may not do it."


def test_a_yes_never_makes_a_plan_impossible(organisation: Cast, epic: Epic, ticket: Ticket) -> None:
    cast = organisation
    accepted(cast.charlie, offered(cast.mo, ticket, person=cast.charlie))
    actions.hold(by=cast.charlie, epic=epic, cell=cast.cell_two, reason="client_work")
    plan = solved(cast)
    assert plan.state == PlanState.DONE
    assert queries.lines_of(plan)[str(cast.charlie.id), str(ticket.id)] == 12


def test_the_next_plan_stays_near_the_published_one(organisation: Cast, epic: Epic, ticket: Ticket) -> None:
    written(organisation.mo, epic, "Write the parser", hours=4)
    first = solved(organisation)
    actions.publish_plan(by=organisation.mo, plan=first)
    assert queries.lines_of(solved(organisation)) == queries.lines_of(first)
