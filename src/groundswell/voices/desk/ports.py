"""What the desk shows of other contexts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from groundswell.kit.ports import Port
from groundswell.people.models import Person
from groundswell.web.ports import Panel


class DeskPanel(Protocol):
    """A context's part of the desk.

    A locked desk shows counts of concerns only: it asks the panel alone that says `stays_when_locked`.
    """

    order: int

    def panel_for(self, reader: Person, *, is_open: bool) -> Panel | None:
        """Return the panel, or None where there is nothing for this reader. A few queries, however much there is."""
        ...


@dataclass(frozen=True)
class Offer:
    """Something that can be done with a voice: words on a button, the page it leads to, and a key of the keyboard."""

    words: str
    url: str
    key: str = ""


class VoiceActions(Protocol):
    """What a context offers to do with a voice."""

    def offers_for(self, voice: UUID) -> Sequence[Offer]:
        """Return what can be done with this voice. At most two queries."""
        ...


desk_panels: Port[DeskPanel] = Port()
voice_actions: Port[VoiceActions] = Port()
