"""An author's ways into their dialogues: by receipt, or signed in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from groundswell.kit.keyring import keys as keyring
from groundswell.kit.once import once_a_page
from groundswell.kit.prepared import Given, prepared
from groundswell.kit.seal.boxes import KeyPair, Unopenable
from groundswell.kit.seal.receipts import Receipt
from groundswell.people.models import Person
from groundswell.voices import rules, sealing
from groundswell.voices.models import Message, Voice
from groundswell.voices.queries.entries import Entry, opened_for_author, opening_of
from groundswell.voices.queries.entries import dialogue as dialogue_of
from groundswell.voices.rules import ANSWERS, Level, MessageKind, VoiceState
from groundswell.voices.sealing import DialogueKeys

# One query finds the signed voices of nearly everybody.
TAGS_AT_ONCE = 32
MOST_TAGS_AT_ONCE = 1024


@dataclass(frozen=True)
class Thread:
    """An author's opened way into one dialogue. `person` is None when it was opened by receipt."""

    voice: Voice
    keys: DialogueKeys = field(repr=False)
    person: Person | None = None

    @property
    def state(self) -> VoiceState:
        """Return where it stands, as its author sees it."""
        return rules.state_shown_to_author(VoiceState(self.voice.state))

    @property
    def is_open(self) -> bool:
        """Tell whether the author may write."""
        return rules.is_open_for_author(VoiceState(self.voice.state))

    @property
    def is_anonymous(self) -> bool:
        """Tell whether nobody knows who its author is."""
        return self.voice.level == Level.ANONYMOUS


@dataclass(frozen=True)
class Said:
    """One line of "what I said"."""

    voice: Voice
    title: str = field(repr=False)
    answered_on: date | None = None
    answer: str = field(default="", repr=False)
    asks: str = ""


@dataclass(frozen=True)
class WaitingDraft:
    """A tidied version that waits for its author's word. Printing it does not show it."""

    voice: UUID
    id: UUID
    entry: Entry = field(repr=False)


def thread_by_receipt(receipt: Receipt) -> Thread | None:
    """Return the dialogue of a receipt; None for one that opens nothing, whatever the reason."""
    voice = Voice.objects.filter(receipt_lookup=sealing.lookup_of(receipt)).first()
    if voice is None or voice.thread_private is None:
        return None
    item_key = keyring.keys_of([voice.id]).get(voice.id)
    if item_key is None:
        return None
    try:
        pair = sealing.pair_by_receipt(receipt, bytes(voice.thread_private))
    except Unopenable:
        return None
    return Thread(voice, DialogueKeys(pair, item_key))


def thread_of(person: Person, voice_id: UUID) -> Thread | None:
    """Return a person's own open or signed dialogue; None for what is not theirs, not there, or withdrawn."""
    voice = Voice.objects.filter(id=voice_id).exclude(level=Level.ANONYMOUS).first()
    if voice is None:
        return None
    pair = _pair_of(person, voice)
    item_key = keyring.keys_of([voice.id]).get(voice.id)
    if pair is None or item_key is None:
        return None
    return Thread(voice, DialogueKeys(pair, item_key), person)


@once_a_page
def threads_of(person: Person) -> list[Voice]:
    """Return every open and signed voice of a person that was not withdrawn, the newest first."""
    opened = _opened_by(person=person)
    signed = (voice for voices in _signed_by(person) for voice in voices)
    own = [voice for voice in (*opened, *signed) if voice.state != VoiceState.WITHDRAWN]
    return sorted(own, key=lambda voice: (-voice.day.toordinal(), str(voice.id)))


def next_owner_number(person: Person) -> int:
    """Return the number of the next voice that a person signs: withdrawn ones keep theirs."""
    return sum(len(voices) for voices in _signed_by(person))


def said(voices: list[Voice], keys: Mapping[UUID, DialogueKeys]) -> list[Said]:
    """Return lines for these voices of a person: their beginning, and the latest answer.

    `keys` are those of their author. Two queries, however many.
    """
    first: dict[UUID, UUID] = {}
    latest: dict[UUID, UUID] = {}
    told: dict[UUID, list[UUID]] = {}
    asked: dict[UUID, str] = {}
    for identity, voice, number, by_author, kind in _said_in(voices=voices):
        if number == 0:
            first[voice] = identity
        elif not by_author and kind in ANSWERS:
            latest[voice] = identity
        elif not by_author:
            told.setdefault(voice, []).append(identity)
        asked[voice] = _asks_after(asked.get(voice, ""), MessageKind(kind))
    notices = [each for listed in told.values() for each in listed]
    opened = opened_for_author(_messages(messages=[*first.values(), *latest.values(), *notices]), keys)
    lines = []
    for own in voices:
        # Of a notice only its words tell that it is a closing with an answer, and nothing comes after a closing.
        last = next((each for each in told.get(own.id, ()) if each in opened and opened[each].is_answer), None)
        answer = _found(opened, last or latest.get(own.id))
        lines.append(_line(own, _found(opened, first.get(own.id)), answer, asked.get(own.id, "")))
    return lines


def waiting_drafts_of(person: Person, voices: Iterable[Voice]) -> list[WaitingDraft]:
    """Return the tidied versions that wait for the word of somebody who is signed in. Three queries, one when none do.

    In a dialogue that is closed nothing can be answered any more, so nothing waits.
    """
    own = {voice.id: voice for voice in voices if rules.is_open_for_author(VoiceState(voice.state))}
    newest = {voice: (kind, each) for voice, kind, each in _drafts_and_verdicts(voices=own)}
    waiting = {each: voice for voice, (kind, each) in newest.items() if kind == MessageKind.DRAFT}
    if not waiting:
        return []
    keys = keys_of_own(person, [own[voice] for voice in waiting.values()])
    opened = opened_for_author(Message.objects.filter(id__in=list(waiting)), keys)
    return [WaitingDraft(waiting[each], each, opened[each]) for each in sorted(opened, key=str)]


def keys_of_own(person: Person, voices: Iterable[Voice]) -> dict[UUID, DialogueKeys]:
    """Return what opens these voices for their author; a voice of somebody else is left out. One query."""
    listed = list(voices)
    item_keys = keyring.keys_of([voice.id for voice in listed])
    pairs = ((voice.id, _pair_of(person, voice)) for voice in listed)
    return {voice: DialogueKeys(pair, item_keys[voice]) for voice, pair in pairs if pair and voice in item_keys}


def dialogue(thread: Thread) -> list[Entry]:
    """Return the whole dialogue in order, for its author."""
    return dialogue_of(thread.voice, thread.keys)


def waiting_draft(thread: Thread, entries: Iterable[Entry]) -> Entry | None:
    """Return the tidied draft that waits for the author's word, or None: in a closed dialogue nothing does."""
    draft: Entry | None = None
    if not thread.is_open:
        return None
    for entry in entries:
        if entry.kind == MessageKind.DRAFT:
            draft = entry
        elif entry.kind == MessageKind.VERDICT:
            draft = None
    return draft


def _signed_by(person: Person) -> Iterator[list[Voice]]:
    """Yield a person's signed voices in batches, the first batch with the first ones; each is larger than the last.

    A mark costs as much whether a voice has it or not, and most people sign few.
    """
    first, size = 0, TAGS_AT_ONCE
    while True:
        numbers = range(first, first + size)
        voices = _tagged(tags=sealing.owner_tags(person.id, numbers))
        yield voices
        if len(voices) < size:
            return
        first, size = first + size, min(size * 2, MOST_TAGS_AT_ONCE)


@prepared
def _opened_by(given: Given) -> QuerySet[Voice]:
    return Voice.objects.filter(author=given.person)


@prepared
def _tagged(given: Given) -> QuerySet[Voice]:
    return Voice.objects.filter(owner_tag__among=given.tags)


@prepared
def _said_in(given: Given) -> QuerySet[Message, tuple[UUID, UUID, int, bool, str]]:
    said = Message.objects.filter(voice__among=given.voices).order_by("number")
    return said.values_list("id", "voice_id", "number", "by_author", "kind")


@prepared
def _messages(given: Given) -> QuerySet[Message]:
    return Message.objects.filter(id__among=given.messages)


@prepared
def _drafts_and_verdicts(given: Given) -> QuerySet[Message, tuple[UUID, str, UUID]]:
    kinds = [MessageKind.DRAFT, MessageKind.VERDICT]
    marks = Message.objects.filter(voice__among=given.voices, kind__in=kinds).order_by("number")
    return marks.values_list("voice_id", "kind", "id")


def _pair_of(person: Person, voice: Voice) -> KeyPair | None:
    if voice.thread_private is None or (voice.author_id is not None and voice.author_id != person.id):
        return None
    try:
        return sealing.pair_by_owner(person.id, voice.id, bytes(voice.thread_private))
    except Unopenable:
        return None


def _found(opened: Mapping[UUID, Entry], identity: UUID | None) -> Entry | None:
    return opened.get(identity) if identity else None


def _asks_after(before: str, kind: MessageKind) -> str:
    if kind == MessageKind.DRAFT:
        return "draft"
    return "" if kind == MessageKind.VERDICT else before


def _line(voice: Voice, first: Entry | None, latest: Entry | None, asks: str) -> Said:
    opening = next(iter(opening_of(voice)), first)
    return Said(
        voice,
        title=rules.title_of(opening.text) if opening else "",
        answered_on=latest.day if latest else None,
        answer=rules.title_of(latest.text, 160) if latest else "",
        asks=asks if rules.is_open_for_author(VoiceState(voice.state)) else "",
    )
