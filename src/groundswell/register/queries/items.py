"""Finding items whatever their kind."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from uuid import UUID

from groundswell.kit.prepared import Prepared, prepared
from groundswell.register.models import Concern, Evidence, Idea, Item, Measure, Perspective, Source
from groundswell.register.rules.items import Kind

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MODELS: dict[Kind, type[Item]] = {
    Kind.CONCERN: Concern,
    Kind.IDEA: Idea,
    Kind.PERSPECTIVE: Perspective,
    Kind.MEASURE: Measure,
    Kind.EVIDENCE: Evidence,
}


def item_of(kind: str, item: UUID) -> Item:
    """Return an item; raises the model's DoesNotExist."""
    return MODELS[Kind(kind)]._default_manager.select_related("written_by", "cell").get(id=item)  # noqa: SLF001 - Django's documented access


def is_by_its_holder(item: Item) -> bool:
    """Tell whether an item is what somebody wrote there with their own hand, under their name."""
    return isinstance(item, (Idea, Perspective)) and item.holder_id is not None and item.holder_id == item.written_by_id


def items_among(ids: Iterable[str]) -> list[Item]:
    """Return the items of any kind with these ids; what is no id names none. One query a kind."""
    wanted = [UUID(each) for each in ids if _ID.fullmatch(each)]
    return [row for kind in MODELS for row in whole_items(kind, wanted)]


def whole_items(kind: Kind, ids: Collection[UUID]) -> Sequence[Item]:
    """Return the items of one kind with these ids, with all their words. One query."""
    return _whole(kind)(ids=ids)


@cache
def _whole(kind: Kind) -> Prepared[Item]:
    return prepared(lambda given: MODELS[kind]._default_manager.filter(id__among=given.ids))  # noqa: SLF001 - as above


def items_from_voice(voice: UUID) -> list[Item]:
    """Return the items whose words were written with a voice at hand."""
    rows = Source.objects.filter(source_id=str(voice), is_voice=True, is_in_words=True)
    return _items(rows.values_list("kind", "item"))


def items_behind_which(voice: UUID) -> list[Item]:
    """Return the items to which a voice is linked, whether their words were written with it at hand or not."""
    rows = Source.objects.filter(source_id=str(voice), is_voice=True)
    return _items(rows.values_list("kind", "item"))


def _items(pairs: Iterable[tuple[str, UUID]]) -> list[Item]:
    wanted: dict[Kind, list[UUID]] = {}
    for kind, item in pairs:
        wanted.setdefault(Kind(kind), []).append(item)
    return [row for kind, ids in wanted.items() for row in MODELS[kind]._default_manager.filter(id__in=ids)]  # noqa: SLF001 - as above
