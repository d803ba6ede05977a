"""What people and programs put into the box that nobody expected."""

from collections.abc import Callable
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client

from groundswell.people.models import Person
from groundswell.voices import queries
from groundswell.voices.models import Voice
from groundswell.voices.tests.conftest import Desks
from groundswell.voices.tests.test_speak_page import look, send

KEPT = [
    "one sentence",
    "\u202eright to left\u202c and back",
    "מה שאני רוצה לומר",
    "😀" * 10_000,
    "<script>alert(1)</script>",
    "<b>bold</b> &amp; {{ 7|add:7 }} {% debug %}",
    "'; DROP TABLE voices_voice; --",
    "line one\nline two\n\n  indented",
    "\tcolumns\tand\ttabs",
    "a\u0301 combined",
    "\x1b[31mpasted from a terminal\x1b[0m with its colours",
    "x" * 60_000,
]


@pytest.mark.parametrize("text", KEPT, ids=range(len(KEPT)))
def test_every_kind_of_text_is_kept_as_it_was_typed(desks: Desks, box: Client, text: str) -> None:
    sent = send(box, text=text)
    assert sent.status == 200, sent.words
    voice = Voice.objects.get()
    entry = queries.first_entries_for_desk([voice], desks.alice.pairs)[voice.id]
    assert entry.text == text


REFUSED = [
    ("", "One sentence is enough"),
    ("  \n\t ", "One sentence is enough"),
    ("\u200b\u200d\u2060\ufeff", "One sentence is enough"),
    ("\u3164\u2800", "One sentence is enough"),
    ("before\0after", "it looks like a file"),
    ("\x01\x02\x03\x04\x05\x06" * 200, "it looks like a file"),
    ("\ufffd" * 100 + "PNG", "it looks like a file"),
    ("x" * 1_000_000, "about 334 pages, and 20 fit"),
    ("😀" * 20_000, "pages, and 20 fit"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "sentence"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_kept_comes_back_with_a_sentence(desks: Desks, box: Client, text: str, sentence: str) -> None:
    sent = send(box, text=text)
    assert sent.status == 422
    assert sentence in sent.words
    assert sent.form.value("text") == text
    assert not Voice.objects.exists()


def test_a_body_that_is_no_text_at_all_is_answered_with_a_sentence(desks: Desks, box: Client) -> None:
    body = b"level=anonymous&text=" + bytes(range(128, 256)) * 20
    answer = box.post("/speak/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert "text/html" in answer.headers["Content-Type"]
    assert not Voice.objects.exists()


UNREAD = [b"\xff\xfe\x80abc", b"the harbour \xe4\xf6\xfc lamps", "ünïcode".encode("utf-16"), b"half of a letter \xc3"]


@pytest.mark.parametrize("raw", UNREAD, ids=range(len(UNREAD)))
@pytest.mark.parametrize("is_in_parts", [False, True])
def test_bytes_that_are_no_letters_are_refused_with_what_could_be_read(
    desks: Desks, box: Client, raw: bytes, *, is_in_parts: bool
) -> None:
    fields = {name: value.encode() for name, value in look(box).fields} | {"text": raw}
    if is_in_parts:
        part = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        body = b"".join(part % (name.encode(), value) for name, value in fields.items()) + b"--x--\r\n"
        answer = box.post("/speak/", body, content_type="multipart/form-data; boundary=x")
    else:
        answer = box.post("/speak/", urlencode(fields), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert "Some of it could not be read" in answer.text
    assert raw.decode("utf-8", "replace").strip("\0") in unescape(answer.text)
    assert not Voice.objects.exists()


def test_the_sign_of_what_was_not_read_may_be_typed(desks: Desks, box: Client) -> None:
    assert send(box, text="What does � mean in that mail?").status == 200


@pytest.mark.parametrize("path", ["/said/new/", "/mine/", "/concerns/", "/thread/"])
def test_the_other_pages_refuse_such_bytes_too(
    desks: Desks, bob: Person, browser_of: Callable[[Person], Client], path: str
) -> None:
    answer = browser_of(bob).post(path, b"text=%FF%FEabc", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert "abc" in answer.text


def test_a_body_larger_than_any_form_is_answered_with_a_sentence(desks: Desks, box: Client) -> None:
    body = b"level=anonymous&text=" + b"x" * (7 * 1024 * 1024)
    answer = box.post("/speak/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "send it in parts" in answer.text


@pytest.mark.parametrize("content_type", ["multipart/form-data", "application/json", "text/plain", "x"])
def test_a_body_of_another_kind_is_answered_with_a_sentence(desks: Desks, box: Client, content_type: str) -> None:
    answer = box.post("/speak/", b"{not a form", content_type=content_type)
    assert answer.status_code in {400, 422}
    assert "<h1" in answer.text
    assert not Voice.objects.exists()


def test_a_field_sent_many_times_is_read_once(desks: Desks, box: Client) -> None:
    assert send(box, text=["one", "two"]).status == 200


@pytest.mark.parametrize("readers", [["x"], ["00000000-0000-0000-0000-000000000000"], ["é" * 10_000], ["x"] * 500])
def test_readers_who_do_not_exist_are_told(desks: Desks, box: Client, readers: list[str]) -> None:
    sent = send(box, text="words", readers=readers)
    assert sent.status == 422
    assert "Look at the names again" in sent.words
    assert sent.form.value("text") == "words"


def test_markup_in_refused_words_is_shown_and_not_run(desks: Desks, box: Client) -> None:
    sent = send(box, text="</textarea><script>alert(1)</script>", readers=None)
    assert "<script>alert(1)" not in sent.body
    assert sent.form.value("text") == "</textarea><script>alert(1)</script>"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_change_nothing(desks: Desks, box: Client, method: str) -> None:
    assert getattr(box, method)("/speak/").status_code == 405
    assert not Voice.objects.exists()


def test_asking_for_the_page_changes_nothing(desks: Desks, box: Client) -> None:
    look(box)
    assert not Voice.objects.exists()
