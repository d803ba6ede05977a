"""An advocate brings a topic in at the desk: looked at first, done when it is asked for, and never half."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from groundswell.connectors.discourse.tests.topics import post, topic, written
from groundswell.people.models import Person
from groundswell.register.models.thread import Post, Thread
from tests.cast import Cast

pytestmark = pytest.mark.django_db
type Browsers = Callable[[Person], Client]


@pytest.fixture
def browser(client_of: Browsers, organisation: Cast) -> Client:
    """Return the advocate's browser."""
    return client_of(organisation.alice)


def _look(browser: Client, content: bytes, **typed: str) -> HttpResponse:
    file = SimpleUploadedFile("topic.json", content, content_type="application/json")
    answer: HttpResponse = browser.post(reverse("bring_thread"), {"file": file, "look": "yes", **typed})  # type: ignore[assignment]  # the client's own kind of answer
    return answer


def _do(browser: Client, looked_at: HttpResponse, **typed: str) -> HttpResponse:
    form = looked_at.context["form"]  # type: ignore[attr-defined]  # as above
    kept = {name: form.initial[name] for name in ("text", "address", "seen")}
    answer: HttpResponse = browser.post(reverse("bring_thread"), {**kept, "do": "yes", **typed})  # type: ignore[assignment]  # as above
    return answer


def _figures(answer: HttpResponse) -> dict[str, int]:
    return {words: int(number) for words, number in re.findall(r"<dt>(\w+)</dt><dd>(\d+)</dd>", answer.text)}


TWO = written(topic(post(1, "<p>The build is red.</p>"), post(2, "<p>Since May. “Über” 💧</p>")))


def test_a_file_is_looked_at_first_and_brought_in_when_that_is_asked_for(browser: Client) -> None:
    looked = _look(browser, TWO, address="https://forum.example.org/t/1")
    assert looked.status_code == 200
    assert _figures(looked) == {"new": 2, "changed": 0, "unchanged": 0}
    assert not Thread.objects.exists()
    done = _do(browser, looked)
    thread = Thread.objects.get()
    assert (done.status_code, done.headers["Location"]) == (303, reverse("threads:thread", args=[thread.id]))
    assert thread.address == "https://forum.example.org/t/1"
    assert Post.objects.count() == 2
    assert "💧" in browser.get(done.headers["Location"]).text


def test_the_same_file_again_changes_nothing_and_offers_nothing(browser: Client) -> None:
    _do(browser, _look(browser, TWO))
    again = _look(browser, TWO)
    assert "everything in it is so already" in again.text
    assert "Bring it in" not in again.text
    assert _figures(again) == {"new": 0, "changed": 0, "unchanged": 2}


def test_an_edited_post_is_named_before_anything_is_kept(browser: Client) -> None:
    _do(browser, _look(browser, TWO))
    looked = _look(
        browser, written(topic(post(1, "<p>The build is green.</p>"), post(2, "<p>Since May. “Über” 💧</p>")))
    )
    assert "words changed; both versions are kept" in looked.text
    assert _figures(looked) == {"new": 0, "changed": 1, "unchanged": 1}


@pytest.mark.parametrize(
    "content",
    [TWO[: len(TWO) // 2], b"", b"name,email\n", b"[]", b"\x00\x01\xff", b'{"topic_list": {}}', "{}".encode("utf-16")],
)
def test_a_file_that_is_cut_off_or_something_else_gets_a_sentence_and_keeps_what_was_typed(
    browser: Client, content: bytes
) -> None:
    answer = _look(browser, content, address="https://forum.example.org/t/1")
    assert answer.status_code == 422
    assert "Nothing was imported." in answer.text
    assert "https://forum.example.org/t/1" in answer.text
    assert not Thread.objects.exists()


def test_a_file_that_is_too_large_is_told_what_else_can_be_done(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundswell.connectors.discourse.forms.LARGEST_BYTES", 100)
    answer = _look(browser, TWO)
    assert answer.status_code == 422
    assert "larger than 5 MB" in answer.text


def test_no_file_and_no_address_are_told_at_their_fields(browser: Client) -> None:
    answer = browser.post(reverse("bring_thread"), {"look": "yes", "address": "javascript:alert(1)"})
    assert answer.status_code == 422
    assert "Choose the file of a topic." in answer.text
    assert 'id="id_address_error"' in answer.text
    assert "ftp" not in _look(browser, TWO, address="ftp://forum.example.org/t/1").headers.get("Location", "")
    assert not Thread.objects.exists()


@pytest.mark.slow
def test_what_is_done_is_what_was_seen(browser: Client) -> None:
    looked = _look(browser, TWO)
    _do(browser, _look(browser, written(topic(post(1, "<p>The build is red.</p>")))))
    second = _do(browser, looked)
    assert "Something changed in between." in second.text
    assert Post.objects.count() == 1
    assert _do(browser, second).status_code == 303
    assert Post.objects.count() == 2


def test_the_page_of_threads_leads_there_and_only_advocates_find_it(
    browser: Client, client_of: Browsers, organisation: Cast
) -> None:
    assert reverse("bring_thread") in browser.get(reverse("threads:threads")).text
    for person in (organisation.otto, organisation.bob, organisation.ada):
        assert client_of(person).post(reverse("bring_thread"), {"text": "{}"}).status_code == 404
