"""What a move does to the backlog of the cell: asked by who moves or plans, computed by a worker, then shown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from groundswell.hours import actions, looking, queries, tasks
from groundswell.hours.engine import cell_of, foreseen
from groundswell.hours.models import LookAhead, Transition
from groundswell.hours.refusals import Refused
from groundswell.hours.rules import ahead as rules
from groundswell.hours.rules.ahead import Asked, Hours, Typed
from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people import queries as of_people
from groundswell.people.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CALM = Typed(promised=30, unasked=2, spread=2, backlog=0, handover=0, away=0)
BUSY = replace(CALM, promised=70)
DAY = timedelta(days=1)


@pytest.fixture
def cell(organisation: Cast) -> Cast:
    """Let Alice and Bob work in Cell One, 40 hours a week each."""
    for person in (organisation.alice, organisation.bob):
        people.change_person(by=None, person=person, name=person.name, weekly_hours=Decimal(40), time_zone="UTC")
        people.move_to_cell(by=None, person=person, cell=organisation.cell_one, day=person.joined_on)
    return organisation


@pytest.fixture
def proposed(cell: Cast) -> Transition:
    """Return Alice's two dates, two and six weeks from now."""
    soon = clock.today() + 14 * DAY
    return actions.propose_dates(by=cell.alice, part_time_on=soon, full_time_on=soon + 28 * DAY)


def found(by: Person, transition: Transition, typed: Typed) -> dict[str, Any]:
    asked = actions.look_ahead(by=by, transition=transition, typed=typed)
    tasks.look_ahead.call(str(asked.id))
    return dict(LookAhead.objects.get(id=asked.id).answer)


@pytest.mark.slow
def test_a_cell_with_hours_to_spare_is_not_hurt_and_a_full_one_is(proposed: Transition, cell: Cast) -> None:
    calm = found(cell.mo, proposed, CALM)
    assert calm["is_safe"]
    assert calm["pair"] == [1, 1]
    busy = found(cell.mo, proposed, BUSY)
    assert not busy["is_safe"]
    assert busy["pair"] is None, "70 promised hours never fit into 40"
    assert busy["rise"] > 0.9
    assert busy["moves"][busy["binding"]] - busy["stays"][busy["binding"]] == pytest.approx(busy["rise"], abs=1e-3)


@pytest.mark.slow
def test_what_would_unlock_dates_does(proposed: Transition, cell: Cast) -> None:
    answer = found(cell.alice, proposed, BUSY)
    fewer = answer["fewer"]
    assert fewer is not None
    less = cell_of(Asked.read(LookAhead.objects.get().asked)).promised[0] - fewer
    assert 25 < less < 40, "what is left for clients fits into the hours of one"


def test_the_cell_has_the_hours_of_its_contracts_and_the_granted_ones_move_first(
    granted: Person, proposed: Transition, cell: Cast
) -> None:
    hours = queries.hours_of_cell(proposed, cell.cell_one)
    sprint = queries.hours_in(of_people.sprint_now())
    here = [member for member in sprint.members if member.cells.get(cell.cell_one.id)]
    (alice,) = [member for member in here if member.person == granted.id]
    weeks = sprint.sprint.days / 7
    assert hours.members == len(here)
    assert hours.moved_full_time == pytest.approx((alice.contract - alice.roles) / 60 / weeks)
    assert hours.moved_part_time == pytest.approx(alice.granted / 60 / weeks)
    whole = sum(m.contract - m.roles - (0 if m is alice else m.granted) for m in here)
    assert hours.of_the_cell == pytest.approx(whole / 60 / weeks)


def test_a_spread_is_the_standard_deviation_that_was_typed() -> None:
    asked = Asked("2026-11-02", replace(CALM, unasked=10, spread=5), Hours(2, 40, 10, 40), 1, 2)
    cell = cell_of(asked)
    fire = cell.firefighting
    assert fire.a_week * fire.hours == pytest.approx(10)
    assert (fire.a_week * fire.hours**2 * (1 + fire.variation**2)) ** 0.5 == pytest.approx(5)
    steady = cell_of(replace(asked, typed=replace(CALM, unasked=10, spread=0)))
    assert (steady.promised, steady.firefighting.a_week) == ([40], 0)
    assert Asked.read(asked.kept()) == asked


def test_weeks_begin_on_mondays_and_what_has_been_is_week_zero() -> None:
    start = rules.monday(date(2026, 11, 5))
    assert start == date(2026, 11, 2)
    days = (None, date(2026, 1, 1), date(2026, 11, 8), date(2026, 11, 9))
    assert [rules.week_of(day, start) for day in days] == [None, 0, 0, 1]
    assert not rules.is_too_far(None, 43)
    assert rules.is_too_far(None, 44)


def test_only_whose_way_it_is_and_planners_look_ahead(proposed: Transition, cell: Cast) -> None:
    for who in (cell.bob, cell.ada, cell.otto):
        with pytest.raises(Refused, match="and planners"):
            actions.look_ahead(by=who, transition=proposed, typed=CALM)
    assert not LookAhead.objects.exists()


def test_what_nobody_can_look_ahead_at_is_said(proposed: Transition, cell: Cast) -> None:
    with pytest.raises(Refused, match="come unasked"):
        actions.look_ahead(by=cell.mo, transition=proposed, typed=replace(CALM, unasked=0))
    far = actions.propose_dates(by=cell.alice, part_time_on=clock.today() + 400 * DAY, full_time_on=None)
    with pytest.raises(Refused, match="more than 43 weeks"):
        actions.look_ahead(by=cell.mo, transition=far, typed=CALM)
    people.change_person(by=None, person=cell.alice, name="Alice", weekly_hours=None, time_zone="UTC")
    with pytest.raises(Refused, match="Nobody has noted"):
        actions.look_ahead(by=cell.mo, transition=far, typed=CALM)
    people.move_to_cell(by=None, person=cell.alice, cell=None, day=clock.today())
    with pytest.raises(Refused, match="in no cell"):
        actions.look_ahead(by=cell.mo, transition=far, typed=CALM)


def test_what_was_asked_again_replaces_what_was_asked_before(proposed: Transition, cell: Cast) -> None:
    first = actions.look_ahead(by=cell.mo, transition=proposed, typed=CALM)
    second = actions.look_ahead(by=cell.mo, transition=proposed, typed=BUSY)
    assert not looking.compute(first.id, foreseen), "nobody asks for it any more"
    assert looking.compute(second.id, lambda _asked: {"is_safe": False})
    assert not looking.compute(second.id, foreseen), "twice is once"
    assert LookAhead.objects.get().answer == {"is_safe": False}


def test_what_no_worker_computed_is_asked_for_anew(
    proposed: Transition, cell: Cast, time_machine: TimeMachineFixture
) -> None:
    asked = actions.look_ahead(by=cell.mo, transition=proposed, typed=CALM)
    assert tasks.lost_looks() == 0, "it still has its time"
    time_machine.move_to(clock.now() + timedelta(seconds=70))
    assert tasks.lost_looks() == 1

    def broken(_asked: Asked) -> dict[str, object]:
        raise ValueError

    assert looking.compute(asked.id, broken)
    assert LookAhead.objects.get().fault.startswith("Nothing could be computed")
    assert tasks.lost_looks() == 0


@pytest.mark.slow
def test_by_pages_a_planner_asks_and_sees_the_answer_and_a_taker_does_not(
    proposed: Transition, cell: Cast, client_of: Callable[[Person], Client]
) -> None:
    planner, address = client_of(cell.mo), f"/hours/transitions/{proposed.id}/"
    typed = {"promised": "70,5", "unasked": "2", "spread": "2", "backlog": "0", "handover": "24", "away": "12"}
    refused = planner.post(f"{address}ahead/", typed | {"unasked": "NaN", "backlog": "-1"})
    assert refused.status_code == 422
    assert "70,5" in refused.content.decode(), "nothing that was typed is lost"
    assert planner.post(f"{address}ahead/", typed).status_code == 303
    assert "It is being computed" in planner.get(address).content.decode()
    tasks.look_ahead.call(str(LookAhead.objects.get().id))
    page = planner.get(address).content.decode()
    for words in ("These dates hurt the cell", "none within 43 weeks", "each alone", "Computed on", "70.5 h a week"):
        assert words in page
    assert "have changed since" not in page
    actions.propose_dates(by=cell.alice, part_time_on=None, full_time_on=proposed.full_time_on)
    assert "have changed since" in planner.get(address).content.decode()
    held = queries.roles_of_person(cell.alice)[0]
    actions.hand_over(by=cell.alice, transition=proposed, role=held, taker=cell.bob)
    taker = client_of(cell.bob)
    assert "backlog" not in taker.get(address).content.decode()
    assert taker.post(f"{address}ahead/", typed).status_code in {403, 404}
    assert Transition.objects.get().part_confirmed_on is None, "it proposes, and confirms nothing"
