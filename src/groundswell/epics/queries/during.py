"""What became of epics between two days: told of, moved, on hold, ended."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Min, Q

from groundswell.epics.models import Epic
from groundswell.epics.rules import holds
from groundswell.epics.rules.holds import Spell

type Spells = Sequence[list[Spell[object]]]


@dataclass(frozen=True)
class During:
    """An epic between two days: places on the hill before and at the end (None: nobody told), and days on hold."""

    epic: UUID
    name: str
    before: int | None
    now: int | None
    was_told: bool
    days_held: int
    ended_on: date | None

    @property
    def has_moved(self) -> bool:
        """Whether it was told to be farther along than before, or it ended."""
        return self.ended_on is not None or (self.was_told and (self.now or 0) > (self.before or 0))


def epics_between(first: date, last: date) -> list[During]:
    """Return the epics that there were on these days (both included), by name. Three queries."""
    rows = Epic.objects.filter(Q(ended_on=None) | Q(ended_on__gte=first), begun_on__lte=last)
    return [_during(each, first, last) for each in rows.prefetch_related("holds", "updates")]


def first_begun() -> date | None:
    """Return the day on which the first epic began. One query."""
    first: date | None = Epic.objects.aggregate(first=Min("begun_on"))["first"]
    return first


def spells_of_all() -> Spells:
    """Return the spells of every epic, none behind its end. Two queries."""
    return [_spells(each) for each in Epic.objects.prefetch_related("holds")]


def days_held_in(spells: Spells, first: date, last: date) -> int:
    """Return the days on hold between two days over all these epics: each day of an epic once, wherever it is held."""
    return sum(holds.days_anywhere(_clipped(each, first, last), last) for each in spells)


def _during(epic: Epic, first: date, last: date) -> During:
    told = sorted(epic.updates.all(), key=lambda each: each.sprint)
    before = [each.position for each in told if each.day < first]
    within = [each.position for each in told if first <= each.day <= last]
    return During(
        epic=epic.id,
        name=epic.name,
        before=before[-1] if before else None,
        now=(before + within)[-1] if before or within else None,
        was_told=bool(within),
        days_held=holds.days_anywhere(_clipped(_spells(epic), first, last), last),
        ended_on=epic.ended_on if epic.ended_on is not None and first <= epic.ended_on <= last else None,
    )


def _spells(epic: Epic) -> list[Spell[object]]:
    spells: list[Spell[object]] = [each.spell for each in epic.holds.all()]
    return spells if epic.ended_on is None else _clipped(spells, epic.begun_on, epic.ended_on)


def _clipped(spells: list[Spell[object]], first: date, last: date) -> list[Spell[object]]:
    """Return these spells as far as they lie between the two days."""
    after = last + timedelta(days=1)
    found = [replace(each, first=max(each.first, first), end=min(each.end or after, after)) for each in spells]
    return [each for each in found if each.end is not None and each.end > each.first]
