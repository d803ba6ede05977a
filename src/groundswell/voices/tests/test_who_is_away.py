"""Before somebody waits for an answer, the page says who cannot give one now."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.formats import date_format

from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Person, RoleAssignment
from groundswell.people.rules import Grant
from groundswell.voices import actions, queries
from groundswell.voices.models import Voice
from groundswell.voices.tests.conftest import Desks, say

type BrowserOf = Callable[[Person], Client]


@pytest.fixture
def until(alice: Person) -> str:
    """Let the advocate be away from today on; return until when, in words."""
    today = clock.today()
    people.be_away(by=None, person=alice, from_on=today, to_on=today + timedelta(days=21))
    return f"away until {date_format(today + timedelta(days=21), 'j F')}"


@pytest.mark.slow
def test_while_every_advocate_is_away_a_wish_to_talk_is_read_by_the_alternate_too(
    desks: Desks, bob: Person, browser_of: BrowserOf, until: str
) -> None:
    browser = browser_of(bob)
    shown = browser.get("/mine/")
    assert f"Alice is {until}." in shown.text
    assert shown.context["talk_names"] == ["Alice", "Otto"]
    keys = [str(reader.key) for reader in shown.context["talk_readers"]]
    sent = {"token": shown.context["token"], "talk": "now", "readers": keys}
    asked = browser.post("/said/talk/", sent, follow=True)
    assert queries.names_of_readers(Voice.objects.get().id) == ["Alice", "Otto"]
    assert f"Alice is {until}." in asked.text


def test_nobody_reads_a_wish_to_talk_whom_its_page_did_not_name(
    desks: Desks, bob: Person, alice: Person, browser_of: BrowserOf
) -> None:
    browser = browser_of(bob)
    shown = browser.get("/mine/")
    keys = [str(reader.key) for reader in shown.context["talk_readers"]]
    today = clock.today()
    people.be_away(by=None, person=alice, from_on=today, to_on=today)
    sent = {"token": shown.context["token"], "talk": "now", "ticket": "BB-1", "readers": keys}
    refused = browser.post("/said/talk/", sent)
    assert refused.status_code == 422
    assert "has changed meanwhile" in refused.text
    assert 'value="BB-1"' in refused.text
    assert not Voice.objects.exists()


@pytest.mark.slow
def test_days_away_stand_beside_a_name_inside_the_organisation_and_not_outside(
    desks: Desks, bob: Person, browser_of: BrowserOf, box: Client, until: str
) -> None:
    assert f"advocate, {until}" in browser_of(bob).get("/said/new/?as=signed").text
    assert until not in box.get("/speak/").text
    spoken = say(desks)
    assert spoken.receipt is not None
    assert until not in box.post("/thread/", {"receipt": spoken.receipt.text}).text


@pytest.mark.slow
def test_an_author_is_told_when_a_reader_has_no_desk_any_more(
    desks: Desks, bob: Person, browser_of: BrowserOf, box: Client
) -> None:
    only = [desks.key_of(desks.otto)]
    signed = actions.speak_signed(author=bob, text="It is about the advocate.", readers=only).voice
    spoken = say(desks)
    sentence = "Otto has no desk at the moment"
    assert sentence not in browser_of(bob).get(f"/mine/{signed}/").text
    held = RoleAssignment.objects.get(person=desks.otto.reader, role__grant=Grant.ALTERNATE)
    people.end_role(by=None, assignment=held)
    assert sentence in browser_of(bob).get(f"/mine/{signed}/").text
    assert spoken.receipt is not None
    assert sentence in box.post("/thread/", {"receipt": spoken.receipt.text}).text
