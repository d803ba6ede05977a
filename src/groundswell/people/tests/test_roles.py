"""Who holds a role, for whom, and for how long."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from groundswell.kit import clock
from groundswell.people import actions, policy, queries, rules
from groundswell.people.models import Person, Role, RoleAssignment, Served, Session
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience, Grant
from groundswell.web.access import Access
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _advocate() -> Role:
    return Role.objects.get(grant=Grant.ADVOCATE)


def test_nobody_is_advocate_and_alternate_at_once(organisation: Cast) -> None:
    with pytest.raises(Refused, match="Otto cannot be advocate and alternate at once"):
        actions.assign_role(by=organisation.ada, role=_advocate(), person=organisation.otto)
    assert policy.grants_of(organisation.otto) == {Grant.ALTERNATE}


def test_an_alternate_may_become_advocate_on_the_day_the_other_role_ends(organisation: Cast) -> None:
    day = clock.today() + timedelta(days=7)
    actions.end_role(by=organisation.ada, assignment=organisation.otto.role_assignments.get(), day=day)
    with pytest.raises(Refused, match="at once"):
        actions.assign_role(
            by=organisation.ada, role=_advocate(), person=organisation.otto, from_on=day - timedelta(days=1)
        )
    actions.assign_role(by=organisation.ada, role=_advocate(), person=organisation.otto, from_on=day)
    assert [reader.grant for reader in queries.readers_on(day)] == [Grant.ADVOCATE, Grant.ADVOCATE]


def test_a_scope_limits_for_whom_an_advocate_reads(organisation: Cast) -> None:
    forum = actions.serve(by=organisation.ada, kind=Served.Kind.COMMUNITY, name="Forum")
    inner = actions.open_cell(by=organisation.ada, name="Inner", parent=organisation.cell_one)
    actions.assign_role(
        by=organisation.ada,
        role=_advocate(),
        person=organisation.dana,
        cells=[organisation.cell_one],
        served=[forum],
    )
    dana = next(reader for reader in queries.readers_today() if reader.person == organisation.dana)
    assert (dana.scope_names, dana.is_organisation_wide) == (("Cell One", "Forum"), False)
    served = [queries.serves(dana, cell) for cell in (organisation.cell_one, inner, organisation.cell_two, None)]
    assert served == [True, True, False, False]


def test_an_advocate_of_everything_serves_people_without_a_cell_too(organisation: Cast) -> None:
    alice = queries.readers_today()[0]
    assert [queries.serves(alice, cell) for cell in (organisation.cell_two, None)] == [True, True]


def test_an_advocate_of_two_cells_by_two_assignments_is_listed_once(organisation: Cast) -> None:
    for cell in (organisation.cell_one, organisation.cell_two):
        actions.assign_role(by=organisation.ada, role=_advocate(), person=organisation.dana, cells=[cell])
    names = [(reader.person.name, reader.scope_names) for reader in queries.readers_today()]
    assert names == [("Alice", ()), ("Dana", ("Cell One", "Cell Two")), ("Otto", ())]


def test_the_same_role_in_the_same_scope_is_not_held_twice_at_once(organisation: Cast) -> None:
    with pytest.raises(Refused, match="holds this role already"):
        actions.assign_role(by=organisation.ada, role=_advocate(), person=organisation.alice)


def test_a_role_ends_on_its_day(organisation: Cast) -> None:
    today = clock.today()
    actions.assign_role(
        by=organisation.ada,
        role=_advocate(),
        person=organisation.dana,
        from_on=today - timedelta(days=7),
        until_on=today,
    )
    assert not organisation.dana.may_open(Access.ADVOCATE)
    assert Audience.ADVOCATE not in policy.audiences_of(organisation.dana)


def test_a_role_of_the_future_opens_nothing_today(organisation: Cast) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    actions.assign_role(by=organisation.ada, role=_advocate(), person=organisation.dana, from_on=tomorrow)
    assert not organisation.dana.may_open(Access.ADVOCATE)
    assert organisation.dana in [reader.person for reader in queries.readers_on(tomorrow)]


def test_a_role_cannot_end_before_it_begins(organisation: Cast) -> None:
    with pytest.raises(Refused, match="end before it begins"):
        actions.assign_role(
            by=organisation.ada, role=_advocate(), person=organisation.dana, until_on=clock.today() - timedelta(days=1)
        )


def test_a_role_is_not_given_to_somebody_who_has_left(organisation: Cast, lee: Person) -> None:
    with pytest.raises(Refused, match="Lee will have left by then"):
        actions.assign_role(by=organisation.ada, role=_advocate(), person=lee)


def test_ending_the_role_signs_the_reader_out_so_that_no_desk_stays_unlocked(
    organisation: Cast, client_of: Callable[[Person], Client]
) -> None:
    client_of(organisation.alice)
    actions.end_role(by=organisation.ada, assignment=organisation.alice.role_assignments.get())
    assert not Session.objects.filter(person=organisation.alice).exists()
    assert not organisation.alice.may_open(Access.READER)
    assert organisation.alice.may_open(Access.MEMBER)


def test_ending_a_role_that_began_today_removes_it(organisation: Cast) -> None:
    held = actions.assign_role(by=organisation.ada, role=_advocate(), person=organisation.dana)
    actions.end_role(by=organisation.ada, assignment=held)
    assert not RoleAssignment.objects.filter(person=organisation.dana).exists()


def test_the_only_administrator_stays_one(organisation: Cast) -> None:
    with pytest.raises(Refused, match="Ada is the only administrator"):
        actions.end_role(by=organisation.ada, assignment=organisation.ada.role_assignments.get())
    administrator = Role.objects.get(grant=Grant.ADMINISTRATOR)
    actions.assign_role(by=organisation.ada, role=administrator, person=organisation.mo)
    actions.end_role(by=organisation.mo, assignment=organisation.ada.role_assignments.get())
    assert not organisation.ada.may_open(Access.ADMINISTRATOR)


def test_a_role_keeps_its_duties_one_a_line_and_its_hours(organisation: Cast) -> None:
    role = actions.make_role(
        by=organisation.ada, name="Recruiter", duties=["  reads applications ", ""], hours_per_sprint=Decimal("7.5")
    )
    assert (role.duties, role.hours_per_sprint, role.grant) == (["reads applications"], Decimal("7.5"), "")
    changed = actions.change_role(
        by=organisation.ada, role=role, name="Recruiting", duties=["interviews"], hours_per_sprint=None
    )
    assert (changed.name, changed.duties, changed.hours_per_sprint) == ("Recruiting", ["interviews"], None)


@pytest.mark.parametrize(
    ("name", "hours", "sentence"),
    [
        ("", None, "Give a name"),
        ("planner", None, "There is a role named “planner” already"),
        ("Recruiter", Decimal(-1), "a number from 0 to 1000"),
        ("Recruiter", Decimal(1001), "a number from 0 to 1000"),
    ],
)
def test_a_role_without_a_name_or_with_impossible_hours_is_refused(
    organisation: Cast, name: str, hours: Decimal | None, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        actions.make_role(by=organisation.ada, name=name, hours_per_sprint=hours)


@pytest.mark.parametrize("name", ["", "x" * 201, "\x07\x1b[31mred", "a\u202eb", "\ufffe", "\u200b"])
def test_a_name_that_people_could_not_write_is_no_name_of_anything(organisation: Cast, name: str) -> None:
    """A role, a community, a milestone and the organisation, as a cell and a person."""
    ada = organisation.ada
    attempts: list[Callable[[], object]] = [
        lambda: actions.make_role(by=ada, name=name),
        lambda: actions.serve(by=ada, kind=Served.Kind.PROJECT, name=name),
        lambda: actions.set_milestones(by=ada, milestones=[rules.Milestone(name, 7)]),
        lambda: actions.change_organisation(by=ada, name=name, letter_weekday=0, letter_hour=9, attention_minutes=30),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
