"""From a voice at an unlocked desk into the register: written anew, linked, compared, asked."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register import actions
from groundswell.register.actions import SourceRef
from groundswell.register.models import Concern, Source, Wording
from groundswell.register.rules.items import SourceKind
from groundswell.register.tests.conftest import keep_all, proposed
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices.desk.tests.conftest import Desk, alices, ottos, say, set_up
from groundswell.voices.rules import ConsentState, MessageKind, Verdict
from groundswell.voices.tests.conftest import opened

__all__ = ["alices", "ottos", "set_up"]

SAID = "honestly I keep waiting for somebody to look at what I did"
FORM = {"title": "Reviews wait for days", "text": "", "stuck": "unknown", "audience": "advocate"}

type Raise = Callable[..., Concern]


def address(route: str, *args: object) -> str:
    return reverse(f"register:{route}", args=args)


@pytest.mark.slow
def test_a_voice_becomes_a_concern_in_other_words(alices: Desk) -> None:
    voice = say(alices, text=SAID).voice
    browser = alices.open().client
    new = f"{address('new_concern')}?voice={voice}"
    assert SAID not in browser.get(new).content.decode()
    browser.post(reverse("desk_voice_read", args=[voice]))
    assert new.replace("&", "&amp;") in browser.get(reverse("desk_voice", args=[voice])).content.decode()
    assert SAID in browser.get(new).content.decode()
    copied = browser.post(new, FORM | {"title": "Waiting for somebody to look at it"})
    assert copied.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "waiting for somebody to look" in copied.content.decode()
    assert 'id="id_title_error"' in copied.content.decode()
    assert 'id="id_text_error"' not in copied.content.decode()
    assert not Concern.objects.exists()
    answer = browser.post(new, FORM)
    assert answer["Location"] == address("concern", Concern.objects.get().id)
    assert Source.objects.get().source_id == str(voice)
    assert Source.objects.get().is_sealed


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["", "Nobody looks at finished work."])
def test_beside_a_new_concern_stands_the_tidied_version_that_its_author_agreed_to(
    alices: Desk, bob: Person, typed: str
) -> None:
    spoken = voices.speak_signed(author=bob, text=SAID, readers=[alices.key], tidy=True)
    tidied = "What is finished waits for a review."
    draft = voices.reader_writes(
        voice_id=spoken.voice, unlocked=alices.unlocked, text=tidied, kind=MessageKind.DRAFT
    ).number
    browser = alices.open().client
    new = f"{address('new_concern')}?voice={spoken.voice}"
    browser.post(reverse("desk_voice_read", args=[spoken.voice]))
    assert tidied not in browser.get(new).text
    thread = voice_queries.thread_of(bob, spoken.voice)
    assert thread is not None
    verdict = Verdict.EDITED if typed else Verdict.APPROVED
    voices.author_answers_draft(thread=thread, draft=draft, verdict=verdict, text=typed)
    browser.post(reverse("desk_voice_read", args=[spoken.voice]))
    page = browser.get(new).text
    assert "The tidied version that its author agreed to" in page
    assert (typed or tidied) in page


@pytest.mark.slow
def test_the_tidied_version_that_its_author_agreed_to_becomes_the_concern_word_for_word(
    alices: Desk, bob: Person
) -> None:
    spoken = voices.speak_signed(author=bob, text=SAID, readers=[alices.key], tidy=True)
    tidied = "I keep waiting for somebody to look at finished work"
    draft = voices.reader_writes(
        voice_id=spoken.voice, unlocked=alices.unlocked, text=tidied, kind=MessageKind.DRAFT
    ).number
    browser = alices.open().client
    browser.post(reverse("desk_voice_read", args=[spoken.voice]))
    new, wanted = f"{address('new_concern')}?voice={spoken.voice}", FORM | {"title": tidied}
    assert browser.post(new, wanted).status_code == HTTPStatus.UNPROCESSABLE_ENTITY, "nobody has agreed to it yet"
    thread = voice_queries.thread_of(bob, spoken.voice)
    assert thread is not None
    voices.author_answers_draft(thread=thread, draft=draft, verdict=Verdict.REFUSED)
    assert browser.post(new, wanted).status_code == HTTPStatus.UNPROCESSABLE_ENTITY, "a no is no yes"
    voices.author_answers_draft(thread=thread, draft=draft, verdict=Verdict.APPROVED)
    longer = FORM | {"title": "I keep waiting for somebody to look at what I did"}
    assert browser.post(new, longer).status_code == HTTPStatus.UNPROCESSABLE_ENTITY, "these are the rough words"
    answer = browser.post(new, wanted)
    assert answer.status_code == HTTPStatus.SEE_OTHER, answer.text
    assert answer["Location"] == address("concern", Concern.objects.get().id)


@pytest.mark.slow
def test_a_locked_desk_makes_nothing_of_a_voice(alices: Desk, ottos: Desk) -> None:
    voice, theirs = say(alices, text=SAID).voice, say(ottos, text=SAID).voice
    for route in ("new_concern", "link_voice"):
        assert alices.client.get(f"{address(route)}?voice={voice}").status_code == HTTPStatus.NOT_FOUND
    browser = alices.open().client
    for route in ("new_concern", "link_voice"):
        for other in (theirs, uuid4(), "nonsense"):
            assert browser.get(f"{address(route)}?voice={other}").status_code == HTTPStatus.NOT_FOUND
    assert browser.get(address("link_voice")).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.slow
def test_a_voice_is_linked_to_a_concern_that_is_there(alices: Desk, raised: Raise) -> None:
    concern, voice = raised(), say(alices, text=SAID).voice
    browser = alices.open().client
    link = f"{address('link_voice')}?voice={voice}"
    assert concern.title in browser.get(f"{link}&words=reviews").content.decode()
    assert "No concern like that" in browser.get(f"{link}&words=zzz").content.decode()
    for wrong in (uuid4(), "nonsense"):
        assert browser.post(link, {"concern": wrong}).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(link, {"concern": concern.id})["Location"] == address("concern", concern.id)
    assert Source.objects.get().item == concern.id
    assert reverse("desk_voice", args=[voice]) in browser.get(address("sources", concern.id)).content.decode()


@pytest.mark.slow
def test_what_stands_behind_it_can_be_opened_where_it_was_said(alices: Desk, alice: Person, raised: Raise) -> None:
    concern = raised()
    for kind, name in (
        (SourceKind.THREAD, "https://forum.example/t/1128"),
        (SourceKind.THREAD, str(uuid4())),
        (SourceKind.TALK, "the talk of the second sprint"),
    ):
        actions.link_source(by=alice, item=concern, source=SourceRef(kind, name))
    page = alices.client.get(address("sources", concern.id)).content.decode()
    assert 'href="https://forum.example/t/1128"' in page
    assert "the talk of the second sprint" in page


@pytest.mark.slow
def test_words_are_compared_asked_and_published_from_the_page(alices: Desk, client: Client, raised: Raise) -> None:
    spoken = say(alices, text=SAID)
    concern = raised(voices=(spoken.voice,))
    proposed(concern, Audience.ORGANISATION, by=alices.reader)
    keep_all(Wording.objects.get(), alices.reader)
    publication = address("publication", "concern", concern.id)
    browser = alices.open().client
    browser.post(address("compare_words", "concern", concern.id))
    assert "No five words in a row" in browser.get(publication).content.decode()
    browser.post(address("publish_words", "concern", concern.id))
    assert "Not everybody behind it was asked" in browser.get(publication).content.decode()
    browser.post(address("ask_authors", "concern", concern.id))
    assert "Asked about exactly these words: 1. Yes: 0." in browser.get(publication).content.decode()
    thread = opened(spoken)
    question = voice_queries.questions_of(thread)[0]
    voices.answer_consent(thread=thread, consent_id=question.id, answer=ConsentState.AGREED)
    assert "Let it out now" in browser.get(publication).content.decode()
    browser.post(address("publish_words", "concern", concern.id))
    concern.refresh_from_db()
    assert concern.audience == Audience.ORGANISATION


@pytest.mark.slow
def test_a_voice_that_another_desk_reads_is_compared_there(alices: Desk, ottos: Desk) -> None:
    voice = say(ottos, text=SAID).voice
    concern = actions.raise_concern(by=alices.reader, title="Reviews wait", sources=[SourceRef.voice(voice)])
    proposed(concern, Audience.ORGANISATION, by=alices.reader)
    alices.open().client.post(address("compare_words", "concern", concern.id))
    assert Wording.objects.get().compared == []


@pytest.mark.slow
def test_words_at_the_desk_are_held_against_what_the_desk_opens(alices: Desk, raised: Raise) -> None:
    concern = raised(voices=(say(alices, text=SAID).voice,))
    edit = address("edit_concern", concern.id)
    browser = alices.open().client
    copied = browser.post(edit, {"title": "Waiting for somebody to look at it", "text": ""})
    assert copied.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert browser.post(edit, {"title": "Reviews are slow", "text": ""}).status_code == HTTPStatus.SEE_OTHER


@pytest.mark.parametrize("route", ["correct_perspective", "confirm_perspective"])
def test_a_draft_of_the_desk_is_shown_to_no_holder(
    client_of: Callable[[Person], Client], alice: Person, bob: Person, raised: Raise, route: str
) -> None:
    view = actions.note_perspective(by=alice, concern=raised(), position="So", holder=bob)
    browser = client_of(bob)
    assert browser.get(address("perspective", view.id)).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(address(route, view.id), {"position": "So"}).status_code == HTTPStatus.NOT_FOUND
    assert client_of(alice).post(address(route, view.id), {"position": "So"}).status_code == HTTPStatus.NOT_FOUND
