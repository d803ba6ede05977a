"""What was decided, for whoever carries it out: everybody reads it, as a decision stands on a published proposition."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from groundswell.propositions.models import Decision
from groundswell.propositions.proposing.rules.decisions import Outcome

_MOST = 50


@dataclass(frozen=True)
class Decided:
    """A part that was decided with yes."""

    id: UUID
    title: str
    decided_on: date
    review_on: date
    url: str


def decided_in(decisions: Collection[UUID]) -> dict[UUID, Decided]:
    """Return those of these decisions that said yes. One query."""
    rows = Decision.objects.filter(id__in=decisions, outcome=Outcome.YES).select_related("part")
    return {each.id: _told(each) for each in rows}


def decided_lately() -> list[Decided]:
    """Return what was decided with yes, the newest first. One query."""
    rows = Decision.objects.filter(outcome=Outcome.YES).select_related("part").order_by("-decided_on", "id")
    return [_told(each) for each in rows[:_MOST]]


def _told(decision: Decision) -> Decided:
    url = reverse("propositions:proposition", args=[decision.part.proposition_id])
    return Decided(decision.id, decision.part.title, decision.decided_on, decision.review_on, url)
