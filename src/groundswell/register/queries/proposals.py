"""Opening what a proposal says."""

from typing import TYPE_CHECKING, cast

from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.people.refusals import Refused
from groundswell.register import policy
from groundswell.register.closed import opened_content
from groundswell.register.models import Item, Wording
from groundswell.register.policy import Reading
from groundswell.register.queries.items import whole_items
from groundswell.register.rules import proposals
from groundswell.register.rules.items import Kind
from groundswell.register.rules.proposals import Content
from groundswell.voices.queries import proposals as sealed
from groundswell.voices.queries.proposals import Unlocked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


class Sealed(Refused):
    """What a proposal says lies sealed, and this desk does not open it now."""

    def __init__(self, readers: list[str]) -> None:
        names = ", ".join(readers)
        told = _("These words are sealed until their authors agree. Unlock your desk; they open for: %(names)s.")
        gone = _("Nobody can open these words any more: the keys of their readers are destroyed. Stop, and write anew.")
        super().__init__(told % {"names": names} if names else gone)


def content_of(wording: Wording, desk: Unlocked | None) -> Content:
    """Return what a proposal says; raises Sealed where this desk is locked or no reader of it, or a key is gone."""
    if not wording.is_sealed:
        kept = opened_content(wording.content)
        if kept is None:
            raise Sealed([])
        return proposals.read(kept)
    opened = sealed.open_proposal(desk, wording.id) if desk else None
    if opened is None:
        raise Sealed(sealed.readers_of_proposal(wording.id))
    return proposals.read(cast("Mapping[str, object]", opened))


def was_refused(item: Item) -> bool:
    """Tell whether the newest proposal of an item ended because somebody behind it does not agree."""
    refused = Wording.objects.filter(item=item.id, was_refused=True).order_by("-dropped_on").first()
    if refused is None:
        return False
    later = Q(published_on__gte=refused.dropped_on) | Q(published_on=None, dropped_on=None)
    return not Wording.objects.filter(later, item=item.id).exists()


def wordings_on_their_way(reading: Reading) -> list[tuple[Wording, Item]]:
    """Return the proposals that somebody keeps, each with its item, the oldest first. Queries by kind, not by row."""
    waiting = list(Wording.objects.filter(published_on=None, dropped_on=None).order_by("proposed_on", "id"))
    wanted: dict[Kind, list[UUID]] = {}
    for wording in waiting:
        wanted.setdefault(Kind(wording.kind), []).append(wording.item)
    items = {item.id: item for kind, ids in wanted.items() for item in whole_items(kind, ids)}
    kept = [item for item in items.values() if policy.keeps_by_role(reading, item)]
    hidden = policy.not_given(reading, kept)
    mine = {item.id for item in kept} - hidden
    return [(wording, items[wording.item]) for wording in waiting if wording.item in mine]
