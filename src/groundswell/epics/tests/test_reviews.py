"""Whoever is to review stands on the page of a plan before it is published, and a review that was taken is taken."""

from decimal import Decimal

import pytest

from groundswell.epics import actions
from groundswell.epics.models import Epic, Offer, Plan, Ticket
from groundswell.epics.queries import plans as queries
from groundswell.epics.rules.plans import Change
from groundswell.epics.tests.conftest import accepted, computed, written
from groundswell.epics.tests.test_pages import ClientOf, page
from groundswell.people import queries as people
from groundswell.people.models import Person
from tests.cast import Cast


@pytest.fixture
def reviewed(organisation: Cast, epic: Epic) -> Ticket:
    """Return a ticket of six hours that takes three more to review."""
    return written(organisation.mo, epic, "Draw the queue", hours=6, review_hours=Decimal(3))


def with_review(cast: Cast, ticket: Ticket, reviewer: Person) -> Plan:
    plan = computed(cast.mo, (cast.alice, ticket, 6))
    plan.answer["reviews"] = [{"member": str(reviewer.id), "ticket": str(ticket.id)}]
    plan.save()
    return plan


def asked_to_review(cast: Cast, ticket: Ticket, reviewer: Person) -> Offer:
    made = actions.publish_plan(by=cast.mo, plan=with_review(cast, ticket, reviewer))
    return next(each for each in made if each.is_review)


def test_who_reviews_is_seen_before_they_are_asked(organisation: Cast, reviewed: Ticket, client_of: ClientOf) -> None:
    cast = organisation
    asked_to_review(cast, reviewed, cast.bob)
    plan = with_review(cast, reviewed, cast.charlie)
    rows = queries.page_of(plan).reviews
    assert {(each.name, each.change) for each in rows} == {("Charlie", Change.NEW), ("Bob", Change.GONE)}
    shown = page(client_of(cast.mo), "one_plan", plan.id).partition("Who reviews")[2].partition("</section>")[0]
    assert all(words in shown for words in ("Charlie", "Bob", "3 h", "no longer"))


def test_a_review_that_was_taken_is_asked_of_nobody_else_and_takes_its_hours(
    organisation: Cast, reviewed: Ticket
) -> None:
    cast = organisation
    Person.objects.filter(id=cast.bob.id).update(weekly_hours=20)
    accepted(cast.bob, asked_to_review(cast, reviewed, cast.bob))
    plan = actions.ask_for_plan(by=cast.mo, sprint=people.next_sprint().number, seconds=5)
    (ticket,) = plan.instance["tickets"]
    bob = next(each for each in plan.instance["members"] if each["id"] == str(cast.bob.id))
    assert ticket["reviewers"] == [str(cast.bob.id)]
    assert str(cast.bob.id) not in ticket["eligible"], "nobody reviews what they did"
    assert (bob["capacity_hours"], ticket["review_hours"]) == (37, 0), "three of his forty hours are gone, once"
    assert actions.publish_plan(by=cast.mo, plan=with_review(cast, reviewed, cast.bob)) == []
