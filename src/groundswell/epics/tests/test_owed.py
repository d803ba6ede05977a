"""Tickets that wait for somebody, where hours are shown: beside what an advocate was granted, and in a transition."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.epics import actions
from groundswell.epics.models import Epic, Ticket
from groundswell.epics.owed import TicketsToDo
from groundswell.epics.tests.conftest import accepted, offered, written
from groundswell.hours import actions as hours
from groundswell.hours.queries import month_of_holder
from groundswell.hours.rules.sharing import month_of
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Person
from tests.cast import Cast

type ClientOf = Callable[[Person], Client]


def minutes_waiting(advocate: Person) -> dict[str, int]:
    return {each.words: each.minutes for each in TicketsToDo().waiting_for(advocate)}


def test_what_is_offered_and_what_is_taken_waits_for_an_advocate(organisation: Cast, epic: Epic) -> None:
    alice, mo = organisation.alice, organisation.mo
    assert minutes_waiting(alice) == {}
    taken, open_one = written(mo, epic, "One", 6), written(mo, epic, "Two", 3)
    accepted(alice, offered(mo, taken, person=alice))
    offered(mo, open_one, hours=3, person=alice)
    assert minutes_waiting(alice) == {"tickets taken": 6 * 60, "tickets offered": 3 * 60}
    found = month_of_holder(alice, month_of(clock.today()))
    assert (found.demand.waiting, found.demand.is_overload) == (9 * 60, True), (
        "nothing was granted, and nine hours wait"
    )
    actions.finish_ticket(by=alice, ticket=taken)
    assert minutes_waiting(alice) == {"tickets offered": 3 * 60}


def test_no_more_of_a_ticket_waits_than_is_left_of_it(organisation: Cast, epic: Epic, ticket: Ticket) -> None:
    accepted(organisation.alice, offered(organisation.mo, ticket, person=organisation.alice))
    Ticket.objects.filter(id=ticket.id).update(remaining=5)
    assert minutes_waiting(organisation.alice) == {"tickets taken": 150}


def test_a_planner_reads_what_waits_and_where_the_number_comes_from(
    organisation: Cast, epic: Epic, ticket: Ticket, client_of: ClientOf
) -> None:
    offered(organisation.mo, ticket, person=organisation.alice)
    shown = client_of(organisation.mo).get(reverse("hours:agreed")).content.decode()
    assert "6 h tickets offered: offers without an answer" in shown


@pytest.mark.slow
def test_a_transition_shows_open_tickets_and_to_whom_they_are_offered(
    organisation: Cast, epic: Epic, ticket: Ticket, client_of: ClientOf
) -> None:
    alice, mo = organisation.alice, organisation.mo
    dates = {"part_time_on": people.next_sprint().first, "full_time_on": None}
    transition = hours.propose_dates(by=alice, **dates)  # type: ignore[arg-type]
    where = reverse("hours:transition", args=[transition.id])
    assert "Open tickets" not in client_of(mo).get(where).content.decode()
    accepted(alice, offered(mo, ticket, hours=4, person=alice))
    shown = client_of(mo).get(where).content.decode()
    assert "Draw the queue" in shown
    assert "4 h" in shown
    assert "offered to nobody else" in shown
    offered(mo, ticket, hours=2, person=organisation.bob)
    assert "offered to Bob" in client_of(mo).get(where).content.decode()
