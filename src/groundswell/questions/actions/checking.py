"""What every act on questions asks first."""

from uuid import UUID

from django.utils.translation import gettext as _

from groundswell.kit import audit
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.questions import policy
from groundswell.questions.models import HandOff, Item

LONGEST_OUTCOME = 500


def locked(item: Item) -> Item:
    """Return an item as it is now, locked until the end of the transaction. Raises Refused when it is gone."""
    now = Item.objects.select_for_update().get(id=item.id)
    if now.gone_at is not None:
        raise Refused(_("This was removed where it was asked."))
    return now


def locked_hand_off(hand_off: HandOff) -> HandOff:
    """Return a hand-off as it is now, locked until the end of the transaction. Raises Refused where it was undone."""
    now = HandOff.objects.select_for_update().get(id=hand_off.id)
    if now.undone_on is not None:
        raise Refused(_("This hand-off was taken back."))
    return now


def require_help(by: Person) -> None:
    """Refuse whoever is not of today; views answered before, so this guards against mistakes."""
    if not policy.may_help(by):
        raise PermissionError


def require_decision(by: Person, item: Item) -> None:
    """Refuse whoever may not decide about an item."""
    if not policy.may_decide(by, item):
        raise PermissionError


def record(by: Person, verb: str, thing: UUID | int, **changes: object) -> None:
    """Add the audit line. Changes hold ids, states and numbers, never words."""
    audit.record(actor=by.id, verb=verb, context="questions", object_id=str(thing), **changes)
