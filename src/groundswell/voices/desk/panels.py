"""What other contexts show at the desk."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.voices import ports as voice_ports
from groundswell.voices.desk import ports, queries
from groundswell.voices.desk.ports import Offer
from groundswell.voices.desk.queries import Deputyship
from groundswell.voices.ports import Outcome
from groundswell.web.ports import Line, Panel


class Deputyships:
    """For whom this reader is a deputy, and who is theirs: an open desk leads to where it ends in one click."""

    order = 80

    def panel_for(self, reader: Person, *, is_open: bool) -> Panel | None:
        """Return the panel, or None. Three queries at most."""
        found = queries.deputyships_of(reader) if is_open else []
        where = f"{reverse('desk_hand_over')}#deputies"
        lines = tuple(Line(_title(each), act_words=_("End it"), act_url=where) for each in found)
        return Panel(_("Deputies"), lines=lines) if lines else None


def _title(ship: Deputyship) -> str:
    if ship.is_mine:
        return _("You are a deputy of %(name)s") % {"name": ship.hand_over.leaver.name}
    return _("%(name)s is your deputy") % {"name": ship.hand_over.successor.name}


def panels_for(reader: Person, *, is_open: bool) -> list[Panel]:
    """Return the panels of this reader's desk, in order; of a locked one those alone that say they stay."""
    shown = [each for each in ports.desk_panels if is_open or getattr(each, "stays_when_locked", False)]
    asked = (panel.panel_for(reader, is_open=is_open) for panel in sorted(shown, key=lambda each: each.order))
    return [panel for panel in asked if panel is not None]


def offers_for(voice: UUID) -> list[Offer]:
    """Return what the contexts offer to do with a voice."""
    return [offer for actions in ports.voice_actions for offer in actions.offers_for(voice)]


def outcomes_of(voice: UUID) -> list[Outcome]:
    """Return what became of a voice, in every context that says so."""
    return [outcome for source in voice_ports.outcome_sources for outcome in source.outcomes_of([voice]).get(voice, ())]
