"""What sources need of others: who takes hours, and who takes events."""

from collections.abc import Sequence
from typing import Protocol

from groundswell.connectors.events import Event
from groundswell.hours.actions.arriving import Batch as Hours
from groundswell.kit.ports import Port


class HoursTaker(Protocol):
    """Keeps hours that a tracker knows."""

    def take(self, *, kind: str, hours: Hours) -> str:
        """Keep them, each once; return a sentence about what could not be kept, or ""."""
        ...


class EventTaker(Protocol):
    """Keeps events and calls for papers."""

    def take(self, *, source: str, events: Sequence[Event]) -> int:
        """Keep them, each once; return how many are new."""
        ...


hours_takers: Port[HoursTaker] = Port()
event_takers: Port[EventTaker] = Port()
