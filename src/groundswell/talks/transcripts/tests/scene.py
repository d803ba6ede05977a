"""A meeting of a few people, as the tests of what was said aloud need it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.talks.models import Meeting, Series
from groundswell.talks.transcripts import actions, queries
from groundswell.talks.transcripts.queries import Room, SpeakerLine
from groundswell.talks.transcripts.rules import Consent, Cue, Reach

BOB_SAID = "Zqbuilds are red since May and nobody has the hours"
CHARLIE_SAID = "Zqdeploys hurt more, I will write a page about it by Friday"
GUEST_SAID = "Zqguest thinks that we are all too tired"
CUES = (
    Cue("Bob", 1000, 4000, f"{BOB_SAID}."),
    Cue("Zqcharles", 4500, 8000, f"{CHARLIE_SAID}."),
    Cue("Zqguestname", 9000, 12000, f"{GUEST_SAID}."),
    Cue("Bob", 13000, 15000, "Thank you for saying so."),
)


def a_meeting(
    keeper: Person,
    *,
    who: dict[str, Person] | None = None,
    reach: Reach = Reach.ORGANISATION,
    cues: Sequence[Cue] = CUES,
    series: Series | None = None,
    days_ago: int = 1,
) -> Meeting:
    """Keep a meeting; `who` says who the names in it are."""
    meeting = actions.keep_meeting(
        by=keeper,
        title="Zqretrospective",
        held_on=clock.today() - timedelta(days=days_ago),
        series=series,
        reach=reach,
        cues=cues,
    )
    if who:
        say(keeper, meeting, who)
    return meeting


def say(keeper: Person, meeting: Meeting, who: Mapping[str, Person | None]) -> None:
    """Say who speakers are, by their names."""
    named = {speaker.name: speaker.id for speaker in room(keeper, meeting).speakers}
    actions.say_who_spoke(by=keeper, meeting=meeting, who={named[name]: person for name, person in who.items()})


def room(person: Person, meeting: Meeting) -> Room:
    """Return a meeting as somebody sees it."""
    found = queries.room_for(person, meeting.id)
    assert found is not None
    return found


def speaker_in(keeper: Person, meeting: Meeting, name: str) -> SpeakerLine:
    """Return a speaker by name."""
    return next(speaker for speaker in room(keeper, meeting).speakers if speaker.name == name)


def share(person: Person, meeting: UUID) -> None:
    """Say yes to one's words."""
    actions.answer_for_words(person=person, meeting=meeting, answer=Consent.SHARED)


def read_by(person: Person, meeting: Meeting) -> str:
    """Return all that somebody reads of a transcript."""
    found = queries.room_for(person, meeting.id)
    if found is None:
        return ""
    return " | ".join(
        line.text or "(not shared)" for page in range(found.pages) for line in queries.lines_of(found, page)
    )
