"""Propositions and decisions for a machine that reads for somebody: what was published, and nothing of a draft."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from groundswell.people.models import Person
from groundswell.propositions.models import Decision, Version
from groundswell.propositions.proposing.exports.leaving import as_data, leaving
from groundswell.propositions.proposing.queries.pages import PropositionLine, lines_for, proposition_for
from groundswell.propositions.proposing.queries.versions import content_of


def published_lines(person: Person) -> list[PropositionLine]:
    """Return the published propositions, the newest first. As many queries for one as for fifty."""
    return [line for line in lines_for(person) if line.step != "draft"]


def published_data(person: Person, proposition: UUID) -> dict[str, Any] | None:
    """Return what can be taken along of a published proposition, with its method and hash; None for any other."""
    found = proposition_for(person, proposition)
    told = leaving(person, found) if found is not None else None
    return as_data(told) if told is not None else None


def published_decisions() -> list[Decision]:
    """Return every decision on a part that was published, the newest first. Two queries."""
    versions = Version.objects.order_by("proposition_id", "number")
    shown = {part.id for version in _newest(versions) for part in content_of(version).parts}
    rows = Decision.objects.select_related("part", "decider").order_by("-decided_on", "id")
    return [each for each in rows if each.part_id in shown]


def _newest(versions: Iterable[Version]) -> list[Version]:
    return list({each.proposition_id: each for each in versions}.values())
