"""The pages of epics and the plan, as people use them, without script."""

import re
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from groundswell.epics import actions, computing
from groundswell.epics.computing import Found, Job
from groundswell.epics.models import Epic, Hold, Offer, Pin, Plan, Spare, Ticket
from groundswell.epics.panels import DeskEpics
from groundswell.epics.rules.plans import PlanState
from groundswell.epics.tests.conftest import Raise, accepted, computed, offered, told, written
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register.rules.concerns import State
from tests.cast import Cast

type ClientOf = Callable[[Person], Client]


def page(client: Client, route: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(f"epics:{route}", args=args) + query)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def sent(client: Client, route: str, *args: object, **typed: object) -> HttpResponse:
    answer: HttpResponse = client.post(reverse(f"epics:{route}", args=args), typed)  # type: ignore[assignment]
    return answer


@pytest.mark.slow
def test_an_empty_installation_says_what_to_do_first(organisation: Cast, client_of: ClientOf) -> None:
    assert "Begin with the one that would relieve most people" in page(client_of(organisation.mo), "epics")
    assert "There is no epic yet." in page(client_of(organisation.bob), "epics")
    assert "There is no plan yet" in page(client_of(organisation.mo), "plan")
    assert "Nothing is offered to you now." in page(client_of(organisation.bob), "offers")


@pytest.mark.slow
def test_an_epic_is_begun_and_changed_by_a_planner(organisation: Cast, client_of: ClientOf) -> None:
    client = client_of(organisation.mo)
    typed = {"name": "Queue", "stream": "internal", "owner": organisation.alice.id, "minimum_hours": "2,5"}
    answer = sent(client, "begin", **typed, is_accelerated="on", cells=[organisation.cell_one.id])
    epic = Epic.objects.get()
    assert answer["Location"] == reverse("epics:epic", args=[epic.id])
    assert (epic.minimum, epic.is_accelerated) == (5, True)
    assert "Cell One" in page(client, "epic", epic.id)
    sent(client, "edit", epic.id, **typed, revision=1, why="So that nobody waits.")
    assert list(Epic.objects.get().helping.filter(until_on=None)) == []
    refused = sent(client, "edit", epic.id, **(typed | {"name": "Mine"}), revision=1)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert b"So that nobody waits." in refused.content, "what stands there now is shown beside it"
    assert b'value="Mine"' in refused.content, "and nothing that was typed is lost"


@pytest.mark.parametrize("typed", ["many", "-3", "1e9", "NaN", "0.1"])
def test_hours_that_are_none_come_back_with_a_sentence(organisation: Cast, client_of: ClientOf, typed: str) -> None:
    answer = sent(client_of(organisation.mo), "begin", name="Queue", stream="internal", minimum_hours=typed)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'value="{typed}"'.encode() in answer.content
    assert not Epic.objects.exists()


@pytest.mark.slow
def test_a_cell_holds_an_epic_and_lets_it_go_on(
    organisation: Cast, epic: Epic, client_of: ClientOf, noon: Traveller
) -> None:
    client = client_of(organisation.bob)
    assert "Hold it" in page(client, "epic", epic.id)
    refused = sent(client, "hold", epic.id, cell=organisation.cell_one.id)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    sent(client, "hold", epic.id, cell=organisation.cell_one.id, reason="client_work", note="the shop")
    noon.shift(timedelta(days=4))
    shown = page(client, "epic", epic.id)
    assert "client work: <bdi>the shop</bdi>, 5 days" in shown
    assert re.search(r"client work</th><td>5</td><td>1</td>", page(client, "held"))
    hold = Hold.objects.get()
    sent(client, "go_on", hold.id)
    assert "The same as a table" in page(client, "epic", epic.id)


@pytest.mark.slow
def test_the_hill_shows_what_people_say(organisation: Cast, epic: Epic, client_of: ClientOf) -> None:
    client = client_of(organisation.bob)
    sent(client, "tell", epic.id, position="40", words="It is known how.")
    assert "Workflow Manager: 40 of 100" in page(client, "epics")
    assert "It is known how." in page(client, "epic", epic.id)
    assert sent(client, "tell", epic.id, position="400").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.slow
def test_a_ticket_is_written_offered_taken_given_back_and_done(
    organisation: Cast, epic: Epic, client_of: ClientOf
) -> None:
    planner, member = client_of(organisation.mo), client_of(organisation.bob)
    sent(planner, "new_ticket", epic.id, title="Draw it", hours="6", review_hours="1", priority="2", skills="Python")
    ticket = Ticket.objects.get()
    sent(member, "spare", hours="8", skills="python")
    assert "<bdi>Bob</bdi>" in page(planner, "offer", ticket.id)
    sprint = people.next_sprint().number
    sent(planner, "offer", ticket.id, person=organisation.bob.id, hours="6", sprint=sprint)
    offer = Offer.objects.get()
    assert "Draw it" in page(member, "offers")
    assert "Draw it" in member.get(reverse("waiting")).content.decode()
    sent(member, "answer", offer.id, answer="accept")
    assert "Give it back" in page(member, "offers")
    sent(member, "answer", offer.id, answer="withdraw")
    sent(planner, "edit_ticket", ticket.id, title="Draw it", hours="4", review_hours="1", priority="2", revision="1")
    sent(planner, "finish", ticket.id)
    assert "done" in page(member, "ticket", ticket.id)
    assert sent(member, "answer", offer.id, answer="dance")["Location"] == reverse("epics:offers")


def test_a_ticket_that_is_offered_to_a_cell_names_the_cell(
    organisation: Cast, ticket: Ticket, client_of: ClientOf
) -> None:
    offered(organisation.mo, ticket, cell=organisation.cell_one)
    assert '<span class="line-title"><bdi>Cell One</bdi>' in page(client_of(organisation.mo), "ticket", ticket.id)


@pytest.mark.slow
def test_what_is_computed_for_somebody_stands_on_no_board_and_they_are_told_who_sees_it_in_plans(
    organisation: Cast, client_of: ClientOf
) -> None:
    Person.objects.filter(id=organisation.bob.id).update(weekly_hours=33)
    shown = page(client_of(organisation.bob), "spare")
    assert "66 h" in shown
    assert "Only you" not in shown
    assert "advocates and planners see how many hours each plan gives you" in shown
    for person in (organisation.alice, organisation.mo, organisation.charlie):
        assert "66 h" not in page(client_of(person), "spare")
    assert not Spare.objects.exists()


@pytest.mark.slow
def test_not_for_me_is_one_click_and_can_be_taken_back(organisation: Cast, ticket: Ticket, client_of: ClientOf) -> None:
    client, epic = client_of(organisation.bob), ticket.epic
    assert epic is not None
    for route, about in (("epic", epic), ("ticket", ticket)):
        sent(client, f"not_me_for_{route}", about.id)
        assert "You are not planned for it." in page(client, route, about.id)
        sent(client, f"not_me_for_{route}", about.id, undo="yes")
        assert "You are not planned for it." not in page(client, route, about.id)


@pytest.mark.slow
def test_an_ending_epic_asks_those_who_raised_its_concern(
    organisation: Cast, epic: Epic, raised: Raise, client_of: ClientOf
) -> None:
    client, concern = client_of(organisation.alice), raised(audience=Audience.ORGANISATION)
    assert "so nobody is asked" in page(client, "end", epic.id)
    sent(client, "concerns", epic.id, concern=concern.id)
    assert "Reviews wait for days" in page(client_of(organisation.bob), "epic", epic.id)
    sent(client, "unlink", epic.id, concern=concern.id)
    sent(client, "concerns", epic.id, concern=concern.id)
    marked = sent(client, "end", epic.id, outcome="Ask @bob about it.")
    assert marked.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert b"Details that could tell who said it" in marked.content
    sent(client, "end", epic.id, outcome="Reviews come within a day now.")
    concern.refresh_from_db()
    assert concern.state == State.FIXED
    assert "What became of it" in page(client, "epic", epic.id)
    assert client.get(reverse("epics:tell", args=[epic.id])).status_code == HTTPStatus.NOT_FOUND


# ---------------------------------------------------------------- the plan


@pytest.mark.slow
def test_a_plan_is_asked_for_looked_at_stopped_and_published(
    organisation: Cast, ticket: Ticket, client_of: ClientOf
) -> None:
    client = client_of(organisation.mo)
    answer = sent(client, "ask", seconds="5", sprint=people.next_sprint().number)
    plan = Plan.objects.get()
    assert answer["Location"] == reverse("epics:one_plan", args=[plan.id])
    waiting = page(client, "one_plan", plan.id)
    assert "Keep looking by itself" in waiting
    assert 'http-equiv="refresh"' not in waiting, "a page moves by itself only where somebody asked for it"
    assert 'http-equiv="refresh"' in page(client, "one_plan", plan.id, query="?keep=looking")

    def engine(job: Job) -> Found:
        job.keep(told((organisation.bob, ticket, 2)))
        assert "It fits." in page(client, "one_plan", plan.id), "what it has found so far is on the page"
        sent(client, "stop", plan.id)
        return told((organisation.bob, ticket, 6))

    computing.compute(plan.id, engine)
    assert "Publish it" in page(client, "plan")
    sent(client, "publish", plan.id)
    assert Offer.objects.get().person == organisation.bob
    assert "Published by Mo" in page(client, "plan")


@pytest.mark.slow
def test_the_second_of_two_publishers_is_told_and_keeps_their_plan(
    organisation: Cast, ticket: Ticket, client_of: ClientOf
) -> None:
    mine = computed(organisation.mo, (organisation.bob, ticket, 6))
    other = computed(organisation.alice, (organisation.charlie, ticket, 6))
    sent(client_of(organisation.mo), "publish", mine.id)
    client = client_of(organisation.alice)
    sent(client, "publish", other.id)
    assert "Somebody published another plan" in page(client, "one_plan", other.id)
    assert Offer.objects.get().person == organisation.bob


@pytest.mark.slow
def test_what_if_is_a_draft_beside_the_plan(organisation: Cast, ticket: Ticket, client_of: ClientOf) -> None:
    client = client_of(organisation.mo)
    refused = sent(client, "what_if", seconds="5")
    assert "Say what would be different" in refused.content.decode()
    sent(client, "what_if", seconds="5", stream="internal", more_hours="10", promised=ticket.id)
    draft = Plan.objects.get()
    assert draft.wishes["more"] == {"internal": 20}
    shown = page(client, "one_plan", draft.id)
    assert "This only shows what would be." in shown
    assert "Publish it" not in shown
    refused = sent(client, "what_if", seconds="5", away=organisation.bob.id, away_hours="-1")
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.slow
def test_pins_and_choices_have_their_pages(organisation: Cast, ticket: Ticket, client_of: ClientOf) -> None:
    client = client_of(organisation.mo)
    assert sent(client, "pins", hours="2").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    sent(client, "pins", person=organisation.bob.id, ticket=ticket.id, hours="2")
    assert "Draw the queue" in page(client, "pins")
    sent(client, "unpin", Pin.objects.get().id)
    assert not Pin.objects.exists()
    assert sent(client, "choices", limit="-1", floor="1").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    sent(client, "choices", limit="12", floor="1.5")
    assert 'value="12"' in page(client, "choices")


@pytest.mark.slow
def test_a_plan_that_cannot_be_says_why(organisation: Cast, ticket: Ticket, client_of: ClientOf) -> None:
    plan = actions.ask_for_plan(by=organisation.mo, sprint=people.next_sprint().number, seconds=5)
    computing.claim(plan.id)
    computing.end(plan.id, PlanState.FAILED, "Bob has 10 hours, and 12 are pinned.")
    assert "Bob has 10 hours, and 12 are pinned." in page(client_of(organisation.mo), "one_plan", plan.id)


def test_the_start_page_and_the_desk_lead_to_the_epics(
    organisation: Cast, epic: Epic, client_of: ClientOf, noon: Traveller
) -> None:
    assert reverse("epics:epics") in client_of(organisation.bob).get(reverse("start")).content.decode()
    noon.shift(timedelta(days=14))
    panel = DeskEpics().panel_for(organisation.alice, is_open=False)
    assert panel is not None
    assert [line.state for line in panel.lines] == ["no update this sprint"]
    assert DeskEpics().panel_for(organisation.otto, is_open=True) is None


@pytest.mark.slow
def test_an_advocate_sees_what_of_their_sprint_is_fixed(organisation: Cast, epic: Epic, client_of: ClientOf) -> None:
    accepted(organisation.alice, offered(organisation.mo, written(organisation.mo, epic), person=organisation.alice))
    shown = page(client_of(organisation.alice), "offers")
    assert "fixed" in shown
    assert "moves first" in shown
