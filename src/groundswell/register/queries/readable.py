"""Concerns for a machine that reads for somebody: what stands on their pages, but for what waits at the desk."""

from dataclasses import dataclass
from uuid import UUID

from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register import policy
from groundswell.register.models import Concern
from groundswell.register.queries import lists
from groundswell.register.queries.concern import concern_for
from groundswell.register.queries.lists import ConcernLine
from groundswell.register.queries.support import bands_of
from groundswell.register.rules.audience import AT_THE_DESK

_EVERYBODY = (Audience.ORGANISATION, Audience.PUBLIC)


@dataclass(frozen=True)
class Concerns:
    """One page of them, and how many there are in all."""

    lines: tuple[ConcernLine, ...]
    total: int
    pages: int


def concerns_off_the_desk(person: Person, page: int) -> Concerns:
    """Return a page of the concerns that somebody reads, what moved last first; none that only the desk reads."""
    reading = policy.reading_of(person)
    rows = lists.concerns_for(reading).exclude(audience__in=AT_THE_DESK)
    numbered, lines = lists.page_of_concerns(rows, reading, page)
    shown = tuple(lines) if page == numbered.number else ()
    return Concerns(shown, numbered.paginator.count, numbered.paginator.num_pages)


def concern_off_the_desk(person: Person, concern: UUID) -> ConcernLine | None:
    """Return a concern that somebody reads, or the one that stands for it; None for any other, there or not."""
    reading = policy.reading_of(person)
    found = concern_for(reading, concern)
    if found is not None and found.root is not None and policy.may_read(reading, found.root):
        found = concern_for(reading, found.root.id)
    if found is None or found.audience in AT_THE_DESK:
        return None
    return _line(found, reading)


def _line(found: Concern, reading: policy.Reading) -> ConcernLine:
    return ConcernLine(found, lists.themes_of([found.id]).get(found.id, ()), bands_of([found.id], reading)[found.id])


def is_read_by_everybody(concern: UUID) -> bool:
    """Tell whether everybody in the organisation reads a concern today. One query."""
    return Concern.objects.filter(id=concern, audience__in=_EVERYBODY).exists()
