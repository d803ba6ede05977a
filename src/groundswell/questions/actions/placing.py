"""Mails go where what they answer is; a thread that turns out to be part of another is joined to it."""

from collections.abc import Mapping

from django.db.models import QuerySet

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.questions.models import Effort, Gone, HandOff, Item, Message, Source
from groundswell.questions.records import Batch
from groundswell.questions.rules import placing as rules
from groundswell.questions.rules.arriving import ALWAYS, fitting


def placed(source: Source, batch: Batch) -> Batch:
    """Return a batch with each mail in the thread of what it answers, as far as that is kept already."""
    by_reply = [each for each in batch.messages if each.is_by_reply]
    if not by_reply:
        return batch
    keys = {fitting(key): key for each in by_reply for key in (each.key, each.reply_to, each.item) if key}
    rows = _places(source=source.pk, keys=list(keys))
    return rules.placed(batch, {keys[key]: item for key, item in rows})


def join(source: Source, posts: Mapping[str, int], items: Mapping[str, int]) -> set[int]:
    """Join threads that were known by a mail which belongs to another one; return whose messages changed.

    `posts`: the items of messages that arrived, by key; `items`: items that are known, by key.
    """
    names = {number: key for key, number in items.items()}
    ours = {key: number for key, number in posts.items() if names.get(number) != key}
    touched: set[int] = set()
    for number, key in _threads(source=source.pk, keys=list(ours)) if ours else ():
        # Where the mail is now: what arrived may have been older than what is kept.
        (into,) = Message.objects.filter(source=source, key=key).values_list("item_id", flat=True)
        if into != number:
            _join(source, number, key, into=into)
            touched.update((number, into))
    return touched


@prepared
def _places(given: Given) -> QuerySet[Message, tuple[str, str]]:
    return Message.objects.filter(source=given.source, key__among=given.keys).values_list("key", "item__key")


@prepared
def _threads(given: Given) -> QuerySet[Item, tuple[int, str]]:
    threads = Item.objects.filter(source=given.source, kind="thread", key__among=given.keys, gone_at=None)
    return threads.values_list("id", "key")


def _join(source: Source, number: int, key: str, *, into: int) -> None:
    """Move what a thread has, also what people here decided about it, and let it be gone."""
    Message.objects.filter(item=number).update(item=into)
    Effort.objects.filter(item=number).update(item=into)
    HandOff.objects.filter(item=number).update(item=into)
    joined, whole = Item.objects.get(id=number), Item.objects.get(id=into)
    for name in ("is_large", "is_handed_off", "is_escalated"):
        setattr(whole, name, getattr(whole, name) or getattr(joined, name))
    for name in ("assigned_id", "estimate_minutes", "snoozed_until", "concern"):
        setattr(whole, name, getattr(whole, name) or getattr(joined, name))
    whole.work = joined.work if whole.work == Item.Work.QUESTION else whole.work
    whole.save()
    Gone.objects.get_or_create(source=source, of="item", key=key, defaults={"at": ALWAYS})
    Item.objects.filter(id=number).update(title="", gone_at=clock.now())
