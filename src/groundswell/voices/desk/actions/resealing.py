"""Re-sealing: what was sealed to a reader's older key, or may go to another reader, gets a new envelope.

Only envelopes change; nobody's words are opened. Each step is one transaction of a hundred voices, notes or proposals,
so that it can be stopped anywhere, and goes on where it stopped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from groundswell.kit import audit
from groundswell.kit.seal import texts
from groundswell.kit.seal.boxes import Unopenable
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import DeskKey, DeskNote, Envelope, Message, ProposalEnvelope, Voice, VoiceReader

if TYPE_CHECKING:
    from django.db.models import QuerySet

A_STEP = 100


@dataclass(frozen=True)
class Progress:
    """How much of a long act is done, and how much is left."""

    done: int
    left: int

    @property
    def all(self) -> int:
        """Return both together."""
        return self.done + self.left


def progress(unlocked: Unlocked) -> Progress:
    """Return how much is sealed to the reader's current key, and how much to older ones: voices, notes, proposals."""
    older, current = _older_keys(unlocked), _current(unlocked)
    return Progress(done=_sealed_to([current.id]), left=_sealed_to(older))


@transaction.atomic
def reseal_some(*, unlocked: Unlocked, most: int = A_STEP) -> Progress:
    """Re-seal up to `most` voices, notes and proposals each from the reader's older keys to the current one."""
    older, current = _older_keys(unlocked), _current(unlocked)
    voices = list(
        VoiceReader.objects.filter(key__in=older)
        .order_by("key_id", "voice_id")
        .values_list("voice_id", flat=True)[:most]
    )
    if voices:
        copy_envelopes(unlocked, voices, older, current)
        _move_places(voices, older, current)
        envelopes_of(voices).filter(key__in=older).delete()
    _reseal_notes(unlocked, older, current, most)
    proposals = list(ProposalEnvelope.objects.filter(key__in=older).values_list("proposal_id", flat=True)[:most])
    copy_proposal_envelopes(unlocked, proposals, older, current)
    ProposalEnvelope.objects.filter(proposal__in=proposals, key__in=older).delete()
    audit.record(actor=unlocked.reader.pk, verb="reseal", context="voices", voices=len(voices))
    return progress(unlocked)


def envelopes_of(voices: Sequence[UUID]) -> "QuerySet[Envelope]":
    """Return the envelopes of every entry of these voices, for any key. One query, for the entries' ids."""
    # By a join, the database would go through all envelopes of a key to find those of a few voices.
    entries = Message.objects.filter(voice__in=voices).values_list("id", flat=True)
    return Envelope.objects.filter(message__in=list(entries))


def copy_envelopes(unlocked: Unlocked, voices: Sequence[UUID], keys: Iterable[UUID], to: DeskKey) -> None:
    """Give another key an envelope for every entry of these voices that the reader's keys open. Locks the voices."""
    list(Voice.objects.select_for_update().filter(id__in=voices).order_by("id").values_list("id"))
    has = set(envelopes_of(voices).filter(key=to).values_list("message_id", flat=True))
    fresh: dict[UUID, Envelope] = {}
    for envelope in envelopes_of(voices).filter(key__in=list(keys)):
        if envelope.message_id in has:
            continue
        try:
            sealed = texts.reseal(bytes(envelope.sealed), unlocked.pairs[envelope.key_id], bytes(to.public))
        except Unopenable:
            # Damaged, so that this key never opened it either.
            continue
        fresh[envelope.message_id] = Envelope(message_id=envelope.message_id, key=to, sealed=sealed)
    Envelope.objects.bulk_create(fresh.values(), batch_size=500)


def copy_proposal_envelopes(unlocked: Unlocked, proposals: Sequence[UUID], keys: Iterable[UUID], to: DeskKey) -> None:
    """Give another key an envelope for each of these proposals that the reader's keys open."""
    has = set(ProposalEnvelope.objects.filter(proposal__in=proposals, key=to).values_list("proposal_id", flat=True))
    fresh: dict[UUID, ProposalEnvelope] = {}
    for envelope in ProposalEnvelope.objects.filter(proposal__in=proposals, key__in=list(keys)):
        if envelope.proposal_id in has:
            continue
        try:
            sealed = texts.reseal(bytes(envelope.sealed), unlocked.pairs[envelope.key_id], bytes(to.public))
        except Unopenable:
            # Damaged, so that this key never opened it either.
            continue
        fresh[envelope.proposal_id] = ProposalEnvelope(proposal_id=envelope.proposal_id, key=to, sealed=sealed)
    ProposalEnvelope.objects.bulk_create(fresh.values(), batch_size=500)


def _move_places(voices: Sequence[UUID], older: Sequence[UUID], current: DeskKey) -> None:
    """Put the voices into the same lists of the new key."""
    has = set(VoiceReader.objects.filter(voice__in=voices, key=current).values_list("voice_id", flat=True))
    places = VoiceReader.objects.filter(voice__in=voices, key__in=older)
    moved = {
        place.voice_id: VoiceReader(
            voice_id=place.voice_id, key=current, queue=place.queue, since=place.since, was_since=place.was_since
        )
        for place in places
        if place.voice_id not in has
    }
    VoiceReader.objects.bulk_create(moved.values(), batch_size=500)
    places.delete()


def _reseal_notes(unlocked: Unlocked, older: Sequence[UUID], current: DeskKey, most: int) -> None:
    for note in DeskNote.objects.filter(key__in=older)[:most]:
        try:
            note.envelope = texts.reseal(bytes(note.envelope), unlocked.pairs[note.key_id], bytes(current.public))
        except Unopenable:
            note.delete()
            continue
        note.key = current
        note.save(update_fields=["envelope", "key"])


def _current(unlocked: Unlocked) -> DeskKey:
    return DeskKey.objects.get(reader=unlocked.reader, retired_on=None)


def _older_keys(unlocked: Unlocked) -> list[UUID]:
    retired = DeskKey.objects.filter(id__in=list(unlocked.pairs), reader=unlocked.reader).exclude(retired_on=None)
    return list(retired.values_list("id", flat=True))


def _sealed_to(keys: Sequence[UUID]) -> int:
    return sum(rows.objects.filter(key__in=keys).count() for rows in (VoiceReader, DeskNote, ProposalEnvelope))
