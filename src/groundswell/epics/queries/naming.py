"""The solver knows ids alone; people read names. What it says is named when it is shown, in its places."""

import re
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from groundswell.epics.models import Epic, Ticket
from groundswell.people.models import Cell, Person

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# Which pin of the instance it is: the sentence names who and what anyway.
_PLACE = re.compile(r"^pins\[\d+\]: | \(pins\[\d+\]\)")


def named(texts: Sequence[str]) -> list[str]:
    """Return these sentences with names for ids. Four queries at most, however many sentences."""
    names = names_in(texts)
    return [_ID.sub(lambda found: names.get(found.group(), found.group()), _PLACE.sub("", each)) for each in texts]


def names_in(texts: Iterable[str]) -> Mapping[str, str]:
    """Return the name of everything whose id stands in these sentences; titles between quotation marks."""
    ids = {UUID(each) for text in texts for each in _ID.findall(text)}
    if not ids:
        return {}
    found = {str(each.id): each.name for each in Person.objects.filter(id__in=ids)}
    found |= {str(each.id): each.name for each in Cell.objects.filter(id__in=ids)}
    found |= {str(each.id): f"“{each.name}”" for each in Epic.objects.filter(id__in=ids)}
    return found | {str(each.id): f"“{each.title}”" for each in Ticket.objects.filter(id__in=ids)}
