"""How long requests wait for an advocate: three ways of sharing, from numbers that can be changed."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.hours import actions, queries
from groundswell.hours.rules.axes import Kind, Stream
from groundswell.hours.rules.scaling import Queue, Requests, is_beyond
from groundswell.people import queries as people
from groundswell.people.models import Person

pytestmark = pytest.mark.django_db
PAGE = "/hours/scaling/"
TYPED = {
    "hours": "40",
    "cells": "2",
    "several": "",
    "internal": "4",
    "internal_hours": "1,5",
    "internal_spread": "1",
    "external": "4",
    "external_hours": "1",
    "external_spread": "1",
}


def queue(factor: float = 1, several: int | None = None) -> Queue:
    return Queue(40, 2, (Requests(4 * factor, 1.5, 1), Requests(4 * factor, 1, 1)), several)


def log(person: Person, many: int, reference: str = "SE-{}") -> None:
    """Let somebody log an hour for each of so many requests, in the sprint before."""
    day = people.calendar().before(people.sprint_now()).first
    for number in range(many):
        told = reference.format(number)
        spent = actions.Spent(day, 60, Stream.INTERNAL, Kind.OTHER, reference=told)
        actions.log_time(person=person, spent=spent)


def test_what_comes_in_over_the_support_hours_is_how_busy_one_is() -> None:
    found = queries.scaling_of(queue())
    assert found.now.utilisation == pytest.approx(10 / 20)
    assert found.saturation.end == pytest.approx(2)
    assert found.cells == 3, "5 h of a cell; 80 % of 20 h"
    assert [way.advocates for way in found.ways] == [1, 2, 2]


def test_internal_requests_wait_less_and_one_for_each_cell_costs_twice_the_hours() -> None:
    one, several, each = queries.scaling_of(queue()).ways
    internal, external = one.waits
    assert internal.days is not None
    assert external.days is not None
    assert internal.days < external.days
    assert each.hours_a_week == several.hours_a_week == pytest.approx(2 * one.hours_a_week)
    shared, alone = several.waits[1].days, each.waits[1].days
    assert shared is not None
    assert alone is not None
    assert shared < alone < external.days, "who share a queue are faster than two queues"


def test_a_saturated_queue_says_so_and_no_number_is_endless() -> None:
    found = queries.scaling_of(queue(2.5))
    assert found.now.waits[1].days is None
    assert found.now.waits[0].days is not None, "internal ones go first, and still fit"
    assert found.ways[1].advocates == 2
    absurd = queries.scaling_of(queue(1e6))
    assert absurd.ways[1].advocates == 100
    assert absurd.cells == 0
    assert [is_beyond(share) for share in (0.85, 0.86)] == [False, True]
    assert queries.scaling_of(queue(0)).cells is None
    assert queries.scaling_of(queue(several=3)).ways[1].advocates == 3


def test_the_own_log_counts_where_it_holds_enough(alice: Person) -> None:
    log(alice, 4)
    log(alice, 3, "")
    assert queries.logged_requests(alice, Stream.INTERNAL) is None
    log(alice, 6)
    found = queries.logged_requests(alice, Stream.INTERNAL)
    assert found is not None
    assert found.a_sprint == pytest.approx(6 / 6)
    assert found.hours == pytest.approx((4 * 2 + 2 * 1) / 6), "what was logged twice for one request is one request"
    assert queries.logged_requests(alice, Stream.EXTERNAL) is None


@pytest.mark.slow
def test_nobody_reads_of_another_persons_log_there(
    alice: Person, mo: Person, granted: Person, client_of: Callable[[Person], Client]
) -> None:
    log(alice, 6)
    own = client_of(alice).get(PAGE).content.decode()
    assert "Taken from your own log" in own
    assert 'name="internal_hours" value="1.0"' in own
    others = client_of(mo).get(PAGE).content.decode()
    assert "nobody else reads that" in others
    assert 'name="internal_hours" value' not in others
    assert 'name="hours" value' in others, "what is granted, planners know"


@pytest.mark.slow
def test_the_page_shows_three_ways_and_what_they_assume(mo: Person, client_of: Callable[[Person], Client]) -> None:
    page = client_of(mo).get(PAGE, TYPED).content.decode()
    for words in ("one, shared by all cells", "who share one queue", "one for each cell", "50 %", "2.00 ×", "Cobham"):
        assert words in page
    assert "without end:" not in page
    full = client_of(mo).get(PAGE, TYPED | {"internal": "400"}).content.decode()
    assert "the line grows without end." in full
    assert "order of magnitude" in full


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong",
    [{"hours": "0"}, {"hours": "NaN"}, {"internal": "-1"}, {"cells": "0"}, {"external": "lots"}, {"hours": "1e-300"}],
)
def test_what_is_no_queue_is_said_and_nothing_typed_is_lost(
    wrong: dict[str, str], mo: Person, client_of: Callable[[Person], Client]
) -> None:
    answer = client_of(mo).get(PAGE, TYPED | wrong)
    assert answer.status_code == 422
    assert "1,5" in answer.content.decode()


def test_who_neither_plans_nor_advocates_has_no_such_page(bob: Person, client_of: Callable[[Person], Client]) -> None:
    assert client_of(bob).get(PAGE).status_code in {403, 404}
