"""What became of voices, and what their authors are asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from groundswell.kit.prepared import Given, prepared
from groundswell.people.rules import Audience
from groundswell.register.models import Answer, Change, Concern, Item, Source
from groundswell.register.policy import OUTSIDE
from groundswell.register.queries.ground import as_shown
from groundswell.register.queries.items import whole_items
from groundswell.register.rules import concerns as rules
from groundswell.register.rules import items
from groundswell.register.rules.concerns import State
from groundswell.register.rules.items import Kind, What
from groundswell.register.rules.outcomes import tells_the_title


@dataclass(frozen=True)
class Became:
    """What a voice became in one place. `title` is empty where it is not told to somebody known by a voice alone.

    `said`: what its author said of the fix ("it helped": True), where they may still say otherwise.
    """

    item: Item
    title: str
    state: State | None
    reason: str
    day: date
    may_confirm: bool
    said: bool | None


def became_of(voices: Collection[UUID]) -> dict[UUID, list[Became]]:
    """Return what became of each voice, concerns first. As many queries for one voice as for all."""
    links = _links(voices=[str(voice) for voice in voices])
    linked = _items(links)
    told = _latest_told([item.id for item in linked.values()])
    answered = {(voice, concern, fix): helped for voice, concern, fix, helped in _answered(voices=voices)}
    found: dict[UUID, list[Became]] = {voice: [] for voice in voices}
    for link in links:
        item, voice = linked.get(link.item), UUID(link.source_id)
        if item is not None and all(each.item.id != item.id for each in found[voice]):
            found[voice].append(_became(item, voice, told, answered))
    return {voice: sorted(each, key=_order) for voice, each in found.items()}


def _items(links: list[Source]) -> dict[UUID, Item]:
    """Return the items of these links by the id that is linked: a merged concern through the one that stands for it."""
    found: dict[UUID, Item] = {}
    for kind in Kind:
        ids = [link.item for link in links if link.kind == kind]
        found |= {row.id: row for row in (whole_items(kind, ids) if ids else ())}
    roots = [root for item in found.values() if isinstance(item, Concern) and (root := item.root_id)]
    rows = whole_items(Kind.CONCERN, roots) if roots else ()
    standing = {row.id: row for row in rows if isinstance(row, Concern)}
    told = {linked: _standing(item, standing) for linked, item in found.items()}
    as_shown({item.id: item for item in told.values()}.values(), OUTSIDE)
    return told


def _standing(item: Item, standing: dict[UUID, Concern]) -> Item:
    return standing[item.root_id] if isinstance(item, Concern) and item.root_id else item


def _latest_told(ids: Collection[UUID]) -> dict[UUID, Change]:
    """Return the newest change of each item that says where it stands."""
    return {change.item: change for change in _moves(items=ids)}


@prepared
def _links(given: Given) -> QuerySet[Source]:
    return Source.objects.filter(source_id__among=given.voices, is_voice=True)


@prepared
def _answered(given: Given) -> QuerySet[Answer, tuple[UUID, UUID, int, bool]]:
    return Answer.objects.filter(voice__among=given.voices).values_list("voice", "concern_id", "fix", "helped")


@prepared
def _moves(given: Given) -> QuerySet[Change]:
    return Change.objects.filter(item__among=given.items, what=What.STATE).order_by("number")


def may_be_changed(concern: Concern, newest: Change | None) -> bool:
    """Tell whether those who said whether it helped may say otherwise, by the newest move of the concern."""
    came_from = State(newest.before) if newest and newest.before else None
    by_answer = newest is not None and newest.by_id is None
    return rules.may_be_changed(State(concern.state), came_from, by_answer=by_answer)


def newest_move(concern: Concern) -> Change | None:
    """Return the newest line of history that says where a concern stands."""
    return _latest_told([concern.id]).get(concern.id)


type _Answers = dict[tuple[UUID, UUID, int], bool]


def _became(item: Item, voice: UUID, told: dict[UUID, Change], answered: _Answers) -> Became:
    change = told.get(item.id)
    state, said, asks = None, None, False
    if isinstance(item, Concern):
        state, said = State(item.state), answered.get((voice, item.id, item.fixes))
        asks = rules.may_be_answered(state) and said is None
        said = said if may_be_changed(item, change) else None
    return Became(
        item=item,
        title=item.heading if tells_the_title(Audience(item.audience)) and not item.is_withheld else "",
        state=state,
        reason=_reason(change) if change else "",
        day=change.day if change else item.written_on,
        may_confirm=asks,
        said=said,
    )


def _reason(change: Change) -> str:
    return items.said(change.reason, change.pointer)


def _order(became: Became) -> tuple[int, date, str]:
    return list(Kind).index(became.item.KIND), became.day, str(became.item.id)
