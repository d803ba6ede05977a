"""A recording is a link, off by default, and shown only while everybody who spoke says yes."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.register.tests.test_sealed_proposals import written_anywhere
from groundswell.talks.models import Meeting, Recording
from groundswell.talks.recordings import actions, rules
from groundswell.talks.recordings.rules import Kind
from groundswell.talks.transcripts import actions as transcripts
from groundswell.talks.transcripts.rules import Consent, Cue, Reach
from groundswell.talks.transcripts.tests.scene import a_meeting, room, say

ADDRESS = "https://zqvideos.example.org/one"
TWO = (Cue("Bob", 0, 1, "Hi."), Cue("Charlie", 2, 3, "Hello."))


def test_a_stream_is_announced_on_a_day_before() -> None:
    day = date(2026, 11, 27)
    assert rules.may_be_announced(today=day, held_on=day + timedelta(days=1))
    assert not rules.may_be_announced(today=day, held_on=day)


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "ftp://x", "https://a b", "videos.example.org"])
def test_only_an_address_that_a_browser_opens_is_one(address: str) -> None:
    assert not rules.is_address(address)
    assert rules.is_address(ADDRESS)


def yes(person: Person, meeting: Meeting, answer: Consent = Consent.SHARED) -> None:
    transcripts.answer_for_recording(person=person, meeting=meeting.id, answer=answer)


@pytest.mark.django_db
def test_it_is_shown_only_while_everybody_who_spoke_says_yes(alice: Person, bob: Person, charlie: Person) -> None:
    meeting = a_meeting(alice, cues=TWO, who={"Bob": bob, "Charlie": charlie})
    assert room(bob, meeting).film is None
    actions.link_recording(by=alice, meeting=meeting, address=f" {ADDRESS} ")
    yes(bob, meeting)
    assert not room(bob, meeting).may_play
    yes(charlie, meeting)
    assert room(bob, meeting).may_play
    yes(charlie, meeting, Consent.REFUSED)
    assert not room(bob, meeting).may_play
    with pytest.raises(Refused):
        yes(bob, meeting, Consent.ALONE)


@pytest.mark.django_db
def test_somebody_of_whom_nobody_has_said_who_it_is_hides_it(alice: Person, bob: Person, charlie: Person) -> None:
    meeting = a_meeting(alice, cues=TWO, who={"Bob": bob})
    actions.link_recording(by=alice, meeting=meeting, address=ADDRESS)
    yes(bob, meeting)
    assert not room(bob, meeting).may_play
    say(alice, meeting, {"Charlie": charlie})
    assert not room(bob, meeting).may_play
    yes(charlie, meeting)
    assert room(bob, meeting).may_play
    transcripts.add_speaker(by=alice, meeting=meeting, person=alice)
    assert not room(bob, meeting).may_play, "one more who spoke is one more to ask"


@pytest.mark.django_db
def test_without_a_speaker_nobody_is_shown_anything(alice: Person) -> None:
    meeting = a_meeting(alice, cues=(), reach=Reach.SPEAKERS)
    actions.link_recording(by=alice, meeting=meeting, address=ADDRESS)
    assert not room(alice, meeting).may_play


@pytest.mark.django_db
def test_another_link_is_another_question(alice: Person, bob: Person) -> None:
    meeting = a_meeting(alice, cues=TWO[:1], who={"Bob": bob})
    actions.link_recording(by=alice, meeting=meeting, address=ADDRESS)
    yes(bob, meeting)
    actions.link_recording(by=alice, meeting=meeting, address=ADDRESS + "/cut")
    assert not room(bob, meeting).may_play
    actions.unlink_recording(by=alice, meeting=meeting)
    actions.unlink_recording(by=alice, meeting=meeting)
    assert room(bob, meeting).me[0].recording == Consent.NOT_ASKED


@pytest.mark.django_db
def test_a_stream_on_the_day_itself_is_refused_and_the_database_wants_its_announcement(alice: Person) -> None:
    today, tomorrow = a_meeting(alice, cues=(), days_ago=0), a_meeting(alice, cues=(), days_ago=-1)
    with pytest.raises(Refused) as refused:
        actions.link_recording(by=alice, meeting=today, address=ADDRESS, kind=Kind.STREAM)
    assert refused.value.field == "kind"
    actions.link_recording(by=alice, meeting=tomorrow, address=ADDRESS, kind=Kind.STREAM)
    assert Recording.objects.get().announced_on == clock.today()
    with pytest.raises(IntegrityError), transaction.atomic():
        Recording.objects.update(announced_on=None)


@pytest.mark.django_db
def test_no_dump_reads_where_it_is(alice: Person) -> None:
    actions.link_recording(by=alice, meeting=a_meeting(alice), address=ADDRESS)
    assert "zqvideos" not in written_anywhere().casefold()


@pytest.mark.django_db
def test_what_is_no_address_is_refused(alice: Person) -> None:
    with pytest.raises(Refused) as refused:
        actions.link_recording(by=alice, meeting=a_meeting(alice), address="the drive")
    assert refused.value.field == "address"
