"""The start page says what to do first, and how much waits."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.people import actions, ports
from groundswell.people.models import Person
from groundswell.people.ports import Ask
from groundswell.people.rules import Grant
from groundswell.people.start import first_steps
from groundswell.people.tests.sources import Perspectives
from tests.cast import Cast

pytestmark = pytest.mark.django_db
type Browsers = Callable[[Person], Client]


def test_whoever_opens_an_installation_of_nobody_reads_how_to_begin(client: Client) -> None:
    text = client.get("/").content.decode()
    assert "Nobody can sign in yet." in text
    assert "groundswell people add" in text


def test_an_installation_with_people_says_nothing_about_beginning(client: Client, organisation: Cast) -> None:
    assert "Nobody can sign in yet." not in client.get("/").content.decode()


def test_the_first_administrator_is_led_from_step_to_step(client: Client) -> None:
    actions.found(by=None, name="Tidewater")
    ada = actions.add_person(by=None, name="Ada", email="ada@example.org")
    actions.assign_role(by=None, role=actions.standard_role(Grant.ADMINISTRATOR), person=ada)
    client.force_login(ada)
    text = client.get("/").content.decode()
    for step in ("Bring in your people", "Say who is the advocate", "Say who is the alternate", "Open the cells"):
        assert step in text


def test_who_has_everything_is_led_nowhere(organisation: Cast, client_of: Browsers) -> None:
    assert first_steps() == []
    assert "What to do first" not in client_of(organisation.ada).get("/").content.decode()


def test_members_are_not_asked_to_set_anything_up(organisation: Cast, client_of: Browsers) -> None:
    actions.end_role(by=None, assignment=organisation.otto.role_assignments.get())
    assert "Say who is the alternate" in client_of(organisation.ada).get("/").content.decode()
    assert "Say who is the alternate" not in client_of(organisation.bob).get("/").content.decode()


def test_the_start_page_says_how_much_waits(
    organisation: Cast, client_of: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports.waiting_sources, "_plugged", [])
    assert "/waiting/" not in client_of(organisation.bob).get("/").content.decode().partition("<main")[2]
    asks = [Ask("1", "Is that your view?", minutes=2), Ask("2", "And that?", minutes=1)]
    monkeypatch.setattr(ports.waiting_sources, "_plugged", [Perspectives(asks=asks)])
    text = client_of(organisation.bob).get("/").content.decode()
    assert "to confirm" in text
    assert "3 minutes in all" in text
