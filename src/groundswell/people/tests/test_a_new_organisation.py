"""People who come in by a file alone bring an organisation that works: its name, its sprints, its letter."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings
from rich.console import Console

from groundswell.kit.tests.postbox import Postbox, opened
from groundswell.people import actions, policy, queries
from groundswell.people.importing import Report, bring_in, command, read
from groundswell.people.letter import send_due_letter
from groundswell.people.models import Cell, Milestone, Person, Role, SprintStretch
from groundswell.people.rules import Grant
from groundswell.people.start import first_steps

pytestmark = pytest.mark.django_db

FILE = """name,email,cell,roles
Ada Ng,ada@tidewater.example,Cell One,administrator
Alice Day,alice@tidewater.example,Cell One,advocate
Otto Fen,otto@tidewater.example,Cell Two,alternate
"""
MONDAY_NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _import(text: str = FILE, *, organisation: str = "", keep_good: bool = False, dry_run: bool = False) -> Report:
    return bring_in(read(text), by=None, organisation=organisation, keep_good=keep_good, dry_run=dry_run)


@pytest.fixture
def box(settings: Settings) -> Iterator[Postbox]:
    """Return a mail server to which the product sends."""
    with opened(Postbox()) as postbox:
        settings.MAILERS = postbox.mailers
        yield postbox


@pytest.mark.slow
def test_people_who_came_in_by_a_file_alone_get_the_weekly_letter(box: Postbox) -> None:
    _import()
    for week, sent in [(0, 0), (1, 3), (2, 3)]:
        with time_machine.travel(MONDAY_NINE + timedelta(weeks=week), tick=False):
            assert send_due_letter() == sent


def test_their_organisation_has_sprints_milestones_and_every_role_that_opens_something() -> None:
    report = _import()
    assert (report.changes[0].who, report.changes[0].line) == ("tidewater.example", 2)
    assert queries.organisation().name == "tidewater.example"
    assert SprintStretch.objects.get().from_on.weekday() == 0
    assert Milestone.objects.count() == 3
    assert {role.grant for role in Role.objects.all()} == {grant.value for grant in Grant if grant}
    assert policy.grants_of(Person.objects.get(email="ada@tidewater.example")) == {Grant.ADMINISTRATOR}
    assert first_steps() == []


def test_it_has_the_name_that_is_given_with_the_file() -> None:
    assert _import(organisation="Tidewater").changes[0].who == "Tidewater"
    assert queries.organisation().name == "Tidewater"


def test_a_trial_founds_nothing_and_says_that_it_would() -> None:
    trial = _import(dry_run=True)
    assert trial.changes[0].sentence == "a new organisation, with its sprints and its letter"
    assert not queries.is_founded()
    assert trial.fingerprint == _import().fingerprint


def test_a_second_file_neither_founds_nor_renames() -> None:
    _import(organisation="Tidewater")
    assert _import(organisation="Another").changes == []
    assert queries.organisation().name == "Tidewater"


def test_a_file_without_a_sound_line_founds_nothing() -> None:
    assert _import("name,email\nNobody,nowhere\n", keep_good=True).is_kept
    assert not queries.is_founded()


def test_the_first_line_that_came_in_names_it_and_not_one_that_did_not() -> None:
    _import("name,email,roles\nX,x@wrong.example,advocate; alternate\nBo,bo@right.example,\n", keep_good=True)
    assert queries.organisation().name == "right.example"


def test_an_installation_from_before_is_founded_by_the_same_file() -> None:
    for name in ("ada", "alice", "otto"):
        actions.add_person(by=None, name=name, email=f"{name}@tidewater.example")
    Cell.objects.create(name="Cell One")
    _import()
    assert queries.is_founded()


def test_a_name_that_is_too_long_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(FILE)
    console = Console(record=True, width=200, quiet=False, file=(tmp_path / "said").open("w"))
    assert not command(tmp_path / "people.csv", organisation="x" * 201, keep_good=False, dry_run=False, console=console)
    assert "at most 200 characters" in console.export_text()
    assert not Person.objects.exists()


@pytest.mark.slow
def test_an_administrator_without_an_organisation_is_led_to_naming_it(client: Client) -> None:
    ada = actions.add_person(by=None, name="Ada", email="ada@tidewater.example")
    actions.assign_role(by=None, role=actions.standard_role(Grant.ADMINISTRATOR), person=ada)
    client.force_login(ada)
    assert "Until it has a name, no weekly letter goes out." in client.get("/").text
    chosen = {"name": "Tidewater", "letter_weekday": 2, "letter_hour": 9, "attention_minutes": 30}
    assert client.post("/organisation/choices/organisation/", chosen).status_code == 303
    assert queries.organisation().letter_weekday == 2
    assert SprintStretch.objects.exists()
    assert Role.objects.filter(grant=Grant.ADVOCATE).exists()
    assert "Until it has a name" not in client.get("/").text


def test_sprints_that_were_chosen_before_the_organisation_had_a_name_stay() -> None:
    actions.change_calendar(by=None, first=MONDAY_NINE.date() + timedelta(days=1000), days=21)
    actions.found(by=None, name="Tidewater")
    assert [stretch.days for stretch in SprintStretch.objects.all()] == [21]


def test_people_live_in_the_organisations_time_zone_unless_something_else_is_said(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Lisbon"
    _import()
    dora = actions.add_person(by=None, name="Dora", email="dora@tidewater.example")
    assert {person.time_zone for person in Person.objects.all()} == {"Europe/Lisbon"}
    assert dora.time_zone == "Europe/Lisbon"


def test_an_installation_of_members_alone_says_on_its_first_page_how_somebody_looks_after_it(client: Client) -> None:
    _import("name,email\nBo,bo@right.example\n")
    text = client.get("/").text
    assert "Nobody looks after the organisation yet." in text
    assert "--role administrator" in text
