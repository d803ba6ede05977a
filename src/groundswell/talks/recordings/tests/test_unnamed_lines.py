"""Lines that name no speaker hide a recording until its keeper says that they are nobody's voice."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.people.models import Person
from groundswell.talks.models import Meeting
from groundswell.talks.recordings import actions
from groundswell.talks.transcripts import actions as transcripts
from groundswell.talks.transcripts.rules import Consent, Cue
from groundswell.talks.transcripts.tests.scene import a_meeting, room, speaker_in

pytestmark = pytest.mark.django_db
CUES = (Cue("Bob", 0, 1, "Hi."), Cue("", 2, 3, "[music]"))


def recorded(alice: Person, bob: Person) -> Meeting:
    """Keep a recorded meeting to which Bob, the only one who is named, says yes."""
    meeting = a_meeting(alice, cues=CUES, who={"Bob": bob})
    actions.link_recording(by=alice, meeting=meeting, address="https://v.example.org/1")
    transcripts.answer_for_recording(person=bob, meeting=meeting.id, answer=Consent.SHARED)
    return meeting


def test_lines_that_are_nobodys_voice_need_no_yes(
    client_of: Callable[[Person], Client], alice: Person, bob: Person
) -> None:
    meeting = recorded(alice, bob)
    assert not room(bob, meeting).may_play
    here, browser = reverse("talks:speakers", args=[meeting.id]), client_of(alice)
    assert "Lines that name nobody" in browser.get(here).text
    named, unnamed = (speaker_in(alice, meeting, name).id for name in ("Bob", ""))
    assert browser.post(here, {f"s-{named}": bob.email, f"n-{unnamed}": "on"}).status_code == 303
    assert room(bob, meeting).may_play
    assert browser.post(here, {f"s-{named}": bob.email}).status_code == 303
    assert not room(bob, meeting).may_play, "what was ticked by mistake is taken back"
