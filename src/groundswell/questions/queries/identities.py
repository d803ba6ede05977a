"""Who is who outside: suggestions, one identity with all that is known, and what was merged."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from groundswell.kit.search import casing
from groundswell.people.models import Person
from groundswell.questions.models import Apart, Author, Identity, Item, Merge, Message
from groundswell.questions.rules.identities import Known, Suggestion, Why, suggestions

SHOWN = 50
_AUTHOR = ("id", "identity_id", "source_id", "name", "handle", "address")


@dataclass(frozen=True)
class Alike:
    """Two identities that may be one, with their authors, and why."""

    one: Identity
    other: Identity
    why: Why


@dataclass(frozen=True)
class Ours:
    """An identity that may be a member: an author's address is theirs."""

    identity: Identity
    person: Person


def alike(limit: int = SHOWN) -> tuple[list[Alike], int]:
    """Return identities that may be one, and how many pairs there are."""
    people = Author.objects.filter(is_bot=False)
    by_address = (
        people.exclude(address="").values("address").annotate(n=Count("identity", distinct=True)).filter(n__gt=1)
    )
    by_handle = (
        people.exclude(handle="")
        .values(low=Lower("handle"))
        .annotate(n=Count("identity", distinct=True))
        .filter(n__gt=1)
    )
    rows = people.annotate(low=Lower("handle")).filter(
        Q(address__in=by_address.values("address")) | Q(low__in=by_handle.values("low"))
    )
    known = [Known(*row) for row in rows.order_by("id").values_list(*_AUTHOR)]
    found = suggestions(known, Apart.objects.values_list("one", "other"))
    return _shown(found[:limit]), len(found)


def ours(limit: int = SHOWN) -> list[Ours]:
    """Return identities that no member is linked to, and whose address is a member's."""
    addresses = {each.email.lower(): each for each in Person.objects.all() if each.is_active}
    authors = (
        Author.objects.filter(identity__person=None, address__in=list(addresses))
        .select_related("identity")
        .order_by("id")[:limit]
    )
    found = {author.identity_id: Ours(author.identity, addresses[author.address]) for author in authors}
    return list(found.values())


def merges(limit: int = SHOWN) -> QuerySet[Merge]:
    """Return what was merged, the latest first."""
    return Merge.objects.all()[:limit]


def identity_for(number: int) -> Identity | None:
    """Return an identity with its authors and their sources."""
    return Identity.objects.select_related("person").prefetch_related("authors__source").filter(id=number).first()


def named(words: str, limit: int = SHOWN) -> list[Identity]:
    """Return identities of which a name, a handle or an address has these words in it."""
    if not words:
        return []
    is_said = casing.holds("name", words) | casing.holds("handle", words) | casing.holds("address", words)
    numbers = Author.objects.filter(is_said).order_by("id").values_list("identity", flat=True)[:limit]
    return list(
        Identity.objects.prefetch_related("authors__source").filter(id__in=list(numbers)).order_by("name", "id")
    )


def counts_of(identity: Identity) -> tuple[int, int]:
    """Return how many items somebody began, and how many messages they wrote."""
    authors = list(identity.authors.all())
    return Item.objects.filter(author__in=authors).count(), Message.objects.filter(author__in=authors).count()


def all_of(identity: Identity) -> dict[str, object]:
    """Return everything that is kept of a person outside, for them to read: plain JSON."""
    authors = list(identity.authors.select_related("source").order_by("id"))
    items = Item.objects.filter(author__in=authors).select_related("source").order_by("id")
    messages = Message.objects.filter(author__in=authors).select_related("item").order_by("id")
    return {
        "authors": [
            {
                "source": each.source.name,
                "key": each.key,
                "name": each.name,
                "handle": each.handle,
                "address": each.address,
            }
            for each in authors
        ],
        "items": [
            {
                "source": each.source.name,
                "key": each.key,
                "title": each.title,
                "address": each.address,
                "opened_at": each.opened_at,
            }
            for each in items
        ],
        "messages": [
            {"key": each.key, "item": each.item.key, "written_at": each.written_at, "text": each.text}
            for each in messages
        ],
    }


def _shown(found: list[Suggestion]) -> list[Alike]:
    numbers = {number for each in found for number in (each.one, each.other)}
    those = Identity.objects.prefetch_related("authors__source").in_bulk(numbers)
    return [Alike(those[each.one], those[each.other], each.why) for each in found]
