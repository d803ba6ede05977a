"""Everything that stands on the page of one concern, as far as its reader may read it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from groundswell.people.rules import Audience
from groundswell.register import policy
from groundswell.register.groups import group_of
from groundswell.register.models import (
    Bearing,
    Change,
    Concern,
    Evidence,
    Fit,
    Item,
    Measure,
    Merge,
    Perspective,
    Source,
    Theme,
)
from groundswell.register.policy import Reading
from groundswell.register.queries.ground import as_shown
from groundswell.register.queries.support import bands_of, floor_for, has_said_me_too
from groundswell.register.rules import bands, perspectives
from groundswell.register.rules.audience import audience_of_own
from groundswell.register.rules.bands import Band
from groundswell.register.rules.concerns import State, Stop, stations
from groundswell.register.rules.items import SourceKind, What
from groundswell.register.rules.perspectives import UnderCondition
from groundswell.voices import queries as voices


@dataclass(frozen=True)
class HistoryLine:
    """One line of a history. A reason written for fewer people is left out, and `is_kept_back` says so."""

    what: What
    before: str
    after: str
    day: date
    by: str
    reason: str
    pointer: str
    is_kept_back: bool


@dataclass(frozen=True)
class SourceLine:
    """How many sources of one kind stand behind something: exactly at the desk, in a band elsewhere."""

    kind: SourceKind
    band: Band
    exactly: int | None


@dataclass(frozen=True)
class ConcernPage:
    """A concern, with what bears on it."""

    concern: Concern
    themes: Sequence[Theme]
    way: Sequence[Stop]
    history: Sequence[HistoryLine]
    pairs: Sequence[Fit]
    measures: Sequence[Measure]
    views: Sequence[UnderCondition[Perspective]]
    evidence: Sequence[Evidence]
    sources: Sequence[SourceLine]
    duplicates: Sequence[Merge]
    me_too: Band
    has_said_me_too: bool
    readers: str


def concern_for(reading: Reading, concern: UUID) -> Concern | None:
    """Return a concern that somebody may read, merged or not; None for any other, there or not."""
    rows = Concern.objects.select_related("written_by", "cell", "root")
    found = policy.visible(rows, reading).filter(id=concern).first()
    if found is not None:
        as_shown([found, found.root] if found.root else [found], reading)
    return found


def page_of(concern: Concern, reading: Reading) -> ConcernPage:
    """Return the page of a concern that stands for itself. A constant number of queries."""
    whole = group_of(concern)
    group = _readable(whole, reading)
    pairs, views, evidence = pairs_of(group, reading), _views(group, reading), _evidence(group, reading)
    measures = list(policy.visible(Measure.objects.filter(concern__in=group).order_by("written_on", "id"), reading))
    duplicates = _duplicates(concern, reading)
    others = [*(pair.idea for pair in pairs), *(merge.duplicate for merge in duplicates)]
    as_shown([*measures, *views, *evidence, *others], reading)
    return ConcernPage(
        concern=concern,
        themes=list(Theme.objects.filter(given__concern__in=group).distinct()),
        way=stations(State(concern.state), _reached(concern)),
        history=history_of([concern.id], reading),
        pairs=pairs,
        measures=measures,
        views=perspectives.by_condition(views, lambda view: view.conditions),
        evidence=evidence,
        # Whoever keeps it counts exactly: then only what they read, as a duplicate may be kept from them.
        sources=sources_of(group if policy.may_keep(reading, concern) else whole, concern, reading),
        duplicates=duplicates,
        me_too=bands_of([concern.id], reading)[concern.id],
        has_said_me_too=reading.person is not None and has_said_me_too(reading.person, whole),
        readers=readers_of(concern),
    )


def readers_of(item: Item) -> str:
    """Return who can read an item, in words, from the rule that serves it."""
    return policy.readers_in_words(Audience(item.audience), cell=item.cell, person=item.written_by)


def readers_of_own(concern: Concern) -> str:
    """Return who will read what a member adds to a concern, in words: its readers, and nobody outside."""
    audience = audience_of_own(Audience(concern.audience))
    return policy.readers_in_words(audience, cell=concern.cell, person=concern.written_by)


def history_of(items: Collection[UUID], reading: Reading) -> list[HistoryLine]:
    """Return the history of items, the oldest line first, each reason only to those for whom it was written."""
    lines = Change.objects.filter(item__in=items).select_related("by").order_by("number")
    return [_line(change, is_kept_back=change.audience_key not in reading.keys) for change in lines]


def pairs_of(concerns: Collection[UUID], reading: Reading) -> list[Fit]:
    """Return the ideas offered for these concerns, with what each does to them: helps first, not yet judged last."""
    rows = Fit.objects.filter(concern__in=concerns, idea__audience_key__in=reading.keys).select_related("idea__holder")
    order = ["helps", "depends", "hurts", "offered"]
    return sorted(rows, key=lambda fit: (order.index(fit.kind), fit.day, str(fit.idea_id)))


def sources_of(items: Collection[UUID], item: Item, reading: Reading) -> list[SourceLine]:
    """Return how many sources of each kind stand behind items, in bands where others than its keepers look.

    A voice that was taken back is none any more.
    """
    keeps = policy.may_keep(reading, item)
    behind = Source.objects.filter(item__in=items).values_list("source_kind", "source_id", "is_voice").distinct()
    listed = list(behind.order_by())
    still_said = voices.sources_of(UUID(source) for _, source, is_voice in listed if is_voice)
    rows = Counter(kind for kind, source, is_voice in listed if not is_voice or UUID(source) in still_said)
    return [
        SourceLine(kind, bands.band(rows[kind], floor=floor_for(reading)), rows[kind] if keeps else None)
        for kind in SourceKind
        if kind in rows
    ]


def _readable(group: Sequence[UUID], reading: Reading) -> list[UUID]:
    """Return those of a group that somebody may read: a merge lets nobody read more than before."""
    return list(policy.visible(Concern.objects.filter(id__in=group), reading).values_list("id", flat=True))


def _reached(concern: Concern) -> list[tuple[State, date]]:
    changes = Change.objects.filter(item=concern.id, what=What.STATE).order_by("number")
    return [(State(after), day) for after, day in changes.values_list("after", "day")]


def _views(concerns: Collection[UUID], reading: Reading) -> list[Perspective]:
    own = Q(holder=reading.person) & ~Q(audience=Audience.ME) if reading.person else Q(pk__in=[])
    rows = Perspective.objects.filter(Q(audience_key__in=reading.keys) | own, concern__in=concerns)
    return list(rows.select_related("holder").order_by("written_on", "id"))


def _evidence(concerns: Collection[UUID], reading: Reading) -> list[Evidence]:
    bearing = Bearing.objects.filter(concern__in=concerns).values("evidence")
    rows = policy.visible(Evidence.objects.filter(id__in=bearing), reading)
    return sorted(rows, key=lambda entry: entry.source)


def _duplicates(concern: Concern, reading: Reading) -> list[Merge]:
    merges = Merge.objects.filter(duplicate__root=concern, duplicate__audience_key__in=reading.keys)
    rows = merges.select_related("duplicate", "by")
    return sorted(rows, key=lambda merge: (merge.day, merge.duplicate.title))


def _line(change: Change, *, is_kept_back: bool) -> HistoryLine:
    return HistoryLine(
        what=What(change.what),
        before=change.before,
        after=change.after,
        day=change.day,
        by=change.by.name if change.by else "",
        reason="" if is_kept_back else change.reason,
        pointer="" if is_kept_back else change.pointer,
        is_kept_back=is_kept_back and bool(change.reason),
    )
