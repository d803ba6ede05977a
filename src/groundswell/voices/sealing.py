"""Which key file gives which mark, and how an entry of a dialogue is closed and opened.

Everything here is derived from files that lie beside the database and never in it: who has only a dump of the database
can compute none of it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings

from groundswell.kit.seal import boxes, derive, receipts, texts, tokens
from groundswell.kit.seal.boxes import KeyPair
from groundswell.kit.seal.files import KeyFolder
from groundswell.kit.seal.receipts import Receipt
from groundswell.kit.seal.texts import JSON

type Payload = Mapping[str, JSON]


@dataclass(frozen=True)
class Closed:
    """A closed entry: its body, the envelope of the author's side, and one for each reading desk key."""

    body: bytes
    to_thread: bytes
    envelopes: dict[UUID, bytes]


@dataclass(frozen=True)
class DialogueKeys:
    """What an author's way into a dialogue opens: the pair of the thread, and the item key around everything."""

    pair: KeyPair = field(repr=False)
    item_key: bytes = field(repr=False)


def key_files() -> KeyFolder:
    """Return the folder of key files of this installation."""
    return KeyFolder(settings.KEYS_FOLDER)


def form_secret() -> bytes:
    """Return the secret that signs form tokens: the same in every worker."""
    return derive.derive(key_files().pepper(), salt=b"", purpose="groundswell form tokens 1")


def voice_id_of(nonce: bytes) -> UUID:
    """Return the id of what a form's nonce makes, so that the same form sent twice makes it once."""
    return receipts.item_id_from(nonce, key_files().pepper())


def entry_id_of(nonce: bytes, voice: UUID, payload: Payload) -> UUID:
    """Return the id of what a dialogue's form adds: the same form with the same words adds them once."""
    key = derive.derive(nonce, salt=key_files().pepper(), purpose="groundswell entry 1")
    said = json.dumps(payload, sort_keys=True).encode()
    return UUID(bytes=derive.tag(key, voice.bytes, said, purpose="id")[:16], version=4)


def note_id_of(talk: UUID, reader: UUID) -> UUID:
    """Return the id of what a reader notes of a talk: it looks random, and is found again when the talk goes."""
    mark = derive.tag(key_files().pepper(), talk.bytes, reader.bytes, purpose="groundswell note of a talk 1")
    return UUID(bytes=mark[:16], version=4)


def nonce_of_delivery(person: UUID, delivery: str) -> bytes:
    """Return the nonce of something that was delivered and not typed into a form: delivered twice, it is the same."""
    parts = (person.bytes, delivery.encode("utf-8", "surrogatepass"))
    return derive.tag(key_files().pepper(), *parts, purpose="groundswell delivery 1")[: tokens.NONCE_BYTES]


def receipt_of(nonce: bytes) -> Receipt:
    """Return the receipt of what a form's nonce makes."""
    return receipts.receipt_from(nonce, key_files().pepper())


def lookup_of(receipt: Receipt) -> str:
    """Return under which id the dialogue of a receipt is stored."""
    return receipts.lookup_id(receipt, key_files().pepper())


def wrap_by_receipt(receipt: Receipt, private: bytes) -> bytes:
    """Close the author's half of a thread so that only the receipt opens it."""
    return boxes.encrypt(receipts.wrapping_key(receipt, key_files().pepper()), private)


def pair_by_receipt(receipt: Receipt, wrapped: bytes) -> KeyPair:
    """Return the thread's pair for the receipt; raises Unopenable."""
    return KeyPair.of_private(boxes.decrypt(receipts.wrapping_key(receipt, key_files().pepper()), wrapped))


def owner_tags(person: UUID, numbers: Iterable[int]) -> list[str]:
    """Return the marks of a person's signed voices: the first, the second, and so on.

    Each looks random without the owner's key file, so that a dump shows neither who signed, nor which signed voices
    share an author.
    """
    key = derive.derive(key_files().owner_key(), salt=person.bytes, purpose="groundswell owner tags 1")
    return [derive.expand(key, purpose=f"voice {number}").hex() for number in numbers]


def wrap_by_owner(person: UUID, voice: UUID, private: bytes) -> bytes:
    """Close the author's half of a signed or open voice's thread under the owner's key file."""
    return boxes.encrypt(_owner_wrapping_key(person, voice), private)


def pair_by_owner(person: UUID, voice: UUID, wrapped: bytes) -> KeyPair:
    """Return the thread's pair for its author; raises Unopenable for anybody else."""
    return KeyPair.of_private(boxes.decrypt(_owner_wrapping_key(person, voice), wrapped))


def _owner_wrapping_key(person: UUID, voice: UUID) -> bytes:
    salt = person.bytes + voice.bytes
    return derive.derive(key_files().owner_key(), salt=salt, purpose="groundswell owner copy 1")


def mark_of_form(nonce: bytes, *content: str) -> bytes:
    """Return a mark (32 bytes) that tells whether a repeated form says the same, readers and choices included.

    Its key comes from the form's nonce, which nobody keeps: so a dump, and even a dump with every key file, cannot be
    asked whether somebody wrote certain words.
    """
    key = derive.derive(nonce, salt=key_files().pepper(), purpose="groundswell form mark 1")
    return derive.tag(key, json.dumps(content).encode(), purpose="content")


def mark_of_words(about_kind: str, about_id: UUID, words: str) -> bytes:
    """Return the keyed hash (32 bytes) of exact words about something: what a consent is bound to."""
    parts = (about_kind.encode(), about_id.bytes, words.encode("utf-8", "surrogatepass"))
    return derive.tag(key_files().pepper(), *parts, purpose="groundswell consent 1")


def close_entry(payload: Payload, *, thread_public: bytes, readers: Mapping[UUID, bytes], item_key: bytes) -> Closed:
    """Close an entry to the author's side and to the readers' desk keys (public halves by id); raises TooLong."""
    sealed = texts.seal_text(payload, readers=[thread_public, *readers.values()], item_key=item_key)
    return Closed(
        sealed.body,
        sealed.envelopes[thread_public],
        {key: sealed.envelopes[public] for key, public in readers.items()},
    )


def open_entry(body: bytes | memoryview, envelope: bytes | memoryview, pair: KeyPair, item_key: bytes) -> Payload:
    """Return what an entry says, for whoever's pair opens the envelope; raises Unopenable."""
    return texts.open_text(bytes(body), bytes(envelope), pair, item_key)
