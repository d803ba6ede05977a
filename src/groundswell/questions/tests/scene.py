"""A forum in which people ask, and ways to say what happened in it; Bob is one of ours there."""

from datetime import datetime, timedelta

from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Person, Role
from groundswell.questions import actions
from groundswell.questions.models import Author, Item, Source
from groundswell.questions.records import Batch, Message
from groundswell.questions.records import Item as Asked
from groundswell.questions.tests.conftest import NOON, author, batch, post, topic


def asked_at(hours: float) -> datetime:
    """Return a moment so many hours before now, which is noon."""
    return NOON - timedelta(hours=hours)


def told(forum: Source, *given: object) -> None:
    """Take in what happened."""
    made: Batch = batch(*given)  # type: ignore[arg-type]
    actions.take_in(source=forum, batch=made)


def question(forum: Source, key: str = "1", hours_ago: float = 24, by: str = "ann", **said: object) -> Item:
    """Return a question that was asked so long ago, with nothing but its opening."""
    opened = asked_at(hours_ago)
    about: Asked = topic(key, by=by, opened_at=opened, address=f"https://forum.example.org/t/{key}", **said)
    opening = Message(key=f"{key}.0", item=key, author=by, written_at=opened, text=f"How does {key} work?")
    told(forum, author(by), about, opening)
    return Item.objects.get(source=forum, key=key)


def replied(forum: Source, item: Item, by: str, hours_ago: float, **said: object) -> Item:
    """Return a question after somebody wrote in it."""
    key = f"{item.key}.{by}.{hours_ago:g}"
    written = asked_at(hours_ago)
    told(forum, author(by), post(key, by=by, item=item.key, **({"written_at": written} | said)))  # type: ignore[arg-type]
    return Item.objects.get(id=item.id)


def firefighter(person: Person) -> Role:
    """Let somebody be a firefighter from today on; return the role."""
    role = people.make_role(by=None, name="Firefighter", duties=[])
    people.assign_role(by=None, role=role, person=person, from_on=clock.today())
    return role


def ours(forum: Source, person: Person) -> str:
    """Let a member be known at the forum, under their name in small letters; return that key."""
    key = person.name.lower()
    told(forum, author(key))
    found = Author.objects.get(source=forum, key=key)
    found.identity.person = person
    found.identity.save()
    return key
