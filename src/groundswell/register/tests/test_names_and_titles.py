"""What a concern and a theme are called."""

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.test import Client

from groundswell.people.models import Person
from groundswell.register.models import Theme
from groundswell.register.tests.test_pages import Browser, Raise, address


@pytest.fixture
def advocate(client_of: Browser, alice: Person) -> Client:
    return client_of(alice)


@pytest.mark.parametrize("title", ["", "\u200b", "\u3164", "\u2800 \u200d"])
def test_a_title_that_nobody_can_see_is_no_title(advocate: Client, title: str) -> None:
    form = {"title": title, "text": "The words stay.", "stuck": "unknown", "audience": "me"}
    page = advocate.post(address("new_concern"), form)
    assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Give it a title: one short sentence." in page.content.decode()
    assert "The words stay." in page.content.decode()


@pytest.mark.parametrize("name", ["\x07\x1b[31mred", "a\u202eb", "\u200b"])
def test_what_nobody_can_write_is_no_theme(advocate: Client, name: str) -> None:
    assert advocate.post(address("themes"), {"name": name}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.slow
def test_themes_are_the_organisations_own(advocate: Client, raised: Raise) -> None:
    concern = raised()
    assert advocate.post(address("themes"), {"name": "burnout"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    advocate.post(address("themes"), {"name": "tools"})
    theme = Theme.objects.get(name="tools")
    assert advocate.get(address("rename_theme", theme.id)).status_code == HTTPStatus.OK
    advocate.post(address("rename_theme", theme.id), {"name": "our tools"})
    advocate.post(address("sort_concern", concern.id), {"stuck": "none", "themes": [theme.id]})
    advocate.post(address("change_theme", theme.id, "retire"))
    assert "our tools" in advocate.get(address("sort_concern", concern.id)).content.decode()
    assert "our tools" not in advocate.get(address("new_concern")).content.decode()
    advocate.post(address("change_theme", theme.id, "remove"))
    assert "Retire it instead" in advocate.get(address("themes")).content.decode()
    advocate.post(address("change_theme", theme.id, "offer"))
    advocate.post(address("sort_concern", concern.id), {"stuck": "none"})
    advocate.post(address("change_theme", theme.id, "remove"))
    assert not Theme.objects.filter(name="our tools").exists()
    assert advocate.post(address("change_theme", theme.id, "retire")).status_code == HTTPStatus.NOT_FOUND
    assert advocate.post(address("change_theme", uuid4(), "burn")).status_code == HTTPStatus.NOT_FOUND
