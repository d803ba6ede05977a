"""Somebody outside is erased: their words and names go, and a mark keeps the next reading from bringing them back."""

from collections.abc import Collection
from secrets import token_hex
from typing import TYPE_CHECKING

from django.db import connections, router, transaction
from django.db.models import Q, QuerySet

from groundswell.kit import clock
from groundswell.kit.sqlite import gone
from groundswell.people.models import Person
from groundswell.questions import policy, words
from groundswell.questions.actions.checking import record
from groundswell.questions.actions.gaps import forget_gaps_of
from groundswell.questions.models import Apart, Author, Identity, Item, Merge, Message, Tombstone
from groundswell.questions.ports import holders
from groundswell.questions.rules.arriving import mark_of
from groundswell.register import actions as register

if TYPE_CHECKING:
    from uuid import UUID

_AT_ONCE = 1_000
_LARGEST = 2**63


@transaction.atomic
def erase(*, by: Person, identity: Identity) -> int:
    """Erase a person outside; return how many messages lost their words.

    What stays: that somebody without a name wrote then, so that no figure changes. What others wrote about them, or
    quoted outside, stays too; what was written down here of their words goes (`ports.holders`).
    """
    if not policy.may_sort(by):
        raise PermissionError
    count = bury(list(Author.objects.select_for_update().filter(identity=identity).select_related("source")))
    Identity.objects.filter(id=identity.id).update(name="", person=None)
    # How both were before a merge holds their names; and a pair of numbers says who was alike.
    Merge.objects.filter(Q(kept=identity.id) | Q(other=identity.id)).delete()
    Apart.objects.filter(Q(one=identity.id) | Q(other=identity.id)).delete()
    gone.erase()
    record(by, "erase_person", identity.id, messages=count)
    return count


def bury(authors: Collection[Author]) -> int:
    """Remove the words and names of authors, and keep marks of them; return how many messages lost their words."""
    for author in authors:
        _bury(author)
    numbers = [author.id for author in authors]
    _let_holders_forget(numbers)
    count = silence(Message.objects.filter(author__in=numbers).exclude(text=""))
    _forget_in_concerns(numbers)
    Item.objects.filter(author__in=numbers).update(title="")
    forget_gaps_of(Message.objects.filter(author__in=numbers))
    return count


def _forget_in_concerns(authors: Collection[int]) -> None:
    """Remove the lines in which a concern named their questions: such were written until titles stood beside it."""
    lines: dict[UUID, set[str]] = {}
    rows = Item.objects.filter(author__in=authors, concern__isnull=False).exclude(title="")
    for concern, title, address in rows.values_list("concern", "title", "address"):
        if concern is not None:
            lines.setdefault(concern, set()).update((f"- {title} ({address})", f"- {title}"))
    register.forget_lines(lines)


def _let_holders_forget(authors: Collection[int]) -> None:
    """Let the contexts that hold words of questions forget theirs, while it is known here which these are."""
    for holder in holders:
        held = {thread.int: thread for thread in holder.threads() if thread.int < _LARGEST}
        spoken = Message.objects.filter(item__in=held, author__in=authors).exclude(text="").order_by("written_at", "id")
        texts: dict[int, list[str]] = {}
        for item, text in spoken.values_list("item_id", "text"):
            texts.setdefault(item, []).append(text)
        titles = dict(Item.objects.filter(id__in=held, author__in=authors).values_list("id", "title"))
        said = {held[key]: (titles.get(key, ""), tuple(texts.get(key, ()))) for key in texts.keys() | titles.keys()}
        if said:
            holder.forget(said)


def _bury(author: Author) -> None:
    source = author.source
    for key in filter(None, (author.key, author.also)):
        mark = key if source.is_pseudonymous else mark_of(key, source.salt)
        buried = {"author": author, "erased_on": clock.today()}
        Tombstone.objects.get_or_create(source=source, mark=mark, defaults=buried)
    author.key = f"erased {token_hex(16)}"
    author.name = author.handle = author.address = author.also = ""
    author.is_said_ours = author.as_of = None
    author.save()


def silence(messages: QuerySet[Message]) -> int:
    """Remove the words of messages, from the table and from its index."""
    connection, count = connections[router.db_for_write(Message)], 0
    while rows := list(messages.values_list("id", "text")[:_AT_ONCE]):
        words.forget(connection, rows)
        count += Message.objects.filter(id__in=[number for number, _ in rows]).update(text="")
    return count
