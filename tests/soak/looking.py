"""Looks into the databases of an installation for anything half sealed."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import connections

from groundswell.kit.keyring import keys
from groundswell.kit.seal import passphrase
from groundswell.kit.seal.boxes import KeyPair, Unopenable
from groundswell.project.soundness.databases import damage
from groundswell.voices import sealing
from groundswell.voices.models import DeskKey, Envelope, Message, Voice, VoiceReader

if TYPE_CHECKING:
    from uuid import UUID


def count() -> int:
    """Return how many voices there are."""
    try:
        return Voice.objects.count()
    finally:
        connections.close_all()


def faults(words: str, *, is_thorough: bool) -> list[str]:
    """Return what is wrong, in words; thoroughly: every entry is opened with every reader's key."""
    try:
        return [*_unsound(), *_half_sealed(), *(_unopened(words) if is_thorough else ())]
    finally:
        connections.close_all()


def _unsound() -> Iterator[str]:
    for alias in connections:
        yield from (f"{alias}: {sentence}" for sentence in damage(alias, "integrity_check"))
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA foreign_key_check")
            yield from (f"{alias}: a row of {row[0]} refers to nothing" for row in cursor.fetchall())


def _half_sealed() -> Iterator[str]:
    """Yield each voice that lacks its first entry, a number, an envelope of a reader, or its item key."""
    readers: dict[UUID, set[UUID]] = defaultdict(set)
    for voice, key in VoiceReader.objects.values_list("voice_id", "key_id"):
        readers[voice].add(key)
    envelopes: dict[UUID, set[UUID]] = defaultdict(set)
    for message, key in Envelope.objects.values_list("message_id", "key_id"):
        envelopes[message].add(key)
    entries: dict[UUID, list[int]] = defaultdict(list)
    for message, voice, number in Message.objects.values_list("id", "voice_id", "number"):
        entries[voice].append(number)
        if envelopes[message] != readers[voice]:
            yield f"entry {number} lacks an envelope"
    voices = list(Voice.objects.values_list("id", flat=True))
    keyed = set(keys.keys_of(voices))
    for voice in voices:
        if sorted(entries[voice]) != list(range(len(entries[voice]))) or not entries[voice]:
            yield f"a voice has the entries {sorted(entries[voice])}"
        if voice not in keyed:
            yield "a voice has no item key"
        if not readers[voice]:
            yield "a voice has no reader"


def _unopened(words: str) -> Iterator[str]:
    pairs: dict[UUID, KeyPair] = {
        key.id: KeyPair.of_private(passphrase.unwrap(bytes(key.by_passphrase or b""), words))
        for key in DeskKey.objects.all()
    }
    item_keys = keys.keys_of(Voice.objects.values_list("id", flat=True))
    for envelope in Envelope.objects.select_related("message").iterator():
        message = envelope.message
        try:
            said = sealing.open_entry(
                message.body, envelope.sealed, pairs[envelope.key_id], item_keys[message.voice_id]
            )
        except (Unopenable, KeyError):
            yield "an entry does not open for its reader"
        else:
            if message.number == 0 and not said.get("text"):
                yield "a voice opens without words"
