"""What an open desk reads of check-ups that were brought from elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from uuid import UUID

from django.db.models import Exists, OuterRef

from groundswell.checkins.models import CheckUp, CheckUpEnvelope, Conversion
from groundswell.checkins.rules import check_ups as rules
from groundswell.checkins.rules.check_ups import OURS, Scale, Told
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal import texts
from groundswell.kit.seal.boxes import Unopenable
from groundswell.voices import queries as voices
from groundswell.voices.queries.proposals import Unlocked


@dataclass(frozen=True)
class CheckUpLine:
    """One answer, opened. Printing it shows nothing of what it says."""

    id: UUID
    told: Told = field(repr=False)
    seen_to_on: date | None = None


@dataclass(frozen=True)
class OtherScale:
    """Answers on a scale that is not ours, and what converting them would mean."""

    scale: Scale
    answers: int
    not_low_from: int
    is_chosen: bool


@dataclass(frozen=True)
class CheckUps:
    """What a desk shows of them: the low ones first, and nothing of the others but their number."""

    low: Sequence[CheckUpLine] = ()
    seen_to: Sequence[CheckUpLine] = ()
    others: int = 0
    scales: Sequence[OtherScale] = ()


def check_ups_sealed_to(unlocked: Unlocked) -> list[UUID]:
    """Return the answers that this desk can open, closed as they are. One query."""
    rows = CheckUpEnvelope.objects.filter(key__in=list(unlocked.pairs)).order_by("check_up_id")
    return list(rows.values_list("check_up_id", flat=True).distinct())


def mark_of(check_ups: Collection[UUID]) -> str:
    """Return what stands for having opened exactly these."""
    return f"check-ups {blake2b(b''.join(sorted(each.bytes for each in check_ups)), digest_size=16).hexdigest()}"


def opened_check_ups(unlocked: Unlocked) -> list[CheckUpLine]:
    """Return every answer that this desk can open, each once however often its file was brought. Three queries."""
    rows = {each.id: each for each in CheckUp.objects.filter(id__in=check_ups_sealed_to(unlocked))}
    brought = _opened(unlocked, rows)
    seen_to = {key for key, row in rows.items() if row.seen_to_on is not None}
    kept = rules.without_repeats(brought, first=seen_to)
    return [CheckUpLine(key, told, rows[key].seen_to_on) for key, told in kept.items()]


def check_ups_at(unlocked: Unlocked) -> CheckUps:
    """Return what a desk shows. Four queries."""
    lines, chosen = opened_check_ups(unlocked), conversions()
    low = [each for each in lines if rules.is_low(each.told, chosen)]
    low.sort(key=lambda each: (-each.told.day.toordinal(), each.told.name.casefold(), str(each.id)))
    return CheckUps(
        low=[each for each in low if each.seen_to_on is None],
        seen_to=[each for each in low if each.seen_to_on is not None],
        others=len(lines) - len(low),
        scales=_other_scales(lines, chosen),
    )


def conversions() -> list[Scale]:
    """Return the scales that somebody chose to convert. One query."""
    return [Scale(low, high) for low, high in Conversion.objects.values_list("low", "high")]


def unread_by_readers() -> int:
    """Return how many answers some reader of the whole organisation cannot open yet. One query for each, and two."""
    keys = [each.key for each in voices.readers_today() if each.is_organisation_wide]
    return max((_lacking(key) for key in keys), default=0)


def _lacking(key: UUID) -> int:
    has = CheckUpEnvelope.objects.filter(check_up=OuterRef("id"), key=key)
    return CheckUp.objects.filter(~Exists(has)).count()


def _opened(unlocked: Unlocked, rows: dict[UUID, CheckUp]) -> dict[UUID, tuple[str, Told]]:
    item_keys = keyring.keys_of(rows)
    found: dict[UUID, tuple[str, Told]] = {}
    for envelope in CheckUpEnvelope.objects.filter(key__in=list(unlocked.pairs)):
        row, item_key = rows.get(envelope.check_up_id), item_keys.get(envelope.check_up_id)
        if row is None or item_key is None or row.id in found:
            continue
        try:
            content = texts.open_text(bytes(row.body), bytes(envelope.sealed), unlocked.pairs[envelope.key], item_key)
        except Unopenable:
            continue
        told = rules.read(content)
        if told is not None:
            found[row.id] = told
    return found


def _other_scales(lines: Sequence[CheckUpLine], chosen: Collection[Scale]) -> list[OtherScale]:
    scales = [each.told.scale for each in lines if each.told.scale != OURS]
    return [
        OtherScale(each, scales.count(each), rules.lowest_that_is_not_low(each), each in chosen)
        for each in sorted({*scales})
    ]
