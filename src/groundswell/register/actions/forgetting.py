"""Somebody outside is erased: lines that named what they asked go from the text of a concern."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction

from groundswell.register.actions.searching import show
from groundswell.register.models import Concern


@transaction.atomic
def forget_lines(said: Mapping[UUID, Collection[str]]) -> int:
    """Remove exactly these lines from the texts of concerns; return how many changed.

    At the desk and beyond alike. No line of the log: who erases writes one.
    """
    return sum(
        _forgotten(each, said[each.id]) for each in Concern.objects.select_for_update().filter(id__in=list(said))
    )


def _forgotten(concern: Concern, lines: Collection[str]) -> bool:
    kept = [each for each in concern.text.split("\n") if each.strip() not in lines]
    text = "\n".join(kept).strip()
    if text == concern.text:
        return False
    concern.text = text
    concern.save(update_fields=["text"])
    show(concern)
    return True
