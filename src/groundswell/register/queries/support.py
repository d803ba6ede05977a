"""How many say "me too", as of yesterday: a number of today would tell who was just here."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.people.models import Person
from groundswell.register.groups import roots_of
from groundswell.register.models import MeToo
from groundswell.register.policy import Reading
from groundswell.register.rules import bands
from groundswell.register.rules.bands import Band
from groundswell.register.tags import tag_of


def bands_of(concerns: Iterable[UUID], reading: Reading) -> dict[UUID, Band]:
    """Return how many say "me too" to each concern, which stands for itself, and to what it stands for. Two queries."""
    roots = roots_of(concerns)
    counted: dict[UUID, int] = dict.fromkeys(roots.values(), 0)
    for concern, count in _counted(concerns=roots, today=clock.today()):
        counted[roots[concern]] += count
    return {root: bands.band(count, floor=floor_for(reading)) for root, count in counted.items()}


def has_said_me_too(person: Person, group: Iterable[UUID]) -> bool:
    """Tell somebody whether they say "me too" to one of a group of concerns: only they, signed in, can ask."""
    tags = [tag_of(each, person.id) for each in group]
    return MeToo.objects.filter(tag__in=tags, until=None).exists()


def floor_for(reading: Reading) -> int:
    """Return below which number a count is "a few": higher where the whole world reads it."""
    return bands.FLOOR if reading.person else bands.PUBLIC_FLOOR


@prepared
def _counted(given: Given) -> QuerySet[MeToo, tuple[UUID, int]]:
    still = Q(until=None) | Q(until__gte=given.today)
    counting = MeToo.objects.filter(still, concern__among=given.concerns, day__lt=given.today, is_repeat=False)
    return counting.values_list("concern").annotate(Count("tag")).order_by()
