"""People join, change, are away, leave at once, and may come back."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from groundswell.kit import audit, clock
from groundswell.kit.audit.models import Entry
from groundswell.people import actions, queries
from groundswell.people.models import Membership, Organisation, Person, RoleAssignment, Session
from groundswell.people.refusals import Refused
from groundswell.web.access import Access
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_an_address_is_kept_in_lower_case_and_belongs_to_one_person(organisation: Cast) -> None:
    eve = actions.add_person(by=organisation.ada, name=" Eve  Adams ", email=" Eve@Example.ORG ")
    assert (eve.name, eve.email) == ("Eve Adams", "eve@example.org")
    with pytest.raises(Refused, match=r"Somebody has the address eve@example\.org already"):
        actions.add_person(by=organisation.ada, name="Eve", email="EVE@example.org")


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"email": "eve"}, "email", "is not an e-mail address"),
        ({"email": ""}, "email", "is not an e-mail address"),
        ({"email": "a@b@c.org"}, "email", "is not an e-mail address"),
        ({"email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 30}.org"}, "email", "is too long"),
        ({"name": ""}, "name", "Give a name"),
        ({"name": "Eve\x00"}, "name", "Give a name"),
        ({"name": "x" * 201}, "name", "Give a name"),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "is not a time zone"),
        ({"weekly_hours": Decimal(-1)}, "weekly_hours", "a number from 0 to 80"),
        ({"weekly_hours": Decimal(200)}, "weekly_hours", "a number from 0 to 80"),
        ({"weekly_hours": Decimal("NaN")}, "weekly_hours", "a number from 0 to 80"),
    ],
)
def test_what_cannot_be_true_of_a_person_is_refused_in_a_sentence(
    organisation: Cast, given: dict[str, object], field: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        actions.add_person(by=organisation.ada, **({"name": "Eve", "email": "eve@example.org"} | given))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Person.objects.filter(name__startswith="Eve").exists()


def test_somebody_who_joins_next_week_opens_nothing_before(organisation: Cast) -> None:
    day = clock.today() + timedelta(days=7)
    eve = actions.add_person(by=organisation.ada, name="Eve", email="eve@example.org", joined_on=day)
    assert not eve.may_open(Access.MEMBER)
    assert eve not in queries.active_people()
    with time_machine.travel(clock.now() + timedelta(days=7), tick=False):
        assert eve.may_open(Access.MEMBER)


def test_leaving_ends_the_session_the_cell_and_the_role_on_that_day(
    organisation: Cast, client_of: Callable[[Person], Client]
) -> None:
    client_of(organisation.bob)
    actions.assign_role(
        by=organisation.ada, role=actions.make_role(by=None, name="Recruiter"), person=organisation.bob,
        from_on=clock.today() - timedelta(days=3),
    )  # fmt: skip
    actions.leave(by=organisation.ada, person=organisation.bob)
    today = clock.today()
    assert not Session.objects.filter(person=organisation.bob).exists()
    assert [row.until_on for row in Membership.objects.filter(person=organisation.bob)] == [today]
    assert [row.until_on for row in RoleAssignment.objects.filter(person=organisation.bob)] == [today]
    assert not organisation.bob.may_open(Access.MEMBER)
    assert organisation.bob not in queries.active_people()
    assert organisation.bob in queries.active_people(today - timedelta(days=1))


def test_a_leave_planned_for_later_ends_access_on_that_day_by_itself(organisation: Cast) -> None:
    day = clock.today() + timedelta(days=5)
    actions.leave(by=organisation.ada, person=organisation.bob, day=day)
    assert organisation.bob.may_open(Access.MEMBER)
    assert queries.cell_of(organisation.bob, day - timedelta(days=1)) == organisation.cell_one
    assert queries.cell_of(organisation.bob, day) is None
    with time_machine.travel(clock.now() + timedelta(days=5), tick=False):
        assert not organisation.bob.may_open(Access.MEMBER)


def test_nobody_leaves_twice_or_before_joining(organisation: Cast, lee: Person) -> None:
    with pytest.raises(Refused, match="Lee has left already"):
        actions.leave(by=organisation.ada, person=lee)
    with pytest.raises(Refused, match="cannot leave before joining"):
        actions.leave(by=organisation.ada, person=organisation.bob, day=organisation.bob.joined_on - timedelta(days=1))


def test_the_only_administrator_does_not_leave_before_there_is_another(organisation: Cast) -> None:
    with pytest.raises(Refused, match="give somebody else that role first"):
        actions.leave(by=organisation.ada, person=organisation.ada)
    assert organisation.ada.may_open(Access.ADMINISTRATOR)


def test_who_comes_back_has_neither_the_cell_nor_the_roles_of_before(organisation: Cast) -> None:
    actions.leave(by=organisation.ada, person=organisation.alice)
    actions.rejoin(by=organisation.ada, person=organisation.alice)
    assert organisation.alice.may_open(Access.MEMBER)
    assert not organisation.alice.may_open(Access.READER)
    assert queries.cell_of(organisation.alice) is None


def test_only_who_has_left_comes_back(organisation: Cast) -> None:
    with pytest.raises(Refused, match="Bob has not left"):
        actions.rejoin(by=organisation.ada, person=organisation.bob)
    later = clock.today() + timedelta(days=9)
    actions.leave(by=organisation.ada, person=organisation.bob, day=later)
    with pytest.raises(Refused, match="leaves only after that day"):
        actions.rejoin(by=organisation.ada, person=organisation.bob)


def test_a_new_address_ends_what_was_signed_in_with_the_old_one(
    organisation: Cast, client_of: Callable[[Person], Client]
) -> None:
    client_of(organisation.bob)
    actions.change_address(by=organisation.ada, person=organisation.bob, email="Robert@example.org")
    assert organisation.bob.email == "robert@example.org"
    assert not Session.objects.filter(person=organisation.bob).exists()
    with pytest.raises(Refused, match="Somebody has the address"):
        actions.change_address(by=organisation.ada, person=organisation.bob, email="dana@example.org")


def test_what_is_known_of_a_person_can_change(organisation: Cast) -> None:
    changed = actions.change_person(
        by=organisation.ada,
        person=organisation.bob,
        name="Bob B.",
        weekly_hours=Decimal(32),
        time_zone="America/Montevideo",
    )
    changed.refresh_from_db()
    assert (changed.name, changed.weekly_hours, changed.time_zone) == ("Bob B.", Decimal(32), "America/Montevideo")


def test_days_away_do_not_overlap_or_run_backwards(organisation: Cast) -> None:
    monday = date(2026, 12, 21)
    away = {"by": organisation.ada, "person": organisation.bob}
    actions.be_away(**away, from_on=monday, to_on=monday + timedelta(days=4))
    with pytest.raises(Refused, match="noted already"):
        actions.be_away(**away, from_on=monday + timedelta(days=4), to_on=monday + timedelta(days=9))
    with pytest.raises(Refused, match="comes before the first"):
        actions.be_away(**away, from_on=monday, to_on=monday - timedelta(days=1))


def test_an_organisation_is_founded_once(organisation: Cast) -> None:
    del organisation
    with pytest.raises(Refused, match="founded already"):
        actions.found(by=None, name="Another")
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "Give a name"),
        ({"letter_weekday": 7}, "Choose a day of the week"),
        ({"letter_hour": 24}, "a number from 0 to 23"),
        ({"attention_minutes": 0}, "at least 1 minute"),
    ],
)
def test_what_an_organisation_cannot_choose_is_refused(
    organisation: Cast, given: dict[str, object], sentence: str
) -> None:
    sound = {"name": "Tidewater", "letter_weekday": 2, "letter_hour": 8, "attention_minutes": 45}
    with pytest.raises(Refused, match=sentence):
        actions.change_organisation(by=organisation.ada, **(sound | given))  # type: ignore[arg-type]
    changed = actions.change_organisation(by=organisation.ada, **sound)  # type: ignore[arg-type]
    assert (changed.letter_weekday, changed.letter_hour, changed.attention_minutes) == (2, 8, 45)


def test_the_log_holds_what_was_done_by_whom_but_no_name_and_no_address(organisation: Cast) -> None:
    actions.add_person(by=organisation.ada, name="Eve Adams", email="eve@example.org")
    last = Entry.objects.order_by("number").last()
    assert last is not None
    assert (last.actor, last.context, last.verb, last.day) == (
        organisation.ada.id, "people", "add_person", clock.today(),
    )  # fmt: skip
    assert "eve" not in str([(row.object_id, row.changes) for row in Entry.objects.all()]).lower()
    assert audit.verify_chain().is_sound


def test_days_away_are_those_between_two_days(alice: Person, bob: Person) -> None:
    today = clock.today()
    actions.be_away(by=None, person=alice, from_on=today - timedelta(days=3), to_on=today + timedelta(days=1))
    away = queries.days_away([alice.id, bob.id], today - timedelta(days=1), today + timedelta(days=5))
    assert away == {alice.id: {today - timedelta(days=1), today, today + timedelta(days=1)}}
