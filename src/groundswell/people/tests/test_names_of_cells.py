"""Cells, communities and projects get other names; who belongs to them and who serves them stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.kit import clock
from groundswell.kit.tables import Row, Table
from groundswell.people import actions, queries
from groundswell.people.importing import bring_in
from groundswell.people.models import Cell, Membership, Person, Role, RoleAssignment, Served
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def lighthouse(organisation: Cast) -> Served:
    """Return a project."""
    return actions.serve(by=organisation.ada, kind=Served.Kind.PROJECT, name="Lighthouse")


def test_memberships_of_every_day_and_scopes_of_roles_stay_when_a_cell_is_renamed(
    organisation: Cast, lighthouse: Served
) -> None:
    cell, role = organisation.cell_one, Role.objects.get(grant=Grant.ADVOCATE)
    actions.assign_role(by=None, role=role, person=organisation.dana, cells=[cell], served=[lighthouse])
    before = list(Membership.objects.values()), list(RoleAssignment.objects.values())
    actions.rename_cell(by=organisation.ada, cell=cell, name="  Harbour   crew ")
    actions.rename_served(by=organisation.ada, served=lighthouse, name="Beacon")
    assert (list(Membership.objects.values()), list(RoleAssignment.objects.values())) == before
    (dana,) = (each for each in queries.readers_today() if each.person == organisation.dana)
    assert dana.scope_names == ("Beacon", "Harbour crew")
    found = queries.cell_of(organisation.bob, clock.today() - timedelta(days=9))
    assert found is not None
    assert found.name == "Harbour crew"


def test_what_a_cell_was_called_is_kept_once_each(organisation: Cast) -> None:
    for name in ("Harbour", "Cell One", "Harbour", "Quay"):
        actions.rename_cell(by=None, cell=organisation.cell_one, name=name)
    names = [name for cell, name in queries.names_of_cells() if cell == organisation.cell_one.id]
    assert names == ["Quay", "Cell One", "Harbour"]


@pytest.mark.parametrize("name", ["Cell Two", "cELL tWO", " Cell  Two "])
def test_no_two_cells_have_one_name(organisation: Cast, name: str) -> None:
    with pytest.raises(Refused, match="There is a cell named"):
        actions.rename_cell(by=None, cell=organisation.cell_one, name=name)
    assert Cell.objects.get(id=organisation.cell_one.id).name == "Cell One"


def test_letters_beyond_english_are_compared_without_their_case_too(organisation: Cast, lighthouse: Served) -> None:
    actions.rename_cell(by=None, cell=organisation.cell_one, name="Öresund")
    actions.rename_served(by=None, served=lighthouse, name="ÅLAND")
    with pytest.raises(Refused, match="already"):
        actions.open_cell(by=None, name="öresund")
    with pytest.raises(Refused, match="already"):
        actions.serve(by=None, kind=Served.Kind.COMMUNITY, name="Åland")


def test_a_name_may_change_in_the_case_of_its_letters_alone(organisation: Cast, lighthouse: Served) -> None:
    actions.rename_cell(by=None, cell=organisation.cell_one, name="CELL ONE")
    actions.rename_served(by=None, served=lighthouse, name="lighthouse")
    assert Cell.objects.get(id=organisation.cell_one.id).name == "CELL ONE"
    assert Served.objects.get().name == "lighthouse"


def test_the_name_of_a_closed_cell_is_free_once_that_cell_has_another(organisation: Cast) -> None:
    old = actions.open_cell(by=None, name="Reef")
    actions.end_cell(by=None, cell=old)
    with pytest.raises(Refused, match="It is closed: give that one another name first"):
        actions.rename_cell(by=None, cell=organisation.cell_one, name="Reef")
    actions.rename_cell(by=None, cell=old, name="Reef of 2026")
    actions.rename_cell(by=None, cell=organisation.cell_one, name="Reef")
    assert Cell.objects.get(name="Reef") == organisation.cell_one


def test_a_renamed_cell_still_cannot_lie_inside_itself(organisation: Cast) -> None:
    inner = actions.open_cell(by=None, name="Inner", parent=organisation.cell_one)
    actions.rename_cell(by=None, cell=inner, name="Inmost")
    with pytest.raises(Refused, match="“Cell One” cannot lie inside “Inmost”"):
        actions.put_cell_into(by=None, cell=organisation.cell_one, parent=inner)


def _list_with(cell: str) -> Table:
    return Table(rows=[Row(2, {"name": "Bob", "email": "bob@example.org", "cell": cell})], problems=[])


@pytest.mark.slow
def test_a_list_knows_the_new_name_and_opens_a_cell_for_the_old_one(organisation: Cast) -> None:
    actions.rename_cell(by=None, cell=organisation.cell_one, name="Harbour")
    assert bring_in(_list_with("harbour"), by=None).changes == []
    trial = bring_in(_list_with("Cell One"), by=None, dry_run=True)
    assert (trial.changes[0].who, trial.changes[0].sentence) == ("Cell One", "a new cell")
    assert queries.cell_of(organisation.bob) == organisation.cell_one


@pytest.mark.slow
def test_an_administrator_renames_on_the_page_and_gets_a_taken_name_back_with_a_reason(
    client_of: Callable[[Person], Client], organisation: Cast, lighthouse: Served
) -> None:
    browser = client_of(organisation.ada)
    cell, served = (
        reverse("rename_cell", args=[organisation.cell_one.id]),
        reverse("rename_served", args=[lighthouse.id]),
    )
    actions.serve(by=None, kind=Served.Kind.COMMUNITY, name="Forum")
    for page, taken in ((cell, "cell two"), (served, "forum")):
        refused = browser.post(page, {"name": taken})
        assert (refused.status_code, "already" in refused.content.decode()) == (422, True)
        assert f'value="{taken}"' in refused.content.decode()
        assert "Type a name." in browser.post(page, {}).content.decode()
    assert browser.post(cell, {"name": "Harbour"}).status_code == 303
    assert browser.post(served, {"name": "Beacon"}).status_code == 303
    shown = browser.get("/organisation/").content.decode()
    assert "Harbour" in shown
    assert "Beacon" in shown
    assert "Cell One" not in shown.replace("“Cell One”", "")
