"""A name stands beside the words that somebody said, and never beside words that somebody else put there."""

import pytest
from django.test import Client

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions
from groundswell.register.models import Concern, Idea, Perspective, Wording
from groundswell.register.queries.ground import without_ground
from groundswell.register.rules.perspectives import Standing
from groundswell.register.tests.conftest import Raise, keep_all
from groundswell.register.wordings import words_of
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices.queries import threads
from groundswell.voices.rules import ConsentState
from groundswell.voices.tests.conftest import Desks

OTHER = "Cells should not keep their own roles."


@pytest.fixture
def concern(desks: Desks, raised: Raise) -> Concern:
    """Return a concern that everybody in the organisation reads."""
    del desks
    return raised(audience=Audience.ORGANISATION)


def reworded(item: Idea | Perspective, by: Person, **words: str) -> Wording:
    """Propose other words for an item that everybody reads."""
    wording = actions.propose_words(
        by=by, item=item, words={**words_of(item), **words}, audience=Audience.ORGANISATION, reason="It is clearer."
    )
    keep_all(wording, by)
    return wording


def answer(person: Person, said: ConsentState) -> None:
    """Answer everything that somebody is asked about their own voices."""
    for voice in threads.threads_of(person):
        thread = threads.thread_of(person, voice.id)
        assert thread is not None
        for question in voice_queries.questions_of(thread):
            voices.answer_consent(thread=thread, consent_id=question.id, answer=said)


def test_other_words_for_a_view_go_out_only_when_its_holder_says_yes(
    concern: Concern, alice: Person, bob: Person, client: Client
) -> None:
    view = actions.add_own_perspective(by=bob, concern=concern, text="Cells should keep their own roles.")
    wording = reworded(view, alice, position=OTHER)
    with pytest.raises(Refused, match="asked"):
        actions.publish_words(by=alice, wording=wording)
    actions.ask_authors(by=alice, wording=wording)
    answer(bob, ConsentState.AGREED)
    actions.publish_words(by=alice, wording=wording)
    view.refresh_from_db()
    assert (view.position, view.standing, view.is_named) == (OTHER, Standing.CONFIRMED, False)
    assert without_ground([view]) == {}
    client.force_login(alice)
    page = client.get(f"/concerns/{concern.id}/").content.decode()
    assert OTHER in page
    assert bob.name not in page[page.index(OTHER) : page.index(OTHER) + 200]


def test_other_words_for_an_idea_lose_the_name_too(concern: Concern, alice: Person, bob: Person) -> None:
    idea = actions.add_own_idea(by=bob, concern=concern, text="Buy a faster build machine.")
    wording = reworded(idea, alice, title="Stop building on Fridays")
    with pytest.raises(Refused, match="asked"):
        actions.publish_words(by=alice, wording=wording)
    actions.ask_authors(by=alice, wording=wording)
    answer(bob, ConsentState.AGREED)
    actions.publish_words(by=alice, wording=wording)
    idea.refresh_from_db()
    assert (idea.title, idea.holder) == ("Stop building on Fridays", None)


def test_a_no_keeps_what_was_said(concern: Concern, alice: Person, bob: Person) -> None:
    view = actions.add_own_perspective(by=bob, concern=concern, text="Cells should keep their own roles.")
    wording = reworded(view, alice, position=OTHER)
    actions.ask_authors(by=alice, wording=wording)
    answer(bob, ConsentState.OBJECTED)
    with pytest.raises(Refused):
        actions.publish_words(by=alice, wording=wording)
    view.refresh_from_db()
    assert (view.position, view.is_named) == ("Cells should keep their own roles.", True)


def test_more_readers_for_the_same_words_take_no_name_off(concern: Concern, alice: Person, bob: Person) -> None:
    view = actions.add_own_perspective(by=bob, concern=concern, text="Cells should keep their own roles.")
    wording = reworded(view, alice)
    actions.publish_words(by=alice, wording=wording)
    view.refresh_from_db()
    assert (view.standing, view.is_named) == (Standing.CONFIRMED, True)


def test_a_name_that_was_confirmed_does_not_stay_beside_new_words(concern: Concern, alice: Person, bob: Person) -> None:
    view = actions.note_perspective(by=alice, concern=concern, position="Reviews need a rota.", holder=bob)
    actions.publish_words(by=alice, wording=reworded(view, alice))
    view.refresh_from_db()
    actions.confirm_perspective(by=bob, view=view, under_my_name=True)
    actions.publish_words(by=alice, wording=reworded(view, alice, position="Reviews should be dropped."))
    view.refresh_from_db()
    assert (view.standing, view.is_named) == (Standing.UNCONFIRMED, False)
