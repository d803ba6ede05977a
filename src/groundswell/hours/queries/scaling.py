"""How long requests wait for an advocate: what is known for it, and what follows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from django.db.models import Sum

from groundswell.engines.queueing import Arrangement, Saturation, Stream, arrangements, cells_per_advocate, saturation
from groundswell.hours.models import Entry
from groundswell.hours.queries.sprints import hours_in
from groundswell.hours.rules import axes
from groundswell.hours.rules.amounts import HOUR
from groundswell.hours.rules.axes import Kind
from groundswell.hours.rules.scaling import ENOUGH, MOST, SPRINTS, SUPPORT, Queue, Requests
from groundswell.people import queries as people
from groundswell.people.models import Cell, Person

STREAMS = (axes.Stream.INTERNAL, axes.Stream.EXTERNAL)


@dataclass(frozen=True)
class Scaling:
    """What follows from a queue."""

    saturation: Saturation
    ways: tuple[Arrangement, ...]
    cells: int | None  # that one advocate suffices for; None: nobody asks for anything

    @property
    def now(self) -> Arrangement:
        """One advocate for all."""
        return self.ways[0]


def logged_requests(person: Person, stream: axes.Stream) -> Requests | None:
    """Return what somebody's own log says of requests: tickets and threads of a name; None where it is too little.

    Only whose log it is may be shown this. The running sprint is left out: it is not over.
    """
    calendar = people.calendar()
    last = first = calendar.before(people.sprint_now())
    for _each in range(SPRINTS - 1):
        first = calendar.before(first)
    rows = Entry.objects.filter(person=person, stream=stream, kind=Kind.OTHER, day__gte=first.first, day__lte=last.last)
    named = rows.exclude(reference="").values_list("reference").annotate(minutes=Sum("minutes")).order_by()
    hours = [minutes / HOUR for _reference, minutes in named]
    if len(hours) < ENOUGH:
        return None
    mean = fmean(hours)
    return Requests(len(hours) / SPRINTS, mean, pstdev(hours) / mean)


def hours_of_role(person: Person) -> float | None:
    """Return the hours that are granted to somebody in this sprint; None where none are."""
    granted = next((each.granted for each in hours_in(people.sprint_now()).members if each.person == person.id), 0)
    return granted / HOUR or None


def cells_now() -> int:
    """Return how many cells there are."""
    return Cell.objects.filter(ended_on=None).count()


def scaling_of(queue: Queue) -> Scaling:
    """Return the waits, the point from which the line only grows, and three ways of sharing advocates."""
    weeks = people.sprint_now().days / 7
    a_week = queue.hours / weeks
    of_all = _streams(queue.requests, 1 / weeks)
    of_a_cell = _streams(queue.requests, 1 / weeks / queue.cells)
    asked = sum(stream.load for stream in of_a_cell)
    room = saturation(of_all, a_week * SUPPORT)
    needed = math.ceil(1 / room.factor - 1e-9) if room.factor else 1
    several = queue.several or max(2, min(needed, MOST))
    return Scaling(
        room,
        tuple(arrangements(of_a_cell, queue.cells, a_week, several=several)),
        cells_per_advocate(a_week, asked),
    )


def _streams(requests: Sequence[Requests], factor: float) -> list[Stream]:
    return [Stream(each.a_sprint * factor, each.hours, each.variation) for each in requests]
