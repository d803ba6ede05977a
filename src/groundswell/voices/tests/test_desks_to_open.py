"""Until two desks are open nothing can be said: whoever can change that reads it on the start page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.voices.models import DeskKey
from tests.cast import Cast

pytestmark = pytest.mark.django_db
type Browsers = Callable[[Person], Client]


def _page(browsers: Browsers, person: Person) -> str:
    return browsers(person).get("/").text


@pytest.mark.slow
def test_a_reader_is_led_to_their_desk_until_it_has_a_key(organisation: Cast, client_of: Browsers) -> None:
    for reader in (organisation.alice, organisation.otto):
        page = _page(client_of, reader)
        assert "Open your desk" in page
        assert reverse("desk_setup") in page
    DeskKey.objects.create(reader=organisation.alice, public=bytes(32), by_passphrase=b"closed", made_on=clock.today())
    assert "Open your desk" not in _page(client_of, organisation.alice)
    assert "Open your desk" in _page(client_of, organisation.otto)


def test_an_administrator_reads_whose_desk_was_never_opened(organisation: Cast, client_of: Browsers) -> None:
    page = _page(client_of, organisation.ada)
    assert "Alice opens the desk once" in page
    assert "Otto opens the desk once" in page
    assert reverse("desk_setup") not in page


def test_nobody_else_is_told_of_desks(organisation: Cast, client_of: Browsers) -> None:
    for person in (organisation.bob, organisation.mo):
        assert "Before anybody can say something" not in _page(client_of, person)
