"""Epics as people see them: where they move, where they are held and for how long, and what they are for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Sum

from groundswell.epics.models import Epic, Helping, Hold, Link, Offer, Ticket, Update
from groundswell.epics.rules import hill, holds
from groundswell.epics.rules.holds import Reason, Spell
from groundswell.epics.rules.offers import OfferState
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Cell, Person
from groundswell.people.rules import Calendar
from groundswell.propositions.proposing.queries.decided import Decided, decided_in
from groundswell.register.queries import bearing
from groundswell.register.queries.bearing import Told


@dataclass(frozen=True)
class PlaceLine:
    """How an epic stands in one cell, or (without one) outside of cells, at its owner."""

    cell: Cell | None
    hold: Hold | None
    days_now: int
    days_in_all: int

    @property
    def is_held(self) -> bool:
        """Whether it is on hold here."""
        return self.hold is not None


@dataclass(frozen=True)
class EpicLine:
    """One epic in a list."""

    epic: Epic
    places: Sequence[PlaceLine]
    update: Update | None
    is_silent: bool
    days_held: int
    to_do: int

    @property
    def moves_in(self) -> Sequence[PlaceLine]:
        """Where it moves."""
        return [place for place in self.places if not place.is_held]

    @property
    def held_in(self) -> Sequence[PlaceLine]:
        """Where it is on hold."""
        return [place for place in self.places if place.is_held]


@dataclass(frozen=True)
class HoursLine:
    """Half hours of an epic that were accepted: by somebody outside of cells, or in one cell."""

    cell: Cell | None
    halves: int


@dataclass(frozen=True)
class EpicPage:
    """An epic, with everything that stands on its page."""

    line: EpicLine
    spells: Sequence[Hold]
    updates: Sequence[Update]
    tickets: Sequence[Ticket]
    hours: Sequence[HoursLine]
    concerns: Sequence[Told]
    decision: Decided | None
    reasons: Mapping[Reason, int]


@dataclass(frozen=True)
class ReasonLine:
    """Days on hold for one reason, each epic and place counted for itself."""

    reason: Reason
    days: int
    now: int


def epic_for(epic: UUID) -> Epic | None:
    """Return an epic: everybody in the organisation reads them."""
    return Epic.objects.select_related("owner").filter(id=epic).first()


def open_epics() -> list[Epic]:
    """Return the epics that have not ended. One query."""
    return list(Epic.objects.filter(ended_on=None).select_related("owner"))


def lines_of(epics: Collection[Epic]) -> list[EpicLine]:
    """Return these epics as a list shows them. Eight queries, however many."""
    with_all = Epic.objects.filter(id__in=[each.id for each in epics]).select_related("owner")
    rows = with_all.prefetch_related(
        Prefetch("helping", Helping.objects.filter(until_on=None).select_related("cell")),
        Prefetch("holds", Hold.objects.select_related("cell")),
        Prefetch("updates", Update.objects.order_by("sprint").select_related("by")),
    )
    open_tickets = Ticket.objects.filter(epic__in=epics, done_on=None).order_by()
    to_do: dict[UUID, int] = dict(open_tickets.values_list("epic").annotate(Sum("remaining")))
    owners = {each.owner_id for each in epics if each.owner_id}
    sprints, cells = people.calendar(), people.cells_of_people(among=owners)
    return [
        _line(each, to_do.get(each.id, 0), sprints, cells.get(each.owner_id) if each.owner_id else None)
        for each in rows
    ]


def page_of(person: Person, epic: Epic) -> EpicPage:
    """Return the page of an epic as somebody reads it: of its concerns those that they may read."""
    (line,) = lines_of([epic])
    spells = list(line.epic.holds.all())
    concerns = concerns_of(person, epic)
    decision = decided_in([epic.decision]).get(epic.decision) if epic.decision else None
    tickets = Ticket.objects.filter(epic=epic).select_related("holder", "cell")
    return EpicPage(
        line=line,
        spells=spells[::-1],
        updates=list(line.epic.updates.all())[::-1],
        tickets=sorted(tickets, key=lambda each: each.done_on is not None),
        hours=_hours(epic),
        concerns=concerns,
        decision=decision,
        reasons=holds.days_by_reason([each.spell for each in spells], date.min, clock.today()),
    )


def concerns_of(person: Person, epic: Epic) -> list[Told]:
    """Return the concerns that an epic is to relieve, those alone that somebody may read."""
    linked = Link.objects.filter(epic=epic).values_list("concern", flat=True)
    may = bearing.readable_concerns(person, list(linked))
    roots = bearing.standing_for(may)
    told = bearing.told_to(person, {each.id: each for each in roots.values()}.values())
    return sorted((each for each in told.values() if not each.is_kept), key=lambda each: each.heading)


def links_to(epic: Epic, concern: str) -> list[UUID]:
    """Return the links of an epic for which this concern stands."""
    linked = Link.objects.filter(epic=epic).values_list("concern", flat=True)
    return [each for each, root in bearing.standing_for(list(linked)).items() if str(root.id) == concern]


def held_by_reason(first: date) -> list[ReasonLine]:
    """Return for how many days epics were on hold since a day, by reason; client work is one line. One query."""
    rows = Hold.objects.exclude(until_on__lt=first)
    spells = [each.spell for each in rows]
    days = holds.days_by_reason(spells, first, clock.today())
    return [
        ReasonLine(reason, days[reason], sum(each.end is None and each.reason is reason for each in spells))
        for reason in Reason
    ]


def still_to_ask() -> list[Epic]:
    """Return the epics that have ended and whose concerns were not asked about yet. One query."""
    return list(Epic.objects.filter(ended_on__isnull=False, links__asked_on=None, links__isnull=False).distinct())


def _line(epic: Epic, to_do: int, sprints: Calendar, owners_cell: Cell | None) -> EpicLine:
    today = clock.today()
    spells: list[Spell[object]] = [each.spell for each in epic.holds.all()]
    told = {each.sprint: each for each in epic.updates.all()}
    now, begun = sprints.sprint_of(today).number, sprints.sprint_of(epic.begun_on).number
    return EpicLine(
        epic=epic,
        places=list(_places(epic, spells, today, owners_cell)),
        update=told[max(told)] if told else None,
        is_silent=epic.ended_on is None and hill.is_silent(told, sprint=now, begun=begun),
        days_held=holds.days_anywhere(spells, today),
        to_do=to_do,
    )


def _places(
    epic: Epic, spells: Collection[Spell[object]], today: date, owners_cell: Cell | None
) -> Iterable[PlaceLine]:
    """Yield the cells that help, and before them its owner, where they are in none of those."""
    cells: list[Cell | None] = [each.cell for each in epic.helping.all()]
    places = cells if cells and (epic.owner_id is None or owners_cell in cells) else [None, *cells]
    standing = {each.cell_id: each for each in epic.holds.all() if each.until_on is None}
    for cell in places:
        key = cell.id if cell else None
        yield PlaceLine(
            cell,
            standing.get(key) or standing.get(None),
            holds.days_now(spells, key, today),
            holds.days_in_all(spells, key, today),
        )


def _hours(epic: Epic) -> list[HoursLine]:
    """Return accepted half hours: outside of cells, and in each cell as it was when they were accepted or is now."""
    rows = Offer.objects.filter(ticket__epic=epic, state=OfferState.ACCEPTED, is_review=False)
    taken = list(rows.values_list("taken_by", "halves"))
    cells, found = people.cells_of_people(among={by for by, _ in taken}), dict[Cell | None, int]()
    for taken_by, halves in taken:
        cell = cells.get(taken_by)
        found[cell] = found.get(cell, 0) + halves
    return [HoursLine(*each) for each in sorted(found.items(), key=lambda each: each[0].name if each[0] else "")]
