"""Talks as people meet them: real requests."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.people import waiting
from groundswell.people.models import Person
from groundswell.register.models import Concern
from groundswell.talks import actions, queries
from groundswell.talks.models import Point, Slot, Talk
from groundswell.talks.rules.points import Outcome
from groundswell.talks.tests.conftest import Desks, anonymous, booked, offered, thread_of
from groundswell.talks.waiting import Talks
from groundswell.voices import queries as voices

WORDS = "lamp otter seven gravel"
TOKEN = re.compile(r'name="token" value="([^"]+)"')

type Browsers = Callable[[Person], Client]


@pytest.fixture
def desk_of(desks: Desks, client_of: Browsers) -> Browsers:
    """Return a function from a reader to a browser with an open desk."""

    def opened(reader: Person) -> Client:
        browser = client_of(reader)
        browser.post(reverse("desk_unlock"), {"passphrase": WORDS})
        return browser

    return opened


def token(browser: Client, address: str = "/talks/book/") -> str:
    found = TOKEN.search(browser.get(address).text)
    assert found is not None
    return found.group(1)


@pytest.mark.slow
def test_a_member_books_in_three_taps_without_a_field(
    desks: Desks, alice: Person, bob: Person, client_of: Browsers
) -> None:
    slot, browser = offered(alice), client_of(bob)
    assert 'href="/talks/book/"' in browser.get("/talks/").text  # one
    page = browser.get("/talks/book/").text
    assert f'value="{slot.id}"' in page  # two
    answer = browser.post("/talks/book/", {"slot": slot.id, "token": TOKEN.findall(page)[0]}, follow=True)  # three
    assert "A 121 with Alice, 30 minutes." in answer.text
    assert "Wednesday 25 November, 14:00 UTC" in answer.text


def test_times_are_told_in_the_zone_of_whoever_reads_them(
    desks: Desks, alice: Person, bob: Person, client_of: Browsers
) -> None:
    offered(alice)
    Person.objects.filter(id=bob.id).update(time_zone="Asia/Kolkata")
    assert "19:30 IST" in client_of(Person.objects.get(id=bob.id)).get("/talks/book/").text
    Person.objects.filter(id=bob.id).update(time_zone="Nowhere/Else")
    assert "14:00 UTC" in client_of(Person.objects.get(id=bob.id)).get("/talks/book/").text


def test_a_time_that_went_meanwhile_is_refused_and_the_words_come_back(
    desks: Desks, alice: Person, bob: Person, charlie: Person, client_of: Browsers
) -> None:
    slot, browser = offered(alice), client_of(bob)
    mark = token(browser)
    actions.book(member=charlie, slot=slot.id, nonce=b"0" * 16)
    answer = browser.post("/talks/book/", {"slot": slot.id, "token": mark, "about": "My words"})
    assert answer.status_code == 422
    assert "not free any more" in answer.text
    assert "My words" in answer.text


@pytest.mark.parametrize("slot", ["", "now", str(UUID(int=7)), "\0", "'" * 300])
def test_a_time_that_never_was_is_refused(
    slot: str, desks: Desks, alice: Person, bob: Person, client_of: Browsers
) -> None:
    offered(alice)
    browser = client_of(bob)
    answer = browser.post("/talks/book/", {"slot": slot, "token": token(browser)})
    assert answer.status_code == 422
    assert not Talk.objects.exists()


def test_a_form_without_its_token_and_far_too_many_words_book_nothing(
    desks: Desks, alice: Person, bob: Person, client_of: Browsers
) -> None:
    slot, browser = offered(alice), client_of(bob)
    assert browser.post("/talks/book/", {"slot": slot.id, "token": "forged"}).status_code == 422
    answer = browser.post("/talks/book/", {"slot": slot.id, "token": token(browser), "about": "long " * 20_000})
    assert answer.status_code == 422
    assert "too long" in answer.text
    assert not Talk.objects.exists()
    assert queries.free_slots() == [slot]


def test_the_same_form_sent_twice_leads_to_the_same_talk(
    desks: Desks, alice: Person, bob: Person, client_of: Browsers
) -> None:
    slot, browser = offered(alice), client_of(bob)
    sent = {"slot": slot.id, "token": token(browser)}
    first, again = browser.post("/talks/book/", sent), browser.post("/talks/book/", sent)
    assert first.status_code == again.status_code == 303
    assert first["Location"] == again["Location"]


@pytest.mark.slow
def test_empty_pages_say_what_to_do_first(
    desks: Desks, alice: Person, bob: Person, client_of: Browsers, desk_of: Browsers
) -> None:
    assert "I would like to talk" in client_of(bob).get("/talks/book/").text
    assert "None yet" in client_of(bob).get("/talks/").text
    booked(bob, alice)
    assert "Every time that is offered is taken" in client_of(bob).get("/talks/book/").text
    assert "anybody books one in three taps" in desk_of(alice).get("/desk/talks/").text
    assert "No meetup is planned" in client_of(bob).get("/meetups/").text


@pytest.mark.slow
def test_a_member_ends_points_on_the_page_and_the_rest_in_one_click(
    desks: Desks, *, alice: Person, bob: Person, client_of: Browsers, later: Callable[..., None]
) -> None:
    talk, browser = booked(bob, alice), client_of(bob)
    point = actions.note_point_at_the_desk(
        unlocked=desks.alice, talk=talk, text="Reviews wait.", suggested=Outcome.ANONYMISED
    )
    address = f"/talks/{talk.id}/"
    assert "suggested: anonymised" in re.sub(r"\s+", " ", browser.get(address).text)
    mark = token(browser, address)
    assert browser.post(f"{address}note/", {"text": "Mine.", "token": mark}).status_code == 303
    assert browser.post(f"{address}points/{point}/", {"outcome": "refused"}).status_code == 303
    assert browser.post(f"{address}points/{point}/", {"outcome": "shouted"}, follow=True).status_code == 200
    assert browser.post(f"{address}points/{uuid4()}/", {"outcome": "refused"}).status_code == 404
    later(hours=3)
    assert browser.post(f"{address}nothing/").status_code == 303
    assert sorted(Point.objects.values_list("outcome", flat=True)) == ["nothing", "refused"]
    refused = browser.post(f"{address}note/", {"text": " ", "token": token(browser, address)})
    assert refused.status_code == 422
    assert "Write something first" in refused.text


def test_a_whole_talk_ends_in_one_click_on_what_waits_for_me(
    desks: Desks, alice: Person, bob: Person, charlie: Person, later: Callable[..., None]
) -> None:
    talk = booked(bob, alice)
    assert waiting.asks_for(bob) == []
    later(hours=3)
    (ask,) = waiting.asks_for(bob)
    assert ask.choices == (("nothing", "Nothing to publish"), ("missed", "It did not take place"))
    assert waiting.asks_for(charlie) == []
    for person, key, choice in (
        (charlie, f"talk {talk.id}", "nothing"),
        (bob, f"talk {talk.id}", "publish"),
        (bob, "talk x", "nothing"),
        (bob, f"other {talk.id}", "nothing"),
    ):
        with pytest.raises(LookupError):
            Talks().answer(person, key, choice)
    Talks().answer(bob, ask.key.removeprefix("talks:"), "nothing")
    assert waiting.asks_for(bob) == []
    assert Talk.objects.get().said_nothing


@pytest.mark.slow
def test_a_calendar_file_says_121_to_both_and_is_missing_for_others(
    desks: Desks, *, alice: Person, bob: Person, charlie: Person, client_of: Browsers, desk_of: Browsers
) -> None:
    talk = booked(bob, alice, about="the build")
    mine, theirs = client_of(bob).get(f"/talks/{talk.id}/121.ics"), desk_of(alice).get(f"/desk/talks/{talk.id}/121.ics")
    assert mine.content.count(b"UID:") == theirs.content.count(b"UID:") == 1
    assert mine.content != theirs.content, "no mark leads from one calendar to the other"
    assert str(talk.id).encode() not in mine.content + theirs.content
    assert mine["Content-Type"] == "text/calendar; charset=utf-8"
    assert not re.search(rb"(?i)alice|bob|build|organizer|attendee|description|location", mine.content)
    assert client_of(charlie).get(f"/talks/{talk.id}/121.ics").status_code == 404


# --- the desk ---------------------------------------------------------------------------------------------------------


def offer(**changed: object) -> dict[str, Any]:
    return {"day": "2026-11-26", "start": "09:00", "until": "11:00", "minutes": "30"} | changed


def test_a_reader_offers_times_and_leaves_out_when_the_calendar_is_busy(alice: Person, desk_of: Browsers) -> None:
    busy = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261126T091500Z\r\n"
        b"DTEND:20261126T094500Z\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nSUMMARY:odd\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    answer = desk_of(alice).post("/desk/talks/", offer(file=SimpleUploadedFile("busy.ics", busy)), follow=True)
    assert "2 times are offered." in answer.text
    assert "1 event of your calendar could not be understood" in answer.text
    assert [slot.starts_at.hour for slot in queries.slots_of(alice)] == [10, 10]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"day": "soon"}, "This is no day"),
        ({"start": "morning"}, "This is no hour"),
        ({"minutes": ""}, "Say how many minutes"),
        ({"minutes": "3"}, "A talk takes 10 to 120 minutes"),
        ({"minutes": "-30"}, "A talk takes 10 to 120 minutes"),
        ({"day": "2020-01-01"}, "begins in the past"),
        ({"day": "2199-01-01"}, "next three months"),
        ({"until": "09:10"}, "no time left in it"),
        ({"until": "08:00"}, "no time left in it"),
        ({"file": SimpleUploadedFile("x.ics", b"no calendar")}, "This is no calendar"),
        ({"file": SimpleUploadedFile("x.ics", b"")}, "This is no calendar"),
    ],
)
def test_times_that_cannot_be_offered_come_back_with_a_sentence(
    changed: dict[str, object], sentence: str, alice: Person, desk_of: Browsers
) -> None:
    answer = desk_of(alice).post("/desk/talks/", offer(**changed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Slot.objects.exists()


def test_a_reader_is_free_now_and_takes_it_back(
    alice: Person, bob: Person, client_of: Browsers, desk_of: Browsers
) -> None:
    browser = desk_of(alice)
    assert browser.post("/desk/talks/now/", {"minutes": "0"}).status_code == 422
    assert browser.post("/desk/talks/now/", {"minutes": "20"}).status_code == 303
    assert "Now, until 12:20" in client_of(bob).get("/talks/book/").text
    slot = Slot.objects.get()
    assert browser.post(f"/desk/talks/times/{slot.id}/").status_code == 303
    assert browser.post(f"/desk/talks/times/{slot.id}/").status_code == 404


@pytest.mark.slow
def test_who_booked_is_closed_until_it_is_read_and_counted(
    desks: Desks, *, alice: Person, otto: Person, bob: Person, desk_of: Browsers
) -> None:
    talk, browser = booked(bob, alice, about="the slow build"), desk_of(alice)
    address = f"/desk/talks/{talk.id}/"
    for page in (browser.get("/desk/talks/").text, browser.get(address).text, browser.get("/desk/").text):
        assert "Bob" not in page
        assert "slow build" not in page
    assert browser.post(f"{address}read/").status_code == 303
    page = browser.get(address).text
    assert "With Bob." in page
    assert "the slow build" in page
    assert desk_of(otto).get(address).status_code == 404


@pytest.mark.slow
def test_a_reader_notes_points_suggests_keeps_notes_and_carries_what_was_agreed(
    desks: Desks, alice: Person, bob: Person, desk_of: Browsers, later: Callable[..., None]
) -> None:
    talk, browser = booked(bob, alice), desk_of(alice)
    address = f"/desk/talks/{talk.id}/"
    sent = {"text": "Reviews wait.", "suggested": "anonymised"}
    browser.post(f"{address}read/")
    once = sent | {"token": token(browser, address)}
    assert [browser.post(f"{address}note/", once).status_code for _ in range(2)] == [303, 303]
    assert browser.post(f"{address}note/", {"text": ""}).status_code == 422
    assert browser.post(f"{address}note/", {"text": "x", "suggested": "loud"}).status_code == 422
    point = Point.objects.get()
    assert browser.post(f"{address}points/{point.id}/suggest/", {"outcome": "nothing"}).status_code == 303
    assert browser.post(f"{address}points/{point.id}/suggest/", {"outcome": "?"}, follow=True).status_code == 200
    assert browser.post(f"{address}notes/", {"text": "Ask about the build."}).status_code == 303
    assert "Ask about the build." in browser.get(address).text
    carry = f"{address}points/{point.id}/carry/"
    words = {"kind": "concern", "title": "Changes wait long", "text": "", "concern": ""}
    assert "Nobody has agreed yet" in browser.post(carry, words).text
    actions.agree(thread=thread_of(bob, talk), point=point.id, outcome=Outcome.ANONYMISED)
    browser.post(f"{address}read/")
    assert "Write it down" in browser.get(address).text
    assert browser.get(carry).status_code == 200
    assert "Write it in one sentence first" in browser.post(carry, words | {"title": " "}).text
    assert "Choose what it is" in browser.post(carry, words | {"kind": "rant"}).text
    assert "Choose the concern" in browser.post(carry, words | {"kind": "perspective"}).text
    assert browser.post(carry, words | {"concern": str(uuid4())}).status_code == 422
    assert browser.post(carry, words).status_code == 303
    assert Concern.objects.get().title == "Changes wait long"
    later(hours=3)
    browser = desk_of(alice)
    assert browser.post(f"{address}held/", {"minutes": "many"}).status_code == 422
    assert browser.post(f"{address}held/", {"minutes": "25"}).status_code == 303
    assert Talk.objects.get().minutes_taken == 25


def test_what_was_typed_at_a_locked_desk_is_kept(desks: Desks, alice: Person, bob: Person, client_of: Browsers) -> None:
    talk, browser = booked(bob, alice), client_of(alice)
    answer = browser.post(f"/desk/talks/{talk.id}/notes/", {"text": "Ask about the build."})
    assert answer.status_code == 422
    assert "Ask about the build." in answer.text


def test_a_dialogue_becomes_a_talk(desks: Desks, alice: Person, desk_of: Browsers) -> None:
    thread, _receipt = anonymous(desks)
    browser = desk_of(alice)
    address = f"/desk/talks/of/{thread.voice.id}/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"minutes": "999"}).status_code == 422
    once = {"minutes": "15", "token": token(browser, address)}
    assert [browser.post(address, once).status_code for _ in range(2)] == [303, 303]
    assert Talk.objects.get().by_receipt, "the same form sent twice is one talk"
    assert browser.post(address, {"minutes": "15", "token": "forged"}).status_code == 422


def test_a_reader_calls_off_with_a_word(desks: Desks, alice: Person, bob: Person, desk_of: Browsers) -> None:
    talk, browser = booked(bob, alice), desk_of(alice)
    assert browser.post(f"/desk/talks/{talk.id}/off/", {"text": "I am ill."}).status_code == 303
    assert browser.post(f"/desk/talks/{talk.id}/off/", {"text": "Again."}).status_code == 422
    assert "I am ill." in voices.dialogue(thread_of(bob, talk))[-1].text


def test_a_locked_desk_shows_how_many_talks_and_no_more(
    desks: Desks, alice: Person, bob: Person, client_of: Browsers, later: Callable[..., None]
) -> None:
    booked(bob, alice)
    later(days=20)
    page = client_of(alice).get("/desk/").text
    assert "A talk of" not in page


@pytest.mark.slow
def test_open_talks_are_listed_to_their_reader_alone(
    desks: Desks,
    *,
    alice: Person,
    otto: Person,
    bob: Person,
    client_of: Browsers,
    desk_of: Browsers,
    later: Callable[..., None],
) -> None:
    booked(bob, alice)
    later(days=20)
    assert "for more than two weeks" in desk_of(alice).get("/desk/talks/").text
    assert "A talk of" in desk_of(alice).get("/desk/").text
    assert "A talk of" not in desk_of(otto).get("/desk/").text
    assert waiting.asks_for(bob) == [], "its member is never reminded"


# --- by receipt -------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_receipt_books_and_ends_a_talk_in_writing_without_a_cookie(
    desks: Desks, alice: Person, later: Callable[..., None]
) -> None:
    _thread, receipt = anonymous(desks)
    slot, box = offered(alice), Client(enforce_csrf_checks=True)
    page = box.post("/thread/talk/", {"receipt": receipt})
    assert f'value="{slot.id}"' in page.text
    mark = TOKEN.findall(page.text)[0]
    done = box.post("/thread/talk/", {"receipt": receipt, "do": "book", "slot": slot.id, "token": mark})
    assert "The time is yours" in done.text
    assert not done.cookies
    talk = Talk.objects.get()
    about = {"receipt": receipt, "talk": talk.id, "token": mark}
    invitation = box.post("/thread/talk/", {**about, "do": "calendar"})
    assert b"SUMMARY:121" in invitation.content
    for stored in (talk.id, talk.voice, talk.slot_id):
        assert str(stored).encode() not in invitation.content, "no row leads from a calendar to a dialogue"
        assert stored.hex.encode() not in invitation.content
    assert "In a calendar that others see" in box.post("/thread/talk/", {"receipt": about["receipt"]}).text
    point = actions.note_point_at_the_desk(unlocked=desks.alice, talk=talk, text="Reviews wait.")
    assert "Your point was noted" in box.post("/thread/talk/", {**about, "do": "note", "text": "Mine."}).text
    box.post("/thread/talk/", {**about, "do": "agree", "point": point, "outcome": "anonymised"})
    assert Point.objects.get(id=point).outcome == Outcome.ANONYMISED
    later(hours=3)
    box.post("/thread/talk/", {**about, "do": "nothing"})
    assert sorted(Point.objects.values_list("outcome", flat=True)) == ["anonymised", "nothing"]


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"receipt": ""}, 422, "receipt"),
        ({"receipt": "no receipt at all"}, 422, "receipt"),
        ({"receipt": "0000-0000-0000-0000-0000"}, 422, "receipt"),
        ({"do": "book", "slot": "now"}, 422, "Choose a time"),
        ({"do": "book", "slot": str(UUID(int=7))}, 422, "not free any more"),
        ({"do": "book", "slot": "", "token": "forged"}, 422, "Choose a time"),
        ({"do": "note", "talk": str(UUID(int=7)), "text": "x"}, 404, ""),
        ({"do": "agree", "point": str(UUID(int=7)), "outcome": "refused"}, 404, ""),
        ({"do": "agree", "point": "x", "outcome": "refused"}, 404, ""),
        ({"do": "off", "talk": "x"}, 404, ""),
        ({"do": "dance"}, 200, "A talk in writing"),
    ],
)
def test_bad_input_by_receipt_is_a_sentence_or_missing(
    sent: dict[str, str], status: int, sentence: str, desks: Desks, alice: Person
) -> None:
    _thread, receipt = anonymous(desks)
    offered(alice)
    box = Client(enforce_csrf_checks=True)
    mark = TOKEN.findall(box.post("/thread/talk/", {"receipt": receipt}).text)[0]
    answer = box.post("/thread/talk/", {"receipt": receipt, "token": mark} | sent)
    assert answer.status_code == status
    assert sentence in answer.text
    assert not Talk.objects.exists()


@pytest.mark.slow
def test_a_talk_in_writing_is_called_off_once_and_words_of_nothing_are_refused(desks: Desks, alice: Person) -> None:
    thread, receipt = anonymous(desks)
    talk = actions.book_in_writing(thread=thread, slot=offered(alice).id, nonce=b"1" * 16)
    box = Client(enforce_csrf_checks=True)
    mark = TOKEN.findall(box.post("/thread/talk/", {"receipt": receipt}).text)[0]
    about = {"receipt": receipt, "talk": talk.id, "token": mark}
    assert "Write something first" in box.post("/thread/talk/", {**about, "do": "note", "text": " "}).text
    assert "It is called off" in box.post("/thread/talk/", {**about, "do": "off"}).text
    assert "called off, so nothing changed" in box.post("/thread/talk/", {**about, "do": "off"}).text


def test_the_dialogue_leads_to_a_talk_in_writing_and_forms_with_a_receipt_stay_at_their_address(
    desks: Desks, alice: Person
) -> None:
    _thread, receipt = anonymous(desks)
    offered(alice)
    assert '<a href="/thread/talk/">A talk in writing</a>' in Client().post("/thread/", {"receipt": receipt}).text
    page = Client().post("/thread/talk/", {"receipt": receipt}).text
    assert set(re.findall(r'<form[^>]* action="([^"]+)"', page)) == {"/thread/talk/"}


def test_guessed_receipts_open_nothing_and_a_right_one_always_does(desks: Desks, alice: Person) -> None:
    _thread, receipt = anonymous(desks)
    box = Client()
    others = [each for each in "01234" if each != receipt[-1]]
    guesses = [box.post("/thread/talk/", {"receipt": receipt[:-1] + each}).status_code for each in others]
    assert set(guesses) <= {422}
    assert box.post("/thread/talk/", {"receipt": receipt}).status_code == 200


# --- as many questions for one as for three ---------------------------------------------------------------------------


def count(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


@pytest.mark.slow
@pytest.mark.parametrize("address", ["/talks/", "/talks/book/", "/desk/talks/", "/desk/", "/waiting/"])
def test_three_rows_ask_as_many_questions_as_one(
    address: str,
    desks: Desks,
    *,
    alice: Person,
    bob: Person,
    client_of: Browsers,
    desk_of: Browsers,
    later: Callable[..., None],
) -> None:
    def more(hours: float) -> None:
        talk = booked(bob, alice, hours=hours)
        actions.note_point_at_the_desk(unlocked=desks.alice, talk=talk, text="Reviews wait.")
        offered(alice, hours=hours + 1)

    def asked() -> int:
        browser = desk_of(alice) if address.startswith("/desk/") else client_of(bob)
        return count(browser, address)

    more(2)
    later(hours=2.6)
    one = asked()
    more(5)
    later(hours=6)
    more(5)
    assert asked() == one
