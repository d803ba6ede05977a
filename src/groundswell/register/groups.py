"""Concerns that stand together since a merge: the one that stands for them, and those that point to it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from groundswell.kit.prepared import Given, prepared
from groundswell.register.models import Concern


def root_of(concern: Concern) -> Concern:
    """Return the concern that stands for this one, as the database knows it now: itself where none does."""
    now = Concern.objects.select_related("root").get(id=concern.id)
    return now.root or now


def group_of(concern: Concern) -> list[UUID]:
    """Return the ids of the concerns that stand together with this one, the one that stands for all first."""
    root = root_of(concern).id
    return [root, *Concern.objects.filter(root=root).order_by("id").values_list("id", flat=True)]


def roots_of(concerns: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return, for these concerns and for those that they stand for, the one that stands for each. One query."""
    wanted = set(concerns)
    stood_for = {each: root or each for each, root in _stood_for(roots=wanted)}
    return {**{each: each for each in wanted}, **stood_for}


@prepared
def _stood_for(given: Given) -> QuerySet[Concern, tuple[UUID, UUID | None]]:
    return Concern.objects.filter(root__among=given.roots).values_list("id", "root_id")
