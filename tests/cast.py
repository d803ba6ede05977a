"""The people of the tests, made by the product's own actions."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.db.models import Model

from groundswell.kit import clock
from groundswell.kit.audit.models import Entry
from groundswell.kit.prepared import insert
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


# By the day on which it was assembled: the organisation, and all rows that it is made of.
_assembled: dict[date, tuple[Cast, list[list[Model]]]] = {}


def assemble() -> Cast:
    """Return the organisation: an advocate, an alternate, members in and outside cells, a planner, an administrator.

    Its rows are made by the product's actions once a day, and are put as they are into every other test.
    """
    day = clock.today()
    if Entry.objects.exists() or Person.objects.exists():
        return _assemble()
    if day not in _assembled:
        _assembled[day] = (_assemble(), [list(model._base_manager.all()) for model in _tables()])
    else:
        for rows in _assembled[day][1]:
            insert(rows)
    return deepcopy(_assembled[day][0])


def _tables() -> list[type[Model]]:
    named = (apps.get_app_config(label) for label in ("people", "audit", "search"))
    return [model for config in named for model in config.get_models(include_auto_created=True)]


def _assemble() -> Cast:
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
