"""What becomes of each role of somebody who leaves the cell, and when a confirmed date waits again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from groundswell.hours import actions, queries
from groundswell.hours.models import HandOver, Permission, Transition
from groundswell.hours.refusals import Refused
from groundswell.hours.rules.transitions import Fate, Step
from groundswell.hours.tests.test_transitions import confirm, in_cell, proposed
from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people import queries as of_people
from groundswell.people.models import Person, Role, RoleAssignment
from tests.cast import Cast

__all__ = ["in_cell", "proposed"]
pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def rota(alice: Person) -> Role:
    """Return a role of the cell that the advocate holds."""
    role = people.make_role(by=None, name="Review rota")
    people.assign_role(by=None, role=role, person=alice)
    return role


@pytest.fixture
def confirmed(proposed: Transition, rota: Role, alice: Person, bob: Person, mo: Person) -> Transition:
    """Return dates of which the second is confirmed, since Bob takes the role."""
    role = actions.hand_over(by=alice, transition=proposed, role=rota, taker=bob)
    actions.take_role(by=bob, role=role, is_taken=True)
    return confirm(mo, proposed, Step.FULL_TIME)


def waits_again(transition: Transition, cast: Cast) -> bool:
    """Tell whether the date is not confirmed any more, and the cell has its member back from that day on."""
    now = Transition.objects.get(id=transition.id)
    is_back = of_people.cell_of(cast.alice, now.full_time_on) == cast.cell_one
    assert is_back is (now.full_confirmed_on is None)
    return is_back


def test_a_role_that_nobody_named_keeps_the_second_date_waiting_until_somebody_says_what_becomes_of_it(
    proposed: Transition, rota: Role, mo: Person, alice: Person, bob: Person
) -> None:
    with pytest.raises(Refused, match="nobody has said that they take Review rota"):
        confirm(mo, proposed, Step.FULL_TIME)
    with pytest.raises(Refused, match="Only whose transition"):
        actions.answer_role(by=bob, transition=proposed, role=rota, fate=Fate.GOES_ALONG)
    said = actions.answer_role(by=alice, transition=proposed, role=rota, fate=Fate.GOES_ALONG)
    assert said.said_by == alice
    actions.remove_role(by=alice, role=said)
    with pytest.raises(Refused, match="Review rota"):
        confirm(mo, proposed, Step.FULL_TIME)
    actions.answer_role(by=mo, transition=proposed, role=rota, fate=Fate.NOT_NEEDED)
    assert confirm(mo, proposed, Step.FULL_TIME).full_confirmed_by == mo


def test_a_taker_who_has_left_or_leaves_before_the_date_takes_nothing(
    proposed: Transition, rota: Role, mo: Person, alice: Person, bob: Person
) -> None:
    role = actions.hand_over(by=alice, transition=proposed, role=rota, taker=bob)
    actions.take_role(by=bob, role=role, is_taken=True)
    people.leave(by=None, person=bob, day=clock.today() + DAY)
    with pytest.raises(Refused, match="Review rota"):
        confirm(mo, proposed, Step.FULL_TIME)


def test_a_taker_who_says_no_after_all_opens_the_date_again_and_the_planner_reads_it(
    confirmed: Transition, organisation: Cast, client_of: Callable[[Person], Client]
) -> None:
    assert not waits_again(confirmed, organisation)
    actions.take_role(by=organisation.bob, role=HandOver.objects.get(), is_taken=False)
    assert waits_again(confirmed, organisation)
    for reader in (organisation.mo, organisation.alice):
        browser = client_of(reader)
        assert "waits again" in browser.get("/").content.decode()
        page = browser.get(f"/hours/transitions/{confirmed.id}/").content.decode()
        assert "a role has nobody any more who takes it" in page


def test_a_taker_who_leaves_opens_the_date_again(confirmed: Transition, organisation: Cast) -> None:
    people.leave(by=None, person=organisation.bob)
    assert waits_again(confirmed, organisation)
    assert HandOver.objects.get().taker is None


def test_a_taker_whose_leave_is_planned_opens_the_date_again_by_the_sweep(
    confirmed: Transition, organisation: Cast
) -> None:
    assert actions.reopen_without_takers() == 0
    people.leave(by=None, person=organisation.bob, day=clock.today() + DAY)
    assert actions.reopen_without_takers() == 1
    assert waits_again(confirmed, organisation)


def test_a_planner_takes_the_confirmation_back_and_the_date_can_move(
    confirmed: Transition, organisation: Cast, client_of: Callable[[Person], Client]
) -> None:
    moved = (confirmed.full_time_on or clock.today()) + 14 * DAY
    with pytest.raises(Refused, match="A planner can take the confirmation back"):
        actions.propose_dates(by=organisation.alice, part_time_on=None, full_time_on=moved)
    with pytest.raises(Refused, match="Only a planner"):
        actions.take_confirmation_back(
            by=organisation.bob, transition=confirmed, step=Step.FULL_TIME, seen=confirmed.full_time_on
        )
    address = f"/hours/transitions/{confirmed.id}/"
    planner = client_of(organisation.mo)
    assert "Take the confirmation back" in planner.get(address).content.decode()
    planner.post(f"{address}take-back/", {"step": "full", "seen": confirmed.full_time_on})
    assert waits_again(confirmed, organisation)
    assert "took the confirmation of the second date back" in planner.get(address).content.decode()
    actions.propose_dates(by=organisation.alice, part_time_on=None, full_time_on=moved)
    assert Transition.objects.get().full_time_on == moved


def test_the_first_date_is_taken_back_too_and_only_while_it_is_to_come(
    proposed: Transition, mo: Person, alice: Person
) -> None:
    confirm(mo, proposed, Step.PART_TIME)
    day = proposed.part_time_on
    actions.take_confirmation_back(by=mo, transition=proposed, step=Step.PART_TIME, seen=day)
    assert Transition.objects.get().part_confirmed_by is None
    today = actions.propose_dates(by=alice, part_time_on=clock.today(), full_time_on=None)
    confirm(mo, today, Step.PART_TIME)
    with pytest.raises(Refused, match="has come"):
        actions.take_confirmation_back(by=mo, transition=today, step=Step.PART_TIME, seen=clock.today())


def test_a_role_that_is_held_no_more_is_removed_and_stands_in_the_way_of_nothing(
    proposed: Transition, rota: Role, mo: Person, alice: Person, client_of: Callable[[Person], Client]
) -> None:
    actions.hand_over(by=alice, transition=proposed, role=rota, taker=None)
    people.end_role(by=None, assignment=RoleAssignment.objects.get(role=rota))
    with pytest.raises(Refused, match="Review rota"):
        confirm(mo, proposed, Step.FULL_TIME)
    client_of(alice).post(f"/hours/hand-overs/{HandOver.objects.get().id}/remove/")
    assert queries.roles_of(proposed) == []
    confirm(mo, proposed, Step.FULL_TIME)


def test_an_overlap_is_with_somebody_and_goes_with_who_declines(
    proposed: Transition, rota: Role, alice: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    days = {"overlap_from": clock.today(), "overlap_to": clock.today() + 9 * DAY}
    with pytest.raises(Refused, match="An overlap is with somebody"):
        actions.hand_over(by=alice, transition=proposed, role=rota, taker=None, **days)
    role = actions.hand_over(by=alice, transition=proposed, role=rota, taker=bob, **days)
    actions.need_permission(by=alice, role=role, name="To merge")
    actions.take_role(by=bob, role=role, is_taken=False)
    assert HandOver.objects.get().overlap_from is None
    browser, address = client_of(alice), f"/hours/transitions/{proposed.id}/"
    assert "both do it from" not in browser.get(address).content.decode()
    browser.post(f"/hours/permissions/{Permission.objects.get().id}/remove/")
    assert not Permission.objects.exists()


def test_what_becomes_of_a_role_is_said_on_the_page(
    proposed: Transition, rota: Role, alice: Person, client_of: Callable[[Person], Client]
) -> None:
    browser, address = client_of(alice), f"/hours/transitions/{proposed.id}/"
    assert "nothing is said of it yet" in browser.get(address).content.decode()
    browser.post(f"{address}answers/", {"role": rota.id, "fate": "goes along"})
    assert "goes along, says Alice" in browser.get(address).content.decode()
    browser.post(f"{address}answers/", {"role": rota.id, "fate": "hand over"})
    assert "Nothing was noted" in browser.get(address).content.decode()
