"""Nothing of a speaker is shown to others before the speaker's yes, nor a moment after they took it back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from groundswell.kit import clock
from groundswell.kit.audit.models import Entry
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.register.tests.test_sealed_proposals import written_anywhere
from groundswell.talks.models import Meeting, Speaker, SpokenPart
from groundswell.talks.transcripts import actions, queries
from groundswell.talks.transcripts.rules import Consent, Cue, Reach
from groundswell.talks.transcripts.tests.scene import (
    BOB_SAID,
    CHARLIE_SAID,
    CUES,
    a_meeting,
    read_by,
    room,
    say,
    share,
    speaker_in,
)
from groundswell.voices import actions as voices

pytestmark = pytest.mark.django_db


def test_the_keeper_alone_reads_what_nobody_shares_yet(
    alice: Person, bob: Person, charlie: Person, otto: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob, "Zqcharles": charlie})
    assert read_by(alice, meeting).count("Zq") == 3
    assert read_by(bob, meeting) == read_by(charlie, meeting) == "(not shared)"
    assert queries.room_for(otto, meeting.id) is None


def test_a_yes_shows_ones_own_words_and_nothing_of_the_others(alice: Person, bob: Person, dana: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    share(bob, meeting.id)
    assert read_by(dana, meeting) == f"{BOB_SAID}. | (not shared) | Thank you for saying so."
    assert [line.speaker for line in queries.lines_of(room(dana, meeting), 0)] == ["Bob", "", "Bob"]


def test_a_yes_taken_back_holds_at_once_and_the_meeting_is_gone_for_everybody_else(
    alice: Person, bob: Person, dana: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    share(bob, meeting.id)
    assert read_by(dana, meeting)
    actions.answer_for_words(person=bob, meeting=meeting.id, answer=Consent.REFUSED)
    assert queries.room_for(dana, meeting.id) is None
    assert list(queries.meetings_for(dana)) == []
    assert speaker_in(alice, meeting, "Bob").words == Consent.WITHDRAWN
    assert BOB_SAID in read_by(bob, meeting), "one's own words stay one's own"


def test_a_speaker_can_look_first_and_nobody_else_does(
    alice: Person, bob: Person, charlie: Person, dana: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob, "Zqcharles": charlie})
    actions.answer_for_words(person=bob, meeting=meeting.id, answer=Consent.ALONE)
    assert BOB_SAID in read_by(bob, meeting)
    assert BOB_SAID not in read_by(charlie, meeting) + read_by(dana, meeting)


def test_what_is_for_those_who_spoke_is_for_nobody_else(
    alice: Person, bob: Person, charlie: Person, dana: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob, "Zqcharles": charlie}, reach=Reach.SPEAKERS)
    share(bob, meeting.id)
    assert BOB_SAID in read_by(charlie, meeting)
    assert queries.room_for(dana, meeting.id) is None


def test_who_turns_out_to_be_another_was_never_asked(alice: Person, bob: Person, charlie: Person, dana: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": charlie})
    share(charlie, meeting.id)
    say(alice, meeting, {"Bob": bob})
    assert speaker_in(alice, meeting, "Bob").words == Consent.ASKED
    assert queries.room_for(dana, meeting.id) is None
    assert queries.room_for(charlie, meeting.id) is None
    say(alice, meeting, {"Bob": None})
    assert speaker_in(alice, meeting, "Bob").words == Consent.NOT_ASKED


def test_saying_the_same_again_asks_nobody_again(alice: Person, bob: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    share(bob, meeting.id)
    lines = Entry.objects.count()
    say(alice, meeting, {"Bob": bob})
    assert speaker_in(alice, meeting, "Bob").words == Consent.SHARED
    assert Entry.objects.count() == lines


def test_only_a_speaker_answers_and_only_with_an_answer(alice: Person, bob: Person, charlie: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    for person in (alice, charlie):
        with pytest.raises(LookupError):
            share(person, meeting.id)
    with pytest.raises(Refused):
        actions.answer_for_words(person=bob, meeting=meeting.id, answer=Consent.ASKED)
    with pytest.raises(Refused):
        actions.answer_for_recording(person=bob, meeting=meeting.id, answer=Consent.SHARED)


def test_somebody_named_twice_answers_once_for_both(alice: Person, bob: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": bob, "Zqcharles": bob})
    share(bob, meeting.id)
    assert {each.words for each in room(bob, meeting).me} == {Consent.SHARED}


def test_words_without_a_name_are_never_anybodys(alice: Person, bob: Person) -> None:
    meeting = a_meeting(alice, cues=[Cue("", 0, 1, "Zqmumbling"), Cue("Bob", 2, 3, "Hi.")], who={"Bob": bob})
    with pytest.raises(Refused):
        say(alice, meeting, {"": bob})
    share(bob, meeting.id)
    assert read_by(bob, meeting) == "(not shared) | Hi."


def test_the_database_refuses_a_yes_of_nobody(alice: Person) -> None:
    meeting = a_meeting(alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Speaker.objects.filter(meeting=meeting).update(words=Consent.SHARED)


def test_a_dump_reads_no_word_no_name_and_no_title(alice: Person, bob: Person, charlie: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": bob, "Zqcharles": charlie})
    share(bob, meeting.id)
    stored = written_anywhere().casefold()
    assert [each for each in ("zqbuilds", "zqdeploys", "zqguest", "zqcharles", "zqretro") if each in stored] == []
    hidden = {value for row in Speaker.objects.values() for value in row.values()}
    assert {bob.id, str(bob.id)}.isdisjoint(hidden)


def test_a_speakers_answer_writes_no_line_that_would_tell_who_spoke(alice: Person, bob: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    lines = Entry.objects.count()
    share(bob, meeting.id)
    assert Entry.objects.count() == lines
    assert not Entry.objects.filter(context="talks").exclude(actor=alice.id).exists()
    assert str(bob.id) not in str(list(Entry.objects.filter(context="talks").values()))


def test_what_is_destroyed_opens_for_nobody_and_its_keys_are_gone(alice: Person, bob: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    share(bob, meeting.id)
    part = SpokenPart.objects.first()
    assert part is not None
    actions.destroy_words(by=alice, meeting=meeting)
    assert not SpokenPart.objects.exists()
    assert not Speaker.objects.exists()
    assert room(alice, Meeting.objects.get(id=meeting.id)).pages == 0


def test_no_sweep_destroys_the_keys_of_what_is_here(alice: Person, bob: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    suspects = voices.suspect_item_keys()
    voices.destroy_orphaned_keys(suspects=suspects)
    assert read_by(alice, meeting).count("Zq") == 3
    assert room(alice, meeting).title == "Zqretrospective"


@pytest.mark.parametrize("title", ["", " \n ", "x" * 201])
def test_a_meeting_has_a_title(alice: Person, title: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.keep_meeting(by=alice, title=title, held_on=clock.today())
    assert refused.value.field == "title"


def test_a_transcript_is_of_a_day_that_was_and_a_series_has_one_keeper(alice: Person, otto: Person) -> None:
    with pytest.raises(Refused) as refused:
        actions.keep_meeting(by=alice, title="X", held_on=clock.today() + timedelta(days=1), cues=CUES)
    assert refused.value.field == "held_on"
    series = a_meeting(alice).series
    with pytest.raises(Refused) as refused:
        actions.keep_meeting(by=otto, title="X", held_on=clock.today(), series=series)
    assert refused.value.field == "series"


def test_somebody_who_is_in_no_transcript_can_be_named_once(alice: Person, dana: Person) -> None:
    meeting = a_meeting(alice)
    for _ in range(2):
        actions.add_speaker(by=alice, meeting=meeting, person=dana)
    assert [speaker.name for speaker in room(dana, meeting).me] == ["Dana"]
    assert room(dana, meeting).me[0].words == Consent.NOT_ASKED, "there are no words to share"


def test_who_left_reads_nothing_and_their_yes_stands(alice: Person, bob: Person, dana: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    share(bob, meeting.id)
    assert CHARLIE_SAID not in read_by(dana, meeting)
    assert BOB_SAID in read_by(dana, meeting)
