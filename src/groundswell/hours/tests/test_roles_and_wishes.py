"""The role ledger; and wishes, of which nobody learns but two whose wishes fit."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from groundswell.hours import actions, queries
from groundswell.hours.models import Wish as Kept
from groundswell.hours.refusals import Refused
from groundswell.hours.rules.roles import Wish
from groundswell.hours.tests.conftest import H
from groundswell.kit import clock
from groundswell.kit.audit.models import Entry as Logged
from groundswell.people import actions as people
from groundswell.people import queries as of_people
from groundswell.people.models import Person, Role
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def firefighter(bob: Person) -> Role:
    """Return a role of Bob's, with two hours a sprint."""
    role = people.make_role(by=None, name="Firefighter", hours_per_sprint=Decimal(2), duties=["first answers"])
    people.assign_role(by=None, role=role, person=bob, from_on=bob.joined_on)
    return role


def spend(person: Person, role: Role, minutes: int, days_ago: int) -> None:
    day = clock.today() - timedelta(days=days_ago)
    actions.log_time(person=person, spent=actions.Spent(day, minutes, role=role))


def test_a_role_above_what_it_is_allotted_two_sprints_running_is_flagged(bob: Person, firefighter: Role) -> None:
    (line,) = queries.ledger(bob)
    assert [each.allotted for each in line.ended[-2:]] == [2 * H, 2 * H]
    spend(bob, firefighter, 3 * H, 14)
    assert not queries.ledger(bob)[0].is_squeezed
    spend(bob, firefighter, 3 * H, 28)
    assert queries.ledger(bob)[0].is_squeezed
    spend(bob, firefighter, 9 * H, 0)
    assert queries.ledger(bob)[0].running.logged == 9 * H


def test_a_role_is_allotted_for_the_days_on_which_somebody_holds_it(bob: Person, mo: Person) -> None:
    now = of_people.sprint_now()
    before = of_people.calendar().before(now)
    role = people.make_role(by=None, name="Release", hours_per_sprint=Decimal(2))
    held = people.assign_role(by=None, role=role, person=bob, from_on=before.first + timedelta(days=before.days // 2))
    people.end_role(by=None, assignment=held, day=now.first)
    (line,) = queries.ledger(bob)
    half = before.days - before.days // 2
    assert [each.allotted for each in line.ended[-2:]] == [None, 2 * H * half // before.days]
    assert line.running.allotted is None
    actions.log_time(person=bob, spent=actions.Spent(now.first, 9 * H, role=role))
    assert not queries.ledger(bob)[0].running.is_above, "nobody holds it"


@pytest.mark.slow
def test_planners_see_no_log_of_one_person_in_a_role_and_sums_of_five_and_members_their_own(
    bob: Person, charlie: Person, mo: Person, firefighter: Role, client_of: Callable[[Person], Client]
) -> None:
    spend(bob, firefighter, 3 * H + 7, 0)
    assert "3:07 h" in client_of(bob).get("/hours/roles/").content.decode()
    planner = client_of(mo)
    assert "3:07 h" not in planner.get("/hours/roles/").content.decode(), "it is the log of one person"
    assert "now: 2 h allotted" in planner.get("/hours/roles/").content.decode()
    for number in range(4):
        other = people.add_person(by=None, name=f"Other {number}", email=f"other{number}@example.org")
        spend(other, firefighter, H, 0)
    assert "now: 7:07 h" in planner.get("/hours/roles/").content.decode(), "five people logged it"
    assert "Firefighter" not in client_of(charlie).get("/hours/roles/").content.decode()


def test_duties_under_two_roles_and_under_none_are_shown(
    bob: Person, firefighter: Role, client_of: Callable[[Person], Client]
) -> None:
    people.make_role(by=None, name="Liaison", duties=["First answers", "minutes of meetings"])
    page = client_of(bob).get("/hours/roles/").content.decode()
    assert "Duties under two roles" in page
    assert "minutes of meetings" in page


@pytest.mark.slow
def test_two_wishes_that_fit_are_told_to_those_two_alone(
    organisation: Cast, firefighter: Role, client_of: Callable[[Person], Client]
) -> None:
    bob, charlie = organisation.bob, organisation.charlie
    actions.wish(person=charlie, role=firefighter, wished=Wish.WANT)
    assert queries.fitting(charlie) == []
    actions.wish(person=bob, role=firefighter, wished=Wish.SWAP)
    assert [(each.other, each.gives) for each in queries.fitting(bob)] == [(charlie, True)]
    assert [(each.other, each.gives) for each in queries.fitting(charlie)] == [(bob, False)]
    for who in (organisation.mo, organisation.alice):
        page = client_of(who).get("/hours/wishes/").content.decode()
        assert "This would fit" not in page
        assert "Charlie" not in page
    assert "Charlie would like it" in client_of(bob).get("/hours/wishes/").content.decode()


def test_a_copy_of_the_database_tells_nobodys_wish_and_the_log_nothing(
    bob: Person, charlie: Person, firefighter: Role
) -> None:
    before = Logged.objects.count()
    actions.wish(person=bob, role=firefighter, wished=Wish.SWAP)
    actions.wish(person=charlie, role=firefighter, wished=Wish.WANT)
    assert Logged.objects.count() == before
    rows = list(Kept.objects.values_list("id", "tag", "body"))
    assert len({len(body) for _id, _tag, body in rows}) == 1
    for row in rows:
        told = b"".join(str(each).encode() if not isinstance(each, bytes) else each for each in row)
        assert bob.id.hex.encode() not in told
        assert str(bob.id).encode() not in told
        assert str(firefighter.id).encode() not in told


def test_a_wish_is_taken_back_and_goes_with_its_person(bob: Person, firefighter: Role) -> None:
    actions.wish(person=bob, role=firefighter, wished=Wish.SWAP)
    actions.wish(person=bob, role=firefighter, wished=Wish.KEEP)
    assert queries.wishes_of(bob) == {firefighter.id: Wish.KEEP}
    actions.wish(person=bob, role=firefighter, wished=None)
    assert not Kept.objects.exists()
    actions.wish(person=bob, role=firefighter, wished=Wish.SWAP)
    people.leave(by=None, person=bob)
    assert not Kept.objects.exists()


def test_one_cannot_give_away_what_one_does_not_hold(bob: Person, charlie: Person, firefighter: Role) -> None:
    with pytest.raises(Refused):
        actions.wish(person=charlie, role=firefighter, wished=Wish.SWAP)
    with pytest.raises(Refused):
        actions.wish(person=bob, role=firefighter, wished=Wish.WANT)


def test_a_wish_of_somebody_who_no_longer_holds_the_role_fits_nothing(
    bob: Person, charlie: Person, firefighter: Role
) -> None:
    actions.wish(person=bob, role=firefighter, wished=Wish.SWAP)
    actions.wish(person=charlie, role=firefighter, wished=Wish.WANT)
    people.end_role(by=None, assignment=firefighter.assignments.get())
    assert queries.fitting(charlie) == []
