"""The search page: members find what they may read."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.kit import search
from groundswell.people.models import Person

pytestmark = pytest.mark.django_db
type Browsers = Callable[[Person], Client]


def say(object_id: str, title: str, audience: str) -> None:
    search.index("register", object_id, title=title, body="", audience=audience, url=f"/{object_id}/")


def test_a_member_finds_what_is_for_everybody_and_for_themselves(bob: Person, client_of: Browsers) -> None:
    say("1", "Reviews of all", "organisation")
    say("2", "Reviews of mine", f"person:{bob.pk}")
    page = client_of(bob).get("/search/", {"q": "review"}).content.decode()
    assert "<mark>Reviews</mark> of all" in page
    assert "<mark>Reviews</mark> of mine" in page


def test_what_is_for_others_is_not_found(bob: Person, charlie: Person, client_of: Browsers) -> None:
    say("1", "Secret of Charlie", f"person:{charlie.pk}")
    say("2", "Secret of the advocates", "advocate")
    page = client_of(bob).get("/search/", {"q": "secret"}).content.decode()
    assert "Nothing that you may read" in page
    assert "Charlie" not in page


@pytest.mark.parametrize("query", ["", '"', "\x00", "🙂" * 500, "a" * 10_000, "<script>", "a AND ("])
def test_every_query_gets_a_page(bob: Person, client_of: Browsers, query: str) -> None:
    response = client_of(bob).get("/search/", {"q": query})
    assert response.status_code == 200
    assert b"<script>" not in response.content.replace(b"<script src", b"")


def test_a_visitor_searches_nothing(client: Client, db: None) -> None:
    assert client.get("/search/?q=a").status_code == 302
