"""What a reader notes for nobody else: promises, and "thinking of leaving" on a conversation."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import audit, clock
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal import texts
from groundswell.kit.seal.texts import JSON
from groundswell.people.refusals import Refused
from groundswell.voices import sealing
from groundswell.voices.desk import queries, rules
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import DeskKey, DeskNote


@transaction.atomic
def promise(*, unlocked: Unlocked, to: str, what: str, by: date, voice: UUID | None = None) -> UUID:
    """Note what was promised, to whom, by which day; return the note's id."""
    _refuse_too_many(unlocked)
    content = {"kind": "promise", "to": to, "what": what, "by": by.isoformat(), "voice": str(voice or "")}
    note = _write(unlocked, uuid4(), content)
    audit.record(actor=unlocked.reader.pk, verb="promise", context="voices")
    return note


@transaction.atomic
def keep_promise(*, unlocked: Unlocked, note: UUID) -> None:
    """Note that a promise was kept today."""
    _write(unlocked, note, _promise(unlocked, note), closed_on=clock.today())
    audit.record(actor=unlocked.reader.pk, verb="keep_promise", context="voices")


@transaction.atomic
def reopen_promise(*, unlocked: Unlocked, note: UUID) -> None:
    """Take back that a promise was kept."""
    _write(unlocked, note, _promise(unlocked, note))
    audit.record(actor=unlocked.reader.pk, verb="reopen_promise", context="voices")


@transaction.atomic
def drop_promise(*, unlocked: Unlocked, note: UUID) -> None:
    """Delete a promise for good."""
    _promise(unlocked, note)
    _destroy(note)
    audit.record(actor=unlocked.reader.pk, verb="drop_promise", context="voices")


@transaction.atomic
def tag_leaving(*, unlocked: Unlocked, voice: UUID, note: str = "") -> None:
    """Mark a conversation as one with somebody who thinks of leaving. No log counts it, and no export holds it."""
    tag = queries.leaving_tag(unlocked, voice)
    if tag is None:
        _refuse_too_many(unlocked)
    content = {"kind": "leaving", "voice": str(voice), "note": note}
    _write(unlocked, tag.id if tag else uuid4(), content)


@transaction.atomic
def untag_leaving(*, unlocked: Unlocked, voice: UUID) -> None:
    """Take the mark away."""
    tag = queries.leaving_tag(unlocked, voice)
    if tag is not None:
        _destroy(tag.id)


@transaction.atomic
def note_talk(*, unlocked: Unlocked, about: UUID, text: str) -> None:
    """Keep what a reader wrote down of a talk, for the reader alone; empty words delete it. No log counts it."""
    known = queries.talk_note(unlocked, about)
    if not text.strip():
        if known is not None:
            _destroy(known.id)
        return
    if known is None:
        _refuse_too_many(unlocked)
    note = sealing.note_id_of(about, unlocked.reader.id)
    if known is not None and known.id != note:
        _destroy(known.id)
    _write(unlocked, note, {"kind": "talk", "about": str(about), "text": text})


@transaction.atomic
def forget_talks(talks: Iterable[UUID]) -> None:
    """Destroy what any reader noted of these talks, their desks locked or not: old backups lose it too."""
    readers = set(DeskKey.objects.values_list("reader", flat=True))
    ids = [sealing.note_id_of(talk, reader) for talk in talks for reader in readers]
    found = list(DeskNote.objects.filter(id__in=ids).values_list("id", flat=True))
    if found:
        DeskNote.objects.filter(id__in=found).delete()
        transaction.on_commit(lambda: keyring.shred(*found))


def _write(unlocked: Unlocked, note: UUID, content: Mapping[str, JSON], *, closed_on: date | None = None) -> UUID:
    key = DeskKey.objects.get(reader=unlocked.reader, retired_on=None)
    public = bytes(key.public)
    sealed = texts.seal_text(content, readers=[public], item_key=keyring.key_for(note))
    columns = {"key": key, "closed_on": closed_on, "body": sealed.body, "envelope": sealed.envelopes[public]}
    DeskNote.objects.update_or_create(id=note, defaults=columns)
    return note


def _promise(unlocked: Unlocked, note: UUID) -> Mapping[str, JSON]:
    content = queries.note(unlocked, note)
    if content.get("kind") != "promise":
        raise DeskNote.DoesNotExist
    return content


def _destroy(note: UUID) -> None:
    DeskNote.objects.filter(id=note).delete()
    transaction.on_commit(lambda: keyring.shred(note))


def _refuse_too_many(unlocked: Unlocked) -> None:
    if DeskNote.objects.filter(key__in=list(unlocked.pairs), closed_on=None).count() >= rules.MOST_OPEN_NOTES:
        raise Refused(
            _("A desk holds %(most)d open promises and tags: keep or drop some first.")
            % {"most": rules.MOST_OPEN_NOTES}
        )
