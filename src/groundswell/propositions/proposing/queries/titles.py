"""The titles under which propositions are known to everybody."""

from collections.abc import Iterable
from uuid import UUID

from groundswell.propositions.models import Proposition, Version


def title_of(propositions: Iterable[Proposition]) -> dict[UUID, str]:
    """Return the published title of each of these propositions, of the newest version. One query, or none."""
    ids = [each.id for each in propositions]
    if not ids:
        return {}
    rows = (
        Version.objects.filter(proposition__in=ids).order_by("number").values_list("proposition_id", "content__title")
    )
    return dict(rows)
