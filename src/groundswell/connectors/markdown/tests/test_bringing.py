"""An advocate brings documents in at the desk: looked at first, done when it is asked for, and never half."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from groundswell.connectors.markdown.tests.documents import RETROSPECTIVE
from groundswell.people.models import Person
from groundswell.register.models.thread import Post, Thread
from groundswell.register.threads.rules import PostState
from tests.cast import Cast

pytestmark = pytest.mark.django_db
type Browsers = Callable[[Person], Client]
PAGE = "bring_documents"


@pytest.fixture
def browser(client_of: Browsers, organisation: Cast) -> Client:
    """Return the advocate's browser."""
    return client_of(organisation.alice)


def look(browser: Client, text: str = "", *files: tuple[str, bytes], **more: str) -> HttpResponse:
    told = {"kind": "retrospective", "reach": "organisation", "text": text, "look": "yes", **more}
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    answer: HttpResponse = browser.post(reverse(PAGE), {**told, "documents": chosen})  # type: ignore[assignment]  # the client's own kind of answer
    return answer


def do(browser: Client, looked_at: HttpResponse) -> HttpResponse:
    form = looked_at.context["form"]  # type: ignore[attr-defined]  # as above
    kept = {name: value or "" for name, value in form.initial.items()}
    answer: HttpResponse = browser.post(reverse(PAGE), {**kept, "do": "yes"})  # type: ignore[assignment]  # as above
    return answer


def figures(answer: HttpResponse) -> list[int]:
    return [int(number) for number in re.findall(r"<dt>\w+</dt><dd>(\d+)</dd>", answer.text)]


@pytest.mark.slow
def test_pasted_words_are_looked_at_first_and_brought_in_when_that_is_asked_for(browser: Client) -> None:
    looked = look(browser, RETROSPECTIVE)
    assert figures(looked) == [8, 0, 0]
    assert not Thread.objects.exists()
    done = do(browser, looked)
    thread = Thread.objects.get()
    assert done.headers["Location"] == reverse("threads:thread", args=[thread.id])
    assert (thread.source, thread.reach, thread.title) == ("retrospective", "organisation", "End of sprint 255")
    page = browser.get(done.headers["Location"]).text
    assert "Nobody has time for the forum." in page
    assert "18 September 2026, 8 sections" in page
    assert "12:00" not in page


def test_several_files_come_in_together(browser: Client) -> None:
    looked = look(browser, "", ("2026-09-18-one.md", b"One."), ("2026-09-18-two.md", b"\xef\xbb\xbfTwo.\r\n"))
    assert figures(looked) == [1, 0, 0, 1, 0, 0]
    assert do(browser, looked).headers["Location"] == reverse("threads:threads")
    assert sorted(Thread.objects.values_list("title", flat=True)) == ["one", "two"]


@pytest.mark.slow
def test_the_same_document_again_changes_nothing_and_offers_nothing(browser: Client) -> None:
    do(browser, look(browser, RETROSPECTIVE))
    again = look(browser, "", ("retro.md", RETROSPECTIVE.replace("\n", "\r\n").encode()))
    assert figures(again) == [0, 0, 8]
    assert "everything in it is so already" in again.text
    assert "Bring it in" not in again.text


@pytest.mark.slow
def test_what_was_edited_keeps_both_versions_and_what_is_gone_stands_behind(browser: Client) -> None:
    do(browser, look(browser, RETROSPECTIVE))
    edited = RETROSPECTIVE.replace("Pairing helped.", "Pairing helped a lot.").replace("- **Ana:** ", "- **Zoe:** ")
    looked = look(browser, edited)
    assert "by Ben: words changed; both versions are kept" in looked.text
    assert "by Ana: taken down where it was written" in looked.text
    do(browser, looked)
    numbers = list(Post.objects.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) == 9
    assert Post.objects.get(handle="Ana").state == PostState.DELETED
    assert Post.objects.get(handle="Ana").number == 9
    assert Post.objects.get(handle="Ben").versions.count() == 2
    assert figures(look(browser, edited)) == [0, 0, 8]


@pytest.mark.slow
def test_half_a_document_says_what_is_gone_before_anything_happens(browser: Client) -> None:
    do(browser, look(browser, RETROSPECTIVE))
    looked = look(browser, RETROSPECTIVE[: len(RETROSPECTIVE) * 2 // 3])
    assert looked.text.count("taken down where it was written") == 3
    assert not Post.objects.filter(state=PostState.DELETED).exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"x" * 1_000_000, "larger than 256 KB"),
        (b"\x89PNG\r\n\x1a\n\x00", "not UTF-8"),
        (b"---\ntitle: Half", "cut off"),
    ],
)
def test_a_bad_file_gets_a_sentence_keeps_what_was_typed_and_holds_back_the_good_one(
    browser: Client, content: bytes, says: str
) -> None:
    answer = look(browser, "Words of 2026-09-18.", ("bad.md", content), day="2026-09-18", title="Our <talk>")
    assert answer.status_code == 422
    assert says in answer.text
    assert "bad.md: " in answer.text
    assert "Words of 2026-09-18." in answer.text
    assert "Our &lt;talk&gt;" in answer.text
    assert not Thread.objects.exists()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, "Paste something, or choose a file."),
        ({"text": "x"}, "Name the day."),
        ({"text": "x", "day": "tomorrow"}, "A day looks like 2026-09-18."),
        ({"text": "x", "kind": "voice"}, "Say what it is."),
        ({"text": "x", "reach": "cell:1"}, "Say who could read it."),
        ({"text": "x", "reach": ""}, "Say who could read it."),
        ({"kept": "[1, 2", "text": ""}, "Paste something"),
        ({"kept": '{"a": 1}', "text": ""}, "Paste something"),
    ],
)
def test_what_is_missing_is_said(browser: Client, more: dict[str, str], says: str) -> None:
    answer = look(browser, **more)
    assert answer.status_code == 422
    assert says in answer.text


def test_more_than_twenty_files_are_too_many(browser: Client) -> None:
    answer = look(browser, "", *[(f"2026-09-18-{n}.md", b"x") for n in range(21)])
    assert "more than 20 files" in answer.text


@pytest.mark.slow
def test_what_is_done_is_what_was_seen(browser: Client) -> None:
    looked = look(browser, RETROSPECTIVE)
    do(browser, look(browser, RETROSPECTIVE.replace("Pairing", "Talking")))
    second = do(browser, looked)
    assert "Something changed in between." in second.text
    assert Post.objects.get(handle="Ben").versions.count() == 1
    assert do(browser, second).status_code == 303


@pytest.mark.slow
def test_two_cells_with_documents_of_one_name_keep_one_each(browser: Client, organisation: Cast) -> None:
    for cell in (organisation.cell_one, organisation.cell_two):
        do(browser, look(browser, "We met.", day="2026-09-18", reach=f"cell:{cell.id}"))
    assert Thread.objects.count() == 2


def test_only_advocates_find_it(browser: Client, client_of: Browsers, organisation: Cast) -> None:
    assert reverse(PAGE) in browser.get(reverse("threads:threads")).text
    for person in (organisation.otto, organisation.bob, organisation.ada):
        assert client_of(person).post(reverse(PAGE), {"text": "x"}).status_code == 404
