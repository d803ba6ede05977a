"""The way back by receipt: nothing in the address, nothing in a cookie."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from groundswell.kit import clock
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal import boxes, receipts
from groundswell.people.models import Session
from groundswell.voices import actions, queries
from groundswell.voices.actions import Spoken
from groundswell.voices.models import Consent, Message, Voice
from groundswell.voices.rules import ConsentState, MessageKind, Verdict, VoiceState
from groundswell.voices.tests.conftest import CANARY, Desks, Register, opened, say, words_of
from groundswell.voices.views import thread as door
from tests.visitors import Answer, Form

DEEDS = ("write", "confirm", "consent", "draft", "end")


def receipt_of(spoken: Spoken) -> str:
    assert spoken.receipt is not None
    return spoken.receipt.text


def open_by(box: Client, receipt: str) -> Answer:
    answer = box.post("/thread/", {"receipt": receipt})
    return Answer("/thread/", answer.status_code, [], answer.text)


def fill(box: Client, form: Form, **changes: str | None) -> Answer:
    sent: dict[str, list[str]] = {}
    for name, text in form.fields:
        sent.setdefault(name, []).append(text)
    for name, value in changes.items():
        sent[name] = [] if value is None else [value]
    answer = box.post(form.action, {name: texts for name, texts in sent.items() if texts})
    return Answer(form.action, answer.status_code, [], answer.text)


def test_the_receipt_opens_both_sides_of_the_dialogue(desks: Desks, box: Client) -> None:
    spoken = say(desks)
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text="We looked at it.")
    page = open_by(box, receipt_of(spoken))
    assert page.status == 200
    assert CANARY in page.words
    assert "Alice, today" in page.words
    assert "We looked at it." in page.words
    assert "Who can read this: Alice and Otto" in page.words


def test_only_the_day_is_shown(desks: Desks, box: Client) -> None:
    page = open_by(box, receipt_of(say(desks)))
    assert re.search(r"\d\d:\d\d", page.body) is None


@pytest.mark.parametrize("shape", ["lower", "spaces", "letters for digits", "no dashes"])
def test_a_receipt_may_be_typed_as_people_type(desks: Desks, box: Client, shape: str) -> None:
    receipt = receipt_of(say(desks))
    typed = {
        "lower": receipt.lower(),
        "spaces": f"  {receipt.replace('-', ' ')} ",
        "letters for digits": receipt.replace("0", "O").replace("1", "l"),
        "no dashes": receipt.replace("-", ""),
    }[shape]
    assert CANARY in open_by(box, typed).words


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type or paste the receipt"),
        ("   -- ", "Type or paste the receipt"),
        ("AB12", "it has 4 letters and digits"),
        ("A" * 22, "too long"),
        ("A" * 100_000, "too long"),
        ("UUUU-UUUU-UUUU-UUUU-UUUU-U", "Character 1 cannot be in a receipt"),
        ("0000-0000-0000-0000-0000-1", "One character of this receipt is wrong"),
        ("\0" * 21, "cannot be in a receipt"),
        ("😀" * 21, "cannot be in a receipt"),
    ],
)
def test_every_wrong_shape_has_its_own_sentence(desks: Desks, box: Client, typed: str, sentence: str) -> None:
    page = open_by(box, typed)
    assert page.status == 422
    assert sentence in page.words
    assert page.form("receipt").value("receipt") == typed


def test_a_guessed_receipt_opens_nothing(desks: Desks, box: Client) -> None:
    say(desks)
    guess = receipts.receipt_from(b"guess", boxes.new_secret()).text
    page = open_by(box, guess)
    assert page.status == 422
    assert "This receipt opens nothing" in page.words
    assert CANARY not in page.body


def test_a_receipt_with_one_wrong_character_comes_back_and_is_mended_in_place(desks: Desks, box: Client) -> None:
    receipt = receipt_of(say(desks))
    wrong = ("B" if receipt[0] == "A" else "A") + receipt[1:]
    page = open_by(box, wrong)
    assert "One character of this receipt is wrong" in page.words
    assert page.form("receipt").value("receipt") == wrong
    assert CANARY in fill(box, page.form("receipt"), receipt=receipt).words


def test_never_given_thrown_away_and_taken_back_look_the_same(desks: Desks, box: Client) -> None:
    never = receipts.receipt_from(b"guess", boxes.new_secret()).text
    thrown, taken = say(desks), say(desks, "other")
    actions.author_forgets(thread=opened(thrown))
    actions.withdraw(thread=opened(taken))
    shown = (never, receipt_of(thrown), receipt_of(taken))
    bodies = {open_by(box, receipt).body.replace(receipt, "") for receipt in shown}
    assert len(bodies) == 1


@pytest.mark.slow
def test_a_flood_of_guesses_is_cut_short_and_locks_nobody_out(desks: Desks, box: Client) -> None:
    receipt = receipt_of(say(desks))
    statuses = set()
    for number in range(70):
        guess = receipts.receipt_from(str(number).encode(), b"p" * 32).text
        statuses.add(open_by(box, guess).status)
    assert statuses == {422, 429}
    assert CANARY in open_by(box, receipt).words


@pytest.mark.slow
def test_wrong_shapes_are_not_counted_as_guesses(box: Client, desks: Desks) -> None:
    for _ in range(70):
        open_by(box, "AB12")
    assert len(door.guesses) == 0


def test_no_cookie_no_session_and_nothing_in_an_address(desks: Desks, box: Client) -> None:
    receipt = receipt_of(say(desks))
    answer = box.post("/thread/", {"receipt": receipt})
    assert not box.cookies
    assert not Session.objects.exists()
    links = re.findall(r'(?:href|action|to)="([^"]*)"', answer.text)
    assert links
    assert all(receipt not in link for link in links)
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.slow
def test_more_words_are_added_once_however_often_they_are_sent(desks: Desks, box: Client) -> None:
    spoken = say(desks)
    form = open_by(box, receipt_of(spoken)).form("text")
    for page in [fill(box, form, text="And another thing.") for _ in range(2)]:
        assert page.status == 200
        assert "Your words were added" in page.words
    assert words_of(opened(spoken)) == [CANARY, "And another thing."]
    assert Message.objects.get(number=1).arrives_on == clock.today() + timedelta(days=1)


def test_words_that_cannot_wait_are_there_today(desks: Desks, box: Client) -> None:
    spoken = say(desks)
    fill(box, open_by(box, receipt_of(spoken)).form("text"), text="urgent", now="yes")
    assert Message.objects.get(number=1).arrives_on == clock.today()


def test_refused_words_come_back(desks: Desks, box: Client) -> None:
    spoken = say(desks)
    form = open_by(box, receipt_of(spoken)).form("text")
    page = fill(box, form, text="x" * 100_000)
    assert page.status == 422
    assert "pages, and 20 fit" in page.words
    assert page.form("text").value("text") == "x" * 100_000


def test_words_with_a_wrong_receipt_come_back_too(desks: Desks, box: Client) -> None:
    form = open_by(box, receipt_of(say(desks))).form("text")
    page = fill(box, form, text="not lost", receipt="AB12")
    assert page.status == 422
    assert "not lost" in page.words
    assert "Everything you typed is still here" in page.words
    assert page.form("receipt").value("receipt") == "AB12"


@pytest.mark.slow
@pytest.mark.parametrize("token", [None, "forged"])
def test_words_without_a_token_come_back(desks: Desks, box: Client, token: str | None) -> None:
    form = open_by(box, receipt_of(say(desks))).form("text")
    page = fill(box, form, text="not lost", token=token)
    assert page.status == 422
    assert "Send it once more" in page.words
    assert fill(box, page.form("text")).status == 200


def test_words_into_a_dialogue_that_was_closed_meanwhile_come_back(desks: Desks, box: Client) -> None:
    spoken = say(desks)
    form = open_by(box, receipt_of(spoken)).form("text")
    actions.reader_closes(voice_id=spoken.voice, unlocked=desks.alice)
    page = fill(box, form, text="not lost")
    assert page.status == 422
    assert "This dialogue is closed" in page.words
    assert "not lost" in page.words


@pytest.mark.slow
def test_it_is_closed_and_can_still_be_read(desks: Desks, box: Client) -> None:
    spoken = say(desks)
    page = fill(box, open_by(box, receipt_of(spoken)).form("ending"), ending="close")
    assert "It is closed" in page.words
    assert "You closed the dialogue" in page.words
    assert Voice.objects.get().state == VoiceState.CLOSED
    assert CANARY in open_by(box, receipt_of(spoken)).words


@pytest.mark.parametrize("ending", ["forget", "withdraw"])
def test_what_the_desk_closed_can_still_be_taken_back_by_its_author(desks: Desks, box: Client, ending: str) -> None:
    spoken = say(desks)
    actions.reader_closes(voice_id=spoken.voice, unlocked=desks.alice)
    form = open_by(box, receipt_of(spoken)).form("ending")
    assert "close" not in form.choices["ending"]
    assert "throw the receipt away" in fill(box, form, ending=ending).words
    assert open_by(box, receipt_of(spoken)).status == 422


@pytest.mark.parametrize("ending", ["forget", "withdraw"])
def test_afterwards_the_receipt_opens_nothing(desks: Desks, box: Client, ending: str) -> None:
    spoken = say(desks)
    page = fill(box, open_by(box, receipt_of(spoken)).form("ending"), ending=ending)
    assert page.status == 200
    assert "throw the receipt away" in page.words
    assert open_by(box, receipt_of(spoken)).status == 422
    assert Message.objects.exists() is (ending == "forget")


@pytest.mark.slow
def test_an_ending_that_does_not_exist_ends_nothing(desks: Desks, box: Client) -> None:
    spoken = say(desks)
    for ending in ("", "burn"):
        page = fill(box, open_by(box, receipt_of(spoken)).form("ending"), ending=ending)
        assert page.status == 422
    assert Voice.objects.get().state == VoiceState.OPEN


def test_what_became_of_it_stands_there_and_is_confirmed_in_one_click(
    desks: Desks, box: Client, register: Register
) -> None:
    spoken = say(desks)
    register.voices.add(spoken.voice)
    page = open_by(box, receipt_of(spoken))
    assert "The build is slow" in page.words
    assert "The tests run in parallel since Monday." in page.words
    done = fill(box, page.form("helped"), helped="yes")
    assert "Your answer was kept" in done.words
    fill(box, page.form("helped"), helped="no")
    assert register.said == [(spoken.voice, register.about, True), (spoken.voice, register.about, False)]


@pytest.mark.parametrize(("about", "helped"), [("x", "yes"), ("00000000-0000-0000-0000-000000000000", "yes")])
def test_nothing_can_be_confirmed_that_is_not_there(
    desks: Desks, box: Client, register: Register, about: str, helped: str
) -> None:
    spoken = say(desks)
    register.voices.add(spoken.voice)
    form = open_by(box, receipt_of(spoken)).form("helped")
    assert fill(box, form, about=about, helped=helped).status == 404
    assert fill(box, form, helped="perhaps").status == 404
    assert register.said == []


@pytest.mark.slow
def test_a_question_about_words_is_answered_by_receipt(desks: Desks, box: Client, register: Register) -> None:
    spoken = say(desks)
    words = "Several people say that the build is slow."
    actions.ask_consent(voice_id=spoken.voice, about_kind="concern", about_id=register.about, words=words)
    page = open_by(box, receipt_of(spoken))
    assert words in page.words
    assert "With my name" not in page.words
    assert "You said yes" in fill(box, page.form("consent"), answer="agreed").words
    assert "You said no" in fill(box, page.form("consent"), answer="objected").words
    other = fill(box, page.form("consent"), answer="objected", instead="The build takes an hour.")
    assert "You gave other words" in other.words
    assert "The build takes an hour." in words_of(opened(spoken))[-1]


@pytest.mark.slow
def test_a_question_that_was_not_asked_cannot_be_answered(desks: Desks, box: Client, register: Register) -> None:
    spoken, other = say(desks), say(desks, "other")
    for voice in (spoken.voice, other.voice):
        actions.ask_consent(voice_id=voice, about_kind="concern", about_id=register.about, words="words")
    form = open_by(box, receipt_of(spoken)).form("consent")
    foreign = queries.questions_of(opened(other))[0].id
    assert fill(box, form, consent=str(foreign), answer="agreed").status == 404
    assert fill(box, form, consent="x", answer="agreed").status == 422
    assert fill(box, form, answer="perhaps").status == 422
    assert queries.questions_of(opened(other))[0].state == ConsentState.ASKED


@pytest.mark.slow
def test_a_tidied_version_is_answered_by_receipt(desks: Desks, box: Client) -> None:
    spoken = say(desks)
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text="Tidied.", kind=MessageKind.DRAFT)
    page = open_by(box, receipt_of(spoken))
    assert "Is this what you mean?" in page.words
    fill(box, page.form("verdict"), text="My version.", verdict="approved")
    last = queries.dialogue(opened(spoken))[-1]
    assert (last.verdict, last.text) == (Verdict.EDITED, "My version.")
    again = fill(box, page.form("verdict"), verdict="refused")
    assert again.status == 422
    assert "answered already" in again.words


@pytest.mark.slow
@pytest.mark.parametrize(("verdict", "kept"), [("approved", Verdict.APPROVED), ("refused", Verdict.REFUSED)])
def test_a_tidied_version_is_taken_or_left(desks: Desks, box: Client, verdict: str, kept: Verdict) -> None:
    spoken = say(desks)
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text="Tidied.", kind=MessageKind.DRAFT)
    fill(box, open_by(box, receipt_of(spoken)).form("verdict"), verdict=verdict)
    assert queries.dialogue(opened(spoken))[-1].verdict == kept


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_asks_for_the_receipt(desks: Desks, box: Client, deed: str) -> None:
    assert box.post("/thread/", {"do": deed}).status_code == 422


def test_a_deed_that_does_not_exist_opens_the_dialogue_and_does_nothing(desks: Desks, box: Client) -> None:
    spoken = say(desks)
    answer = box.post("/thread/", {"receipt": receipt_of(spoken), "do": "publish", "text": "words", "ending": "forget"})
    assert answer.status_code == 200
    assert len(queries.dialogue(opened(spoken))) == 1


def test_every_form_of_a_dialogue_goes_to_the_address_of_its_page(desks: Desks, box: Client) -> None:
    page = open_by(box, receipt_of(say(desks)))
    addresses = {form.action or "/thread/" for form in page.forms}
    assert addresses == {"/thread/"}, "a browser keeps in its files what was sent to another address than its page's"


@pytest.mark.parametrize("deed", ["", *DEEDS])
def test_only_a_page_of_ours_can_send_the_forms(desks: Desks, box: Client, deed: str) -> None:
    receipt = receipt_of(say(desks))
    answer = box.post("/thread/", {"receipt": receipt, "do": deed}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert CANARY not in answer.text


def test_a_muted_dialogue_looks_as_before(desks: Desks, box: Client) -> None:
    spoken = say(desks)
    mask = re.compile(r'value="[^"]*"')
    before = mask.sub("", open_by(box, receipt_of(spoken)).body)
    actions.mute(voice_id=spoken.voice, unlocked=desks.alice)
    assert mask.sub("", open_by(box, receipt_of(spoken)).body) == before


@pytest.mark.slow
def test_opening_costs_the_same_queries_for_one_entry_and_for_ten(
    desks: Desks, box: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    spoken = say(desks)
    with CaptureQueriesContext(connection) as counted:
        open_by(box, receipt_of(spoken))
    for number in range(10):
        actions.author_writes(thread=opened(spoken), text=f"{number}")
    with django_assert_num_queries(len(counted)):
        open_by(box, receipt_of(spoken))


def test_a_receipt_whose_item_key_is_gone_opens_nothing(desks: Desks, box: Client) -> None:
    spoken = say(desks)
    keyring.shred(spoken.voice)
    assert open_by(box, receipt_of(spoken)).status == 422


def test_a_receipt_whose_lock_was_changed_opens_nothing(desks: Desks, box: Client) -> None:
    spoken = say(desks)
    Voice.objects.update(thread_private=b"x" * 72)
    assert open_by(box, receipt_of(spoken)).status == 422


@pytest.mark.slow
def test_a_changed_version_of_a_dialogue_that_was_closed_meanwhile_comes_back(desks: Desks, box: Client) -> None:
    spoken = say(desks)
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text="Tidied.", kind=MessageKind.DRAFT)
    form = open_by(box, receipt_of(spoken)).form("verdict")
    actions.reader_closes(voice_id=spoken.voice, unlocked=desks.alice)
    page = fill(box, form, text="My version of it.", verdict="approved")
    assert page.status == 422
    assert "This dialogue is closed" in page.words
    assert "My version of it.</textarea>" in page.body


@pytest.mark.slow
def test_a_version_that_was_answered_in_another_window_keeps_what_is_typed_here(desks: Desks, box: Client) -> None:
    spoken = say(desks)
    actions.reader_writes(voice_id=spoken.voice, unlocked=desks.alice, text="Tidied.", kind=MessageKind.DRAFT)
    here, there = (open_by(box, receipt_of(spoken)).form("verdict") for _ in range(2))
    fill(box, there, verdict="refused")
    again = fill(box, here, text="My version of it.", verdict="approved")
    assert again.status == 422
    assert "answered already" in again.words
    assert "My version of it.</textarea>" in again.body


def test_other_words_for_what_is_not_asked_any_more_come_back(desks: Desks, box: Client, register: Register) -> None:
    spoken = say(desks)
    actions.ask_consent(voice_id=spoken.voice, about_kind="concern", about_id=register.about, words="words")
    form = open_by(box, receipt_of(spoken)).form("consent")
    Consent.objects.all().delete()
    page = fill(box, form, answer="reworded", instead="The build takes an hour.")
    assert page.status == 422
    assert "not asked about these words any more" in page.words
    assert "The build takes an hour.</textarea>" in page.body
    assert fill(box, form, answer="agreed").status == 404
