"""The titles under which propositions are known to everybody."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet

from groundswell.kit.prepared import Given, prepared
from groundswell.propositions.models import Proposition, Version


def title_of(propositions: Iterable[Proposition]) -> dict[UUID, str]:
    """Return the published title of each of these propositions, of the newest version. One query, or none."""
    return titles_of([each.id for each in propositions])


def titles_of(propositions: Sequence[UUID]) -> dict[UUID, str]:
    """Return the published title of each proposition with one of these ids. One query, or none."""
    if not propositions:
        return {}
    return dict(_titles(propositions=propositions))


@prepared
def _titles(given: Given) -> QuerySet[Version, tuple[UUID, str]]:
    versions = Version.objects.filter(proposition__among=given.propositions).order_by("number")
    return versions.values_list("proposition_id", "content__title")
