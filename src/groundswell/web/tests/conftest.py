"""What the tests of the shell share."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.people.models import Person


@pytest.fixture
def pages(settings: pytest.FixtureRequest) -> None:
    """Serve the pages of `pages.py`."""
    settings.ROOT_URLCONF = "groundswell.web.tests.pages"  # type: ignore[attr-defined]  # pytest-django's settings


@pytest.fixture
def strict_browser() -> Client:
    """Return a browser that nobody is signed in with, whose forms are checked as in real life."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def bobs_browser(bob: Person, client_of: Callable[[Person], Client]) -> Client:
    """Return Bob's browser, whose forms are checked as in real life."""
    browser = client_of(bob)
    browser.handler.enforce_csrf_checks = True
    return browser
