"""The people of the tests, made by the product's own actions."""

from dataclasses import dataclass
from datetime import timedelta

from groundswell.kit import clock
from groundswell.people import actions
from groundswell.people.models import Cell, Organisation, Person
from groundswell.people.rules import Grant


@dataclass(frozen=True)
class Cast:
    """The organisation of the tests."""

    organisation: Organisation
    cell_one: Cell
    cell_two: Cell
    alice: Person
    otto: Person
    bob: Person
    charlie: Person
    dana: Person
    mo: Person
    ada: Person
    lee: Person


def assemble() -> Cast:
    """Return the organisation: an advocate, an alternate, members in and outside cells, a planner, an administrator."""
    founded = actions.found(by=None, name="Tidewater", first_sprint_on=clock.today() - timedelta(days=28))
    cell_one = actions.open_cell(by=None, name="Cell One")
    cell_two = actions.open_cell(by=None, name="Cell Two")
    cast = Cast(
        organisation=founded,
        cell_one=cell_one,
        cell_two=cell_two,
        alice=_person("Alice", grant=Grant.ADVOCATE),
        otto=_person("Otto", grant=Grant.ALTERNATE),
        bob=_person("Bob", cell=cell_one),
        charlie=_person("Charlie", cell=cell_two),
        dana=_person("Dana"),
        mo=_person("Mo", grant=Grant.PLANNER),
        ada=_person("Ada", grant=Grant.ADMINISTRATOR),
        lee=_person("Lee", cell=cell_one),
    )
    actions.leave(by=cast.ada, person=cast.lee, day=clock.today() - timedelta(days=1))
    return cast


def _person(name: str, *, cell: Cell | None = None, grant: Grant = Grant.NONE) -> Person:
    joined_on = clock.today() - timedelta(days=28)
    person = actions.add_person(by=None, name=name, email=f"{name.lower()}@example.org", joined_on=joined_on)
    if cell is not None:
        actions.move_to_cell(by=None, person=person, cell=cell, day=joined_on)
    if grant:
        actions.assign_role(by=None, role=actions.standard_role(grant), person=person, from_on=joined_on)
    return person
