"""A plan that fits no longer is not published, and its page says before anybody tries what changed."""

from decimal import Decimal
from typing import Any

import pytest

from groundswell.epics import actions
from groundswell.epics.models import Epic, Offer, Ticket
from groundswell.epics.queries.drift import drift_of
from groundswell.epics.rules.drift import Drift, Drifted, drifted
from groundswell.epics.tests.conftest import accepted, computed, offered, written
from groundswell.epics.tests.test_pages import ClientOf, page
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from tests.cast import Cast

LINES = {("bob", "t"): 6.0, ("eve", "t"): 2.0}
REVIEWS = [("dana", "t")]


def world(**other: object) -> dict[str, Any]:
    """Return the instance in which these lines fit, with something else in it."""
    told: dict[str, Any] = {"bob": 6, "eve": 4, "dana": 1, "left": 8, "review": 1, "budgets": {"internal": 8}} | other
    ticket = {
        "id": "t",
        "stream": "internal",
        "remaining_hours": told["left"],
        "review_hours": told["review"],
        "eligible": told.get("eligible", ["bob", "eve"]),
        "reviewers": told.get("reviewers", ["dana"]),
    }
    return {
        "members": [
            {"id": who, "capacity_hours": told[who], "pots": told.get("pots", []) if who == "bob" else []}
            for who in ("bob", "eve", "dana")
            if told[who] is not None
        ],
        "tickets": [] if told.get("is_gone") else [ticket],
        "budgets": told["budgets"],
        "pins": told.get("pins", []),
    }


def pinned(member: str, hours: float, ticket: str = "t") -> dict[str, Any]:
    return {"member": member, "ticket": ticket, "hours": hours}


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({}, []),
        ({"bob": 60, "left": 20, "budgets": {}}, []),
        ({"is_gone": True}, [Drifted(Drift.GONE, "t")]),
        ({"left": 7}, [Drifted(Drift.SMALLER, "t")]),
        ({"eligible": ["eve"]}, [Drifted(Drift.NOT_THEIRS, "t")]),
        ({"eligible": []}, [Drifted(Drift.NOT_THEIRS, "t")]),
        ({"reviewers": ["bob"]}, [Drifted(Drift.NO_REVIEW, "t")]),
        ({"bob": 5.5}, [Drifted(Drift.FEWER_HOURS, "bob")]),
        ({"dana": 0.5}, [Drifted(Drift.FEWER_HOURS, "dana")]),
        ({"dana": 0, "review": 0}, []),
        ({"bob": None, "eligible": ["eve"]}, [Drifted(Drift.NOT_THEIRS, "t")]),
        ({"budgets": {"internal": 7}}, [Drifted(Drift.BUDGET, "internal")]),
        ({"budgets": {"internal": 8, "external": 0}}, []),
        ({"pins": [pinned("bob", 4)]}, []),
        (
            {"pins": [pinned("dana", 1)]},
            [Drifted(Drift.SMALLER, "t"), Drifted(Drift.FEWER_HOURS, "dana"), Drifted(Drift.BUDGET, "internal")],
        ),
        ({"pins": [pinned("bob", 4, "another")]}, [Drifted(Drift.FEWER_HOURS, "bob")]),
        ({"pots": [{"streams": ["internal"], "hours": 5}]}, [Drifted(Drift.FEWER_HOURS, "bob")]),
        ({"pots": [{"streams": ["internal", "external"], "hours": 6}]}, []),
        ({"bob": 10, "pins": [pinned("bob", 4, "another")], "pots": [{"streams": ["internal"], "hours": 6}]}, []),
    ],
)
def test_what_a_plan_rests_on_is_compared_as_far_as_the_plan_needs_it(
    other: dict[str, Any], found: list[Drifted]
) -> None:
    assert drifted(world(), world(**other), LINES, REVIEWS) == found


def test_what_did_not_fit_when_it_was_computed_is_no_news() -> None:
    tight = {"bob": 2, "left": 4, "eligible": [], "reviewers": [], "budgets": {"internal": 1}}
    assert drifted(world(**tight), world(**tight), LINES, REVIEWS) == []
    assert drifted(world(is_gone=True, bob=None), world(is_gone=True), LINES, REVIEWS) == []
    assert drifted(world(is_gone=True, bob=None), world(bob=8), LINES, REVIEWS) == []


def test_a_plan_of_a_ticket_that_became_smaller_and_is_on_hold_is_refused_with_what_changed(
    organisation: Cast, epic: Epic, ticket: Ticket, client_of: ClientOf
) -> None:
    cast, client = organisation, client_of(organisation.mo)
    plan = computed(cast.mo, (cast.bob, ticket, 6))
    assert drift_of(plan) == []
    assert "Publish it" in page(client, "one_plan", plan.id)
    actions.change_ticket(by=cast.mo, ticket=ticket, words=actions.TicketWords(title="Draw it", hours=Decimal(3)))
    actions.hold(by=cast.mo, epic=epic, cell=None, reason="client_work")
    shown = page(client, "one_plan", plan.id)
    assert "“Draw it” has fewer hours left to take" in shown
    assert "Publish it" not in shown
    with pytest.raises(Refused, match=r"“Draw it” is on hold.*fewer hours left"):
        actions.publish_plan(by=cast.mo, plan=plan)
    assert not Offer.objects.exists()
    plan.refresh_from_db()
    assert plan.number is None


@pytest.mark.slow
def test_a_plan_for_somebody_who_has_fewer_hours_now_is_refused_without_telling_how_many(
    organisation: Cast, ticket: Ticket
) -> None:
    cast = organisation
    Person.objects.filter(id=cast.bob.id).update(weekly_hours=20)
    plan = computed(cast.mo, (cast.bob, ticket, 6))
    Person.objects.filter(id=cast.bob.id).update(weekly_hours=1)
    assert drift_of(plan) == ["Bob has fewer hours now than this plan gives."]
    with pytest.raises(Refused, match="Bob has fewer hours"):
        actions.publish_plan(by=cast.mo, plan=plan)


@pytest.mark.slow
def test_what_somebody_else_took_meanwhile_is_not_offered_again(organisation: Cast, epic: Epic, ticket: Ticket) -> None:
    cast, other = organisation, written(organisation.mo, epic, "Write the parser")
    plan = computed(cast.mo, (cast.bob, ticket, 6), (cast.charlie, other, 6))
    accepted(cast.charlie, offered(cast.mo, other, person=cast.charlie))
    assert drift_of(plan) == [], "that is what the plan gives them"
    accepted(cast.charlie, offered(cast.mo, ticket, person=cast.charlie))
    with pytest.raises(Refused, match="“Draw the queue” is on hold, or not for everybody any more"):
        actions.publish_plan(by=cast.mo, plan=plan)
