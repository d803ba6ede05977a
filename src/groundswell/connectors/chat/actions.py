"""Doors are opened and ended, accounts are linked and parted."""

import secrets as random
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.connectors.asking import secrets
from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.asking.own_network import require_named
from groundswell.connectors.asking.places import Place
from groundswell.connectors.chat import marks
from groundswell.connectors.chat.models import Account, Code, Door
from groundswell.connectors.chat.rules import Kind
from groundswell.kit import audit, clock
from groundswell.people import policy as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant

CODE_LIVES = timedelta(minutes=15)
_LONGEST, _LONGEST_ADDRESS = 200, 500


@transaction.atomic
def open_door(*, by: Person, kind: Kind, name: str, secret: str, bot: str = "", address: str = "") -> Door:
    """Let people of a chat speak to us. `address`: where a bot of Mattermost is asked what was written to it.

    Raises Refused.
    """
    _require_administrator(by)
    line, door_id = " ".join(name.split()), uuid4()
    if not line:
        raise Refused(_("Give it a name, so that people know which chat it is."), "name")
    if not secret.strip():
        raise Refused(_("Without its secret nobody could tell whether it is really the chat that asks."), "secret")
    for value, field in ((line, "name"), (secret, "secret"), (bot, "bot")):
        if len(value) > _LONGEST:
            raise Refused(_("This is too long: 200 characters fit."), field)
    where = _heard_at(kind, bot.strip(), address.strip())
    door = Door.objects.create(
        id=door_id,
        kind=kind,
        name=line,
        secret=secrets.closed(secret.strip(), of=f"door {door_id}"),
        bot=secrets.closed(bot.strip(), of=f"bot {door_id}"),
        address=where,
    )
    audit.record(actor=by.id, verb="open_door", context="connectors", object_id=door.id, kind=kind)
    return door


@transaction.atomic
def end_door(*, by: Person, door: Door) -> None:
    """End a door: its secrets and its accounts are forgotten. What was said there stays said."""
    _require_administrator(by)
    forgotten = {"secret": b"", "bot": b"", "heard": b"", "fault": ""}
    if Door.objects.filter(id=door.id, ended_on=None).update(ended_on=clock.today(), **forgotten):
        Account.objects.filter(door=door).delete()
        audit.record(actor=by.id, verb="end_door", context="connectors", object_id=door.id)


@transaction.atomic
def make_code(*, by: Person) -> str:
    """Make a code that links an account of a chat to oneself; one made before opens nothing any more."""
    code = random.token_hex(8)
    told = {"mark": marks.of_code(code), "expires_at": clock.now() + CODE_LIVES}
    Code.objects.update_or_create(person=by, defaults=told)
    return code


@transaction.atomic
def link_account(*, door: Door, account: str, code: str) -> Person | None:
    """Link an account of a chat to whom a code belongs, and use the code up; None for a code that opens nothing."""
    found = Code.objects.select_for_update().filter(mark=marks.of_code(code), expires_at__gt=clock.now()).first()
    if found is None or not found.person.is_active:
        return None
    person = found.person
    found.delete()
    mark = marks.of_account(door.id, account)
    told = {"person": person, "linked_on": clock.today()}
    linked, _made = Account.objects.update_or_create(door=door, mark=mark, defaults=told)
    audit.record(actor=person.id, verb="link_account", context="connectors", object_id=linked.id)
    return person


@transaction.atomic
def part_account(*, by: Person, account: Account) -> None:
    """Let an account of a chat be nobody's again."""
    if account.person_id != by.id:
        raise PermissionError
    number = account.id
    if Account.objects.filter(id=number).delete()[0]:
        audit.record(actor=by.id, verb="part_account", context="connectors", object_id=number)


@transaction.atomic
def forget_leaver(*, person: Person) -> None:
    """Forget the accounts and the code of somebody who leaves, inside the transaction that ends their access."""
    Account.objects.filter(person=person).delete()
    Code.objects.filter(person=person).delete()


def _heard_at(kind: Kind, bot: str, address: str) -> str:
    """Return where the bot is asked; a bot of Mattermost and its address belong together. Raises Refused."""
    if kind is not Kind.MATTERMOST or not (bot or address):
        return ""
    if not bot:
        raise Refused(_("Without the token of a bot nobody can be heard there."), "bot")
    if not address:
        raise Refused(_("Where is it? Mattermost tells nobody what was written to a bot: the bot is asked."), "address")
    if len(address) > _LONGEST_ADDRESS:
        raise Refused(_("This is too long for an address."), "address")
    try:
        require_named(Place.of(address), has_key=True)
    except Unanswered as fault:
        raise Refused(fault.sentence, "address") from None
    return address


def _require_administrator(by: Person) -> None:
    if Grant.ADMINISTRATOR not in people.grants_of(by):
        raise PermissionError
