"""Events that a source names live go to teaching, as those of a file do."""

from collections.abc import Sequence

from groundswell.connectors.events import Event
from groundswell.teaching.actions import ArrivingEvent, bring_events


class KeepsEvents:
    """Keeps events with their calls; one that was cancelled is not brought in."""

    def take(self, *, source: str, events: Sequence[Event]) -> int:
        """Keep them, each once; return how many are new."""
        arriving = [_arriving(each) for each in events if not each.is_cancelled]
        return bring_events(by=None, source=source, arriving=arriving).new


def _arriving(event: Event) -> ArrivingEvent:
    return ArrivingEvent(
        key=event.key[:300],
        name=event.name[:200],
        starts_on=event.starts_on,
        ends_on=max(event.ends_on, event.starts_on),
        place=event.place[:200],
        is_online=event.is_online,
        address=event.address if len(event.address) <= 500 else "",  # noqa: PLR2004 - as the column holds
        call_address=event.call_address if len(event.call_address) <= 500 else "",  # noqa: PLR2004 - as above
        closes_at=event.closes_at,
        zone=event.zone[:64] if event.closes_at else "",
    )
