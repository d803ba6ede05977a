"""The box, as somebody without cookies and without script meets it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from groundswell.kit import clock
from groundswell.kit.seal import tokens
from groundswell.kit.seal.throttle import Throttle
from groundswell.people import actions as people
from groundswell.people.models import Person, Session
from groundswell.people.rules import Grant
from groundswell.voices import queries, sealing
from groundswell.voices.models import Voice
from groundswell.voices.tests.conftest import CANARY, Desks, opened_desk
from groundswell.voices.views import speak as speaking
from tests.visitors import Answer, Form

RECEIPT = re.compile(r"\b(?:[0-9A-Z]{4}-){5}[0-9A-Z]\b")


def look(box: Client, path: str = "/speak/") -> Form:
    """Open a page and return its form."""
    answer = box.get(path)
    return Answer(path, answer.status_code, [], answer.text).form("text")


def send(box: Client, form: Form | None = None, **changes: object) -> "_Sent":
    """Fill in the box and send it, as a browser would."""
    form = form or look(box)
    sent: dict[str, list[str]] = {}
    for name, text in form.fields:
        sent.setdefault(name, []).append(text)
    for name, value in changes.items():
        if value is None:
            sent.pop(name, None)
        else:
            sent[name] = value if isinstance(value, list) else [str(value)]
    answer = box.post("/speak/", sent)
    return _Sent(answer.status_code, answer.text, answer)


class _Sent:
    def __init__(self, status: int, body: str, answer: object) -> None:
        self.status, self.body, self.answer = status, body, answer

    @property
    def receipt(self) -> str:
        found = RECEIPT.search(self.body)
        assert found is not None, self.body
        return found.group()

    @property
    def form(self) -> Form:
        return Answer("/speak/", self.status, [], self.body).form("text")

    @property
    def words(self) -> str:
        return Answer("/speak/", self.status, [], self.body).words


def test_one_sentence_is_enough(desks: Desks, box: Client) -> None:
    sent = send(box, text="The build is slow.")
    assert sent.status == 200
    assert Voice.objects.get().level == "anonymous"
    assert sent.receipt


def test_the_form_has_one_box_one_choice_and_nothing_required(desks: Desks, box: Client) -> None:
    page = box.get("/speak/").text
    assert page.count("<textarea") == 1
    assert len(re.findall(r'type="radio" name="level"', page)) == 4
    assert " required" not in page.split("<main", 1)[1]


def test_who_can_read_this_stands_there_by_name(desks: Desks, box: Client) -> None:
    words = Answer("", 200, [], box.get("/speak/").text).words
    assert "Who can read this" in words
    assert "Alice" in words
    assert "Otto" in words
    assert "Ada" not in words


def test_those_who_are_named_are_those_who_can_open_it(desks: Desks, box: Client) -> None:
    send(box, text=CANARY)
    assert queries.names_of_readers(Voice.objects.get().id) == ["Alice", "Otto"]


def test_a_struck_reader_is_not_among_those_who_can_open_it(desks: Desks, box: Client) -> None:
    sent = send(box, text=CANARY, readers=[str(desks.key_of(desks.otto).id)])
    assert queries.names_of_readers(Voice.objects.get().id) == ["Otto"]
    assert "Who can read this: Otto" in sent.words


def test_what_is_about_the_advocate_goes_to_the_alternate_alone(desks: Desks, box: Client) -> None:
    send(box, text=CANARY, about_advocate="yes")
    assert queries.names_of_readers(Voice.objects.get().id) == ["Otto"]


def test_the_tick_that_strikes_the_advocates_stands_above_their_names(desks: Desks, box: Client) -> None:
    words = Answer("", 200, [], box.get("/speak/").text).words
    places = [words.index(each) for each in ("Who can read this", "It is about the advocate", "Alice")]
    assert places == sorted(places)
    assert "Then only Otto can read it, whoever is ticked" in words


def test_no_sentence_of_the_page_says_that_those_who_are_ticked_can_read_it(desks: Desks, box: Client) -> None:
    words = Answer("", 200, [], box.get("/speak/").text).words
    assert "those who are ticked" not in words
    assert "those ticked" not in words
    assert "nobody else can" in words


def test_striking_everybody_is_answered_with_a_sentence_and_the_words(desks: Desks, box: Client) -> None:
    sent = send(box, text=CANARY, readers=None)
    assert sent.status == 422
    assert "Tick at least one name" in sent.words
    assert sent.form.value("text") == CANARY
    assert not Voice.objects.exists()


def test_a_reader_who_is_gone_since_the_page_was_opened_is_told(
    desks: Desks, box: Client, charlie: Person, alice: Person
) -> None:
    form = look(box)
    people.end_role(by=None, assignment=alice.role_assignments.get(), day=clock.today())
    role = people.standard_role(Grant.ADVOCATE)
    people.assign_role(by=None, role=role, person=charlie, from_on=clock.today())
    opened_desk(charlie)
    sent = send(box, form, text=CANARY)
    assert sent.status == 422
    assert "Look at the names again" in sent.words
    assert "Charlie" in sent.words
    assert sent.form.value("text") == CANARY


def test_a_reader_without_a_desk_is_not_named(desks: Desks, box: Client, charlie: Person) -> None:
    role = people.standard_role(Grant.ADVOCATE)
    people.assign_role(by=None, role=role, person=charlie, from_on=clock.today())
    assert "Charlie" not in box.get("/speak/").text


def test_an_advocate_for_a_part_is_shown_with_the_part_and_not_ticked(
    desks: Desks, box: Client, charlie: Person, bob: Person
) -> None:
    cell = bob.memberships.get().cell
    role = people.standard_role(Grant.ADVOCATE)
    people.assign_role(by=None, role=role, person=charlie, from_on=clock.today(), cells=[cell])
    opened_desk(charlie)
    assert "advocate, for Cell One" in Answer("", 200, [], box.get("/speak/").text).words
    send(box, text=CANARY)
    assert queries.names_of_readers(Voice.objects.get().id) == ["Alice", "Otto"]


@pytest.mark.parametrize("who", ["nobody", "alice", "otto"])
def test_before_there_are_two_readers_nothing_is_taken(
    organisation: object, box: Client, alice: Person, otto: Person, who: str
) -> None:
    for person in {"nobody": [], "alice": [alice], "otto": [otto]}[who]:
        opened_desk(person)
    shown = box.get("/speak/")
    assert shown.status_code == 200
    assert "<form" not in shown.text.split("<main", 1)[1].split("</main>")[0]
    assert "opens the desk once" in shown.text
    refused = box.post("/speak/", {"text": CANARY, "level": "anonymous"})
    assert refused.status_code == 422
    assert CANARY in refused.text
    assert not Voice.objects.exists()


def test_no_cookie_is_set_and_no_session_made(desks: Desks, box: Client) -> None:
    sent = send(box, text=CANARY)
    assert not box.cookies
    assert "Set-Cookie" not in sent.answer.headers  # type: ignore[attr-defined]
    assert not Session.objects.exists()


def test_a_cookie_that_comes_along_changes_nothing(desks: Desks, box: Client, browser_of: object, bob: Person) -> None:
    plain = re.sub(r'value="[^"]{60,}"', "", box.get("/speak/").text)
    signed_in = browser_of(bob)  # type: ignore[operator]
    seen = re.sub(r'value="[^"]{60,}"', "", signed_in.get("/speak/").text)
    assert seen == plain
    assert "Bob" not in seen


def test_the_page_is_kept_nowhere(desks: Desks, box: Client) -> None:
    sent = send(box, text=CANARY)
    assert "no-store" in box.get("/speak/").headers["Cache-Control"]
    assert "no-store" in sent.answer.headers["Cache-Control"]  # type: ignore[attr-defined]
    assert CANARY not in sent.body


def test_the_receipt_page_says_how_to_come_back(desks: Desks, box: Client) -> None:
    sent = send(box, text=CANARY)
    assert "/thread/" in sent.body
    assert "Close this window" in sent.words
    assert "tomorrow" in sent.words


def test_who_cannot_wait_is_told_that_it_has_arrived(desks: Desks, box: Client) -> None:
    assert "have reached them" in send(box, text=CANARY, now="yes").words
    assert Voice.objects.get().arrives_on == clock.today()


def test_the_same_page_sent_again_shows_the_same_receipt(desks: Desks, box: Client) -> None:
    form = look(box)
    first, second = send(box, form, text=CANARY), send(box, form, text=CANARY)
    assert (second.status, second.receipt) == (200, first.receipt)
    assert "You sent this page twice" in second.words
    assert Voice.objects.count() == 1


def test_the_same_page_with_other_words_keeps_the_first_and_hands_the_others_back(desks: Desks, box: Client) -> None:
    form = look(box)
    first = send(box, form, text=CANARY)
    second = send(box, form, text="something new")
    assert second.status == 422
    assert second.receipt == first.receipt
    assert second.form.value("text") == "something new"
    assert second.form.value("token") != form.value("token")
    third = send(box, second.form)
    assert third.status == 200
    assert third.receipt != first.receipt
    assert Voice.objects.count() == 2


@pytest.mark.parametrize("token", [None, "", "x", "A" * 64, "é" * 64, "x" * 100_000])
def test_a_page_without_its_own_token_is_answered_with_a_fresh_one(
    desks: Desks, box: Client, token: str | None
) -> None:
    sent = send(box, text=CANARY, token=token)
    assert sent.status == 422
    assert "Send it once more" in sent.words
    assert sent.form.value("text") == CANARY
    assert send(box, sent.form).status == 200


def test_a_page_that_was_open_for_more_than_a_day_is_answered_with_a_fresh_one(desks: Desks, box: Client) -> None:
    form = look(box)
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        sent = send(box, form, text=CANARY)
        assert sent.status == 422
        assert "more than a day ago" in sent.words
        assert send(box, sent.form).status == 200


def test_a_refused_page_keeps_its_token_so_that_sending_it_again_is_still_one_voice(desks: Desks, box: Client) -> None:
    form = look(box)
    assert send(box, form, text="").form.value("token") == form.value("token")


@pytest.mark.parametrize("level", ["open", "signed", "count"])
def test_the_other_levels_continue_on_a_signed_in_page_with_the_words(desks: Desks, box: Client, level: str) -> None:
    sent = send(box, text=CANARY, level=level)
    assert sent.status == 307
    assert urlsplit(sent.answer.headers["Location"]).path == "/said/carried/"  # type: ignore[attr-defined]
    assert CANARY not in sent.answer.headers["Location"]  # type: ignore[attr-defined]
    assert not Voice.objects.exists()


@pytest.mark.parametrize("level", [None, "", "public", "ANONYMOUS"])
def test_a_level_that_does_not_exist_is_asked_for(desks: Desks, box: Client, level: str | None) -> None:
    sent = send(box, text=CANARY, level=level)
    assert sent.status == 422
    assert "Choose how you want to say it" in sent.words
    assert sent.form.value("text") == CANARY


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "null"}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_only_a_page_of_ours_can_send_the_form(desks: Desks, box: Client, headers: dict[str, str], status: int) -> None:
    form = look(box)
    sent = {name: [value for key, value in form.fields if key == name] for name, _ in form.fields} | {"text": [CANARY]}
    assert box.post("/speak/", sent, headers=headers).status_code == status


@pytest.fixture
def flood(settings: Settings) -> Iterator[Throttle]:
    """Limit voices as an installation does, whatever ran before; tests give the burst that they need."""
    settings.VOICES_PER_MINUTE = 120
    before, speaking.flood.burst = speaking.flood.burst, settings.VOICES_PER_MINUTE
    speaking.flood._buckets.clear()
    yield speaking.flood
    speaking.flood.burst = before
    speaking.flood._buckets.clear()


@pytest.mark.slow
def test_a_flood_is_slowed_and_loses_no_words(desks: Desks, box: Client, flood: Throttle) -> None:
    flood.burst = 3
    statuses = [send(box, text=f"{CANARY} {number}").status for number in range(4)]
    slowed = send(box, text=CANARY)
    assert statuses == [200, 200, 200, 429]
    assert "Try again in a minute" in slowed.words
    assert slowed.form.value("text") == CANARY


def test_a_flood_from_one_network_does_not_stop_another(desks: Desks, box: Client, flood: Throttle) -> None:
    flood.burst = 1
    for _ in range(3):
        send(box, text=CANARY)
    other = Client(enforce_csrf_checks=True, REMOTE_ADDR="192.0.2.7")
    assert send(other, text=CANARY).status == 200


def test_a_lost_answer_can_be_asked_for_again_even_in_a_flood(desks: Desks, box: Client, flood: Throttle) -> None:
    form = look(box)
    first = send(box, form, text=CANARY)
    flood.burst = 0
    flood._buckets.clear()
    assert send(box, form, text=CANARY).receipt == first.receipt


def test_opening_the_box_costs_few_queries(
    desks: Desks, box: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(6):
        box.get("/speak/")


def test_the_token_names_a_form_and_nobody(desks: Desks, box: Client) -> None:
    one, other = look(box).value("token"), look(box).value("token")
    assert one != other
    assert len(tokens.read_token(one, sealing.form_secret(), clock.now())) == 16
