"""A database as lines, and back, in another database."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connections

from groundswell.kit import audit
from groundswell.kit.keyring import keys
from groundswell.kit.sqlite.base import DatabaseWrapper
from groundswell.people.models import Person, Session
from groundswell.project.archive import rows, text
from groundswell.project.faults import Fault
from tests.cast import Cast


def quietly(_table: str, _rows: int) -> None:
    """Tell nobody."""


@pytest.fixture
def elsewhere(tmp_path: Path, transactional_db: None) -> Iterator[str]:
    """Another database, with nothing in it: SQLite, whatever the one under test is."""
    del transactional_db
    settings = connections["keyring"].settings_dict | {"NAME": str(tmp_path / "elsewhere.sqlite3")}
    connections["elsewhere"] = DatabaseWrapper(settings, "elsewhere")
    yield "elsewhere"
    connections["elsewhere"].close()
    del connections["elsewhere"]


def lines(alias: str) -> list[str]:
    return list(rows.lines_of(alias, quietly))


def moved(given: list[str], alias: str) -> None:
    rows.load(alias, text.parsed(iter(given)), quietly)


def content(given: list[str]) -> list[Any]:
    """Everything but the two lines that name the database."""
    return [json.loads(line) for line in given[1:-1]]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_everything_of_an_organisation_arrives_in_another_database(organisation: Cast, elsewhere: str) -> None:
    audit.record(actor=organisation.alice.id, verb="try", context="people", object_id="1", words=["ä", "\u2028", "👋"])
    given = lines("default")
    moved(given, elsewhere)
    assert content(lines(elsewhere)) == content(given)
    assert Person.objects.using(elsewhere).get(name=organisation.alice.name).pk == organisation.alice.pk


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_arrived_database_goes_on_from_there(organisation: Cast, elsewhere: str) -> None:
    moved(lines("default"), elsewhere)
    call_command("migrate", database=elsewhere, verbosity=0, interactive=False)
    newcomer = Person(name="Nina", email="nina@example.org")
    newcomer.set_unusable_password()
    newcomer.save(using=elsewhere)
    assert organisation.bob.pk in Person.objects.using(elsewhere).values_list("pk", flat=True)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nobody_is_signed_in_in_a_backup(organisation: Cast) -> None:
    browser = Session.get_session_store_class()()
    browser["_auth_user_id"] = str(organisation.bob.pk)
    browser.save()
    assert not any('"people.session"' in line or browser.session_key in line for line in lines("default"))


@pytest.mark.slow
@pytest.mark.usefixtures("organisation")
@pytest.mark.django_db(transaction=True)
def test_writers_go_on_while_a_backup_is_made() -> None:
    reading = rows.lines_of("default", quietly)
    begun = [next(reading), next(reading)]
    late = Person(name="Late", email="late@example.org")
    late.set_unusable_password()
    late.save()
    assert not any("late@example.org" in line for line in [*begun, *reading])
    assert any("late@example.org" in line for line in lines("default"))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
def test_the_keys_of_items_are_lines_of_their_own_database_alone() -> None:
    item = uuid4()
    key = keys.key_for(item)
    assert not any(text.of_bytes(key) in line for line in lines("default"))
    assert any(text.of_bytes(key) in line for line in lines("keyring"))
    keys.shred(item)
    assert not any(text.of_bytes(key) in line for line in lines("keyring"))


@pytest.mark.django_db(transaction=True)
def test_an_archive_of_a_newer_version_is_refused_by_name(elsewhere: str) -> None:
    newer = [json.dumps({"database": "default", "migrations": [["people", "0999_from_tomorrow"]]})]
    with pytest.raises(Fault, match=r"people\.0999_from_tomorrow"):
        moved(newer, elsewhere)


@pytest.mark.slow
@pytest.mark.usefixtures("organisation")
@pytest.mark.django_db(transaction=True)
def test_an_archive_that_is_not_whole_leaves_nothing_behind(elsewhere: str) -> None:
    given = lines("default")
    place = next(number for number, line in enumerate(given) if '"table":"people.person"' in line)
    with pytest.raises(Fault, match="too few rows"):
        moved([*given[: place + 2], '{"end":"default"}'], elsewhere)
    assert not Person.objects.using(elsewhere).exists()
