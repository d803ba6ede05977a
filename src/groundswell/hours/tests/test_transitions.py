"""Out of the cell by two dates: who proposes, who takes what, who confirms, and what the cell has less."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import pytest
import time_machine
from django.test import Client

from groundswell.epics import actions as of_epics
from groundswell.epics.tests.conftest import begun
from groundswell.hours import actions, queries
from groundswell.hours.models import HandOver, Pilot, Transition
from groundswell.hours.panels import DeskHours, Hours
from groundswell.hours.refusals import Refused
from groundswell.hours.rules.grants import Per
from groundswell.hours.rules.limits import Subject
from groundswell.hours.rules.transitions import Step
from groundswell.hours.tests.conftest import H
from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people import queries as of_people
from groundswell.people.models import Cell, Person, Role, RoleAssignment
from groundswell.people.rules import Grant
from tests.cast import Cast

if TYPE_CHECKING:
    from groundswell.web.access import Visitor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def in_cell(organisation: Cast) -> Person:
    """Return the advocate, who is still in Cell One and works 40 hours a week."""
    alice = organisation.alice
    people.change_person(by=None, person=alice, name="Alice", weekly_hours=Decimal(40), time_zone="UTC")
    people.move_to_cell(by=None, person=alice, cell=organisation.cell_one, day=alice.joined_on)
    return alice


@pytest.fixture
def proposed(in_cell: Person) -> Transition:
    """Return her two dates, a sprint and three sprints from now."""
    after = of_people.next_sprint()
    return actions.propose_dates(
        by=in_cell, part_time_on=after.first, full_time_on=after.first + 28 * DAY, full_conditions="Somebody is hired."
    )


def confirm(mo: Person, transition: Transition, step: Step) -> Transition:
    now = Transition.objects.get(id=transition.id)
    seen = now.part_time_on if step is Step.PART_TIME else now.full_time_on
    return actions.confirm_date(by=mo, transition=now, step=step, seen=seen)


def role_of(person: Person) -> Role:
    return RoleAssignment.objects.get(person=person).role


def test_the_advocate_proposes_and_only_a_planner_confirms(
    proposed: Transition, mo: Person, bob: Person, ada: Person, alice: Person
) -> None:
    for who in (alice, bob, ada):
        with pytest.raises(Refused, match="Only a planner"):
            confirm(who, proposed, Step.PART_TIME)
    with pytest.raises(Refused, match="Only an advocate"):
        actions.propose_dates(by=mo, part_time_on=clock.today(), full_time_on=None)
    confirm(mo, proposed, Step.PART_TIME)
    assert Transition.objects.get().part_confirmed_by == mo


def test_a_planner_who_is_the_advocate_does_not_confirm_their_own_dates(proposed: Transition, alice: Person) -> None:
    people.assign_role(by=None, role=people.standard_role(Grant.PLANNER), person=alice)
    with pytest.raises(Refused, match="Somebody else"):
        confirm(alice, proposed, Step.PART_TIME)


def test_the_second_date_waits_for_a_taker_and_the_first_does_not(
    proposed: Transition, mo: Person, bob: Person, alice: Person
) -> None:
    role = actions.hand_over(by=alice, transition=proposed, role=role_of(alice), taker=None)
    confirm(mo, proposed, Step.PART_TIME)
    with pytest.raises(Refused, match="nobody has said that they take Developer advocate"):
        confirm(mo, proposed, Step.FULL_TIME)
    actions.hand_over(by=alice, transition=proposed, role=role.role, taker=bob)
    with pytest.raises(Refused, match="nobody has said"):
        confirm(mo, proposed, Step.FULL_TIME)
    actions.take_role(by=bob, role=HandOver.objects.get(), is_taken=True)
    confirm(mo, proposed, Step.FULL_TIME)
    assert Transition.objects.get().full_confirmed_on == clock.today()


def test_declining_a_role_needs_no_reason_and_another_is_asked(
    proposed: Transition, bob: Person, alice: Person
) -> None:
    actions.hand_over(by=alice, transition=proposed, role=role_of(alice), taker=bob)
    actions.take_role(by=bob, role=HandOver.objects.get(), is_taken=False)
    assert HandOver.objects.get().taker is None
    with pytest.raises(Refused, match="not asked"):
        actions.take_role(by=bob, role=HandOver.objects.get(), is_taken=True)


@pytest.mark.slow
def test_after_the_second_date_no_hour_of_the_advocate_is_in_a_cells_capacity(
    proposed: Transition, mo: Person, alice: Person, organisation: Cast
) -> None:
    cell, day = organisation.cell_one, proposed.full_time_on
    assert day is not None
    people.change_person(by=None, person=organisation.bob, name="Bob", weekly_hours=Decimal(30), time_zone="UTC")
    calendar = of_people.calendar()
    before = queries.hours_in(calendar.sprint_of(day))
    assert before.of_cell(cell.id) == sum(member.free for member in before.members)
    confirm(mo, proposed, Step.FULL_TIME)
    after = queries.hours_in(calendar.sprint_of(day))
    (advocate,) = [member for member in after.members if member.person == alice.id]
    assert cell.id not in advocate.cells
    assert after.of_cell(cell.id) == before.of_cell(cell.id) - advocate.free
    last_before = queries.hours_in(calendar.before(calendar.sprint_of(day)))
    assert last_before.of_cell(cell.id) > after.of_cell(cell.id)


def test_the_hours_of_a_member_come_to_contract_less_everything_else(granted: Person, in_cell: Person) -> None:
    for member in queries.hours_in(of_people.sprint_now()).members:
        taken = member.leave + member.granted + member.roles
        assert member.free == max(member.contract - taken, 0)
        assert sum(member.cells.values()) == member.free


def test_the_plan_gets_a_budget_for_each_advocate_in_half_hours(granted: Person) -> None:
    (budget,) = queries.hours_in(of_people.sprint_now()).budgets
    assert budget.advocate == granted.id
    assert budget.half_hours == budget.minutes // 30
    assert (budget.internal, budget.external, budget.protected) == (None, None, 0)


def test_what_the_cell_has_less_stands_sprint_by_sprint(granted: Person, in_cell: Person, proposed: Transition) -> None:
    cell, sprints = queries.cell_impact(proposed)
    assert isinstance(cell, Cell)
    assert [sprint.lost > 0 for sprint in sprints[:4]] == [False, True, True, True]
    part, full = sprints[1], sprints[3]
    assert full.lost == 80 * H
    assert 0 < part.lost < full.lost
    assert all(sprint.after >= 0 for sprint in sprints)


def test_the_cell_has_the_hours_that_plans_count_and_of_a_leaver_those_until_they_leave(
    granted: Person, in_cell: Person, bob: Person, proposed: Transition
) -> None:
    Person.objects.filter(id=bob.id).update(weekly_hours=40)
    cell, before = queries.cell_impact(proposed)
    assert cell is not None
    sprint = before[2].sprint
    Person.objects.filter(id=bob.id).update(left_on=sprint.first + DAY * 7)
    after = queries.cell_impact(proposed)[1]
    assert [one.before - other.before for one, other in zip(before, after, strict=True)][:4] == [0, 0, 40 * H, 80 * H]
    there = queries.hours_in(sprint)
    (own,) = [member for member in there.members if member.person == granted.id]
    others = there.of_cell(cell.id) - own.cells.get(cell.id, 0)
    assert after[2].before == others + own.contract - own.leave - own.roles


def test_a_date_that_changes_is_confirmed_again_and_a_confirmed_second_one_stays(
    proposed: Transition, mo: Person, alice: Person
) -> None:
    confirm(mo, proposed, Step.PART_TIME)
    later = (proposed.part_time_on or clock.today()) + DAY
    changed = actions.propose_dates(by=alice, part_time_on=later, full_time_on=proposed.full_time_on)
    assert changed.part_confirmed_on is None
    with pytest.raises(Refused, match="Another date"):
        actions.confirm_date(by=mo, transition=changed, step=Step.PART_TIME, seen=proposed.part_time_on)
    confirm(mo, changed, Step.FULL_TIME)
    with pytest.raises(Refused, match="is confirmed"):
        actions.propose_dates(by=alice, part_time_on=later, full_time_on=None)


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1)])
def test_no_date_is_endlessly_far_away(day: date, alice: Person, mo: Person) -> None:
    with pytest.raises(Refused, match="too far"):
        actions.propose_dates(by=alice, part_time_on=None, full_time_on=day)
    with pytest.raises(Refused, match="too far"):
        actions.start_pilot(by=mo, name="One advocate", review_on=day)
    with pytest.raises(Refused, match="too far"):
        actions.set_limit(by=mo, holder=alice, subject=Subject.EXTERNAL, per=Per.MONTH, minutes=H, from_on=day)


@pytest.mark.parametrize(("part", "full"), [(None, None), (10, 9)])
def test_dates_that_cannot_be_are_refused(part: int | None, full: int | None, alice: Person) -> None:
    days = [None if each is None else clock.today() + each * DAY for each in (part, full)]
    with pytest.raises(Refused):
        actions.propose_dates(by=alice, part_time_on=days[0], full_time_on=days[1])


@pytest.mark.slow
def test_a_role_is_not_handed_over_while_a_permission_is_pending(
    proposed: Transition, bob: Person, alice: Person, mo: Person, client_of: Callable[[Person], Client]
) -> None:
    first, last = clock.today(), clock.today() + 13 * DAY
    role = actions.hand_over(
        by=alice, transition=proposed, role=role_of(alice), taker=bob, overlap_from=first, overlap_to=last
    )
    needed = actions.need_permission(by=alice, role=role, name="To moderate the forum")
    actions.take_role(by=bob, role=role, is_taken=True)
    browser, address = client_of(mo), f"/hours/transitions/{proposed.id}/"
    page = browser.get(address).content.decode()
    assert "Alice and Bob both do it from" in page
    assert "handed over</span>" not in page
    actions.give_permission(by=bob, permission=needed)
    assert queries.roles_of(proposed)[0].is_done
    with pytest.raises(Refused, match="end before"):
        actions.hand_over(by=alice, transition=proposed, role=role.role, taker=bob, overlap_from=last, overlap_to=first)


@pytest.mark.slow
def test_the_whole_way_by_pages(
    in_cell: Person, mo: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    alice, planner, member = client_of(in_cell), client_of(mo), client_of(bob)
    soon: date = clock.today() + 14 * DAY
    assert alice.post("/hours/transitions/propose/", {"part_time_on": "", "full_time_on": soon}).status_code == 303
    found = Transition.objects.get()
    given = {"role": role_of(in_cell).id, "taker": bob.id}
    assert alice.post(f"/hours/transitions/{found.id}/roles/", given).status_code == 303
    assert "you are asked" in member.get("/").content.decode()
    confirming = {"step": "full", "seen": soon}
    planner.post(f"/hours/transitions/{found.id}/confirm/", confirming)
    assert Transition.objects.get().full_confirmed_on is None
    assert member.post(f"/hours/hand-overs/{HandOver.objects.get().id}/take/", {"take": "yes"}).status_code == 303
    planner.post(f"/hours/transitions/{found.id}/confirm/", confirming)
    assert Transition.objects.get().full_confirmed_by == mo
    assert of_people.cell_of(in_cell, soon) is None


def test_a_pilot_needs_a_day_on_which_somebody_looks_and_keeps_how_things_stand(
    granted: Person, mo: Person, bob: Person
) -> None:
    with pytest.raises(Refused, match="Name the day"):
        actions.start_pilot(by=mo, name="One advocate", review_on=None)
    with pytest.raises(Refused, match="after the first"):
        actions.start_pilot(by=mo, name="One advocate", review_on=clock.today())
    with pytest.raises(Refused, match="Planners"):
        actions.start_pilot(by=bob, name="One advocate", review_on=clock.today() + DAY)
    actions.start_pilot(by=granted, name="One advocate", review_on=clock.today() + 60 * DAY)
    baseline = {measure["name"]: measure for measure in Pilot.objects.get().baseline}
    assert baseline["hours granted this month"]["value"] == 45 * H
    assert all(measure["unit"] and measure["source"] for measure in baseline.values())


def test_a_pilot_keeps_ratings_as_released_days_on_hold_and_how_long_a_first_reply_took(
    organisation: Cast, granted: Person, mo: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    epic = begun(organisation)
    of_epics.hold(by=mo, epic=epic, cell=None, reason="client_work")
    with time_machine.travel(clock.now() + 10 * DAY):
        actions.start_pilot(by=granted, name="One advocate", review_on=clock.today() + 60 * DAY)
    kept = {measure["name"]: measure for measure in Pilot.objects.get().baseline}
    assert kept["days that epics were on hold"]["value"] == 10
    assert "how the sprint was" not in kept, "no check-in was released, and nothing else says a mean"
    assert "mean wait for a first reply" not in kept, "nobody asked"
    assert "days that epics were on hold" in client_of(bob).get("/hours/pilots/").content.decode()


def test_the_day_on_which_somebody_looks_at_a_pilot_is_told_to_planners_and_advocates(
    granted: Person, mo: Person, bob: Person
) -> None:
    actions.start_pilot(by=granted, name="One advocate", review_on=clock.today() + 60 * DAY)

    def told(person: Person) -> bool:
        found = Hours().panel_for(cast("Visitor", person))
        return any("One advocate" in str(line.title) for line in found.lines)

    assert not told(mo)
    with time_machine.travel(clock.now() + 50 * DAY):
        assert [told(each) for each in (mo, granted, bob)] == [True, True, False]
        assert DeskHours().panel_for(granted, is_open=False) is None
        assert DeskHours().panel_for(granted, is_open=True) is not None
    with time_machine.travel(clock.now() + 80 * DAY):
        assert not told(mo)


def test_a_pilot_says_hours_as_hours_and_shows_their_sums_to_planners_and_their_holder_alone(
    granted: Person, mo: Person, client_of: Callable[[Person], Client], bob: Person
) -> None:
    actions.start_pilot(by=granted, name="One advocate", review_on=clock.today() + 60 * DAY)
    for reader in (mo, granted):
        page = client_of(reader).get("/hours/pilots/").content.decode()
        assert '<td>hours granted this month</td><td class="number">45 h</td>' in page
        assert "minutes" not in page
        assert "being_fixed" not in page
    page = client_of(bob).get("/hours/pilots/").content.decode()
    assert "problems: being fixed" in page
    assert "hours granted this month" not in page
    assert "hours used this month" not in page
