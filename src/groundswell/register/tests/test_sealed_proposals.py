"""A proposal that was written because somebody said something in confidence lies sealed until it is published."""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal.files import KeyFolder
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions
from groundswell.register.actions import SourceRef
from groundswell.register.models import Concern, Source, Wording
from groundswell.register.queries.proposals import Sealed, content_of, was_refused
from groundswell.register.tests.conftest import Desks, desk_of, keep_all
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices.desk.tests.conftest import WORDS, Desk, alices, ottos, set_up
from groundswell.voices.models import Consent, Proposal
from groundswell.voices.queries.consents import mark_of
from groundswell.voices.rules import ConsentState
from groundswell.voices.tests.conftest import opened, say
from groundswell.voices.tests.test_traces import everything_stored

if TYPE_CHECKING:
    import sqlite3

    from django.test import Client

    from groundswell.voices.actions import Spoken

__all__ = ["alices", "ottos", "set_up"]

type Raise = Callable[..., Concern]

TITLE, TEXT = "Zqpelican nights are short", "Zqheron is what Bob calls it, since Monday."
REASON = "Zqplover has it too."
KEPT = "Zqcurlew is a tool."
CANARIES = ["Zqpelican", "Zqheron", "Zqplover", "Zqcurlew"]


def written_anywhere() -> str:
    """Return what is stored in any table, and on SQLite the bytes of the database itself, freed pages included."""
    stored = everything_stored()
    if connection.vendor == "sqlite":
        raw: sqlite3.Connection = connection.connection
        stored += raw.serialize().decode("latin-1")
    return stored


def canaries_found() -> list[str]:
    stored = written_anywhere().casefold()
    return [each for each in CANARIES if each.casefold() in stored]


def propose(desks: Desks, concern: Concern) -> Wording:
    """Propose words full of canaries, and let every detail in them stand for a reason that is one, too."""
    by = desks.alice.reader
    wording = actions.propose_words(
        by=by,
        item=concern,
        words={"title": TITLE, "text": TEXT},
        audience=Audience.ORGANISATION,
        reason=REASON,
        originals=dict.fromkeys(voices_behind(concern), "something else"),
        desk=desks.alice,
    )
    looks = [look.id for look in content_of(wording, desks.alice).waiting]
    assert len(looks) >= 3
    actions.keep_marks(by=by, wording=wording, looks=looks, reason=KEPT, desk=desks.alice)
    return wording


def voices_behind(concern: Concern) -> list[UUID]:
    return [UUID(each) for each in Source.objects.filter(item=concern.id).values_list("source_id", flat=True)]


def answer(spoken: "Spoken", said: ConsentState, instead: str = "") -> None:
    thread = opened(spoken)
    for question in voice_queries.questions_of(thread):
        voices.answer_consent(thread=thread, consent_id=question.id, answer=said, instead=instead)


@pytest.mark.slow
def test_no_byte_of_a_proposal_is_in_the_database_before_it_is_published_and_then_it_is(
    desks: Desks, raised: Raise
) -> None:
    spoken = say(desks)
    concern = raised(voices=(spoken.voice,))
    wording = propose(desks, concern)
    assert canaries_found() == []
    actions.ask_authors(by=desks.alice.reader, wording=wording, desk=desks.alice)
    answer(spoken, ConsentState.AGREED)
    assert canaries_found() == []
    actions.publish_words(by=desks.alice.reader, wording=wording, desk=desks.alice)
    assert canaries_found() == ["Zqpelican", "Zqheron", "Zqplover"], "why a detail may stay was written for the desk"
    assert not Proposal.objects.exists()


@pytest.mark.slow
def test_its_author_reads_it_when_asked_and_its_desk_when_unlocked(desks: Desks, raised: Raise) -> None:
    spoken = say(desks)
    wording = propose(desks, raised(voices=(spoken.voice,)))
    actions.ask_authors(by=desks.alice.reader, wording=wording, desk=desks.alice)
    assert voice_queries.questions_of(opened(spoken))[0].words == f"{TITLE}\n\n{TEXT}"
    assert content_of(wording, desks.alice).reason == REASON
    with pytest.raises(Sealed, match="Alice"):
        content_of(wording, None)
    with pytest.raises(Sealed):
        content_of(wording, desks.otto)


@pytest.mark.slow
def test_what_is_sealed_cannot_be_changed_asked_or_published_by_a_locked_desk(desks: Desks, raised: Raise) -> None:
    concern = raised(voices=(say(desks).voice,))
    wording, by = propose(desks, concern), desks.alice.reader
    for deed in (
        lambda: actions.keep_marks(by=by, wording=wording, looks=["x"], reason="why"),
        lambda: actions.compare_words(by=by, wording=wording, originals={}),
        lambda: actions.ask_authors(by=by, wording=wording),
        lambda: actions.publish_words(by=by, wording=wording),
        lambda: actions.propose_words(
            by=by, item=concern, words={"title": "x", "text": ""}, audience=Audience.PUBLIC, reason="why"
        ),
    ):
        with pytest.raises(Sealed):
            deed()
    assert content_of(wording, desks.alice).words["title"] == TITLE


@pytest.mark.slow
@pytest.mark.parametrize("said", [ConsentState.OBJECTED, ConsentState.REWORDED])
def test_what_an_author_refuses_is_destroyed_and_the_desk_is_told(
    desks: Desks,
    raised: Raise,
    said: ConsentState,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    spoken = say(desks)
    concern = raised(voices=(spoken.voice,))
    wording = propose(desks, concern)
    actions.ask_authors(by=desks.alice.reader, wording=wording, desk=desks.alice)
    assert not was_refused(concern)
    with django_capture_on_commit_callbacks(execute=True):
        answer(spoken, said, instead="Nights are short for many")
    assert was_refused(concern)
    assert not Proposal.objects.exists()
    assert keyring.keys_of([wording.id]) == {}
    propose(desks, concern)
    assert not was_refused(concern)


@pytest.mark.slow
def test_a_no_to_other_words_leaves_the_proposal(desks: Desks, raised: Raise) -> None:
    spoken = say(desks)
    concern = raised(voices=(spoken.voice,))
    actions.ask_authors(by=desks.alice.reader, wording=propose(desks, concern), desk=desks.alice)
    wording = actions.propose_words(
        by=desks.alice.reader,
        item=concern,
        words={"title": "Nights are short", "text": ""},
        audience=Audience.ORGANISATION,
        reason="why",
        desk=desks.alice,
    )
    answer(spoken, ConsentState.OBJECTED)
    assert content_of(wording, desks.alice).words["title"] == "Nights are short"
    assert not was_refused(concern)


@pytest.mark.slow
def test_what_is_dropped_or_whose_voice_is_taken_back_is_destroyed(
    desks: Desks, raised: Raise, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    spoken, other = say(desks), say(desks)
    dropped, taken_back = raised(voices=(spoken.voice,)), raised("Plans change", voices=(other.voice,))
    wordings = propose(desks, dropped), propose(desks, taken_back)
    with django_capture_on_commit_callbacks(execute=True):
        actions.drop_words(by=desks.alice.reader, wording=wordings[0])
        voices.withdraw(thread=opened(other))
    assert not Proposal.objects.exists()
    assert keyring.keys_of([each.id for each in wordings]) == {}
    assert not Wording.objects.filter(dropped_on=None).exists()


@pytest.mark.slow
def test_a_proposal_is_sealed_when_a_sealed_voice_is_linked_to_its_item(desks: Desks, raised: Raise) -> None:
    concern, by = raised(), desks.alice.reader
    wording = propose(desks, concern)
    assert not wording.is_sealed
    assert wording.content
    actions.link_source(by=by, item=concern, source=SourceRef.voice(say(desks).voice))
    wording.refresh_from_db()
    assert wording.content == {}
    assert content_of(wording, desks.alice).words["title"] == TITLE
    voice = SourceRef.voice(voices_behind(concern)[0])
    actions.unlink_source(by=by, item=concern, source=voice)
    keep_all(wording, by)
    wording.refresh_from_db()
    assert wording.is_sealed


def test_the_database_refuses_a_sealed_proposal_that_says_something(desks: Desks, raised: Raise) -> None:
    wording = propose(desks, raised(voices=(say(desks).voice,)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Wording.objects.filter(id=wording.id).update(content={"words": {}})


def test_the_hash_that_a_consent_is_bound_to_tells_nothing_without_a_key_file(
    desks: Desks, raised: Raise, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    concern = raised(voices=(say(desks).voice,))
    wording = propose(desks, concern)
    actions.ask_authors(by=desks.alice.reader, wording=wording, desk=desks.alice)
    said = f"{TITLE}\n\n{TEXT}"
    stored = bytes(Consent.objects.get().words)
    assert stored == bytes(wording.mark) == mark_of("concern", concern.id, said)
    assert KeyFolder(settings.KEYS_FOLDER).pepper().hex() not in written_anywhere()
    # Who holds the database alone, and guesses the words, has to guess 256 bits beside them.
    monkeypatch.setattr(settings, "KEYS_FOLDER", tmp_path / "others")
    assert mark_of("concern", concern.id, said) != stored


@pytest.mark.slow
def test_a_proposal_that_nobody_can_open_any_more_is_stopped_and_written_anew(desks: Desks, raised: Raise) -> None:
    concern = raised(voices=(say(desks).voice,))
    wording = propose(desks, concern)
    Proposal.objects.all().delete()
    with pytest.raises(Refused, match="Nobody can open these words"):
        actions.publish_words(by=desks.alice.reader, wording=wording, desk=desk_of(desks.alice.reader))
    actions.drop_words(by=desks.alice.reader, wording=wording)


@pytest.mark.slow
def test_its_page_shows_it_to_an_unlocked_desk_alone(alices: Desk, raised: Raise) -> None:
    voice = voices.speak_anonymously(text="So it is", readers=[alices.key], nonce=b"0" * 16, now=True).voice
    concern = raised(voices=(voice,))
    words = reverse("register:words", args=["concern", concern.id])
    page = reverse("register:publication", args=["concern", concern.id])
    form = {"title": TITLE, "text": TEXT, "audience": "organisation", "reason": REASON}
    locked: Client = alices.client
    assert locked.post(words, form).status_code == HTTPStatus.SEE_OTHER
    assert "Zqpelican" not in locked.get(page).text
    assert "Unlock the desk" in locked.get(page).text
    assert locked.get(words)["Location"] == page
    refused = locked.post(words, form | {"title": "Other words"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Other words" in refused.text
    keep = reverse("register:keep_marks", args=["concern", concern.id])
    assert locked.post(keep, {"mark": "x", "reason": "y"})["Location"] == page
    browser = alices.open(WORDS).client
    assert "Zqpelican" in browser.get(page).text
    assert "Zqpelican" in browser.get(words).text


@pytest.mark.slow
def test_an_advocate_who_reads_no_voice_behind_it_does_not_see_it(alices: Desk, ottos: Desk, bob: Person) -> None:
    voice = voices.speak_anonymously(text="So it is", readers=[ottos.key], nonce=b"0" * 16, now=True).voice
    concern = actions.raise_concern(by=alices.reader, title=TITLE, sources=[SourceRef.voice(voice)])
    wording = actions.propose_words(
        by=alices.reader,
        item=concern,
        words={"title": TITLE, "text": ""},
        audience=Audience.ORGANISATION,
        reason=REASON,
    )
    assert content_of(wording, alices.unlocked).words["title"] == TITLE
    with pytest.raises(Sealed):
        content_of(wording, ottos.unlocked)
