"""Which doors there are, and who is who behind them."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from groundswell.connectors.chat import marks
from groundswell.connectors.chat.models import Account, Door
from groundswell.connectors.chat.rules import Kind
from groundswell.people.models import Person


def doors() -> QuerySet[Door]:
    """Return the chats that are a door, by name."""
    return Door.objects.filter(ended_on=None)


def doors_to_hear() -> QuerySet[Door]:
    """Return those whose bot is asked what was written to it, since their chat tells nobody."""
    return doors().filter(kind=Kind.MATTERMOST).exclude(address="").exclude(bot=b"")


def door(door_id: UUID) -> Door | None:
    """Return one of them, or None."""
    return doors().filter(id=door_id).first()


def person_behind(found: Door, account: str) -> Person | None:
    """Return whose an account of a chat is, if they belong here today."""
    rows = Account.objects.filter(door=found, mark=marks.of_account(found.id, account)).select_related("person")
    linked = rows.first()
    return linked.person if linked is not None and linked.person.is_active else None


def accounts_of(person: Person) -> Sequence[Account]:
    """Return which accounts are somebody's. One query."""
    return list(Account.objects.filter(person=person, door__ended_on=None).select_related("door"))


def account_of(person: Person, account: UUID) -> Account | None:
    """Return an account of somebody, or None for any other."""
    return Account.objects.filter(person=person, id=account).first()
