"""No way leads around the yes of an author: other readers, forgotten links, words that come later."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from groundswell.people.models import Cell
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions
from groundswell.register.actions import SourceRef
from groundswell.register.models import Concern, Wording
from groundswell.register.queries.ground import without_ground
from groundswell.register.queries.proposals import content_of
from groundswell.register.rules import proposals
from groundswell.register.tests.conftest import Desks, desk_of, keep_all, proposed
from groundswell.register.tests.test_sealed_proposals import answer
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices.actions import Spoken
from groundswell.voices.models import Consent
from groundswell.voices.rules import ConsentState
from groundswell.voices.tests.conftest import opened, say
from tests.cast import Cast

type Raise = Callable[..., Concern]


def asked(desks: Desks, concern: Concern, audience: Audience, *said: Spoken, cell: Cell | None = None) -> Wording:
    """Propose a concern's words, and ask everybody behind it."""
    by = desks.alice.reader
    wording = proposed(concern, audience, by=by, cell=cell)
    originals = {each.voice: "something else" for each in said}
    actions.compare_words(by=by, wording=wording, originals=originals, desk=desks.alice)
    keep_all(wording, by)
    actions.ask_authors(by=by, wording=wording, desk=desks.alice)
    return wording


@pytest.mark.slow
def test_a_yes_to_the_organisation_is_no_yes_to_everybody(desks: Desks, raised: Raise) -> None:
    spoken, by = say(desks), desks.alice.reader
    concern = raised(voices=(spoken.voice,))
    asked(desks, concern, Audience.ORGANISATION, spoken)
    answer(spoken, ConsentState.AGREED)
    wider = proposed(concern, Audience.PUBLIC, by=by)
    keep_all(wider, by)
    with pytest.raises(Refused, match="asked"):
        actions.publish_words(by=by, wording=wider, desk=desk_of(by))
    assert actions.ask_authors(by=by, wording=wider, desk=desk_of(by)) == 1
    answer_waiting(spoken, ConsentState.AGREED)
    actions.publish_words(by=by, wording=wider, desk=desk_of(by))
    concern.refresh_from_db()
    actions.change_audience(by=by, item=concern, audience=Audience.ORGANISATION, reason="Enough for now.")
    assert without_ground([concern]) == {}, "who lets everybody read it lets the organisation"


def answer_waiting(spoken: Spoken, said: ConsentState) -> None:
    thread = opened(spoken)
    for question in (each for each in voice_queries.questions_of(thread) if each.is_waiting):
        voices.answer_consent(thread=thread, consent_id=question.id, answer=said)


@pytest.mark.slow
@pytest.mark.parametrize("narrower", [Audience.CELL, Audience.ORGANISATION])
def test_a_no_to_some_is_no_silence_to_others(
    desks: Desks, raised: Raise, organisation: Cast, narrower: Audience
) -> None:
    """Asked again for other readers, an author who says nothing any more has still said no."""
    spoken, by = say(desks), desks.alice.reader
    concern = raised(voices=(spoken.voice,))
    asked(desks, concern, narrower, spoken, cell=organisation.cell_one)
    answer(spoken, ConsentState.OBJECTED)
    wider = asked(desks, concern, Audience.PUBLIC, spoken)
    with pytest.raises(Refused, match="agree"):
        actions.publish_words(by=by, wording=wider, desk=desks.alice)


@pytest.mark.slow
def test_a_no_to_everybody_leaves_the_yes_to_the_organisation(desks: Desks, raised: Raise) -> None:
    spoken, by = say(desks), desks.alice.reader
    concern = raised(voices=(spoken.voice,))
    wording = asked(desks, concern, Audience.ORGANISATION, spoken)
    answer(spoken, ConsentState.AGREED)
    actions.publish_words(by=by, wording=wording, desk=desks.alice)
    concern.refresh_from_db()
    asked(desks, concern, Audience.PUBLIC, spoken)
    answer_waiting(spoken, ConsentState.OBJECTED)
    concern.refresh_from_db()
    assert concern.audience == Audience.ORGANISATION
    assert without_ground([concern]) == {}
    assert not Wording.objects.filter(published_on=None, dropped_on=None).exists()


@pytest.mark.slow
def test_what_words_were_written_from_later_takes_them_down_too(desks: Desks, raised: Raise) -> None:
    first, later, by = say(desks), say(desks), desks.alice.reader
    concern = raised(voices=(first.voice,))
    wording = asked(desks, concern, Audience.ORGANISATION, first)
    answer(first, ConsentState.AGREED)
    actions.publish_words(by=by, wording=wording, desk=desks.alice)
    concern.refresh_from_db()
    actions.link_source(by=by, item=concern, source=SourceRef.voice(later.voice))
    concern.title = "Reviews wait for weeks"
    wording = asked(desks, concern, Audience.ORGANISATION, first, later)
    answer(first, ConsentState.AGREED)
    answer(later, ConsentState.AGREED)
    actions.publish_words(by=by, wording=wording, desk=desks.alice)
    answer(later, ConsentState.OBJECTED)
    concern.refresh_from_db()
    assert concern.audience == Audience.ADVOCATE


@pytest.mark.slow
def test_who_was_asked_cannot_be_forgotten(desks: Desks, raised: Raise) -> None:
    spoken, by = say(desks), desks.alice.reader
    concern = raised(voices=(spoken.voice,))
    wording = asked(desks, concern, Audience.ORGANISATION, spoken)
    with pytest.raises(Refused):
        actions.unlink_source(by=by, item=concern, source=SourceRef.voice(spoken.voice))
    with pytest.raises(Refused):
        actions.publish_words(by=by, wording=wording, desk=desks.alice)
    assert without_ground([concern]) == {}


@pytest.mark.slow
def test_a_page_that_was_open_before_words_were_written_anew_does_not_say_that_they_were_compared(
    desks: Desks, raised: Raise
) -> None:
    one, other, by = say(desks), say(desks), desks.alice.reader
    concern = raised(voices=(one.voice, other.voice))
    wording = proposed(concern, Audience.ORGANISATION, by=by)
    actions.compare_words(by=by, wording=wording, originals={one.voice: "x"}, desk=desks.alice)
    seen_before = Wording.objects.get(id=wording.id)
    concern.title = "Reviews wait for weeks"
    proposed(concern, Audience.ORGANISATION, by=by)
    actions.compare_words(by=by, wording=seen_before, originals={other.voice: "x"}, desk=desks.alice)
    assert Wording.objects.get().compared == [str(other.voice)]


def test_a_page_that_was_open_before_words_went_out_changes_nothing(desks: Desks, raised: Raise) -> None:
    concern, by = raised(), desks.alice.reader
    wording = proposed(concern, Audience.ORGANISATION, by=by)
    keep_all(wording, by)
    seen_before = Wording.objects.get(id=wording.id)
    actions.publish_words(by=by, wording=wording, desk=desks.alice)
    for deed in (
        lambda: actions.drop_words(by=by, wording=seen_before),
        lambda: actions.keep_marks(by=by, wording=seen_before, looks=["x"], reason="why"),
        lambda: actions.compare_words(by=by, wording=seen_before, originals={}),
        lambda: actions.ask_authors(by=by, wording=seen_before),
    ):
        with pytest.raises(Refused, match="not on their way"):
            deed()
    now = Wording.objects.get()
    assert now.published_on is not None
    assert now.dropped_on is None
    assert now.content["words"]


def test_what_was_out_is_in_no_row_after_the_desk_took_it_back(desks: Desks, raised: Raise) -> None:
    concern, by = raised("Zqtitle", audience=Audience.ORGANISATION), desks.alice.reader
    actions.change_audience(by=by, item=concern, audience=Audience.ADVOCATE, reason="It was too early.")
    assert Wording.objects.get().content == {}


@pytest.mark.slow
def test_taken_back_while_asked_nothing_goes_out(desks: Desks, raised: Raise) -> None:
    spoken, by = say(desks), desks.alice.reader
    concern = raised(voices=(spoken.voice,))
    wording = asked(desks, concern, Audience.ORGANISATION, spoken)
    answer(spoken, ConsentState.AGREED)
    voices.withdraw(thread=opened(spoken))
    with pytest.raises(Refused):
        actions.publish_words(by=by, wording=wording, desk=desks.alice)


@pytest.mark.slow
def test_an_upgrade_tells_of_what_was_asked_for_whom_and_closes_what_is_proposed(desks: Desks, raised: Raise) -> None:
    upgrade = import_module("groundswell.register.migrations.0004_consents_of_an_audience")
    spoken, by = say(desks), desks.alice.reader
    concern = raised(voices=(spoken.voice,))
    wording = asked(desks, concern, Audience.ORGANISATION, spoken)
    answer(spoken, ConsentState.AGREED)
    actions.publish_words(by=by, wording=wording, desk=desks.alice)
    Consent.objects.update(readers="")
    waiting = proposed(raised("Plans change"), Audience.PUBLIC, by=by)
    content = proposals.written(content_of(waiting, None))
    Wording.objects.filter(id=waiting.id).update(content=content)
    editor = connection.schema_editor()
    upgrade.name_readers(apps, editor)
    upgrade.close(apps, editor)
    concern.refresh_from_db()
    assert without_ground([concern]) == {}
    waiting.refresh_from_db()
    assert "words" not in waiting.content
    assert proposals.written(content_of(waiting, None)) == content
