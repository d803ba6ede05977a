"""The member's side is informal: nine things that nobody is ever required to do (function O8)."""

from collections.abc import Callable

import pytest
from django.test import Client

from groundswell.people.models import Person
from groundswell.voices import actions, queries
from groundswell.voices.models import Voice
from groundswell.voices.tests.conftest import Desks, Register, own, words_of
from groundswell.voices.tests.test_speak_page import send
from groundswell.voices.tests.test_thread_page import fill, open_by
from tests.visitors import Answer

type BrowserOf = Callable[[Person], Client]


@pytest.fixture
def heard(desks: Desks, box: Client, register: Register) -> Callable[[], str]:
    """Return the whole way of somebody who only ever types one sentence and clicks: said, answered, confirmed."""

    def way() -> str:
        receipt = send(box, text="The build is slow.", now="yes").receipt
        voice = Voice.objects.get().id
        actions.reader_writes(voice_id=voice, unlocked=desks.alice, text="It is fixed since Monday.")
        register.voices.add(voice)
        page = open_by(box, receipt)
        assert "It is fixed since Monday." in page.words
        done = fill(box, page.form("helped"), helped="yes")
        assert register.said == [(voice, register.about, True)]
        return done.body

    return way


def test_a_member_takes_part_without_filling_in_a_form(desks: Desks, box: Client) -> None:
    form_fields = send(box, text="").form.controls - {"token", "unkept", "source"}  # nothing to fill in
    assert form_fields == {"text", "level", "readers", "about_advocate", "now"}
    assert send(box, text="One sentence.").status == 200


def test_a_member_takes_part_without_scheduling_a_task(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    browser = browser_of(bob)
    form = Answer("", 200, [], browser.get("/mine/").text).form("talk")
    assert form.value("ticket") == ""
    assert fill(browser, form, talk="now").status == 303
    assert words_of(own(bob, queries.threads_of(bob)[0].id)) == ["I would like to talk."]


@pytest.mark.slow
@pytest.mark.parametrize("thing", ["podcast", "pull request", "budget", "survey", "checklist", "video"])
def test_a_member_goes_the_whole_way_without_being_asked_for_a(heard: Callable[[], str], thing: str) -> None:
    assert thing not in heard().lower()


@pytest.mark.slow
def test_a_member_goes_the_whole_way_without_posting_publicly(
    heard: Callable[[], str], box: Client, charlie: Person, browser_of: BrowserOf
) -> None:
    heard()
    assert "The build is slow." not in browser_of(charlie).get("/said/openly/").text
    assert not Voice.objects.exclude(audience="").exists()


def test_nobody_is_counted_for_being_private(desks: Desks, box: Client, bob: Person, browser_of: BrowserOf) -> None:
    send(box, text="Something private.")
    page = browser_of(bob).get("/").text
    assert "private" not in page.lower()
