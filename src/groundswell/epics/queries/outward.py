"""What of a ticket may go to a tracker outside: its title, its size, and the epic that it belongs to."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from groundswell.epics import policy
from groundswell.epics.models import Ticket
from groundswell.epics.rules.hours import in_hours
from groundswell.people.models import Person


@dataclass(frozen=True)
class Outward:
    """What would leave; or, where nothing may, why, in a sentence."""

    ticket: Ticket
    title: str
    text: str
    kept_inside: str = ""


def to_send(person: Person, ticket: UUID) -> Ticket | None:
    """Return a ticket that this person may make outside, or None: whoever plans."""
    if not policy.may_plan(person):
        return None
    return Ticket.objects.select_related("epic").filter(id=ticket).first()


def for_a_tracker(ticket: Ticket, address: str) -> Outward:
    """Return a ticket as a tracker takes it; `address` leads back here. No name of a person is in it."""
    if ticket.done_on is not None:
        return Outward(ticket, "", "", _("This ticket is done, so there is nothing to do in a tracker."))
    lines = [_("Size: %(hours)s h") % {"hours": in_hours(ticket.remaining)}]
    if ticket.epic is not None:
        lines.append(_("Epic: %(name)s") % {"name": ticket.epic.name})
    return Outward(ticket, ticket.title, "\n".join([*lines, "", address]))
