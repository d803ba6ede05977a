"""What a desk shows. Only what a page shows is opened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from groundswell.kit import clock
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.prepared import Given, Later, Prepared, prepared
from groundswell.kit.seal import texts
from groundswell.kit.seal.boxes import Unopenable
from groundswell.kit.seal.texts import JSON
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.voices.desk import rules
from groundswell.voices.desk.rules import LeavingTag, Promise, TalkNote
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import Consent, DeskKey, DeskNote, HandOver, Message, Voice, VoiceReader
from groundswell.voices.queries import entries
from groundswell.voices.queries.entries import Entry, Signature, signature_of
from groundswell.voices.queries.standing import stands
from groundswell.voices.rules import HAND_OVER, ConsentState, Queue, VoiceState, title_of

PAGE = 25
MOST_COUNTED = 999


@dataclass(frozen=True)
class Line:
    """One voice in a list of the desk. `words` are there only when they were opened, and counted, before."""

    voice: Voice
    queue: Queue
    since: date
    # The number of the author's latest entry that has arrived: newer words are another reading.
    latest: int
    opened: Entry | None = field(default=None, repr=False)

    @property
    def mark(self) -> str:
        """Return what stands for having read this far."""
        return mark_of(self.voice.id, self.latest)

    @property
    def days(self) -> int:
        """Return since how many days it waits."""
        return (clock.today() - self.since).days

    @property
    def beginning(self) -> str:
        """Return the first words, once they were opened."""
        return title_of(self.opened.text) if self.opened else ""

    @property
    def signature(self) -> Signature | None:
        """Return who signed, once it was opened."""
        return signature_of(self.opened.payload) if self.opened else None


@dataclass(frozen=True, order=True)
class After:
    """Where a page of a list begins: after this day and voice."""

    since: date
    voice: UUID

    @classmethod
    def read(cls, written: str) -> "After | None":
        """Return the place that an address names; None for the beginning, and for whatever names none."""
        day, _, voice = written.partition(".")
        try:
            return cls(date.fromisoformat(day), UUID(voice))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.since.isoformat()}.{self.voice}"


@dataclass(frozen=True)
class Page:
    """Up to 25 lines of a list, and where the next page begins."""

    queue: Queue
    lines: Sequence[Line]
    after: After | None


@dataclass(frozen=True)
class Conversation:
    """One voice with its dialogue, as one desk reads it; closed until its reader opens (and so counts) it."""

    voice: Voice
    latest: int
    is_listed: bool = False
    other_readers: Sequence[str] = ()
    entries: Sequence[Entry] = field(default=(), repr=False)

    @property
    def mark(self) -> str:
        """Return what stands for having read this far."""
        return mark_of(self.voice.id, self.latest)


@dataclass(frozen=True)
class Notes:
    """The open notes of a desk."""

    promises: Sequence[Promise] = ()
    tags: Sequence[LeavingTag] = ()


def mark_of(voice: UUID, latest: int) -> str:
    """Return what stands for having read a voice up to its author's latest entry."""
    return f"{voice}:{latest}"


def current_key(reader: Person) -> DeskKey | None:
    """Return the key to which new voices are sealed, or None for a reader without a desk."""
    return next(iter(_current_keys(reader=reader)), None)


@prepared
def _current_keys(given: Given) -> QuerySet[DeskKey]:
    return DeskKey.objects.filter(reader=given.reader, retired_on=None).order_by("id")


def retired_keys(reader: Person) -> list[DeskKey]:
    """Return the older keys of a reader, the newest first."""
    return list(DeskKey.objects.filter(reader=reader).exclude(retired_on=None).order_by("-made_on", "id"))


def read_by_nobody_else(reader: Person) -> int:
    """Return how many open dialogues only this reader's keys open."""
    open_ones = stands(VoiceState.OPEN, today=clock.today(), of="voice__")
    mine = VoiceReader.objects.filter(open_ones, key__reader=reader, key__destroyed_on=None)
    others = VoiceReader.objects.filter(voice=OuterRef("voice_id"), key__destroyed_on=None).exclude(key__reader=reader)
    return mine.exclude(Exists(others)).count()


def possible_successors(leaver: Person) -> list[Person]:
    """Return who could take dialogues over: other readers of today with a desk, by name."""
    readers = {role.person.pk: role.person for role in people.readers_today() if role.person.pk != leaver.pk}
    ready = set(DeskKey.objects.filter(reader__in=list(readers), retired_on=None).values_list("reader_id", flat=True))
    return sorted((each for key, each in readers.items() if key in ready), key=lambda each: each.name)


def last_hand_over(leaver: Person) -> HandOver | None:
    """Return the hand-over that a reader ended last, or None."""
    ended = HandOver.objects.filter(leaver=leaver).exclude(ended_on=None).select_related("successor")
    return ended.order_by("-ended_on", "id").first()


def answers_to(hand_over: HandOver) -> dict[ConsentState, int]:
    """Return how many authors said what about a hand-over: numbers, and nobody's name. One query."""
    asked = Consent.objects.filter(about_kind=HAND_OVER, about_id=hand_over.pk)
    counted = dict(asked.values_list("state").annotate(Count("id")).order_by())
    return {state: counted.get(state.value, 0) for state in ConsentState}


@dataclass(frozen=True)
class Deputyship:
    """Somebody reads beside somebody else, or is about to: who for whom, and in how many dialogues by now."""

    hand_over: HandOver
    is_mine: bool
    dialogues: int


def deputyships_of(reader: Person) -> list[Deputyship]:
    """Return where a reader is a deputy, and who is theirs. Three queries, however many there are."""
    found = _deputies(reader=reader)
    shared = _shared_with_deputies(found) if found else {}
    ships = [Deputyship(each, each.successor_id == reader.pk, len(shared.get(each.id, ()))) for each in found]
    return [ship for ship in ships if ship.dialogues or ship.hand_over.state == HandOver.State.ASKING]


@prepared
def _deputies(given: Given) -> QuerySet[HandOver]:
    both = HandOver.objects.filter(Q(leaver=given.reader) | Q(successor=given.reader), kind=HandOver.Kind.DEPUTY)
    return both.select_related("leaver", "successor").order_by("begun_on", "id")


def dialogues_of_deputy(hand_over: HandOver) -> list[UUID]:
    """Return what a deputy reads by its authors' yes and somebody else reads too."""
    return sorted(_shared_with_deputies([hand_over]).get(hand_over.id, ()))


def _shared_with_deputies(hand_overs: Sequence[HandOver]) -> dict[UUID, set[UUID]]:
    agreed = Consent.objects.filter(about_kind=HAND_OVER, state=ConsentState.AGREED)
    allowed = list(agreed.filter(about_id__in=[each.id for each in hand_overs]).values_list("about_id", "voice_id"))
    places = VoiceReader.objects.filter(voice__in={voice for _, voice in allowed}, key__destroyed_on=None)
    readers: dict[UUID, set[UUID]] = {}
    for voice, reader in places.values_list("voice_id", "key__reader_id"):
        readers.setdefault(voice, set()).add(reader)
    deputies = {each.id: each.successor_id for each in hand_overs}
    shared: dict[UUID, set[UUID]] = {}
    for about, voice in allowed:
        if deputies[about] in readers.get(voice, ()) and len(readers[voice]) > 1:
            shared.setdefault(about, set()).add(voice)
    return shared


def page_of(unlocked: Unlocked, queue: Queue, after: After | None = None, *, most: int = PAGE) -> Page:
    """Return one page of a list; within a day in no order. Three queries, four for the earlier dialogues.

    The longest waiting stands first; of what waits in no list (answered, closed or muted), the latest.
    """
    return pages_of(unlocked, [queue], after, most=most)[0]


def pages_of(
    unlocked: Unlocked, queues: Iterable[Queue], after: After | None = None, *, most: int = PAGE
) -> list[Page]:
    """Return one page of each of these lists. One query for each list, two for the earlier one, two for them all."""
    places = {queue: _places(unlocked, queue, after, most + 1) for queue in queues}
    wanted = [place.voice for listed in places.values() for place in listed]
    voices, latest = {each.id: each for each in _voices(voices=wanted)}, dict(_latest(voices=wanted, day=clock.today()))
    return [
        Page(
            queue,
            [Line(voices[each.voice], queue, each.since, latest.get(each.voice, 0)) for each in listed[:most]],
            listed[most - 1] if len(listed) > most else None,
        )
        for queue, listed in places.items()
    ]


def size_of(unlocked: Unlocked, queue: Queue) -> int:
    """Return how many voices a list of the desk holds; more than MOST_COUNTED are not counted to the end."""
    keys, today = Q(key__in=list(unlocked.pairs)), clock.today()
    listed = _in_queue(keys, queue, today).values("voice_id")[: MOST_COUNTED + 1].count()
    return listed + (_on_the_way(keys, today).count() if queue is Queue.NONE else 0)


def with_words(pages: Iterable[Page], unlocked: Unlocked, read: Iterable[str]) -> list[Page]:
    """Return the pages with the first words of those lines that are marked as read. Three queries."""
    listed, marks = list(pages), set(read)
    voices = [line.voice for page in listed for line in page.lines if line.mark in marks]
    opened = entries.first_entries_for_desk(voices, unlocked.pairs)
    return [
        replace(page, lines=[replace(line, opened=opened.get(line.voice.id)) for line in page.lines]) for page in listed
    ]


def conversation(unlocked: Unlocked, voice_id: UUID) -> Conversation | None:
    """Return a voice that is sealed to this reader and has arrived, still closed; None for any other. Five queries."""
    closed = next(iter(_closed(unlocked, [voice_id])), None)
    if closed is None:
        return None
    others = VoiceReader.objects.filter(voice=voice_id, key__destroyed_on=None).exclude(key__reader=unlocked.reader)
    names = others.order_by("key__reader__name").values_list("key__reader__name", flat=True).distinct()
    mine = VoiceReader.objects.filter(voice=voice_id, key__in=list(unlocked.pairs), since__lte=clock.today())
    return replace(closed, other_readers=list(names), is_listed=mine.exclude(queue=Queue.NONE).exists())


def opened(unlocked: Unlocked, closed: Conversation) -> Conversation:
    """Return a conversation with its words. Three queries."""
    found = entries.dialogues_for_desk([closed.voice], unlocked.pairs, clock.today())
    return replace(closed, entries=found.get(closed.voice.id, []))


def marks_of(unlocked: Unlocked, voices: Iterable[UUID]) -> list[str]:
    """Return what stands for having read these voices as far as they go today; those of others are left out."""
    return [each.mark for each in _closed(unlocked, list(voices))]


def still_read(unlocked: Unlocked, voices: Iterable[UUID]) -> set[UUID]:
    """Return which of these voices this reader can open. One query."""
    return set(_read(voices=voices, keys=unlocked.pairs))


@prepared
def _read(given: Given) -> QuerySet[VoiceReader, UUID]:
    rows = VoiceReader.objects.filter(voice__among=given.voices, key__among=given.keys)
    return rows.values_list("voice_id", flat=True)


def notes(unlocked: Unlocked) -> Notes:
    """Return the reader's open promises, the most overdue first, and tags. Two queries."""
    contents = _opened_notes(unlocked, _open_notes(keys=unlocked.pairs))
    promises = [_promise(note, content) for note, content in contents.items() if content["kind"] == "promise"]
    tags = [_tag(note, content) for note, content in contents.items() if content["kind"] == "leaving"]
    return Notes(rules.in_order(promises), sorted(tags, key=lambda tag: str(tag.voice)))


def leaving_tag(unlocked: Unlocked, voice: UUID) -> LeavingTag | None:
    """Return the reader's tag on a conversation, or None."""
    return next((tag for tag in notes(unlocked).tags if tag.voice == voice), None)


def talk_note(unlocked: Unlocked, about: UUID) -> TalkNote | None:
    """Return what the reader wrote down of a talk, or None. Two queries."""
    contents = _opened_notes(unlocked, _open_notes(keys=unlocked.pairs))
    kept = {each: content for each, content in contents.items() if content["kind"] == "talk"}
    return next((TalkNote(each, str(said["text"])) for each, said in kept.items() if said["about"] == str(about)), None)


def kept_promises(unlocked: Unlocked, page: int = 1) -> tuple[list[tuple[Promise, date]], bool]:
    """Return a page of the promises that were kept, the latest first, each with its day; and whether more follow."""
    start = (page - 1) * PAGE
    kept = DeskNote.objects.filter(key__in=list(unlocked.pairs)).exclude(closed_on=None).order_by("-closed_on", "id")
    rows = list(kept[start : start + PAGE + 1])
    contents = _opened_notes(unlocked, rows[:PAGE])
    listed = [
        (_promise(row.id, contents[row.id]), row.closed_on)
        for row in rows[:PAGE]
        if row.closed_on and row.id in contents
    ]
    return listed, len(rows) > PAGE


def note(unlocked: Unlocked, note_id: UUID) -> Mapping[str, JSON]:
    """Return what one of the reader's own notes says; raises DeskNote.DoesNotExist for any other."""
    row = DeskNote.objects.get(id=note_id, key__in=list(unlocked.pairs))
    contents = _opened_notes(unlocked, [row])
    if note_id not in contents:
        raise DeskNote.DoesNotExist
    return contents[note_id]


def _in_queue(keys: Q, queue: Queue, today: date | Later) -> QuerySet[VoiceReader]:
    return VoiceReader.objects.filter(keys, queue=queue, since__lte=today)


def _on_the_way(keys: Q, today: date) -> QuerySet[VoiceReader]:
    """Return the places that wait from a later day on: until then they stand among the earlier dialogues."""
    return VoiceReader.objects.filter(keys, queue=Queue.WAITING, since__gt=today, was_since__isnull=False)


def _places(unlocked: Unlocked, queue: Queue, after: After | None, most: int) -> list[After]:
    if queue is not Queue.NONE:
        return _listed(unlocked, queue, after, most)
    # Few: what was written today. Their order is by the day that they had before, which no index holds.
    rows = _on_the_way(Q(key__in=list(unlocked.pairs)), clock.today()).values_list("was_since", "voice_id")
    coming = [After(since, voice) for since, voice in rows if since is not None]
    both = [*_listed(unlocked, queue, after, most), *(each for each in coming if after is None or each < after)]
    return sorted(both, reverse=True)[:most]


def _listed(unlocked: Unlocked, queue: Queue, after: After | None, most: int) -> list[After]:
    if after is None:
        keys = {f"key{number}": key for number, key in enumerate(sorted(unlocked.pairs))}
        first = _first_places(queue, len(keys), most)
        return [After(since, voice) for since, voice in first(**keys, today=clock.today())]
    beyond = "lt" if queue is Queue.NONE else "gt"
    rows = _in_queue(Q(key__in=list(unlocked.pairs)), queue, clock.today()).order_by(*_order(queue))
    further = {f"since__{beyond}": after.since}, {"since": after.since, f"voice_id__{beyond}": after.voice}
    rows = rows.filter(Q(**further[0]) | Q(**further[1]))
    return [After(since, voice) for since, voice in rows.values_list("since", "voice_id")[:most]]


@cache
def _first_places(queue: Queue, keys: int, most: int) -> Prepared[tuple[date, UUID]]:
    # The keys stand there one by one: of a single one SQLite reads the list by its index, in order.
    def question(given: Given) -> QuerySet[VoiceReader, tuple[date, UUID]]:
        named = (Q(key=getattr(given, f"key{number}")) for number in range(keys))
        rows = _in_queue(reduce(or_, named), queue, given.today).order_by(*_order(queue))
        return rows.values_list("since", "voice_id")[:most]

    return prepared(question)


def _order(queue: Queue) -> tuple[str, str]:
    # Both the same way, so that one index serves every list, forwards or backwards.
    return ("-since", "-voice_id") if queue is Queue.NONE else ("since", "voice_id")


@prepared
def _voices(given: Given) -> QuerySet[Voice]:
    return Voice.objects.filter(id__among=given.voices)


@prepared
def _latest(given: Given) -> QuerySet[Message, tuple[UUID, int]]:
    """Return the number of the author's latest entry that has arrived, for each of these voices that has one."""
    said = Message.objects.filter(voice__among=given.voices, by_author=True, arrives_on__lte=given.day)
    return said.values_list("voice_id").annotate(Max("number")).order_by()


def _closed(unlocked: Unlocked, voices: Sequence[UUID]) -> list[Conversation]:
    there = Voice.objects.filter(id__in=still_read(unlocked, voices), arrives_on__lte=clock.today())
    latest = dict(_latest(voices=voices, day=clock.today()))
    return [Conversation(voice, latest.get(voice.id, 0)) for voice in there.exclude(state=VoiceState.WITHDRAWN)]


@prepared
def _open_notes(given: Given) -> QuerySet[DeskNote]:
    return DeskNote.objects.filter(closed_on=None, key__among=given.keys)


def _opened_notes(unlocked: Unlocked, rows: Sequence[DeskNote]) -> dict[UUID, Mapping[str, JSON]]:
    """Return what these notes say, by id. One query for their item keys; one that does not open is left out."""
    item_keys = keyring.keys_of([row.id for row in rows])
    contents: dict[UUID, Mapping[str, JSON]] = {}
    for row in rows:
        pair = unlocked.pairs[row.key_id]
        try:
            contents[row.id] = texts.open_text(bytes(row.body), bytes(row.envelope), pair, item_keys[row.id])
        except (Unopenable, KeyError):
            continue
    return contents


def _promise(note_id: UUID, content: Mapping[str, JSON]) -> Promise:
    voice = str(content["voice"])
    by = date.fromisoformat(str(content["by"]))
    return Promise(note_id, str(content["to"]), str(content["what"]), by, UUID(voice) if voice else None)


def _tag(note_id: UUID, content: Mapping[str, JSON]) -> LeavingTag:
    return LeavingTag(note_id, UUID(str(content["voice"])), str(content["note"]))
