"""What every act on epics asks first."""

from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from groundswell.epics import policy, sentences
from groundswell.epics.models import Epic, Ticket
from groundswell.epics.rules import hours as rules
from groundswell.kit import audit
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.voices.actions.wording import LONGEST_LINE, paragraphs

MOST_SKILLS = 30


class Stale(Refused):
    """Somebody changed it meanwhile. What was typed is kept, and stands beside what is there now."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this since you opened it. Compare with what is there now, and save again.")
        )


def require_planning(by: Person) -> None:
    """Refuse whoever does not plan; views answered 404 before, so this guards against mistakes."""
    if not policy.may_plan(by):
        raise PermissionError


def locked(epic: Epic, revision: int | None = None) -> Epic:
    """Return an epic as it is now, locked until the end of the transaction. Raises Stale, or Refused when it ended."""
    now = Epic.objects.select_for_update().get(id=epic.id)
    if now.ended_on is not None:
        raise Refused(_("This epic has ended. What it was stays as it is."))
    if revision is not None and now.revision != revision:
        raise Stale
    return now


def locked_ticket(ticket: Ticket, revision: int | None = None) -> Ticket:
    """Return a ticket as it is now, locked until the end of the transaction. Raises Stale."""
    now = Ticket.objects.select_for_update().get(id=ticket.id)
    if revision is not None and now.revision != revision:
        raise Stale
    return now


def halves(hours: Decimal | None, field: str, *, least: Decimal = Decimal(0)) -> int:
    """Return hours as half hours. Raises Refused."""
    fault = rules.hours_fault(hours, least=least)
    if fault is not None or hours is None:
        raise Refused(sentences.HOURS_FAULT[fault or rules.HoursFault.NONE], field)
    return rules.halves_of(hours)


def skills_of(text: str, field: str = "skills") -> list[str]:
    """Return words, one a line or between commas, in lower case and each once. Raises Refused."""
    found = [" ".join(each.split()).casefold() for each in paragraphs(text, field).replace(",", "\n").split("\n")]
    named = list(dict.fromkeys(filter(None, found)))
    if len(named) > MOST_SKILLS or any(len(each) > LONGEST_LINE for each in named):
        raise Refused(_("Name %(most)d skills at most, each in a few words.") % {"most": MOST_SKILLS}, field)
    return named


def record(by: Person, verb: str, thing: UUID | str, **changes: object) -> None:
    """Add the audit line. Changes hold ids, states and numbers, never words."""
    audit.record(actor=by.id, verb=verb, context="epics", object_id=thing, **changes)
