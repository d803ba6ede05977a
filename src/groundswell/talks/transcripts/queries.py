"""Reads of meetings: who somebody is to one, what they may read of it, and what waits for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from groundswell.kit.prepared import Given, prepared
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.talks import closing
from groundswell.talks.closing import Keys
from groundswell.talks.models import ActionItem, Meeting, Series, Speaker, SpokenPart
from groundswell.talks.recordings.rules import Kind
from groundswell.talks.transcripts import rules
from groundswell.talks.transcripts.keeping import keeps
from groundswell.talks.transcripts.rules import Consent, Line, Placed, Reach
from groundswell.web.access import Access

UNREADABLE = "…"


@dataclass(frozen=True)
class SpeakerLine:
    """Somebody who spoke in a meeting. Printing it shows no name."""

    id: UUID
    name: str = field(repr=False)
    person: UUID | None = field(repr=False)
    words: Consent
    recording: Consent
    is_me: bool
    # Lines without a name that are nobody's voice: music, a title, noise.
    is_nobody: bool = False


@dataclass(frozen=True)
class Film:
    """Where a meeting can be heard or watched."""

    kind: Kind
    address: str = field(repr=False)
    announced_on: date | None


@dataclass(frozen=True)
class Room:
    """A meeting as one person may see it."""

    meeting: Meeting
    title: str = field(repr=False)
    series: str = field(repr=False)
    is_keeper: bool
    speakers: tuple[SpeakerLine, ...]
    film: Film | None = field(repr=False)
    # Which meetup it was a meeting of.
    meetup: UUID | None = field(default=None, repr=False)

    @property
    def me(self) -> tuple[SpeakerLine, ...]:
        """Who this person is in it: nobody, one speaker, or several where a name changed in the middle."""
        return tuple(speaker for speaker in self.speakers if speaker.is_me)

    @property
    def reach(self) -> Reach:
        """Who reads what is shared."""
        return Reach(self.meeting.series.reach)

    @property
    def readable(self) -> tuple[SpeakerLine, ...]:
        """Those whose words this person reads."""
        return tuple(
            each
            for each in self.speakers
            if rules.may_read_words(each.words, is_keeper=self.is_keeper, is_speaker=each.is_me)
        )

    @property
    def may_play(self) -> bool:
        """Whether everybody who spoke lets the recording be shown."""
        return self.film is not None and rules.may_play(
            [each.recording for each in self.speakers if not each.is_nobody]
        )

    @property
    def pages(self) -> int:
        """How many pages its transcript has."""
        return -(-self.meeting.cues // rules.CUES_A_PART)


def room_for(person: Person, meeting: UUID) -> Room | None:
    """Return a meeting as somebody may see it, or None where it does not exist for them. Four queries."""
    found = _with_series().filter(id=meeting).annotate(has_items=_has_items()).first()
    if found is None:
        return None
    rows = list(Speaker.objects.filter(meeting=found))
    keys = closing.keys_of([found.id, found.series_id, *(row.id for row in rows)])
    room = _room(found, rows, keys, person)
    is_shared = any(row.words == Consent.SHARED for row in rows) or found.has_items
    may = rules.may_open(room.reach, is_keeper=room.is_keeper, is_speaker=bool(room.me), is_anything_shared=is_shared)
    return room if may else None


def room_kept_by(person: Person, meeting: UUID) -> Room | None:
    """Return a meeting for the one who keeps it; None for everybody else."""
    room = room_for(person, meeting)
    return room if room is not None and room.is_keeper else None


def lines_of(room: Room, page: int) -> list[Line]:
    """Return the lines of one page (counted from 0) of a transcript. Two queries."""
    names = {speaker.id: speaker.name for speaker in room.readable}
    return rules.lines(_spoken(names, page), min(rules.CUES_A_PART, room.meeting.cues - page * rules.CUES_A_PART))


def cue_at(room: Room, page: int, place: int) -> tuple[SpeakerLine, Placed] | None:
    """Return what was said at one place of a transcript, and who said it, for those who read it. Two queries."""
    speakers = {speaker.id: speaker for speaker in room.readable}
    said = ((speakers[speaker], cue) for speaker, cues in _boxes(speakers, page).items() for cue in cues)
    return next((each for each in said if each[1].place == place), None)


def all_said(speakers: Iterable[SpeakerLine]) -> list[rules.Cue]:
    """Return everything that these speakers said, in order. Two queries."""
    names = {speaker.id: speaker.name for speaker in speakers}
    keys = closing.keys_of(names)
    parts = SpokenPart.objects.filter(speaker__in=names)
    placed = [
        ((part.number, *cue), names[part.speaker_id])
        for part in parts
        for cue in closing.opened(keys, part.speaker_id, part.body) or ()
    ]
    return [rules.Cue(name, start, end, text) for (_page, _place, start, end, text), name in sorted(placed)]


def meetings_for(person: Person) -> QuerySet[Meeting]:
    """Return the meetings that exist for somebody, the newest first. One query here, and one where it is read."""
    shared = Exists(Speaker.objects.filter(meeting=OuterRef("pk"), words=Consent.SHARED))
    everybody = Q(series__reach=Reach.ORGANISATION) & (shared | _has_items())
    kept = Q(series__kept_by=person) if person.may_open(Access.READER) else Q(pk__in=[])
    return _with_series().filter(kept | Q(id__in=spoken_in(person)) | everybody)


def titles_of(meetings: Iterable[Meeting]) -> dict[UUID, str]:
    """Return the title of each meeting. One query."""
    found = list(meetings)
    keys = closing.keys_of(meeting.id for meeting in found)
    return {meeting.id: _word(closing.opened(keys, meeting.id, meeting.body), "title") for meeting in found}


def meetings_of(meetup: UUID, person: Person, days: Iterable[date]) -> list[tuple[Meeting, str]]:
    """Return the meetings of a meetup that exist for somebody, with their titles. Four queries, however many.

    Which meetup a meeting was of lies closed: so those of its days are opened and looked at.
    """
    found = list(meetings_for(person).filter(held_on__in=list(days)))
    keys = closing.keys_of(meeting.id for meeting in found)
    opened = ((meeting, closing.opened(keys, meeting.id, meeting.body)) for meeting in found)
    mine = ((meeting, content) for meeting, content in opened if content and content.get("meetup") == str(meetup))
    return [(meeting, content["title"]) for meeting, content in mine]


def is_kept(person: Person, held_on: date, title: str, cues: int) -> bool:
    """Tell whether somebody keeps such a meeting already: of that day, so called, with so many cues. Two queries."""
    rows = _with_series().filter(series__kept_by=person, held_on=held_on, cues=cues)
    return title in titles_of(rows).values()


def series_kept_by(person: Person) -> list[tuple[Series, str]]:
    """Return the series that somebody keeps, with their names, by name. Two queries."""
    rows = list(Series.objects.filter(kept_by=person))
    keys = closing.keys_of(row.id for row in rows)
    named = [(row, _word(closing.opened(keys, row.id, row.body), "name")) for row in rows]
    return sorted(named, key=lambda each: (each[1].casefold(), str(each[0].id)))


def spoken_in(person: Person) -> list[UUID]:
    """Return the meetings in which somebody spoke, as a person said. Two queries."""
    tags = closing.tags_of(person.id, Meeting.objects.values_list("id", flat=True))
    return list(Speaker.objects.filter(tag__in=list(tags)).values_list("meeting", flat=True))


def asked_of(person: Person) -> list[Room]:
    """Return the meetings in which a speaker has not answered. A constant number of queries."""
    tags = closing.tags_of(person.id, _meetings_that_wait())
    mine = _waiting(tags=tags) if tags else []
    if not mine:
        return []
    keys = closing.keys_of({each for row in mine for each in (row.id, row.meeting_id, row.meeting.series_id)})
    by_meeting: dict[UUID, list[Speaker]] = {}
    for row in mine:
        by_meeting.setdefault(row.meeting_id, []).append(row)
    rooms = [_room(rows[0].meeting, rows, keys, person) for rows in by_meeting.values()]
    return sorted(rooms, key=lambda room: (room.meeting.held_on, str(room.meeting.id)))


_WAITS = Q(words=Consent.ASKED) | Q(recording=Consent.ASKED)


@prepared
def _meetings_that_wait(given: Given) -> QuerySet[Speaker, UUID]:
    del given
    return Speaker.objects.filter(_WAITS).values_list("meeting", flat=True).distinct()


@prepared
def _waiting(given: Given) -> QuerySet[Speaker]:
    waiting = Speaker.objects.filter(_WAITS, tag__among=given.tags)
    return waiting.select_related("meeting__series__kept_by", "meeting__recording")


def suggestions(room: Room) -> dict[UUID, list[Person]]:
    """Return, for each speaker of whom nobody has said who it is, whom the name may mean. One query."""
    active = {str(person.id): person for person in people.active_people()}
    names = {key: person.name for key, person in active.items()}
    return {
        speaker.id: [active[key] for key in rules.likely(speaker.name, names)][:3]
        for speaker in room.speakers
        if speaker.person is None and speaker.name
    }


def people_in(room: Room) -> dict[UUID, Person]:
    """Return the people who spoke, by their ids. One query."""
    return Person.objects.in_bulk([each.person for each in room.speakers if each.person])


def _with_series() -> QuerySet[Meeting]:
    return Meeting.objects.select_related("series__kept_by", "recording")


def _has_items() -> Exists:
    return Exists(ActionItem.objects.filter(raised_at=OuterRef("pk")))


def _room(meeting: Meeting, rows: Sequence[Speaker], keys: Keys, person: Person) -> Room:
    tag = closing.tag_of(meeting.id, person.id)
    lines = (_line(row, closing.opened(keys, row.id, row.body) or {}, tag) for row in rows)
    return Room(
        meeting=meeting,
        title=_word(closing.opened(keys, meeting.id, meeting.body), "title"),
        series=_word(closing.opened(keys, meeting.series_id, meeting.series.body), "name"),
        is_keeper=keeps(person, meeting.series),
        meetup=_meetup(closing.opened(keys, meeting.id, meeting.body)),
        speakers=tuple(sorted(lines, key=lambda line: (not line.name, line.name.casefold(), str(line.id)))),
        film=_film(meeting, keys),
    )


def _line(row: Speaker, content: Mapping[str, str | None], tag: str) -> SpeakerLine:
    person = content.get("person")
    return SpeakerLine(
        id=row.id,
        name=content.get("name") or "",
        person=UUID(person) if person else None,
        words=Consent(row.words),
        recording=Consent(row.recording),
        is_me=row.tag == tag,
        is_nobody=bool(content.get("nobody")),
    )


def _film(meeting: Meeting, keys: Keys) -> Film | None:
    row = getattr(meeting, "recording", None)
    content = closing.opened(keys, meeting.id, row.body) if row else None
    return Film(Kind(row.kind), content["address"], row.announced_on) if row and content else None


def _spoken(names: Mapping[UUID, str], page: int) -> dict[str, list[Placed]]:
    shown: dict[str, list[Placed]] = {}
    for speaker, said in _boxes(names, page).items():
        shown.setdefault(names[speaker], []).extend(said)
    return shown


def _boxes(speakers: Iterable[UUID], page: int) -> dict[UUID, list[Placed]]:
    rows = list(SpokenPart.objects.filter(speaker__in=list(speakers), number=page))
    keys = closing.keys_of(row.speaker_id for row in rows)
    opened = {row.speaker_id: closing.opened(keys, row.speaker_id, row.body) for row in rows}
    return {speaker: [Placed(*cue) for cue in said] for speaker, said in opened.items() if said}


def _meetup(content: Mapping[str, str | None] | None) -> UUID | None:
    found = content.get("meetup") if content else None
    return UUID(found) if found else None


def _word(content: Mapping[str, str] | None, name: str) -> str:
    return content[name] if content else UNREADABLE
