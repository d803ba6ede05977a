"""When an epic will be done: real forecasts, of sprints that were planned and worked on."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from groundswell.epics import actions, tasks
from groundswell.epics.actions import TicketWords
from groundswell.epics.dates import forecast_all
from groundswell.epics.models import Epic, Plan, Stand, Ticket
from groundswell.epics.queries.forecasts import forecast_of, hours_of
from groundswell.epics.rules.holds import Reason
from groundswell.epics.rules.plans import PlanState
from groundswell.epics.tests.conftest import begun, told, written
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Person
from tests.cast import Cast

type ClientOf = Callable[[Person], Client]

WEEK = timedelta(weeks=1)


def published(cast: Cast, ticket: Ticket, hours: float) -> None:
    """Let the plan that is published for the sprint that runs give so many hours to a ticket."""
    Plan.objects.create(
        sprint=people.sprint_now().number,
        state=PlanState.DONE,
        seconds=5,
        instance={},
        answer=told((cast.bob, ticket, hours)),
        asked_by=cast.mo,
        asked_at=clock.now(),
        number=1,
    )


def to_next_sprint(traveller: Traveller) -> None:
    """Let the weeks pass until the first day of the next sprint, with a worker in each."""
    while True:
        now = people.sprint_now().number
        traveller.shift(timedelta(days=1))
        if clock.today().weekday() == people.sprint_now().first.weekday():
            forecast_all()
        if people.sprint_now().number != now:
            return


def worked(cast: Cast, traveller: Traveller, ticket: Ticket, *done: float, planned: float = 10) -> None:
    """Let a sprint pass for each of these hours, in which so many were planned and so many done."""
    to_next_sprint(traveller)
    for hours in done:
        published(cast, ticket, planned)
        ticket.refresh_from_db()
        left = ticket.remaining / 2 - hours
        ticket.remaining = int(left * 2)
        ticket.save(update_fields=["remaining"])
        to_next_sprint(traveller)


@pytest.fixture
def large(organisation: Cast, epic: Epic) -> Ticket:
    return written(organisation.mo, epic, "Build it", 100)


def dates_of(epic: Epic) -> list[date | None]:
    found = forecast_of(epic)
    assert found is not None
    return [each.day for each in found.levels]


def why_not(epic: Epic) -> str | None:
    found = forecast_of(epic)
    assert found is not None
    return found.why_not


@pytest.mark.slow
def test_half_of_each_plan_kept_means_twice_as_long(
    organisation: Cast, epic: Epic, large: Ticket, noon: Traveller
) -> None:
    worked(organisation, noon, large, 5, 5, 5, 5)
    found = forecast_of(epic)
    assert found is not None
    assert (found.stand.basis["scope"], found.stand.basis["capacity"]) == (80, 10)
    assert found.stand.basis["throughput"] == [0.5, 0.5, 0.5, 0.5]
    # 80 hours at five a sprint of two weeks; that four sprints were the same promises nothing of the next.
    middle, likely, _sure = dates_of(epic)
    assert middle
    assert likely
    assert abs(middle - (clock.today() + 32 * WEEK)) <= 2 * WEEK
    assert middle < likely


@pytest.mark.slow
def test_uneven_sprints_make_later_dates_less_near(
    organisation: Cast, epic: Epic, large: Ticket, noon: Traveller
) -> None:
    worked(organisation, noon, large, 10, 1, 8, 2)
    middle, likely, sure = dates_of(epic)
    assert middle
    assert likely
    assert sure
    assert clock.today() < middle < likely < sure


@pytest.mark.slow
def test_three_sprints_are_too_little_history(organisation: Cast, epic: Epic, large: Ticket, noon: Traveller) -> None:
    worked(organisation, noon, large, 5, 5, 5)
    assert why_not(epic) == "too_little"
    assert dates_of(epic) == []


@pytest.mark.slow
def test_plans_of_which_nothing_came_give_no_endless_date(
    organisation: Cast, epic: Epic, large: Ticket, noon: Traveller
) -> None:
    worked(organisation, noon, large, 0, 0, 0, 0)
    assert why_not(epic) == "never_kept"


@pytest.mark.slow
def test_what_would_take_longer_than_five_years_has_no_date(
    organisation: Cast, epic: Epic, large: Ticket, noon: Traveller
) -> None:
    worked(organisation, noon, large, 0.5, 0, 0, 0)
    assert why_not(epic) == "too_far"


@pytest.mark.slow
def test_an_epic_without_hours_of_a_plan_has_no_date(organisation: Cast, large: Ticket, noon: Traveller) -> None:
    other = begun(organisation, "Other")
    written(organisation.mo, other)
    worked(organisation, noon, large, 5, 5, 5, 5)
    assert why_not(other) == "no_hours"


@pytest.mark.slow
def test_on_hold_everywhere_there_is_no_date(organisation: Cast, epic: Epic, large: Ticket, noon: Traveller) -> None:
    worked(organisation, noon, large, 5, 5, 5, 5)
    actions.hold(by=organisation.mo, epic=epic, cell=None, reason=Reason.DECISION)
    noon.shift(timedelta(days=1))
    forecast_all()
    assert why_not(epic) == "held"


def test_an_epic_with_nothing_open_is_not_done_by_a_day(organisation: Cast, epic: Epic) -> None:
    forecast_all()
    assert why_not(epic) == "nothing_left"


@pytest.mark.slow
def test_a_ticket_that_is_written_moves_the_date_and_is_named_as_scope(
    organisation: Cast, epic: Epic, large: Ticket, noon: Traveller
) -> None:
    worked(organisation, noon, large, 5, 5, 5, 5)
    before = dates_of(epic)[1]
    written(organisation.mo, epic, "And that too", 20)
    noon.shift(WEEK)
    forecast_all()
    found = forecast_of(epic)
    assert found is not None
    # 20 hours at five a sprint are eight weeks, and at 85 of 100 some more; a week passed in which nothing was done.
    assert 8 < found.moved["scope"] < 16
    assert found.moved["time"] == 1
    assert found.moved["moved"] == pytest.approx(found.moved["scope"] + 1, abs=0.1)
    assert [found.moved[part] for part in ("capacity", "estimate", "throughput")] == [0, 0, 0]
    after = dates_of(epic)[1]
    assert before
    assert after
    assert abs((after - before) / WEEK - found.moved["moved"]) <= 2


@pytest.mark.slow
def test_parts_of_a_move_sum_up(organisation: Cast, epic: Epic, large: Ticket, noon: Traveller) -> None:
    worked(organisation, noon, large, 5, 7, 3, 5, 9)
    found = forecast_of(epic)
    assert found is not None
    assert found.moved["throughput"] < 0, "a good sprint brings the date nearer"
    parts = [weeks for part, weeks in found.moved.items() if part != "moved"]
    assert sum(parts) == pytest.approx(found.moved["moved"], abs=0.05)


@pytest.mark.slow
def test_dates_are_held_against_what_came(organisation: Cast, epic: Epic, large: Ticket, noon: Traveller) -> None:
    other = begun(organisation, "Other")
    ticket = written(organisation.mo, other, "Small", 40)
    worked(organisation, noon, large, 5, 5, 5, 5)
    published(organisation, ticket, 20)
    noon.shift(timedelta(days=1))
    forecast_all()
    said = dates_of(other)
    assert said[0] is not None
    actions.finish_ticket(by=organisation.mo, ticket=ticket)
    noon.shift(WEEK)
    forecast_all()
    noon.shift(timedelta(days=1))
    forecast_all()
    found = forecast_of(epic)
    assert found is not None
    assert [(each.hits.came, each.hits.said) for each in found.levels] == [(1, 1)] * 3


def test_twice_a_day_is_once_and_a_week_is_one_row(
    organisation: Cast, epic: Epic, large: Ticket, noon: Traveller
) -> None:
    assert (forecast_all(), forecast_all()) == (1, 0)
    noon.shift(timedelta(days=1))
    assert forecast_all() == 1
    assert Stand.objects.count() == 1


def test_a_sweep_asks_for_dates_once_a_day(organisation: Cast, epic: Epic) -> None:
    assert tasks.dates_due() is True
    assert Stand.objects.filter(epic=epic).exists() or forecast_all() == 1
    assert tasks.dates_due() is False


@pytest.mark.slow
def test_the_page_says_dates_a_fan_with_its_table_and_what_it_rests_on(
    organisation: Cast, epic: Epic, large: Ticket, noon: Traveller, client_of: ClientOf
) -> None:
    where = reverse("epics:epic", args=[epic.id])
    assert "No date yet: it is computed once a day." in client_of(organisation.bob).get(where).content.decode()
    worked(organisation, noon, large, 10, 1, 8, 2)
    shown = client_of(organisation.bob).get(where).content.decode()
    for words in (
        "done by then in 85 of 100 cases",
        "Hours that are left",
        "The same as a table",
        "79 h of open tickets",
    ):
        assert words in shown
    assert "10 h a sprint" in shown
    assert "fewer than twenty tickets are done" in shown
    assert "of the hours that were planned" not in shown, "how much of the plans came about is for those who plan"
    assert "52.5 % of the hours that were planned" in client_of(organisation.mo).get(where).content.decode()


def test_a_page_without_history_says_so(organisation: Cast, epic: Epic, large: Ticket, client_of: ClientOf) -> None:
    written(organisation.mo, epic)
    Plan.objects.all().delete()
    published(organisation, large, 5)
    forecast_all()
    shown = client_of(organisation.bob).get(reverse("epics:epic", args=[epic.id])).content.decode()
    assert "Too little history: a date needs four sprints" in shown


def twenty_done(cast: Cast, epic: Epic, noon: Traveller, *, doubled: int) -> None:
    """Let twenty tickets of four hours be done in two weeks, of which so many became twice as large before."""
    small = [written(cast.mo, epic, f"Part {n}", 4) for n in range(20)]
    forecast_all()
    noon.shift(WEEK)
    for each in small[:doubled]:
        actions.change_ticket(by=cast.mo, ticket=each, words=TicketWords(each.title, Decimal(8)))
    forecast_all()
    noon.shift(WEEK)
    for each in small:
        actions.finish_ticket(by=cast.mo, ticket=each)
    forecast_all()
    noon.shift(timedelta(days=1))
    forecast_all()


@pytest.mark.slow
def test_tickets_that_grow_make_the_date_later(organisation: Cast, epic: Epic, large: Ticket, noon: Traveller) -> None:
    twenty_done(organisation, epic, noon, doubled=20)
    found = forecast_of(epic)
    assert found is not None
    assert found.is_grown
    assert set(found.stand.basis["estimate"]) == {2.0}, "each became twice as large before it was done"


@pytest.mark.slow
def test_hours_of_a_ticket_are_a_range_once_twenty_are_done(
    organisation: Cast, epic: Epic, large: Ticket, noon: Traveller, client_of: ClientOf
) -> None:
    place = reverse("epics:ticket", args=[large.id])

    def shown(place: str) -> str:
        return client_of(organisation.bob).get(place).content.decode()

    assert "of 100 cases" not in shown(place), "nobody knows yet how tickets grow"
    twenty_done(organisation, epic, noon, doubled=14)
    written_hours = large.remaining / 2
    found = dict(hours_of(large))
    assert list(found) == [50, 85, 95]
    assert found[50] == 2 * written_hours, "fourteen of twenty became twice as large"
    assert written_hours <= found[50] <= found[85] <= found[95]
    assert f"up to {found[85]:g} h in 85 of 100 cases" in shown(place)
    assert f"The {written_hours:g} h that are left" in shown(reverse("epics:epic", args=[epic.id]))
    actions.change_ticket(by=organisation.mo, ticket=large, words=TicketWords(large.title, Decimal(3)))
    assert "of 100 cases" not in shown(place), "it is another ticket than the one that was told"


@pytest.mark.slow
def test_what_is_stored_is_numbers_and_days(organisation: Cast, epic: Epic, large: Ticket, noon: Traveller) -> None:
    worked(organisation, noon, large, 10, 1, 8, 2)
    row = Stand.objects.last()
    assert row is not None
    text = json.dumps([row.left, row.basis, row.moved, row.fan, row.record, row.dates])
    assert "Build it" not in text
    assert str(organisation.bob.id) not in text
    with pytest.raises(ValidationError):
        Stand(epic=epic, day=row.day, told_on=row.day - WEEK).full_clean()


def test_a_worker_that_died_between_leaves_a_week_that_the_next_completes(
    organisation: Cast, epic: Epic, large: Ticket
) -> None:
    Stand.objects.create(epic=epic, day=people.sprint_now().first, left={str(large.id): 200})
    assert forecast_of(epic) is None
    assert tasks.dates_due() is True
    forecast_all()
    assert why_not(epic) == "no_hours"
