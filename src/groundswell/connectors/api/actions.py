"""Keys are made and ended."""

import secrets
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.connectors.api import rules
from groundswell.connectors.api.models import Key
from groundswell.connectors.api.queries import mark_of
from groundswell.kit import audit, clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused


@dataclass(frozen=True)
class Made:
    """A key that was made just now. Its text is shown once, and is nowhere else."""

    key: Key
    text: str = field(repr=False)


@transaction.atomic
def make_key(*, by: Person, name: str, days: int) -> Made:
    """Make a key for oneself that lives so many days. Raises Refused."""
    Person.objects.select_for_update().get(id=by.id)
    today = clock.today()
    line = " ".join(name.split()) or _("A key of %(day)s") % {"day": today.isoformat()}
    if len(line) > rules.LONGEST_NAME:
        raise Refused(_("This name is too long: 100 characters fit."), "name")
    if Key.objects.filter(person=by, ended_on=None, expires_on__gt=today).count() >= rules.MOST_KEYS:
        raise Refused(_("You have twenty keys. End one that is not used any more."))
    text = f"{rules.PREFIX}{secrets.token_urlsafe(rules.SECRET_BYTES)}"
    key = Key.objects.create(
        person=by, name=line, mark=mark_of(text), made_on=today, expires_on=rules.expires(today, days)
    )
    audit.record(actor=by.id, verb="make_key", context="connectors", object_id=key.id, days=days)
    return Made(key, text)


@transaction.atomic
def end_key(*, by: Person, key: Key) -> None:
    """End a key of one's own, at once."""
    if key.person_id != by.id:
        raise PermissionError
    if Key.objects.filter(id=key.id, ended_on=None).update(ended_on=clock.today()):
        audit.record(actor=by.id, verb="end_key", context="connectors", object_id=key.id)


@transaction.atomic
def end_keys_of(*, person: Person) -> None:
    """End every key of somebody who leaves, inside the transaction that ends their access; it writes its own line."""
    Key.objects.filter(person=person, ended_on=None).update(ended_on=clock.today())
