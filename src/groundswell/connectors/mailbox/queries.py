"""Who a mail is from, and whether a link went out for it."""

from collections.abc import Collection

from groundswell.connectors.mailbox import rules
from groundswell.connectors.mailbox.models import AskedMail
from groundswell.kit import clock
from groundswell.kit.addresses import as_stored
from groundswell.people import queries as people
from groundswell.people.models import Person


def person_at(address: str) -> Person | None:
    """Return who signs in with this address and is here today, or None: then nobody is told anything."""
    return people.active_people().filter(email=as_stored(address)).first() if address else None


def asked(mark: str) -> AskedMail | None:
    """Return what is noted of a mail for which a link went out."""
    return AskedMail.objects.filter(mark=mark).first()


def still_waiting(marks: Collection[str]) -> set[str]:
    """Return those of these marks whose click has not come and whose time is not over."""
    rows = AskedMail.objects.filter(is_confirmed=False, asked_on__gt=clock.today() - rules.WAITS)
    return set(rows.filter(mark__in=list(marks)).values_list("mark", flat=True))
