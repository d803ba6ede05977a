"""Saying something with one's name: the words come along, through signing in too."""

import base64
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from groundswell.kit import clock
from groundswell.kit.search import search
from groundswell.people import policy
from groundswell.people.models import Person, Session
from groundswell.people.rules import Audience
from groundswell.voices import actions, queries
from groundswell.voices.models import Voice
from groundswell.voices.rules import Level, Talk
from groundswell.voices.tests.conftest import CANARY, Desks, Register, own, words_of
from groundswell.voices.tests.test_mine_page import say_openly
from groundswell.voices.tests.test_speak_page import look
from groundswell.voices.tests.test_thread_page import fill
from tests.cast import Cast
from tests.visitors import Answer

type BrowserOf = Callable[[Person], Client]


def carry(browser: Client, level: str, text: str = CANARY, **more: object) -> Answer:
    """Fill in the box and go on to the second page."""
    form = look(browser)
    sent: dict[str, object] = dict(form.fields) | {"text": text, "level": level, **more}
    sent.setdefault("readers", [value for name, value in form.fields if name == "readers"])
    sent["readers"] = more.get("readers", [value for name, value in form.fields if name == "readers"])
    answer = browser.post("/said/carried/", sent)
    location = answer.headers.get("Location", "")
    if location.startswith("/said/new/"):
        answer = browser.get(location)
    return Answer("/said/carried/", answer.status_code, [("Location", location)], answer.text)


def location(answer: Answer) -> str:
    return dict(answer.headers)["Location"]


@pytest.mark.parametrize("level", ["signed", "open"])
def test_the_words_stand_on_the_second_page(desks: Desks, bob: Person, browser_of: BrowserOf, level: str) -> None:
    page = carry(browser_of(bob), level)
    assert page.status == 200
    assert page.form("text").value("text") == CANARY
    assert page.form("text").value("level") == level


def test_nothing_is_said_before_the_second_page_is_sent(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    carry(browser_of(bob), "signed")
    assert not Voice.objects.exists()


def test_signed_words_are_sealed_to_those_who_are_ticked(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    browser = browser_of(bob)
    sent = fill(browser, carry(browser, "signed", readers=[str(desks.keys[1].id)]).form("text"))
    assert sent.status == 303
    voice = Voice.objects.get()
    assert voice.level == Level.SIGNED
    assert queries.names_of_readers(voice.id) == ["Otto"]
    assert words_of(own(bob, voice.id)) == [CANARY]


def test_about_the_advocate_comes_along(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    browser = browser_of(bob)
    fill(browser, carry(browser, "signed", about_advocate="yes").form("text"))
    assert queries.names_of_readers(Voice.objects.get().id) == ["Otto"]


def test_rough_words_and_a_talk_are_asked_for_on_the_same_page(
    desks: Desks, bob: Person, browser_of: BrowserOf
) -> None:
    browser = browser_of(bob)
    rough = "rough notes\n" * 3_000
    page = browser.get("/said/new/?as=signed&tidy=yes")
    form = Answer("", 200, [], page.text).form("text")
    assert form.value("tidy") == "yes"
    assert fill(browser, form, text=rough, talk=Talk.NEXT_SPRINT.value, ticket="SE-1").status == 303
    voice = Voice.objects.get()
    entry = queries.first_entries_for_desk([voice], desks.alice.pairs)[voice.id]
    asked = queries.request_of(entry.payload)
    assert (entry.text, asked.talk, asked.ticket, asked.tidy) == (rough, "next sprint", "SE-1", True)


def test_open_words_start_at_the_narrowest_audience(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    browser = browser_of(bob)
    assert fill(browser, carry(browser, "open").form("text")).status == 303
    assert Voice.objects.get().audience == Audience.ADVOCATE


def test_open_words_reach_the_audience_that_was_chosen(
    desks: Desks, bob: Person, charlie: Person, browser_of: BrowserOf
) -> None:
    browser = browser_of(bob)
    fill(browser, carry(browser, "open").form("text"), audience="cell")
    voice = Voice.objects.get()
    assert browser.get(f"/said/{voice.id}/").status_code == 200
    assert browser_of(charlie).get(f"/said/{voice.id}/").status_code == 404


@pytest.mark.slow
def test_a_refused_second_page_comes_back_filled_in(desks: Desks, bob: Person, browser_of: BrowserOf) -> None:
    browser = browser_of(bob)
    form = carry(browser, "signed").form("text")
    refused = fill(browser, form, readers=None, ticket="SE-1")
    assert refused.status == 422
    assert "Tick at least one name" in refused.words
    assert refused.form("text").value("text") == CANARY
    assert refused.form("text").value("ticket") == "SE-1"
    assert fill(browser, form, text="").status == 422
    forged = fill(browser, form, token="forged")
    assert (forged.status, forged.form("text").value("text")) == (422, CANARY)
    assert not Voice.objects.exists()


def test_a_cell_that_its_author_left_meanwhile_is_refused(desks: Desks, dana: Person, browser_of: BrowserOf) -> None:
    browser = browser_of(dana)
    refused = fill(browser, carry(browser, "open").form("text"), audience="cell")
    assert refused.status == 422
    assert refused.form("text").value("text") == CANARY


def test_the_second_page_sent_twice_is_one_voice_and_other_words_are_handed_back(
    desks: Desks, bob: Person, browser_of: BrowserOf
) -> None:
    browser = browser_of(bob)
    form = carry(browser, "signed").form("text")
    assert fill(browser, form).status == fill(browser, form).status == 303
    other = fill(browser, form, text="other words")
    assert other.status == 422
    assert other.form("text").value("text") == "other words"
    assert Voice.objects.count() == 1
    assert fill(browser, other.form("text")).status == 303
    assert Voice.objects.count() == 2


# ---------------------------------------------------------------- signed out


def sign_in_keeping_cookies(browser: Client, person: Person) -> None:
    browser.force_login(person)


@pytest.mark.parametrize("level", ["signed", "open"])
def test_somebody_signed_out_signs_in_and_finds_the_words(desks: Desks, bob: Person, level: str) -> None:
    browser = Client()
    answer = carry(browser, level)
    assert answer.status == 303
    assert "/accounts/" in location(answer)
    assert CANARY not in location(answer)
    sign_in_keeping_cookies(browser, bob)
    page = browser.get(f"/said/new/?as={level}")
    form = Answer("", 200, [], page.text).form("text")
    assert form.value("text") == CANARY
    assert form.value("level") == level
    assert fill(browser, form).status == 303
    assert Voice.objects.count() == 1
    assert "draft" not in browser.session


def test_the_draft_lies_sealed_in_the_session_and_its_secret_in_the_cookie_alone(desks: Desks) -> None:
    browser = Client()
    carry(browser, "signed")
    row = Session.objects.get()
    kept = base64.b64decode(browser.session["draft"])
    assert CANARY.encode() not in kept
    assert CANARY not in row.session_data
    cookie = browser.cookies["draft"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Strict", 1800)
    assert cookie.value not in row.session_data


def test_over_https_the_cookie_is_bound_to_its_host(desks: Desks, settings: Settings) -> None:
    settings.HTTPS = True
    browser = Client()
    carry(browser, "signed")
    assert browser.cookies["__Host-draft"]["secure"]


def test_another_browser_does_not_open_the_draft(desks: Desks, bob: Person) -> None:
    browser = Client()
    carry(browser, "signed")
    sign_in_keeping_cookies(browser, bob)
    del browser.cookies["draft"]
    page = browser.get("/said/new/")
    assert CANARY not in page.text
    assert "Show what I wrote" in page.text


@pytest.mark.parametrize("secret", ["x", "AAAA", "é", base64.b64encode(bytes(32)).decode()])
def test_a_changed_cookie_opens_nothing(desks: Desks, bob: Person, secret: str) -> None:
    browser = Client()
    carry(browser, "signed")
    sign_in_keeping_cookies(browser, bob)
    browser.cookies["draft"] = secret
    assert CANARY not in browser.get("/said/new/").text


def test_after_half_an_hour_the_draft_is_gone(desks: Desks, bob: Person) -> None:
    browser = Client()
    carry(browser, "signed")
    sign_in_keeping_cookies(browser, bob)
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        assert CANARY not in browser.get("/said/new/").text


def test_looking_at_the_second_page_changes_nothing(desks: Desks, bob: Person) -> None:
    browser = Client()
    carry(browser, "signed")
    sign_in_keeping_cookies(browser, bob)
    before = list(Session.objects.values())
    for _ in range(2):
        assert CANARY in browser.get("/said/new/?as=signed").text
    assert list(Session.objects.values()) == before


def test_words_too_long_for_a_draft_are_handed_back(desks: Desks) -> None:
    answer = carry(Client(), "signed", "x" * 100_000)
    assert answer.status == 422
    assert "x" * 100_000 in answer.body
    assert not Session.objects.exists()


def test_another_site_can_plant_no_draft(desks: Desks) -> None:
    browser = Client()
    answer = browser.post("/said/carried/", {"text": "planted"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not Session.objects.exists()
    assert browser.get("/said/carried/").headers["Location"] == "/said/new/"


def test_before_there_are_two_readers_the_second_page_takes_nothing(bob: Person, browser_of: BrowserOf) -> None:
    browser = browser_of(bob)
    assert "Nothing can be said here yet" in browser.get("/said/new/").text
    refused = browser.post("/said/new/", {"text": CANARY, "level": "signed"})
    assert refused.status_code == 422
    assert CANARY in refused.text


@pytest.mark.parametrize(("level", "sentence"), [("signed", "Then only Otto can"), ("open", "Then only Otto answers")])
def test_the_second_page_names_who_reads_what_is_about_the_advocate(
    desks: Desks, bob: Person, browser_of: BrowserOf, level: str, sentence: str
) -> None:
    browser = browser_of(bob)
    page = carry(browser, level, about_advocate="yes")
    assert sentence in page.words
    assert page.form("text").value("about_advocate") == "yes"
    fill(browser, page.form("text"))
    assert queries.names_of_readers(Voice.objects.get().id) == ["Otto"]


# ---------------------------------------------------------------- just count me


def test_one_click_counts_me_and_keeps_no_words(
    desks: Desks, bob: Person, browser_of: BrowserOf, register: Register
) -> None:
    browser = browser_of(bob)
    page = carry(browser, "count", "")
    assert "The build is slow" in page.words
    assert "You are counted" in fill(browser, page.form("concern")).words
    assert register.counted == [bob]
    assert not Voice.objects.exists()


def test_words_typed_before_counting_are_not_kept_and_not_lost(
    desks: Desks, bob: Person, browser_of: BrowserOf, register: Register
) -> None:
    browser = browser_of(bob)
    page = carry(browser, "count")
    assert "Counting keeps no words" in page.words
    back = fill(browser, page.form("text"))
    assert back.status == 422
    assert back.form("text").value("text") == CANARY


def test_being_counted_twice_is_being_counted_once(
    desks: Desks, bob: Person, browser_of: BrowserOf, register: Register
) -> None:
    browser = browser_of(bob)
    form = Answer("", 200, [], browser.get("/said/count/").text).form("concern")
    assert fill(browser, form).status == 200
    assert fill(browser, form).status == 422
    assert fill(browser, form, concern="x").status == 422
    assert register.counted == [bob]


def test_where_no_concern_is_open_the_page_says_what_to_do(
    desks: Desks, bob: Person, browser_of: BrowserOf, register: Register
) -> None:
    register.counted.append(bob)
    assert "Say yours" in browser_of(bob).get("/said/count/").text


# ---------------------------------------------------------------- said openly


@pytest.mark.slow
def test_open_words_are_read_by_their_audience_and_by_nobody_else(
    desks: Desks, organisation: Cast, browser_of: BrowserOf
) -> None:
    bob, charlie, dana = organisation.bob, organisation.charlie, organisation.dana
    said = {audience: say_openly(bob, desks, f"for {audience}", audience) for audience in list(Audience)[1:]}
    everybody = {Audience.ORGANISATION, Audience.PUBLIC}
    reach = [
        (browser_of(bob), {Audience.ADVOCATE, Audience.CELL, *everybody}),
        (browser_of(charlie), everybody),
        (browser_of(dana), everybody),
        (Client(), {Audience.PUBLIC}),
    ]
    for browser, expected in reach:
        seen = {audience for audience, voice in said.items() if browser.get(f"/said/{voice}/").status_code == 200}
        assert seen == expected


def test_who_may_not_read_it_sees_what_is_missing(
    desks: Desks, bob: Person, charlie: Person, browser_of: BrowserOf
) -> None:
    hidden = browser_of(charlie).get(f"/said/{say_openly(bob, desks)}/")
    missing = browser_of(charlie).get(f"/said/{uuid4()}/")
    assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)


def test_open_words_are_found_by_those_who_may_read_them(desks: Desks, bob: Person, charlie: Person) -> None:
    voice = say_openly(bob, desks, "the harbour lamps", Audience.CELL)
    say_openly(bob, desks, "the harbour for the desk", Audience.ADVOCATE)
    assert [hit.object_id for hit in search("harbour", policy.audiences_of(bob), 10)] == [str(voice)]
    assert search("harbour", policy.audiences_of(charlie), 10) == []
    actions.withdraw(thread=own(bob, voice))
    assert search("harbour", policy.audiences_of(bob), 10) == []


def test_the_list_of_open_words_costs_the_same_for_one_and_for_three(
    desks: Desks, bob: Person, browser_of: BrowserOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(bob)
    assert "that is fine" in browser.get("/said/openly/").text
    say_openly(bob, desks, "one", Audience.ORGANISATION)
    with CaptureQueriesContext(connection) as counted:
        browser.get("/said/openly/")
    for text in ("two", "three"):
        say_openly(bob, desks, text, Audience.CELL)
    with django_assert_num_queries(len(counted)):
        assert "three" in browser.get("/said/openly/").text


def test_what_became_of_open_words_stands_on_their_page(
    desks: Desks, bob: Person, browser_of: BrowserOf, register: Register
) -> None:
    voice = say_openly(bob, desks, audience=Audience.ORGANISATION)
    register.voices.add(voice)
    assert "The build is slow" in browser_of(bob).get(f"/said/{voice}/").text
