"""What propositions need from above: where what may leave can be sent."""

from typing import Protocol
from uuid import UUID

from groundswell.kit.ports import Port


class WayOut(Protocol):
    """Something that can take the words of a proposition outside."""

    def way_out(self, proposition: UUID) -> tuple[str, str]:
        """Return the words of a link, and where it leads. No query."""
        ...


ways_out: Port[WayOut] = Port()
