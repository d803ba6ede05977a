"""What stands in a dialogue, opened for one side of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from groundswell.kit.keyring import keys as keyring
from groundswell.kit.prepared import Given, prepared
from groundswell.kit.seal.boxes import KeyPair, Unopenable
from groundswell.voices import sealing
from groundswell.voices.models import Envelope, Message, Voice
from groundswell.voices.rules import ANSWERS, Level, MessageKind, Verdict
from groundswell.voices.sealing import DialogueKeys, Payload

type Pairs = Mapping[UUID, KeyPair]


@dataclass(frozen=True)
class Entry:
    """One entry of a dialogue. Printing it shows nothing of what it says.

    `by` is the name of the reader who answered; an author's own entries carry no name, whoever looks. `id` is None for
    the text of an open voice, which is no sealed message.
    """

    number: int
    by_author: bool
    kind: MessageKind
    day: date
    text: str = field(repr=False)
    by: str = field(default="", repr=False)
    id: UUID | None = None
    payload: Payload = field(default_factory=dict, repr=False)

    @property
    def verdict(self) -> Verdict | None:
        """Return what the author said about a draft, on an entry that says so."""
        said = self.payload.get("verdict")
        return Verdict(str(said)) if said else None

    @property
    def notice(self) -> str:
        """Return which notice this is ("closed"), or nothing."""
        return str(self.payload.get("notice", ""))

    @property
    def is_answer(self) -> bool:
        """Tell whether a reader says something in it: words, a tidied version, or last words with a closing."""
        if self.by_author:
            return False
        return self.kind in ANSWERS or (self.notice == "closed" and bool(self.text))


@dataclass(frozen=True)
class Signature:
    """Who signed a voice, as the author sealed it inside."""

    person: UUID
    name: str = field(repr=False)


@dataclass(frozen=True)
class Request:
    """What an author asked for together with the words of a signed voice."""

    talk: str = ""
    ticket: str = field(default="", repr=False)
    tidy: bool = False


def signature_of(payload: Payload) -> Signature | None:
    """Return who signed, or None for an anonymous voice."""
    author = payload.get("author")
    if not isinstance(author, Mapping):
        return None
    return Signature(UUID(str(author["id"])), str(author["name"]))


def request_of(payload: Payload) -> Request:
    """Return what was asked for besides being heard."""
    return Request(str(payload.get("talk", "")), str(payload.get("ticket", "")), bool(payload.get("tidy")))


def said_by_author(entries: Iterable[Entry]) -> str:
    """Return everything that the author of a dialogue wrote."""
    return "\n\n".join(entry.text for entry in entries if entry.by_author)


def agreed_by_author(entries: Iterable[Entry]) -> dict[int, str]:
    """Return the tidied versions as their author said yes to them, by the number of the entry that says so."""
    drafts: dict[int, str] = {}
    agreed: dict[int, str] = {}
    for entry in entries:
        if entry.kind == MessageKind.DRAFT:
            drafts[entry.number] = entry.text
        elif entry.verdict is Verdict.APPROVED:
            agreed[entry.number] = drafts.get(int(str(entry.payload.get("draft", -1))), "")
        elif entry.verdict is Verdict.EDITED:
            agreed[entry.number] = entry.text
    return agreed


def dialogue(voice: Voice, keys: DialogueKeys) -> list[Entry]:
    """Return the whole dialogue in order, for its author."""
    opened = [_for_author(message, keys) for message in voice.messages.order_by("number")]
    return [*opening_of(voice), *opened]


def opening_of(voice: Voice) -> list[Entry]:
    """Return the text of an open voice as the first entry of its dialogue."""
    if voice.level != Level.OPEN:
        return []
    return [Entry(number=0, by_author=True, kind=MessageKind.WORDS, day=voice.day, text=voice.text)]


def opened_for_author(messages: Iterable[Message], keys: Mapping[UUID, DialogueKeys]) -> dict[UUID, Entry]:
    """Return these messages opened, by id, for an author who holds the keys of their voices; the rest is left out."""
    found: dict[UUID, Entry] = {}
    for message in messages:
        try:
            found[message.id] = _for_author(message, keys[message.voice_id])
        except (Unopenable, KeyError):
            continue
    return found


def dialogues_for_desk(voices: Collection[Voice], pairs: Pairs, day: date) -> dict[UUID, list[Entry]]:
    """Return the dialogues of these voices as an unlocked desk reads them: what has arrived by a day, in order.

    An entry that none of the pairs opens is left out. Three queries, however many voices.
    """
    return _grouped(voices, _arrived(voices=voices, day=day), pairs)


def first_entries_for_desk(voices: Collection[Voice], pairs: Pairs) -> dict[UUID, Entry]:
    """Return the first entry of each of these voices as an unlocked desk reads it. Three queries, however many."""
    opened = _grouped(voices, _first(voices=voices), pairs)
    return {voice: entries[0] for voice, entries in opened.items() if entries}


@prepared
def _arrived(given: Given) -> QuerySet[Message]:
    arrived = Message.objects.filter(voice__among=given.voices, arrives_on__lte=given.day)
    return arrived.order_by("voice", "number")


@prepared
def _first(given: Given) -> QuerySet[Message]:
    return Message.objects.filter(voice__among=given.voices, number=0)


@prepared
def _envelopes_to(given: Given) -> QuerySet[Envelope]:
    return Envelope.objects.filter(message__among=given.messages, key__among=given.keys)


def _grouped(voices: Collection[Voice], messages: Iterable[Message], pairs: Pairs) -> dict[UUID, list[Entry]]:
    item_keys = keyring.keys_of([voice.id for voice in voices])
    listed = list(messages)
    envelopes = _envelopes(listed, pairs)
    found: dict[UUID, list[Entry]] = {voice.id: opening_of(voice) for voice in voices}
    for message in listed:
        entry = _for_desk(message, envelopes.get(message.id, ()), pairs, item_keys.get(message.voice_id))
        if entry is not None:
            found[message.voice_id].append(entry)
    return found


def _envelopes(messages: list[Message], pairs: Pairs) -> dict[UUID, list[Envelope]]:
    found: dict[UUID, list[Envelope]] = {}
    for envelope in _envelopes_to(messages=messages, keys=pairs):
        found.setdefault(envelope.message_id, []).append(envelope)
    return found


def _for_author(message: Message, keys: DialogueKeys) -> Entry:
    return _entry(message, sealing.open_entry(message.body, message.to_thread, keys.pair, keys.item_key))


def _for_desk(message: Message, envelopes: Iterable[Envelope], pairs: Pairs, item_key: bytes | None) -> Entry | None:
    if item_key is None:
        return None
    for envelope in envelopes:
        try:
            payload = sealing.open_entry(message.body, envelope.sealed, pairs[envelope.key_id], item_key)
        except Unopenable:
            continue
        return _entry(message, payload)
    return None


def _entry(message: Message, payload: Payload) -> Entry:
    by = payload.get("by")
    return Entry(
        number=message.number,
        by_author=message.by_author,
        kind=MessageKind(message.kind),
        day=message.day,
        text=str(payload.get("text", "")),
        by=str(by["name"]) if isinstance(by, Mapping) else "",
        id=message.id,
        payload=payload,
    )
