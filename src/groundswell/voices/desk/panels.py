"""What other contexts show at the desk."""

from uuid import UUID

from groundswell.people.models import Person
from groundswell.voices import ports as voice_ports
from groundswell.voices.desk import ports
from groundswell.voices.desk.ports import Offer
from groundswell.voices.ports import Outcome
from groundswell.web.ports import Panel


def panels_for(reader: Person, *, is_open: bool) -> list[Panel]:
    """Return the panels of this reader's desk, in order."""
    asked = (
        panel.panel_for(reader, is_open=is_open) for panel in sorted(ports.desk_panels, key=lambda each: each.order)
    )
    return [panel for panel in asked if panel is not None]


def offers_for(voice: UUID) -> list[Offer]:
    """Return what the contexts offer to do with a voice."""
    return [offer for actions in ports.voice_actions for offer in actions.offers_for(voice)]


def outcomes_of(voice: UUID) -> list[Outcome]:
    """Return what became of a voice, in every context that says so."""
    return [outcome for source in voice_ports.outcome_sources for outcome in source.outcomes_of([voice]).get(voice, ())]
