"""Desk keys: made, opened, and given a new passphrase, recovery key or pair.

A slow derivation must not hold the database: so each act here claims its try in one transaction, derives in none, and
writes in another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from groundswell.kit import audit, clock
from groundswell.kit.seal import boxes, passphrase
from groundswell.kit.seal.boxes import KeyPair, Unopenable
from groundswell.kit.seal.passphrase import Busy, Cost, RecoveryKey
from groundswell.people.models import Person
from groundswell.voices import ports
from groundswell.voices.desk import rules
from groundswell.voices.desk.refusals import AlreadySetUp, BusyNow, NoDesk, WaitFirst, WrongRecovery, WrongWords
from groundswell.voices.models import DeskKey, DeskNote, Envelope, ProposalEnvelope, VoiceReader


@dataclass(frozen=True)
class Opened:
    """What a passphrase or a recovery key opened; `recovery` is a new recovery key, to be shown this once."""

    pairs: dict[UUID, KeyPair] = field(repr=False)
    generation: int
    wrong_before: int = 0
    recovery: RecoveryKey | None = field(default=None, repr=False)


def set_up(*, reader: Person, words: str, cost: Cost = Cost.FULL) -> Opened:
    """Make a reader's first key pair, or the next one after the last was given up."""
    if DeskKey.objects.filter(reader=reader, retired_on=None).exists():
        raise AlreadySetUp
    pair, recovery = boxes.new_key_pair(), passphrase.new_recovery_key()
    with _one_at_a_time():
        wrapped = passphrase.wrap(pair.private, words, cost)
    try:
        with transaction.atomic():
            key = _new_key(reader, pair, wrapped, recovery)
            audit.record(actor=reader.pk, verb="set_up_desk", context="voices", object_id=key.id)
    except IntegrityError:
        raise AlreadySetUp from None
    return Opened({key.id: pair}, key.generation, recovery=recovery)


def unlock(*, reader: Person, words: str) -> Opened:
    """Open a desk with its passphrase; raises Refused with the reason. Spent keys are destroyed."""
    with _one_at_a_time():
        key, pair = _open_with_passphrase(reader, words)
    with transaction.atomic():
        opened = Opened(_with_older(reader, key.id, pair), key.generation, key.wrong_tries)
        _forget_wrong_tries(key)
        destroy_spent_keys(reader)
        audit.record(actor=reader.pk, verb="unlock_desk", context="voices")
    return opened


def recover(*, reader: Person, recovery: RecoveryKey, words: str, cost: Cost = Cost.FULL) -> Opened:
    """Open a desk with its recovery key, which is used up: the new passphrase and a new recovery key take over."""
    key = _current(reader)
    try:
        private = passphrase.unwrap_with_recovery(bytes(key.by_recovery or b""), recovery)
    except Unopenable:
        raise WrongRecovery from None
    with _one_at_a_time():
        wrapped = passphrase.wrap(private, words, cost)
    return _rewrapped(reader, key, KeyPair.of_private(private), wrapped, verb="recover_desk")


def change_passphrase(*, reader: Person, words: str, new_words: str, cost: Cost = Cost.FULL) -> Opened:
    """Give a desk another passphrase and another recovery key; desks that are open elsewhere end."""
    with _one_at_a_time():
        key, pair = _open_with_passphrase(reader, words)
        wrapped = passphrase.wrap(pair.private, new_words, cost)
    return _rewrapped(reader, key, pair, wrapped, verb="change_passphrase")


def print_recovery_again(*, reader: Person, words: str) -> Opened:
    """Make a new recovery key; the one before opens nothing any more."""
    with _one_at_a_time():
        key, pair = _open_with_passphrase(reader, words)
    return _rewrapped(reader, key, pair, bytes(key.by_passphrase or b""), verb="print_recovery_key")


def keep_recovery(*, reader: Person, recovery: RecoveryKey) -> None:
    """Note that the reader has the recovery key on paper; raises WrongRecovery when it is not the newest one."""
    key = _current(reader)
    try:
        passphrase.unwrap_with_recovery(bytes(key.by_recovery or b""), recovery)
    except Unopenable:
        raise WrongRecovery from None
    with transaction.atomic():
        DeskKey.objects.filter(id=key.id).update(recovery_kept_on=clock.today())
        audit.record(actor=reader.pk, verb="keep_recovery_key", context="voices", object_id=key.id)


def rotate(*, reader: Person, words: str, cost: Cost = Cost.FULL) -> Opened:
    """Retire a reader's key pair for a new one. What was sealed to the old one is re-sealed in steps afterwards."""
    new_pair, recovery = boxes.new_key_pair(), passphrase.new_recovery_key()
    with _one_at_a_time():
        old, old_pair = _open_with_passphrase(reader, words)
        wrapped = passphrase.wrap(new_pair.private, words, cost)
    with transaction.atomic():
        changed = DeskKey.objects.filter(id=old.id, retired_on=None, generation=old.generation)
        if not changed.update(retired_on=clock.today(), by_passphrase=None, by_recovery=None):
            raise BusyNow
        key = _new_key(reader, new_pair, wrapped, recovery, generation=old.generation + 1)
        sealed = boxes.seal_to(new_pair.public, old_pair.private)
        DeskKey.objects.filter(id=old.id).update(newer=key, by_newer=sealed)
        audit.record(actor=reader.pk, verb="rotate_key", context="voices", object_id=key.id)
        pairs = _with_older(reader, key.id, new_pair)
    return Opened(pairs, key.generation, recovery=recovery)


def destroy_spent_keys(reader: Person) -> int:
    """Destroy the retired keys of a reader that nothing is sealed to any more; return how many."""
    retired = DeskKey.objects.filter(reader=reader, destroyed_on=None).exclude(retired_on=None)
    spent = [key.id for key in retired if _is_spent(key)]
    return DeskKey.objects.filter(id__in=spent).update(by_newer=None, destroyed_on=clock.today()) if spent else 0


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    try:
        with passphrase.unlock_gate(settings.DATA_FOLDER / "unlock.lock"):
            yield
    except Busy:
        raise BusyNow from None


def _new_key(
    reader: Person, pair: KeyPair, by_passphrase: bytes, recovery: RecoveryKey, *, generation: int = 1
) -> DeskKey:
    return DeskKey.objects.create(
        reader=reader,
        public=pair.public,
        by_passphrase=by_passphrase,
        by_recovery=passphrase.wrap_with_recovery(pair.private, recovery),
        made_on=clock.today(),
        generation=generation,
    )


def _current(reader: Person) -> DeskKey:
    key = DeskKey.objects.filter(reader=reader, retired_on=None).first()
    if key is None:
        raise NoDesk
    return key


def _open_with_passphrase(reader: Person, words: str) -> tuple[DeskKey, KeyPair]:
    """Return the current key as it was before this try, and its pair. The try counts before it is made."""
    key = _claim_a_try(reader)
    try:
        private = passphrase.unwrap(bytes(key.by_passphrase or b""), words)
    except Unopenable:
        raise WrongWords from None
    return key, KeyPair.of_private(private)


@transaction.atomic
def _claim_a_try(reader: Person) -> DeskKey:
    key = DeskKey.objects.select_for_update().filter(reader=reader, retired_on=None).first()
    if key is None:
        raise NoDesk
    now = clock.now()
    if key.wait_until is not None and key.wait_until > now:
        raise WaitFirst(key.wait_until, now)
    wait_until = now + rules.wait_after(key.wrong_tries + 1)
    DeskKey.objects.filter(id=key.id).update(wrong_tries=F("wrong_tries") + 1, wait_until=wait_until)
    return key


def _forget_wrong_tries(key: DeskKey) -> None:
    DeskKey.objects.filter(id=key.id).update(wrong_tries=0, wait_until=None)


@transaction.atomic
def _rewrapped(reader: Person, key: DeskKey, pair: KeyPair, wrapped: bytes, *, verb: str) -> Opened:
    recovery = passphrase.new_recovery_key()
    unchanged = DeskKey.objects.filter(id=key.id, retired_on=None, generation=key.generation)
    if not unchanged.update(
        by_passphrase=wrapped,
        by_recovery=passphrase.wrap_with_recovery(pair.private, recovery),
        recovery_kept_on=None,
        generation=key.generation + 1,
        wrong_tries=0,
        wait_until=None,
    ):
        raise BusyNow
    audit.record(actor=reader.pk, verb=verb, context="voices", object_id=key.id)
    return Opened(_with_older(reader, key.id, pair), key.generation + 1, recovery=recovery)


def _with_older(reader: Person, current: UUID, pair: KeyPair) -> dict[UUID, KeyPair]:
    """Return the pair and those of the retired keys, each opened by the one that followed it."""
    older = {key.newer_id: key for key in DeskKey.objects.filter(reader=reader, destroyed_on=None, newer__isnull=False)}
    pairs = {current: pair}
    newest = current
    while newest in older:
        key = older[newest]
        private = boxes.open_sealed(pairs[newest], bytes(key.by_newer or b""))
        pairs[key.id] = KeyPair.of_private(private)
        newest = key.id
    return pairs


def _is_spent(key: DeskKey) -> bool:
    needed = (
        any(rows.objects.filter(key=key).exists() for rows in (VoiceReader, Envelope, DeskNote, ProposalEnvelope))
        or key.older.filter(destroyed_on=None).exists()
        or any(each.needs(key.id) for each in ports.sealed_to_keys)
    )
    return rules.may_destroy(retired_on=key.retired_on, needed=needed, today=clock.today())
