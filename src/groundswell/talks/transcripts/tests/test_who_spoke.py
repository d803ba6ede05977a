"""Who spoke is said without undoing what others said, and a slip of the keys is undone."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.talks.action_items import actions as action_items
from groundswell.talks.action_items import queries as items
from groundswell.talks.models import Speaker
from groundswell.talks.recordings import actions as recordings
from groundswell.talks.transcripts import actions
from groundswell.talks.transcripts.rules import Consent
from groundswell.talks.transcripts.tests.scene import (
    BOB_SAID,
    CHARLIE_SAID,
    a_meeting,
    read_by,
    room,
    share,
    speaker_in,
)
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ADDRESS = "https://zqvideos.example.org/one"


def test_who_left_stays_named_and_keeps_their_yes_while_others_are_named(
    client_of: Callable[[Person], Client], organisation: Cast, alice: Person, bob: Person, charlie: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    share(bob, meeting.id)
    people.leave(by=organisation.ada, person=bob)
    browser, address = client_of(alice), reverse("talks:speakers", args=[meeting.id])
    form = browser.get(address).context["form"]
    typed = {name: field.initial or "" for name, field in form.fields.items()}
    typed[next(name for name, field in form.fields.items() if field.label == "Zqcharles")] = charlie.email
    assert browser.post(address, typed).status_code == 303
    assert BOB_SAID in read_by(organisation.dana, meeting)
    assert speaker_in(alice, meeting, "Zqcharles").person == charlie.id


def test_somebody_who_was_named_by_mistake_and_said_nothing_is_nobody_again(
    alice: Person, bob: Person, charlie: Person
) -> None:
    meeting = a_meeting(alice, cues=())
    actions.add_speaker(by=alice, meeting=meeting, person=bob)
    actions.add_speaker(by=alice, meeting=meeting, person=charlie)
    recordings.link_recording(by=alice, meeting=meeting, address=ADDRESS)
    actions.answer_for_recording(person=bob, meeting=meeting.id, answer=Consent.SHARED)
    actions.say_who_spoke(by=alice, meeting=meeting, who={speaker_in(alice, meeting, "Charlie").id: None})
    assert [speaker.name for speaker in room(alice, meeting).speakers] == ["Bob"]
    assert room(alice, meeting).may_play


def test_a_link_that_is_saved_once_more_asks_nobody_again(alice: Person, bob: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    recordings.link_recording(by=alice, meeting=meeting, address=ADDRESS)
    actions.answer_for_recording(person=bob, meeting=meeting.id, answer=Consent.REFUSED)
    recordings.link_recording(by=alice, meeting=meeting, address=f" {ADDRESS}")
    assert set(Speaker.objects.exclude(tag=None).values_list("recording", flat=True)) == {Consent.REFUSED}
    recordings.link_recording(by=alice, meeting=meeting, address="https://zqvideos.example.org/two")
    assert set(Speaker.objects.exclude(tag=None).values_list("recording", flat=True)) == {Consent.ASKED}


def test_nobody_is_asked_to_do_what_is_hidden(alice: Person, bob: Person, charlie: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": bob, "Zqcharles": charlie})
    share(charlie, meeting.id)
    item = action_items.raise_item(by=alice, meeting=meeting, text=CHARLIE_SAID, person=bob)
    assert len(items.asked_of(bob)) == 1
    actions.answer_for_words(person=charlie, meeting=meeting.id, answer=Consent.REFUSED)
    assert items.asked_of(bob) == []
    action_items.rewrite_item(by=alice, item=item, text="A page about something")
    assert len(items.asked_of(bob)) == 1
