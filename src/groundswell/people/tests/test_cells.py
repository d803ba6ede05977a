"""A person belongs to one cell at a time, or to none; cells may lie inside each other, never in a circle."""

from datetime import timedelta

import pytest

from groundswell.kit import clock
from groundswell.people import actions, policy, queries
from groundswell.people.models import Membership, Person, Served
from groundswell.people.refusals import Refused
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_moving_ends_the_old_membership_on_the_day_the_new_one_begins(organisation: Cast) -> None:
    actions.move_to_cell(by=organisation.ada, person=organisation.bob, cell=organisation.cell_two)
    old, new = Membership.objects.filter(person=organisation.bob).order_by("from_on")
    assert old.until_on == new.from_on == clock.today()
    assert queries.cell_of(organisation.bob) == organisation.cell_two
    assert queries.cell_of(organisation.bob, clock.today() - timedelta(days=1)) == organisation.cell_one


def test_moving_twice_on_one_day_leaves_no_trace_of_the_first_move(organisation: Cast) -> None:
    for cell in (organisation.cell_two, organisation.cell_one, None, organisation.cell_two):
        actions.move_to_cell(by=organisation.ada, person=organisation.bob, cell=cell)
    assert queries.cell_of(organisation.bob) == organisation.cell_two
    assert Membership.objects.filter(person=organisation.bob).count() == 2


def test_moving_to_where_somebody_is_changes_nothing(organisation: Cast) -> None:
    before = list(Membership.objects.values())
    actions.move_to_cell(by=organisation.ada, person=organisation.bob, cell=organisation.cell_one)
    assert list(Membership.objects.values()) == before


def test_a_move_that_crosses_a_planned_one_is_refused_in_a_sentence(organisation: Cast) -> None:
    later = clock.today() + timedelta(days=10)
    actions.move_to_cell(by=organisation.ada, person=organisation.bob, cell=organisation.cell_two, day=later)
    with pytest.raises(Refused) as refused:
        actions.move_to_cell(by=organisation.ada, person=organisation.bob, cell=None)
    assert refused.value.sentence == (
        f"Bob moves to “Cell Two” on {later.isoformat()} already. A person belongs to one cell at a time."
    )


def test_nobody_moves_after_leaving(organisation: Cast, lee: Person) -> None:
    with pytest.raises(Refused, match="Lee will have left by then"):
        actions.move_to_cell(by=organisation.ada, person=lee, cell=organisation.cell_two)


def test_a_member_of_an_inner_cell_reads_what_the_outer_cell_may(organisation: Cast) -> None:
    actions.put_cell_into(by=organisation.ada, cell=organisation.cell_two, parent=organisation.cell_one)
    assert f"cell:{organisation.cell_one.id}" in policy.audiences_of(organisation.charlie)
    assert f"cell:{organisation.cell_two.id}" not in policy.audiences_of(organisation.bob)
    assert set(queries.members_of(organisation.cell_one)) == {organisation.bob, organisation.charlie}


def test_a_cell_never_lies_inside_itself(organisation: Cast) -> None:
    one, two = organisation.cell_one, organisation.cell_two
    three = actions.open_cell(by=organisation.ada, name="Cell Three", parent=two)
    actions.put_cell_into(by=organisation.ada, cell=two, parent=one)
    for inside in (one, two, three):
        with pytest.raises(Refused, match="it would lie inside itself"):
            actions.put_cell_into(by=organisation.ada, cell=one, parent=inside)
    one.refresh_from_db()
    assert one.parent is None


def test_two_cells_do_not_share_a_name(organisation: Cast) -> None:
    with pytest.raises(Refused, match="There is a cell named “cell one” already"):
        actions.open_cell(by=organisation.ada, name=" cell one ")


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "\x07\x1b[31mred", "a\u202eb", "a\0b", "\ufffe"])
def test_a_cell_has_a_name_of_sensible_length_that_people_can_write(organisation: Cast, name: str) -> None:
    with pytest.raises(Refused, match="at most 200 characters"):
        actions.open_cell(by=organisation.ada, name=name)


def test_a_cell_with_members_cannot_be_closed(organisation: Cast) -> None:
    with pytest.raises(Refused, match="move them first"):
        actions.end_cell(by=organisation.ada, cell=organisation.cell_one)
    actions.move_to_cell(by=organisation.ada, person=organisation.bob, cell=organisation.cell_two)
    actions.end_cell(by=organisation.ada, cell=organisation.cell_one)
    with pytest.raises(Refused, match="has ended: choose another cell"):
        actions.move_to_cell(by=organisation.ada, person=organisation.dana, cell=organisation.cell_one)


def test_a_cell_with_open_cells_inside_cannot_be_closed(organisation: Cast) -> None:
    outer = actions.open_cell(by=organisation.ada, name="Outer")
    inner = actions.open_cell(by=organisation.ada, name="Inner", parent=outer)
    with pytest.raises(Refused, match="close them first"):
        actions.end_cell(by=organisation.ada, cell=outer)
    actions.end_cell(by=organisation.ada, cell=inner)
    actions.end_cell(by=organisation.ada, cell=outer)


def test_an_advocate_can_serve_communities_and_projects(organisation: Cast) -> None:
    forum = actions.serve(by=organisation.ada, kind=Served.Kind.COMMUNITY, name="Forum", channels=("#forum",))
    assert (forum.default_audience, forum.channels) == ("organisation", ["#forum"])
    with pytest.raises(Refused, match="There is one named “forum” already"):
        actions.serve(by=organisation.ada, kind=Served.Kind.PROJECT, name="forum")
    with pytest.raises(Refused, match="Give a name"):
        actions.serve(by=organisation.ada, kind=Served.Kind.PROJECT, name=" ")
