"""What the rounds behind a proposition brought up: it has to be answered there."""

from collections.abc import Collection
from uuid import UUID

from groundswell.propositions.models import Idea
from groundswell.propositions.rounds.rules.phases import Phase


def ideas_behind(propositions: Collection[UUID]) -> dict[UUID, list[Idea]]:
    """Return the ideas of the rounds that these propositions came of, as the pages of these rounds show them.

    One query. Until the reveal there is no such row: what is in a sheet, or whether anything is, is not looked at.
    """
    rows = Idea.objects.filter(round__proposition__in=propositions).exclude(round__phase=Phase.PREPARE)
    found: dict[UUID, list[Idea]] = {}
    for each in rows.select_related("round").order_by("-round__number", "is_late", "id"):
        if each.round.proposition is not None:
            found.setdefault(each.round.proposition, []).append(each)
    return found
