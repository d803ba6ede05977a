"""Questions that were really taken in stand on the page of a period, with the list that each number counted."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from groundswell.evidence.tests.conftest import NOON as TODAY_NOON
from groundswell.questions import actions
from groundswell.questions.models import Source
from groundswell.questions.tests import scene
from groundswell.questions.tests.conftest import NOON
from tests.cast import Cast

type ClientOf = Callable[..., Client]


@pytest.fixture
def forum(organisation: Cast) -> Source:
    """A forum with two questions of this month, one of them with a reply."""
    del organisation
    assert NOON == TODAY_NOON
    made = Source.objects.create(
        name="Harbour forum", kind="discourse", address="https://forum.example.org", is_public=True
    )
    answered = scene.question(made, "rota", hours_ago=48)
    scene.replied(made, answered, by="zoe", hours_ago=42)
    scene.question(made, "login", hours_ago=10)
    return made


def test_the_first_response_counts_questions_that_still_wait(
    organisation: Cast, forum: Source, client_of: ClientOf
) -> None:
    client = client_of(organisation.bob)
    page = unescape(client.get("/evidence/2026-11/first-response/").text)
    assert "of 2, 1 still waiting, and counted as such" in page
    assert "/questions/" in page


@pytest.mark.slow
def test_a_hand_off_is_counted_once_it_is_made_and_accepted_once_it_is_taken(
    organisation: Cast, forum: Source, client_of: ClientOf
) -> None:
    item = forum.items.get(key="login")
    made = actions.hand_off(by=organisation.alice, item=item, person=organisation.bob)
    client = client_of(organisation.charlie)

    def rows(number: str) -> int:
        return unescape(client.get(f"/evidence/2026-11/{number}/").text).count(f"/questions/{item.id}/")

    assert (rows("handed-off"), rows("accepted")) == (1, 0)
    actions.accept_hand_off(by=organisation.bob, hand_off=made)
    assert (rows("handed-off"), rows("accepted")) == (1, 1)
    actions.undo_hand_off(by=organisation.alice, hand_off=made)
    assert (rows("handed-off"), rows("accepted")) == (0, 0)
