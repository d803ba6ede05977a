"""Words whose ground is gone are not read at an alternate's desk either, where the alternate does not keep them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.register import actions
from groundswell.register.models import Concern
from groundswell.register.tests.conftest import Desks
from groundswell.register.tests.test_ground import crowd, out_by_silence, shrink

__all__ = ["crowd"]

type Raise = Callable[..., Concern]


@pytest.mark.slow
def test_no_list_from_which_an_alternate_chooses_shows_them(
    desks: Desks, raised: Raise, crowd: list[Person], client_of: Callable[[Person], Client], otto: Person
) -> None:
    concern, _said = out_by_silence(desks, raised)
    mine = actions.raise_concern(by=otto, title="Nights wait for the harbour")
    entry = actions.shelve(by=otto, source="A book", concerns=[concern])
    browser = client_of(otto)
    pages = [
        f"{reverse('register:merge', args=[mine.id])}?words=nights",
        reverse("register:merge", args=[mine.id]),
        reverse("register:bear_on", args=[entry.id]),
        f"{reverse('register:bear_on', args=[actions.shelve(by=otto, source='Other').id])}?words=nights",
        reverse("register:bear_on", args=[actions.shelve(by=otto, source="Third").id]),
    ]
    assert all("Harbour nights" in browser.get(page).text for page in pages)
    shrink(crowd, clock.today())
    assert [page for page in pages if "Harbour nights" in browser.get(page).text] == []
