"""How a voice and its entries reach the database: closed first, then stored in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Case, F, Q, When

from groundswell.kit import clock
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.prepared import insert
from groundswell.kit.seal import boxes
from groundswell.voices import refusals, rules, sealing
from groundswell.voices.models import DeskKey, Envelope, Message, Voice, VoiceReader
from groundswell.voices.rules import MessageKind, Queue
from groundswell.voices.sealing import Closed, Payload

SWEEPS_IN_THE_WAY = 3


class ItemKeyGone(Exception):
    """The key is not the item's: a sweep took it for one without a voice, or another was first. Nothing was stored."""


def checked(text: str) -> str:
    """Return words as they are kept; raises Refused with a sentence where they cannot be."""
    words = rules.plain(text)
    fault = rules.words_fault(words)
    if fault is not None:
        raise refusals.of_words(fault, words)
    return words


def checked_line(text: str, longest: int) -> str:
    """Return the first line of a short field, cut to what fits."""
    return " ".join(rules.plain(text).replace("\0", "").split())[:longest]


def keep(voice: Voice, readers: Sequence[DeskKey], payload: Payload | None) -> None:
    """Store a voice with its readers and, where it is sealed, its words; IntegrityError when it is there already.

    The item key is made first: a crash leaves a key without a voice, which a sweep removes, and never the opposite.
    """
    for attempt in range(SWEEPS_IN_THE_WAY):
        item_key = keyring.key_for(voice.id) if attempt else keyring.propose_key_for(voice.id)
        closed = _closed(payload, voice, readers, item_key) if payload is not None else None
        try:
            _store(voice, readers, closed, item_key, _first_queue(payload))
        except ItemKeyGone:
            continue
        return
    raise ItemKeyGone


def add_entry(
    voice: Voice,
    payload: Payload,
    *,
    by_author: bool,
    kind: MessageKind,
    arrives_on: date,
    day: date,
    identity: UUID | None = None,
) -> Message:
    """Add an entry to a dialogue whose row the caller has locked, closed to its author's side and to its readers."""
    item_key = keyring.keys_of([voice.id])[voice.id]
    readers = dict(VoiceReader.objects.filter(voice=voice).values_list("key_id", "key__public"))
    closed = sealing.close_entry(payload, thread_public=_thread_of(voice), readers=_public(readers), item_key=item_key)
    number = next_number(voice)
    message = _message(voice, closed, number=number, by_author=by_author, kind=kind, arrives_on=arrives_on, day=day)
    message.id = identity or uuid4()
    insert([message])
    _store_envelopes(message, closed)
    return message


def let_wait(voice: UUID, day: date) -> None:
    """Put a dialogue into the lists of its desks from a day on; where it waits already, it keeps its place."""
    places = VoiceReader.objects.filter(voice=voice)
    if day > clock.today():
        places.filter(queue=Queue.NONE).update(queue=Queue.WAITING, was_since=F("since"), since=day)
    else:
        on_the_way = Q(queue=Queue.WAITING, since__gt=clock.today())
        places.filter(Q(queue=Queue.NONE) | on_the_way).update(queue=Queue.WAITING, was_since=None, since=day)


def let_rest(voice: UUID, keys: Collection[UUID] | None = None) -> None:
    """Take a dialogue out of every desk's list, or of the lists of these keys alone."""
    on_the_way = When(since__gt=clock.today(), was_since__isnull=False, then=F("was_since"))
    places = VoiceReader.objects.filter(voice=voice).exclude(queue=Queue.NONE)
    if keys is not None:
        places = places.filter(key__in=list(keys))
    places.update(queue=Queue.NONE, since=Case(on_the_way, default=F("since")), was_since=None)


def next_number(voice: Voice) -> int:
    """Return the number of the next entry. An open voice has no entry 0: its text stands in the voice."""
    last = voice.messages.order_by("-number").values_list("number", flat=True).first()
    return 1 if last is None else last + 1


def _first_queue(payload: Payload | None) -> Queue:
    asked = payload or {}
    return Queue.of_new(talk=bool(asked.get("talk")), tidy=bool(asked.get("tidy")))


def _closed(payload: Payload, voice: Voice, readers: Sequence[DeskKey], item_key: bytes) -> Closed:
    public = {key.id: bytes(key.public) for key in readers}
    return sealing.close_entry(
        payload, thread_public=bytes(voice.thread_public or b""), readers=public, item_key=item_key
    )


def _store(voice: Voice, readers: Sequence[DeskKey], closed: Closed | None, item_key: bytes, queue: Queue) -> None:
    with transaction.atomic():
        insert([voice])
        insert([VoiceReader(voice=voice, key=key, queue=queue, since=voice.arrives_on) for key in readers])
        if closed is not None:
            message = _message(
                voice,
                closed,
                number=0,
                by_author=True,
                kind=MessageKind.WORDS,
                arrives_on=voice.arrives_on,
                day=voice.day,
            )
            insert([message])
            _store_envelopes(message, closed)
        # Asked while this transaction holds its lock: a sweep runs before it or after it, never between.
        if keyring.keys_of([voice.id]).get(voice.id) != item_key:
            raise ItemKeyGone


def _message(
    voice: Voice, closed: Closed, *, number: int, by_author: bool, kind: MessageKind, arrives_on: date, day: date
) -> Message:
    return Message(
        voice=voice,
        number=number,
        by_author=by_author,
        kind=kind,
        day=day,
        arrives_on=arrives_on,
        body=closed.body,
        to_thread=closed.to_thread,
    )


def _store_envelopes(message: Message, closed: Closed) -> None:
    insert([Envelope(message=message, key_id=key, sealed=sealed) for key, sealed in closed.envelopes.items()])


def _thread_of(voice: Voice) -> bytes:
    """Return the key of the author's side; where its author threw it away, one of which nobody has the other half."""
    return bytes(voice.thread_public) if voice.thread_public is not None else boxes.new_key_pair().public


def _public(readers: Mapping[UUID, object]) -> dict[UUID, bytes]:
    return {key: bytes(public) for key, public in readers.items()}  # type: ignore[call-overload]  # bytes or memoryview
