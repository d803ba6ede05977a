"""The pages of who is who outside."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.questions import actions
from groundswell.questions.models import Author, Item, Merge, Message, Source
from groundswell.questions.rules.states import State
from groundswell.questions.tests.conftest import asked, author, batch, post, topic
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(organisation: Cast, forum: Source, client: Client) -> Client:
    """Return the browser of the advocate; in the forum, Ann asked and Anna and Bob replied."""
    people = [
        author("ann", address="a@example.org"),
        author("anna", address="a@example.org"),
        author("bobby", address=organisation.bob.email),
    ]
    said = [asked(), post("1.1", by="anna"), post("1.2", by="bobby", hours=2)]
    actions.take_in(source=forum, batch=batch(*people, topic(), *said))
    client.force_login(organisation.alice)
    return client


def number(key: str) -> int:
    return Author.objects.get(key=key).identity_id


def test_a_pair_is_one_person_with_one_click_and_two_again_with_another(alice: Client) -> None:
    page = alice.get("/questions/people/").content.decode()
    assert "the same address" in page
    alice.post(f"/questions/people/{number('ann')}/with/{number('anna')}/merge/")
    assert number("ann") == number("anna")
    assert "Make them two again" in alice.get("/questions/people/").content.decode()
    alice.post(f"/questions/merges/{Merge.objects.get().id}/undo/")
    assert number("ann") != number("anna")


def test_two_people_are_not_shown_again(alice: Client) -> None:
    alice.post(f"/questions/people/{number('ann')}/with/{number('anna')}/apart/")
    assert "No two share" in alice.get("/questions/people/").content.decode()


def test_what_cannot_be_undone_is_said(alice: Client) -> None:
    for one, other in (("ann", "anna"), ("bobby", "ann")):
        alice.post(f"/questions/people/{number(one)}/with/{number(other)}/merge/")
    first = Merge.objects.order_by("id")[0]
    answer = alice.post(f"/questions/merges/{first.id}/undo/")
    assert "Undo that first" in alice.get(answer.headers["Location"]).content.decode()
    answer = alice.post(f"/questions/people/{number('ann')}/with/{number('ann')}/merge/")
    assert "These are one already" in alice.get(answer.headers["Location"]).content.decode()


def test_one_of_us_is_linked_with_one_click_or_by_choice(alice: Client, organisation: Cast) -> None:
    assert "the address of Bob" in alice.get("/questions/people/").content.decode()
    alice.post(f"/questions/people/{number('bobby')}/is/{organisation.bob.id}/")
    assert Item.objects.get().state == State.ON_THEM
    alice.post(f"/questions/people/{number('bobby')}/", {"person": ""})
    assert Item.objects.get().state == State.ON_US


def test_somebody_is_found_and_shown_with_all_names(alice: Client) -> None:
    page = alice.get("/questions/people/?q=bobb").content.decode()
    assert f"/questions/people/{number('bobby')}/" in page
    assert "Nobody is known by that" in alice.get("/questions/people/?q=zzz").content.decode()
    assert "Messages written: 1." in alice.get(f"/questions/people/{number('bobby')}/").content.decode()


def test_everything_of_somebody_is_a_file(alice: Client) -> None:
    answer = alice.get(f"/questions/people/{number('anna')}/all.json")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert [each["text"] for each in answer.json()["messages"]] == ["Words of 1.1."]


def test_nobody_is_erased_by_accident(alice: Client) -> None:
    refused = alice.post(f"/questions/people/{number('anna')}/erase/", {})
    assert (refused.status_code, "Tick the box" in refused.content.decode()) == (422, True)
    answer = alice.post(f"/questions/people/{number('anna')}/erase/", {"sure": "on"})
    assert "Erased: 1 messages" in alice.get(answer.headers["Location"]).content.decode()
    assert Message.objects.get(key="1.1").text == ""


def test_the_page_asks_as_often_for_many_as_for_one(alice: Client, forum: Source) -> None:

    alice.get("/questions/people/")
    with CaptureQueriesContext(connection) as few:
        alice.get("/questions/people/")
    more = [author(f"{letter}{part}", address=f"{letter}@example.org") for letter in "pqr" for part in "12"]
    actions.take_in(source=forum, batch=batch(*more))
    with CaptureQueriesContext(connection) as many:
        alice.get("/questions/people/")
    assert len(many) == len(few)
