"""How many cells one advocate can serve, and what one, several, or one for each cell would make people wait."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundswell.engines.queueing.waits import BadQueue, Stream, Wait, utilisation, waits

BUSY = 0.8  # ρ*: above it, waits grow faster than anybody plans for
SUPPORT = 0.5  # of the advocate's hours; the other half is development


@dataclass(frozen=True, slots=True)
class Saturation:
    """How far the requests of today may grow: until ρ* (`factor`) and until the queue only grows (`end`)."""

    utilisation: float
    factor: float | None  # None: there are no requests
    end: float | None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One way of sharing advocates: how many, their hours, how busy they are, and how long each stream waits."""

    name: str
    advocates: int
    hours_a_week: float  # of all of them: what it costs
    utilisation: float
    waits: tuple[Wait, ...]


def saturation(streams: Sequence[Stream], hours_a_week: float, *, busy: float = BUSY) -> Saturation:
    """Return how often over the requests of today fit."""
    load = utilisation(streams, hours_a_week)
    return Saturation(load, busy / load, 1 / load) if load else Saturation(load, None, None)


def cells_per_advocate(hours_a_week: float, hours_of_a_cell: float, *, busy: float = BUSY) -> int | None:
    """Return floor(ρ* · H/2 / d): for how many cells, that ask for d hours a week each, H hours a week suffice."""
    if not math.isfinite(hours_a_week + hours_of_a_cell) or min(hours_a_week, hours_of_a_cell) < 0:
        raise BadQueue(f"{hours_a_week} hours for cells of {hours_of_a_cell} hours: both must be numbers from 0 up.")
    if not hours_of_a_cell:
        return None
    return math.floor(busy * SUPPORT * hours_a_week / hours_of_a_cell + 1e-9)


def arrangements(
    streams_of_a_cell: Sequence[Stream], cells: int, hours_a_week: float, *, several: int | None = None
) -> list[Arrangement]:
    """Return one shared advocate, several who share a queue, and one for each cell, each with the same hours.

    `several`: how many; else as many as stay below ρ*, and at least two.
    """
    if cells < 1:
        raise BadQueue(f"There are {cells} cells; a queue needs one.")
    all_cells = [replace(stream, a_week=stream.a_week * cells) for stream in streams_of_a_cell]
    support = SUPPORT * hours_a_week
    needed = math.ceil(utilisation(all_cells, support) / BUSY - 1e-9)
    shared = several or max(2, needed)
    return [
        _arrangement("one shared", all_cells, hours_a_week, 1, 1),
        _arrangement("several shared", all_cells, hours_a_week, shared, 1),
        _arrangement("one for each cell", streams_of_a_cell, hours_a_week, 1, cells),
    ]


def _arrangement(name: str, streams: Sequence[Stream], hours_a_week: float, people: int, queues: int) -> Arrangement:
    support = SUPPORT * hours_a_week
    advocates = people * queues
    busy = utilisation(streams, support, people)
    return Arrangement(name, advocates, advocates * hours_a_week, busy, tuple(waits(streams, support, people)))
