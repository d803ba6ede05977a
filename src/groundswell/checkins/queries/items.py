"""Which item comes beside the rating, and where somebody finds help. Kept as data: see `models/instrument.py`."""

from collections.abc import Sequence

from groundswell.checkins.models import HelpResource, Instrument, Period
from groundswell.checkins.rules import instruments as rules
from groundswell.checkins.rules.items import Help, Item


def next_item(sprint: int) -> Item | None:
    """Return the item that is due in a sprint, as it is today, or None where none is switched on. Two queries."""
    items = {each.key: each for each in items_asked()}
    key = rules.next_item(list(items), asked_before(sprint))
    return items[key] if key else None


def asked_before(sprint: int) -> list[str]:
    """Return the keys of the items of all check-ins before a sprint, the oldest first. One query."""
    earlier = Period.objects.filter(sprint__lt=sprint).exclude(item="").order_by("sprint")
    return list(earlier.values_list("item", flat=True))


def items_asked() -> list[Item]:
    """Return the items that are switched on, in their order. One query."""
    return [each.item for each in Instrument.objects.exclude(place=None).order_by("place", "key")]


def item(key: str, version: int) -> Item | None:
    """Return one version of an item; None for the rating alone (an empty key), or where nobody knows it any more."""
    found = Instrument.objects.filter(key=key, version=version).first() if key else None
    return found.item if found else None


def help_offered() -> Sequence[Help]:
    """Return where somebody can turn to, by name. One query."""
    return [each.help for each in HelpResource.objects.all()]
