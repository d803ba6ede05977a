"""What knocks at a source's webhook: kept at once when it is signed, taken in by the worker within a moment.

To answer quickly, a web process only checks the signature and writes one row; what the row says is read later, many at
a time. A delivery leaves in the transaction that takes it in.
"""

import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.plain import storable
from groundswell.connectors.shape import Hook, Knock, Opened
from groundswell.connectors.sources.kinds import CONNECTORS
from groundswell.connectors.sources.models import Delivery
from groundswell.connectors.sources.opening import STRANGE, opened, secrets_of
from groundswell.kit.prepared import insert
from groundswell.questions.actions import connecting
from groundswell.questions.actions.taking_in import take_in
from groundswell.questions.queries import connected
from groundswell.questions.records import Batch

AT_ONCE = 500
LONGEST_NAME, LONGEST_KIND = 128, 64
logger = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What became of a knock."""

    UNSIGNED = "unsigned"
    KEPT = "kept"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a knock, and what the service wants to hear."""

    outcome: Outcome
    reply: Mapping[str, str] = field(default_factory=dict)


def receive(source: UUID, knock: Knock) -> Received:
    """Keep what a source signed. A source that is not there, or has no secret, is like a wrong signature."""
    told = connected.told_of(source)
    hook = CONNECTORS[told.kind].hook if told is not None and told.kind in CONNECTORS else None
    if told is None or hook is None or not _is_signed(hook, knock, told):
        return Received(Outcome.UNSIGNED)
    reply = hook.reply(knock)
    if reply is not None:
        return Received(Outcome.ANSWERED, reply)
    name = storable(hook.name(knock))[:LONGEST_NAME] or hashlib.sha256(knock.body).hexdigest()
    kept = Delivery(
        source=source, name=name, kind=storable(hook.kind(knock))[:LONGEST_KIND], body=knock.body, received_at=knock.at
    )
    insert([kept], unless_there=True)
    return Received(Outcome.KEPT)


def _is_signed(hook: Hook, knock: Knock, told: connected.Told) -> bool:
    try:
        return hook.is_signed(knock, secrets_of(told).hook)
    except Unanswered:
        return False


def take_all() -> int:
    """Take in every delivery that waits; return how many."""
    total = 0
    while taken := take_some():
        total += taken
    return total


def take_some() -> int:
    """Take in the oldest deliveries that wait, a source at a time; return how many."""
    waiting: dict[UUID, list[Delivery]] = defaultdict(list)
    for delivery in Delivery.objects.order_by("id")[:AT_ONCE]:
        waiting[delivery.source].append(delivery)
    for source, deliveries in waiting.items():
        _take(source, deliveries)
    return sum(map(len, waiting.values()))


@transaction.atomic
def _take(source: UUID, deliveries: list[Delivery]) -> None:
    row, told = connected.source_of(source), connected.told_of(source)
    Delivery.objects.filter(id__in=[each.id for each in deliveries]).delete()
    if row is None or told is None:
        return
    try:
        at, hook = opened(told), CONNECTORS[told.kind].hook
    except Unanswered as fault:
        connecting.note_fault(source=source, sentence=fault.sentence, due_at=None)
        return
    if hook is not None:
        take_in(source=row, batch=together(_read(hook, each, at) for each in deliveries))


def _read(hook: Hook, delivery: Delivery, at: Opened) -> Batch:
    """Return what a delivery says; what nobody understands is left to the next reading of the source."""
    try:
        return hook.read(delivery.kind, bytes(delivery.body), at)
    except STRANGE as fault:
        logger.warning("A delivery of a webhook could not be read: %s", type(fault).__name__)
        return Batch()


def together(batches: Iterable[Batch]) -> Batch:
    """Return many batches as one, without a cursor: what knocks does not move the place of reading."""
    listed = list(batches)
    return Batch(
        authors=tuple(each for batch in listed for each in batch.authors),
        items=tuple(each for batch in listed for each in batch.items),
        messages=tuple(each for batch in listed for each in batch.messages),
        gone=tuple(each for batch in listed for each in batch.gone),
    )
