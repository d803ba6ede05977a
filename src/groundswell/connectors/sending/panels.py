"""Our links on the pages of others."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.web.access import Access, Visitor
from groundswell.web.ports import Line, Panel


class Propositions:
    """Where a proposition can be sent."""

    def way_out(self, proposition: UUID) -> tuple[str, str]:
        """Return the link. No query."""
        return _("Send it outside"), reverse("sending:of_proposition", args=[proposition])


class Tickets:
    """Where a ticket can be made."""

    def way_out(self, ticket: UUID) -> tuple[str, str]:
        """Return the link. No query."""
        return _("Make it in a tracker"), reverse("sending:of_ticket", args=[ticket])


class HandOffs:
    """Where a question that was handed on is made a ticket."""

    def way_out(self, hand_off: UUID) -> tuple[str, str]:
        """Return the link. No query."""
        return _("Make it in a tracker"), reverse("sending:of_hand_off", args=[hand_off])


class PlacesOutside:
    """Where an administrator names what things can be sent to."""

    order = 70

    def panel_for(self, visitor: Visitor) -> Panel | None:
        """Return the way there. No query but the one of the visitor's roles."""
        if not visitor.may_open(Access.ADMINISTRATOR):
            return None
        lines = (
            Line(
                _("Places outside"),
                url=reverse("sending:places"),
                about=_("Forums, trackers and channels that things can be sent to. Nothing leaves by itself."),
            ),
        )
        webhooks = Line(
            _("Webhooks"),
            url=reverse("announcing:webhooks"),
            about=_("Addresses that are told what everybody here may know: no words, no names."),
        )
        chats = Line(
            _("Chats as a door"), url=reverse("chat:doors"), about=_("Where people can speak to the advocates.")
        )
        return Panel(_("Other doors"), lines=(*lines, webhooks, chats))
