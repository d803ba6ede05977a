"""What hours need from contexts that they do not know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from groundswell.hours.rules.signals import Taken
from groundswell.kit.ports import Port
from groundswell.people.models import Person
from groundswell.people.rules import Sprint


@dataclass(frozen=True)
class Waiting:
    """Work that waits for an advocate: what it is, its minutes, and where that number comes from."""

    words: str
    minutes: int
    source: str


class DemandSource(Protocol):
    """A context in which work waits for advocates."""

    def waiting_for(self, advocate: Person) -> Sequence[Waiting]:
        """Return what waits. A constant number of queries."""
        ...


@dataclass(frozen=True)
class OpenWork:
    """Work that somebody has and that is not done: its minutes, and to whom it is offered now."""

    words: str
    url: str
    minutes: int
    takers: tuple[str, ...] = ()


class WorkSource(Protocol):
    """A context in which people have work: who leaves a cell hands it over, or takes it along."""

    def open_work_of(self, person: Person) -> Sequence[OpenWork]:
        """Return what somebody has that is not done. A constant number of queries."""
        ...

    def taken_by(self, person: Person, sprints: Sequence[Sprint]) -> Sequence[Taken]:
        """Return of each sprint what somebody took for it, and what was not done at its end. As many queries."""
        ...

    def reviews_of(self, person: Person, until: date) -> int:
        """Return the minutes of reviews that somebody took and that were asked for before a day. As many queries."""
        ...


@dataclass(frozen=True)
class Measure:
    """How something stood on a day: a number with its unit, and how it was counted."""

    name: str
    value: float
    unit: str
    source: str


class MeasureSource(Protocol):
    """A context that can say how things stand: a pilot keeps it as its baseline, and evidence looks again later."""

    def measures(self, day: date) -> Sequence[Measure]:
        """Return how things stand on a day. Never a figure about fewer people than may be shown."""
        ...


demand_sources: Port[DemandSource] = Port()
work_sources: Port[WorkSource] = Port()
measure_sources: Port[MeasureSource] = Port()
