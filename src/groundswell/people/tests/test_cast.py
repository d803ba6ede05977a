"""The people of the tests are who the tests say they are."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.people import policy, queries
from groundswell.people.models import Person
from groundswell.web.access import Access
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_alice_and_otto_are_the_two_readers(organisation: Cast) -> None:
    readers = queries.readers_today()
    assert [(reader.person, reader.grant.value) for reader in readers] == [
        (organisation.alice, "advocate"),
        (organisation.otto, "alternate"),
    ]
    assert all(reader.is_organisation_wide for reader in readers)


def test_only_ada_administers(organisation: Cast) -> None:
    open_to = [person.name for person in Person.objects.all() if person.may_open(Access.ADMINISTRATOR)]
    assert open_to == ["Ada"]


def test_nothing_is_open_to_lee_who_left_yesterday(lee: Person) -> None:
    assert not any(lee.may_open(kind) for kind in (Access.MEMBER, Access.READER, Access.ADVOCATE, Access.ADMINISTRATOR))
    assert policy.audiences_of(lee) == {"public"}


def test_dana_belongs_to_no_cell(dana: Person) -> None:
    assert queries.cell_of(dana) is None
    assert policy.audiences_of(dana) == {"public", "organisation", f"person:{dana.id}"}


def test_a_browser_of_bob_is_signed_in_as_bob(client_of: Callable[[Person], Client], bob: Person) -> None:
    assert client_of(bob).session["_auth_user_id"] == str(bob.id)
