"""What epics need from others that they do not know: the hours there are, and where a ticket can be made outside."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from groundswell.epics.rules.problem import Pot, Stream
from groundswell.kit.ports import Port
from groundswell.people.models import Person
from groundswell.people.rules import Sprint


@dataclass(frozen=True)
class Hours:
    """Half hours of one sprint: what each person has for tickets, and what of it is for which streams.

    A stream without an entry has no limit here, and whoever has no pots spends what they have on anything.
    """

    people: Mapping[UUID, int]
    budgets: Mapping[Stream, int] = field(default_factory=dict)
    pots: Mapping[UUID, tuple[Pot, ...]] = field(default_factory=dict)

    def of(self, person: UUID, stream: Stream) -> int:
        """Return what somebody has for a stream."""
        most = [pot.halves for pot in self.pots.get(person, ()) if stream in pot.streams]
        return min(self.people.get(person, 0), *most) if most else self.people.get(person, 0)


class HoursSource(Protocol):
    """A context that knows what hours there are, after leave, roles and other duties."""

    def hours_of(self, sprint: Sprint, people: Collection[Person]) -> Hours:
        """Return the half hours of these people in this sprint. A constant number of queries."""
        ...


class WayOut(Protocol):
    """Something that can make a ticket in a tracker."""

    def way_out(self, ticket: UUID) -> tuple[str, str]:
        """Return the words of a link, and where it leads. No query."""
        ...


hours_sources: Port[HoursSource] = Port()
ways_out: Port[WayOut] = Port()
