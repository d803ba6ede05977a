"""What every act on pieces, events and duties asks first."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from groundswell.epics.actions.checking import Stale
from groundswell.kit import audit
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.teaching import policy
from groundswell.teaching.models import Event, Piece

MOST_HOURS = 2_000
_MOST_COST = Decimal(10) ** 9
_CENT = Decimal("0.01")


def require_writing(by: Person) -> None:
    """Refuse whoever does not write; views answered 404 before, so this guards against mistakes."""
    if not policy.may_write(by):
        raise PermissionError


def locked(piece: Piece, revision: int | None = None) -> Piece:
    """Return a piece as it is now, locked until the end of the transaction. Raises Stale."""
    now = Piece.objects.select_for_update().get(id=piece.id)
    if revision is not None and now.revision != revision:
        raise Stale
    return now


def locked_event(event: Event, revision: int | None = None) -> Event:
    """Return an event as it is now, locked until the end of the transaction. Raises Stale."""
    now = Event.objects.select_for_update().get(id=event.id)
    if revision is not None and now.revision != revision:
        raise Stale
    return now


def address(text: str, field: str, *, fits: int = 500) -> str:
    """Return an address on the web, or nothing. Raises Refused."""
    cleaned = text.strip()
    if not cleaned:
        return ""
    is_web = cleaned.lower().startswith(("https://", "http://")) and not any(each.isspace() for each in cleaned)
    if not is_web or len(cleaned) > fits or not cleaned.isprintable():
        raise Refused(_("Write an address that begins with https:// and has no blanks."), field)
    return cleaned


def minutes_of(hours: Decimal | None, field: str) -> int:
    """Return hours in whole minutes. Raises Refused."""
    if hours is None:
        return 0
    if not hours.is_finite() or not 0 <= hours <= MOST_HOURS:
        raise Refused(_("Write the hours in digits: 6, or 2.5. At most 2000 fit."), field)
    return round(hours * 60)


def cost_of(cost: Decimal | None, currency: str) -> tuple[Decimal | None, str]:
    """Return a cost with its currency, or neither: a number without one says nothing. Raises Refused."""
    if cost is None:
        return None, ""
    if not cost.is_finite() or not 0 <= cost < _MOST_COST:
        raise Refused(_("Write what it costs in digits: 120, or 99.50."), "cost")
    code = currency.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():  # noqa: PLR2004 - EUR, USD
        raise Refused(_("Say in which currency, in three letters: EUR, USD."), "currency")
    return cost.quantize(_CENT), code


def day_needed(day: date | None, field: str) -> date:
    """Return a day. Raises Refused where there is none."""
    if day is None:
        raise Refused(_("Choose a day."), field)
    return day


def record(by: Person | None, verb: str, thing: UUID | str, **changes: object) -> None:
    """Add the audit line. Changes hold ids, states and numbers, never words."""
    audit.record(actor=by.id if by else None, verb=verb, context="teaching", object_id=thing, **changes)
