"""How far propositions have come: published, reviewed, decided."""

from collections.abc import Collection
from uuid import UUID

from groundswell.propositions.models import Review, Version
from groundswell.propositions.proposing.queries.pages import newest_decisions
from groundswell.propositions.proposing.rules.decisions import Outcome, Standing


def standings_of(propositions: Collection[UUID]) -> dict[UUID, Standing]:
    """Return how far each published one of these has come. Three queries, or none."""
    if not propositions:
        return {}
    versions = Version.objects.filter(proposition__in=propositions).order_by("number")
    rows = versions.values_list("proposition_id", "content__parts")
    parts = {key: [UUID(part["id"]) for part in some] for key, some in rows}
    closed = dict(Review.objects.filter(proposition__in=list(parts)).values_list("proposition_id", "closed_on"))
    decided = newest_decisions(part for some in parts.values() for part in some)
    done = {part for part, each in decided.items() if each.outcome != Outcome.LATER}
    return {
        key: Standing(
            is_published=True,
            is_sent=key in closed,
            is_reviewed=closed.get(key) is not None,
            is_decided=bool(some) and done.issuperset(some),
        )
        for key, some in parts.items()
    }
