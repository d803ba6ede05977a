"""A plan is computed elsewhere, looked at while it gets better, and published as offers: once, by the first of two."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from groundswell.epics import actions, computing, tasks
from groundswell.epics.computing import Found, Impossible, Job
from groundswell.epics.models import Epic, Offer, Plan, Ticket
from groundswell.epics.queries import plans as queries
from groundswell.epics.rules.offers import Answer, OfferState
from groundswell.epics.rules.plans import Change, PlanKind, PlanState
from groundswell.epics.rules.problem import Stream, Wishes
from groundswell.epics.tests.conftest import accepted, computed, offered, told, written
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from tests.cast import Cast


def asked(cast: Cast, **more: object) -> Plan:
    return actions.ask_for_plan(by=cast.mo, sprint=people.next_sprint().number, seconds=5, **more)  # type: ignore[arg-type]


def states() -> list[tuple[str, str]]:
    rows = Offer.objects.order_by("offered_on", "id").values_list("person__name", "state")
    return sorted((str(name), state) for name, state in rows)


# ---------------------------------------------------------------- computing


def test_asking_computes_nothing_in_this_process(organisation: Cast, ticket: Ticket) -> None:
    plan = asked(organisation)
    assert plan.state == PlanState.WAITING
    assert plan.answer == {}
    assert [each["id"] for each in plan.instance["tickets"]] == [str(ticket.id)]


def test_a_plan_is_computed_once_however_many_workers_come(organisation: Cast, ticket: Ticket) -> None:
    plan = asked(organisation)
    seen = []

    def engine(job: Job) -> Found:
        seen.append(job.seconds)
        assert not computing.compute(plan.id, engine), "another worker comes"
        return told((organisation.alice, ticket, 6))

    assert computing.compute(plan.id, engine)
    assert not computing.compute(plan.id, engine)
    assert seen == [5]
    plan.refresh_from_db()
    assert (plan.state, plan.rounds) == (PlanState.DONE, 1)


def test_it_gets_better_while_somebody_looks_and_stops_when_they_like(organisation: Cast, ticket: Ticket) -> None:
    plan = asked(organisation)

    def engine(job: Job) -> Found:
        assert job.is_wanted()
        assert job.keep(told((organisation.bob, ticket, 2)))
        assert queries.lines_of(Plan.objects.get(id=plan.id)) == {(str(organisation.bob.id), str(ticket.id)): 4}
        actions.stop_plan(by=organisation.alice, plan=plan)
        better = told((organisation.bob, ticket, 6))
        assert not job.is_wanted()
        assert not job.keep(better)
        return better

    computing.compute(plan.id, engine)
    plan.refresh_from_db()
    assert plan.state == PlanState.STOPPED
    assert queries.lines_of(plan) == {(str(organisation.bob.id), str(ticket.id)): 12}


def test_a_plan_that_waits_can_be_stopped(organisation: Cast, ticket: Ticket) -> None:
    plan = asked(organisation)
    actions.stop_plan(by=organisation.mo, plan=plan)
    assert computing.claim(plan.id) is None


def test_what_contradicts_itself_is_said_in_words(organisation: Cast, ticket: Ticket) -> None:
    plan = asked(organisation)

    def engine(_job: Job) -> Found:
        raise Impossible("Bob has 10 hours, and 12 are pinned.")

    computing.compute(plan.id, engine)
    plan.refresh_from_db()
    assert (plan.state, plan.fault) == (PlanState.FAILED, "Bob has 10 hours, and 12 are pinned.")


def test_a_computation_that_breaks_is_no_plan(organisation: Cast, ticket: Ticket) -> None:
    plan = asked(organisation)

    def engine(_job: Job) -> Found:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        computing.compute(plan.id, engine)
    plan.refresh_from_db()
    assert plan.state == PlanState.FAILED


def test_what_a_dead_worker_held_is_begun_anew(organisation: Cast, ticket: Ticket, noon: Traveller) -> None:
    plan = asked(organisation)
    assert computing.unclaimed() == []
    assert computing.claim(plan.id) is not None
    noon.shift(timedelta(seconds=60))
    assert tasks.lost_plans() == 0, "it still has its time"
    noon.shift(timedelta(seconds=120))
    assert tasks.lost_plans() == 1
    assert computing.claim(plan.id) is not None


def test_what_was_asked_and_nobody_began_is_asked_again(organisation: Cast, ticket: Ticket, noon: Traveller) -> None:
    asked(organisation)
    noon.shift(timedelta(seconds=40))
    assert tasks.lost_plans() == 1


@pytest.mark.parametrize(("sprint", "seconds"), [(1, 5), (0, 7)])
def test_a_sprint_that_is_over_and_a_time_that_is_not_offered_are_refused(
    organisation: Cast, ticket: Ticket, sprint: int, seconds: int
) -> None:
    number = sprint or people.next_sprint().number
    with pytest.raises(Refused):
        actions.ask_for_plan(by=organisation.mo, sprint=number, seconds=seconds)


@pytest.mark.slow
def test_without_a_ticket_there_is_nothing_to_plan_and_three_at_once_are_enough(organisation: Cast) -> None:
    with pytest.raises(Refused, match="no ticket"):
        asked(organisation)
    written(organisation.mo, None)
    for _time in range(3):
        asked(organisation)
    with pytest.raises(Refused, match="Three"):
        asked(organisation)


# ---------------------------------------------------------------- publishing


def test_publishing_offers_and_assigns_nobody(organisation: Cast, ticket: Ticket) -> None:
    plan = computed(organisation.mo, (organisation.bob, ticket, 6))
    (made,) = actions.publish_plan(by=organisation.mo, plan=plan)
    assert (made.person, made.halves, made.why, made.state) == (organisation.bob, 12, "It fits.", OfferState.OPEN)
    ticket.refresh_from_db()
    assert ticket.holder is None
    assert queries.published_of(plan.sprint) == plan


def test_publishing_twice_is_publishing_once(organisation: Cast, ticket: Ticket) -> None:
    plan = computed(organisation.mo, (organisation.bob, ticket, 6))
    actions.publish_plan(by=organisation.mo, plan=plan)
    assert actions.publish_plan(by=organisation.alice, plan=plan) == []
    assert Offer.objects.count() == 1
    assert Plan.objects.get(id=plan.id).published_by == organisation.mo


@pytest.mark.slow
def test_of_two_who_publish_the_second_is_told(organisation: Cast, ticket: Ticket) -> None:
    one = computed(organisation.mo, (organisation.bob, ticket, 6))
    two = computed(organisation.alice, (organisation.charlie, ticket, 6))
    actions.publish_plan(by=organisation.mo, plan=one)
    with pytest.raises(Refused, match="Somebody published another plan"):
        actions.publish_plan(by=organisation.alice, plan=two)
    assert states() == [("Bob", "open")]
    assert queries.page_of(Plan.objects.get(id=two.id)).is_overtaken


@pytest.mark.slow
def test_the_next_plan_takes_back_what_it_does_not_hold_and_leaves_what_was_answered(
    organisation: Cast, epic: Epic, ticket: Ticket
) -> None:
    cast, other = organisation, written(organisation.mo, epic, "Write the parser", hours=4)
    first = computed(cast.mo, (cast.bob, ticket, 6), (cast.charlie, other, 4))
    offers = {each.person: each for each in actions.publish_plan(by=cast.mo, plan=first)}
    accepted(cast.bob, offers[cast.bob])
    assert {"member": str(cast.bob.id), "ticket": str(ticket.id), "hours": 6} in asked(cast).instance["pins"]
    second = computed(cast.mo, (cast.bob, ticket, 6), (cast.alice, other, 4))
    actions.publish_plan(by=cast.mo, plan=second)
    assert states() == [("Alice", "open"), ("Bob", "accepted"), ("Charlie", "taken_back")]


@pytest.mark.slow
def test_nobody_is_asked_again_for_what_they_declined(organisation: Cast, ticket: Ticket) -> None:
    cast = organisation
    (made,) = actions.publish_plan(by=cast.mo, plan=computed(cast.mo, (cast.bob, ticket, 6)))
    actions.answer_offer(by=cast.bob, offer=made, answer=Answer.DECLINE)
    actions.publish_plan(by=cast.mo, plan=computed(cast.mo, (cast.bob, ticket, 6)))
    assert states() == [("Bob", "declined")]


def test_a_large_ticket_of_a_plan_is_offered_to_the_cell(organisation: Cast, epic: Epic) -> None:
    large = written(organisation.mo, epic, hours=20)
    plan = computed(organisation.mo, (organisation.bob, large, 12), (organisation.alice, large, 8))
    made = actions.publish_plan(by=organisation.mo, plan=plan)
    assert {(each.person, each.cell, each.halves) for each in made} == {
        (None, organisation.cell_one, 24),
        (organisation.alice, None, 16),
    }


def test_a_reviewer_is_asked_too(organisation: Cast, epic: Epic) -> None:
    cast, reviewed = organisation, written(organisation.mo, epic, review_hours=Decimal(1))
    plan = computed(cast.mo, (cast.bob, reviewed, 6))
    plan.answer["reviews"] = [{"member": str(cast.alice.id), "ticket": str(reviewed.id)}]
    plan.save()
    made = {each.person: each for each in actions.publish_plan(by=cast.mo, plan=plan)}
    assert made[cast.alice].is_review
    accepted(cast.alice, made[cast.alice])
    reviewed.refresh_from_db()
    assert reviewed.holder is None


@pytest.mark.slow
def test_who_left_meanwhile_and_what_is_done_is_not_offered(organisation: Cast, ticket: Ticket) -> None:
    plan = computed(organisation.mo, (organisation.lee, ticket, 6))
    assert actions.publish_plan(by=organisation.mo, plan=plan) == []


# ---------------------------------------------------------------- what if


@pytest.mark.slow
def test_a_what_if_stands_beside_the_real_plan_and_is_never_published(organisation: Cast, ticket: Ticket) -> None:
    wishes = Wishes(away={str(organisation.bob.id): 16}, more={Stream.INTERNAL: 20}, promised=(str(ticket.id),))
    plan = asked(organisation, wishes=wishes)
    assert plan.kind == PlanKind.WHAT_IF
    assert plan.instance["tickets"][0]["promised"]
    computing.compute(plan.id, lambda _job: told((organisation.bob, ticket, 6)))
    plan.refresh_from_db()
    with pytest.raises(Refused, match="only shows"):
        actions.publish_plan(by=organisation.mo, plan=plan)
    assert queries.newest_of(plan.sprint) is None
    assert queries.drafts_of(plan.sprint) == [plan]


# ---------------------------------------------------------------- pins, the page


@pytest.mark.slow
def test_a_pin_is_in_the_instance_until_it_is_taken_out(organisation: Cast, ticket: Ticket) -> None:
    cast, sprint = organisation, people.next_sprint().number
    made = actions.pin(by=cast.mo, sprint=sprint, person=cast.bob, ticket=ticket, hours=Decimal(2))
    assert asked(cast).instance["pins"] == [{"member": str(cast.bob.id), "ticket": str(ticket.id), "hours": 1 * 2}]
    actions.unpin(by=cast.mo, pin=made.id)
    assert asked(cast).instance["pins"] == []
    with pytest.raises(Refused):
        actions.pin(by=cast.mo, sprint=sprint, person=cast.bob, ticket=ticket, hours=Decimal(7))


@pytest.mark.slow
def test_not_me_is_heard_by_the_plan(organisation: Cast, epic: Epic, ticket: Ticket) -> None:
    actions.not_me(by=organisation.bob, about=epic.id)
    assert str(organisation.bob.id) not in asked(organisation).instance["tickets"][0]["eligible"]
    actions.not_me(by=organisation.bob, about=epic.id, undo=True)
    assert str(organisation.bob.id) in asked(organisation).instance["tickets"][0]["eligible"]


@pytest.mark.slow
def test_the_page_shows_what_changes_and_which_epic_nobody_touches(
    organisation: Cast, epic: Epic, ticket: Ticket
) -> None:
    cast = organisation
    actions.publish_plan(by=cast.mo, plan=computed(cast.mo, (cast.bob, ticket, 6)))
    page = queries.page_of(computed(cast.mo, (cast.bob, ticket, 4), (cast.alice, ticket, 2)))
    assert {(row.name, row.change) for row in page.rows} == {("Bob", Change.LESS), ("Alice", Change.NEW)}
    assert page.untouched == []
    assert queries.page_of(computed(cast.mo, (cast.bob, ticket, 4))).untouched == [epic]
    assert page.gap == 0


def test_offers_of_a_ticket_are_pinned_where_they_are_accepted(organisation: Cast, ticket: Ticket) -> None:
    accepted(organisation.bob, offered(organisation.mo, ticket, person=organisation.bob))
    instance = asked(organisation).instance
    assert instance["tickets"][0]["eligible"] == [str(organisation.bob.id)], "nobody else is planned for it"


def test_a_sprint_is_found_by_its_number(organisation: Cast) -> None:
    for sprint in (people.previous_sprint(), people.sprint_now(), people.next_sprint()):
        assert queries.sprint_numbered(sprint.number) == sprint
    assert queries.sprint_numbered(-40).number == -40


def test_what_the_solver_says_of_ids_is_read_as_names(organisation: Cast, epic: Epic, ticket: Ticket) -> None:
    plan = computed(organisation.mo, (organisation.bob, ticket, 6))
    plan.answer["notes"] = [f"pins[0]: {organisation.bob.id} is pinned to {ticket.id} of {epic.id} (pins[0])."]
    page = queries.page_of(plan)
    assert page.notes == ["Bob is pinned to “Draw the queue” of “Workflow Manager”."]


def test_meetings_and_a_reserve_are_chosen_by_page_and_no_plan_fills_them(
    organisation: Cast, client_of: Callable[[Person], Client]
) -> None:
    bob, sprint = organisation.bob, people.next_sprint()
    Person.objects.filter(id=bob.id).update(weekly_hours=40)
    address, said = reverse("epics:choices"), {"limit": "8", "floor": "1", "meetings": "4", "reserve": "10"}
    browser = client_of(organisation.mo)
    assert "Percent of what is left" in browser.get(address).content.decode()
    refused = browser.post(address, said | {"reserve": "95"})
    assert refused.status_code == 422
    assert "from 0 to 90" in refused.content.decode()
    assert 'value="95"' in refused.content.decode(), "nothing typed is lost"
    browser.post(address, said)
    [member] = [each for each in queries.asked_of(sprint).members if each.id == str(bob.id)]
    assert member.halves == (160 - 8) * 9 // 10
