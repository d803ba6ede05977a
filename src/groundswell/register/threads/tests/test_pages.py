"""A thread is one readable page, and can be worked through without script."""

import re
from collections.abc import Callable
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.people.models import Person
from groundswell.register.models import Concern
from groundswell.register.models.thread import Passage, Thread
from groundswell.register.rules.items import Kind
from groundswell.register.threads.rules import Block, BlockKind, Link, PostState
from groundswell.register.threads.tests.arrivals import a_thread, bring, post, post_of
from groundswell.register.threads.tests.test_marking import HOLD, mark


@pytest.fixture
def thread(organisation: object) -> Thread:
    return a_thread()


@pytest.fixture
def browser(alice: Person, client_of: Callable[[Person], Client]) -> Client:
    return client_of(alice)


def page_of(browser: Client, thread: Thread) -> str:
    answer = browser.get(reverse("threads:thread", args=[thread.id]))
    assert answer.status_code == 200
    return answer.text


def marking(thread: Thread, number: int = 1, route: str = "threads:mark") -> str:
    return reverse(route, args=[thread.id, post_of(thread, number).id])


def words_in(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_the_empty_list_says_what_to_do_first(organisation: object, browser: Client) -> None:
    assert "groundswell import thread FILE.json" in browser.get(reverse("threads:threads")).text


def test_the_list_says_how_far_each_thread_is_worked_through(thread: Thread, browser: Client, alice: Person) -> None:
    mark(thread, alice, HOLD, Kind.CONCERN)
    mark(thread, alice, "Nobody has time for the forum.", Kind.CONCERN)
    assert "1 of 3 posts have marks" in browser.get(reverse("threads:threads")).text


@pytest.mark.slow
@pytest.mark.parametrize("route", ["list", "page"])
def test_pages_take_as_many_queries_for_one_as_for_three(
    organisation: object, browser: Client, alice: Person, route: str
) -> None:
    def queries_of(thread: Thread) -> int:
        address = reverse("threads:threads") if route == "list" else reverse("threads:thread", args=[thread.id])
        browser.get(address)
        with CaptureQueriesContext(
            connection,
        ) as taken:
            browser.get(address)
        return len(taken)

    thread = Thread.objects.get(id=bring(post(1, "One two.")).thread)
    mark(thread, alice, "One", Kind.CONCERN)
    one = queries_of(thread)
    bring(post(1, "One two."), post(2, "Two three."), post(3, "Three four."))
    for number, words in ((2, "Two"), (3, "Three")):
        mark(thread, alice, words, Kind.CONCERN, number)
    assert queries_of(thread) == one


def test_the_page_holds_every_word_and_every_author(thread: Thread, browser: Client) -> None:
    page = words_in(page_of(browser, thread))
    assert "Nobody has time for the forum. The internal projects stay on hold." in page
    assert "Client work pays for all of us." in page
    assert "member3" in page
    assert "0 of 3 posts have marks" in page


def test_marks_and_words_lead_to_each_other_and_to_the_item(thread: Thread, browser: Client, alice: Person) -> None:
    passage = mark(thread, alice, HOLD, Kind.CONCERN)
    page = page_of(browser, thread)
    assert f'href="#mark-{passage.id}"' in page
    assert f'id="mark-{passage.id}"' in page
    assert f'href="#words-{passage.id}"' in page
    assert f'id="words-{passage.id}"' in page
    assert reverse("register:concern", args=[passage.item_id]) in page
    assert words_in(page.split("<mark", 1)[1].split("</mark>")[0].split(">", 1)[1]) == HOLD


def test_marks_that_overlap_keep_every_word_once(thread: Thread, browser: Client, alice: Person) -> None:
    mark(thread, alice, "time for the forum. The internal", Kind.CONCERN)
    mark(thread, alice, "the forum", Kind.IDEA)
    mark(thread, alice, HOLD, Kind.MEASURE)
    assert "Nobody has time for the forum. The internal projects stay on hold." in words_in(page_of(browser, thread))


def test_nothing_foreign_is_markup_on_the_page(organisation: object, browser: Client) -> None:
    link = Block(BlockKind.PARAGRAPH, "see <b>it</b>", links=(Link(0, 3, 'https://x.org/"onclick="y'),))
    brought = bring(post(1, "<script>steal()</script>", link, handle="<i>eve</i>"), title="<h1>x</h1>")
    page = page_of(browser, Thread.objects.get(id=brought.thread))
    assert "<script>steal" not in page
    assert "&lt;script&gt;steal()&lt;/script&gt;" in page
    assert "<i>eve" not in page
    assert "<h1>x" not in page
    assert 'href="https://x.org/&quot;onclick=&quot;y"' in page
    assert 'rel="noopener noreferrer nofollow"' in page


def test_an_edited_post_shows_both_versions_and_lost_words(
    organisation: object, browser: Client, alice: Person
) -> None:
    thread = Thread.objects.get(id=bring(post(1, "We are tired. Nobody asks.")).thread)
    mark(thread, alice, "Nobody asks.", Kind.CONCERN)
    bring(post(1, "We are tired. Somebody asked."))
    page = words_in(page_of(browser, thread))
    assert "Edited: what it said before" in page
    assert "Words changed. It said: “Nobody asks.”" in page
    assert "1 of 1 post has marks" in page


@pytest.mark.parametrize(
    ("state", "says"), [(PostState.DELETED, "Deleted where it was written."), (PostState.HIDDEN, "Hidden")]
)
def test_what_was_taken_down_there_shows_no_words(
    organisation: object, browser: Client, state: PostState, says: str
) -> None:
    thread = Thread.objects.get(id=bring(post(1, "One."), post(2, state=state)).thread)
    assert says in page_of(browser, thread)
    assert browser.get(marking(thread, 2, "threads:choose")).status_code == 404


def test_a_post_to_choose_from_keeps_its_paragraphs(organisation: object, browser: Client) -> None:
    item = Block(BlockKind.ITEM, "Three is here.", marker="1.")
    thread = Thread.objects.get(id=bring(post(1, "One is here. Two is here.", item)).thread)
    page = browser.get(marking(thread, 1, "threads:choose")).text
    first, second = (part.split("</div>")[0] for part in page.split('<div class="block ')[1:])
    assert [first.count('name="ranges"'), second.count('name="ranges"')] == [2, 1]
    assert first.startswith("is-paragraph")
    assert second.startswith("is-item")
    assert "1." in second


def test_a_sentence_costs_few_bytes_beside_its_words(thread: Thread, browser: Client) -> None:
    steps = re.findall(r"<span class=\"step\"[^>]*>", page_of(browser, thread))
    assert steps
    assert max(map(len, steps)) < 36


@pytest.mark.slow
def test_a_very_long_thread_is_read_in_parts_and_every_link_finds_its_part(
    organisation: object, browser: Client, alice: Person
) -> None:
    whole = [post(number, f"Sentence {number} is here.") for number in range(1, 33)]
    thread = Thread.objects.get(id=bring(*whole).thread)
    passage = mark(thread, alice, "Sentence 32 is here.", Kind.CONCERN, 32)
    first = page_of(browser, thread)
    assert "Sentence 30 is here." in words_in(first)
    assert "Sentence 31 is here." not in words_in(first)
    assert "32 posts since" in words_in(first)
    assert "1 of 32 posts have marks" in words_in(first)
    assert "Page 1 of 2" in words_in(first)
    concern = browser.get(reverse("register:concern", args=[passage.item_id])).text
    link = re.search(r'href="([^"]*#mark-[^"]*)"', concern)
    assert link is not None
    assert f'id="mark-{passage.id}"' in browser.get(unescape(link[1])).text
    back = browser.post(reverse("threads:unmark", args=[passage.id]))["Location"]
    assert 'id="post-32"' in browser.get(back).text
    assert browser.get(f"{reverse('threads:thread', args=[thread.id])}?post=x&page=y").status_code == 200


def test_the_script_finds_where_to_mark_behind_the_link_that_marks_without_it() -> None:
    post = {"thread": uuid4(), "post": uuid4()}
    assert reverse("threads:mark", kwargs=post) == f"{reverse('threads:choose', kwargs=post)}mark/"


def test_every_post_can_be_marked_without_script(thread: Thread, browser: Client) -> None:
    choose = browser.get(marking(thread, 1, "threads:choose")).text
    assert choose.count('name="ranges"') == 2
    steps = re.findall(r'name="ranges" value="(\d+-\d+)"', choose)
    candidates = browser.get(marking(thread), {"ranges": steps[1], "kind": "concern"}).text
    assert HOLD in candidates
    assert "a new one from these words" in candidates
    answer = browser.post(marking(thread), {"ranges": steps[1], "kind": "concern", "version": "1", "item": ""})
    passage = Passage.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        303,
        f"{reverse('threads:thread', args=[thread.id])}#mark-{passage.id}",
    )
    assert passage.words == HOLD


def test_neighbouring_sentences_are_one_passage_and_distant_ones_two_of_one_item(
    organisation: object, browser: Client
) -> None:
    thread = Thread.objects.get(id=bring(post(1, "One is here. Two is here. Three is here. Four is here.")).thread)
    steps = re.findall(r'name="ranges" value="(\d+-\d+)"', browser.get(marking(thread, 1, "threads:choose")).text)
    browser.post(marking(thread), {"ranges": [steps[3], steps[0], steps[1]], "kind": "concern", "version": "1"})
    assert {passage.words for passage in Passage.objects.all()} == {"One is here. Two is here.", "Four is here."}
    assert Concern.objects.count() == 1


def test_the_words_can_support_what_is_found(thread: Thread, browser: Client, alice: Person) -> None:
    first = mark(thread, alice, HOLD, Kind.CONCERN)
    found = browser.get(marking(thread, 3), {"ranges": "0-6", "kind": "concern", "words": "projects hold"}).text
    assert f'value="{first.item_id}"' in found
    assert "projects" in browser.get(reverse("threads:found"), {"kind": "concern", "words": "PROJECTS"}).text
    assert "projects" not in browser.get(reverse("threads:found"), {"kind": "concern", "words": "nothing"}).text
    browser.post(marking(thread, 3), {"ranges": "0-11", "kind": "concern", "version": "1", "item": str(first.item_id)})
    assert Passage.objects.get(post__number=3).item_id == first.item_id


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"kind": "concern", "version": "1"}, "Choose at least one sentence."),
        ({"ranges": "0-5", "version": "1"}, "Say what it is."),
        ({"ranges": "0-99999", "kind": "concern", "version": "1"}, "a quotation is somebody else"),
        ({"ranges": "0-5", "kind": "concern", "version": "7"}, "has changed since you opened it"),
        ({"ranges": "a-b", "kind": "evidence", "version": "1"}, "Choose one of what is offered here."),
        ({"ranges": "0-5", "kind": "concern", "version": "1", "item": "x"}, "Choose one of what is offered here."),
        ({"ranges": "0-5", "kind": "concern"}, "Fill this in."),
    ],
)
def test_a_refused_form_comes_back_with_what_was_chosen(
    thread: Thread, browser: Client, said: dict[str, str], says: str
) -> None:
    answer = browser.post(marking(thread), said)
    assert answer.status_code == 422
    assert says in answer.text
    assert not Passage.objects.exists()


def test_what_was_ticked_is_ticked_again(thread: Thread, browser: Client) -> None:
    step = re.findall(r'name="ranges" value="(\d+-\d+)"', browser.get(marking(thread, 1, "threads:choose")).text)[0]
    answer = browser.post(marking(thread), {"ranges": step, "version": "1"})
    assert f'value="{step}" checked' in answer.text


def test_taking_back_is_one_click(thread: Thread, browser: Client, alice: Person) -> None:
    passage = mark(thread, alice, HOLD, Kind.CONCERN)
    answer = browser.post(reverse("threads:unmark", args=[passage.id]))
    assert (answer.status_code, answer["Location"]) == (303, f"{reverse('threads:thread', args=[thread.id])}#post-1")
    assert not Passage.objects.exists()
    assert not Concern.objects.exists()


@pytest.mark.slow
def test_the_page_says_when_something_stays(thread: Thread, browser: Client, alice: Person) -> None:
    passage = mark(thread, alice, HOLD, Kind.CONCERN)
    mark(thread, alice, "Client work pays for all of us.", Kind.CONCERN, 3, item=passage.item_id)
    page = browser.post(reverse("threads:unmark", args=[passage.id]), follow=True)
    assert "What was made of it stays in the register" in page.text


def test_looking_marks_nothing(thread: Thread, browser: Client) -> None:
    browser.get(marking(thread), {"ranges": "0-5", "kind": "concern", "version": "1"})
    assert not Passage.objects.exists()
    assert not Concern.objects.exists()


@pytest.mark.parametrize("who", ["bob", "otto", "mo", "ada", "dana"])
def test_only_advocates_find_threads(
    thread: Thread, client_of: Callable[[Person], Client], request: pytest.FixtureRequest, who: str
) -> None:
    stranger = client_of(request.getfixturevalue(who))
    missing = stranger.get(reverse("threads:thread", args=[uuid4()]))
    for address in (reverse("threads:threads"), reverse("threads:thread", args=[thread.id]), marking(thread)):
        answer = stranger.get(address)
        assert (answer.status_code, answer.content) == (404, missing.content)


def test_what_is_not_there_is_missing(thread: Thread, browser: Client, alice: Person) -> None:
    other = Thread.objects.get(id=bring(post(9, "Other."), title="Other").thread)
    for address in (
        reverse("threads:thread", args=[uuid4()]),
        reverse("threads:mark", args=[uuid4(), post_of(thread, 1).id]),
        reverse("threads:choose", args=[thread.id, uuid4()]),
    ):
        assert browser.get(address).status_code == 404
    assert browser.post(reverse("threads:unmark", args=[uuid4()])).status_code == 404
    said = {"ranges": "0-6", "kind": "concern", "version": "1", "item": str(uuid4())}
    assert browser.post(marking(thread), said).status_code == 404
    assert browser.get(reverse("threads:found"), {"kind": "evidence"}).status_code == 404
    del other
