"""What is kept already of what arrives: by key, with the values that would change."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from groundswell.kit.prepared import Given, prepared
from groundswell.questions.models import Author, Gone, Item, Message, Source
from groundswell.questions.rules.arriving import Voice

OF_AUTHOR = ("name", "handle", "address", "is_bot", "is_said_ours", "as_of", "also")
OF_ITEM = (
    "kind", "title", "address", "labels", "author_id", "opened_at", "closed_at", "resolved_at", "answered_by",
    "is_core", "as_of", "gone_at",
)  # fmt: skip  # names read better in rows
OF_MESSAGE = (
    "item_id", "author_id", "kind", "written_at", "edited_at", "reply_to", "is_answer", "gone_at", "text",
)  # fmt: skip  # as above


def authors_by_key(source: Source, keys: Collection[str]) -> dict[str, tuple[int, Voice]]:
    """Return the number of each author, and how they are known."""
    rows = _authors(source=source.pk, keys=list(keys))
    return {key: (number, Voice(key, *known)) for number, key, *known in rows}


def items_by_key(source: Source, keys: Collection[str]) -> dict[str, tuple[int, tuple[Any, ...]]]:
    """Return the number of each item, and its values of `OF_ITEM`."""
    return {key: (number, tuple(row)) for number, key, *row in _items(source=source.pk, keys=list(keys))}


def posts_by_key(source: Source, keys: Collection[str]) -> dict[str, tuple[int, tuple[Any, ...]]]:
    """Return the number of each message, and its values of `OF_MESSAGE`."""
    return {key: (number, tuple(row)) for number, key, *row in _posts(source=source.pk, keys=list(keys))}


def gone_by_key(
    source: Source, *, items: Collection[str], messages: Collection[str]
) -> dict[tuple[str, str], datetime]:
    """Return since when items and messages are gone, by what and key."""
    found = [
        (of, key, at)
        for of, keys in (("item", items), ("message", messages))
        if keys
        for key, at in _gone(source=source.pk, of=of, keys=list(keys))
    ]
    return {(of, key): at for of, key, at in found}


@prepared
def _authors(given: Given) -> QuerySet[Author, tuple[Any, ...]]:
    return Author.objects.filter(source=given.source, key__among=given.keys).values_list("id", "key", *OF_AUTHOR)


@prepared
def _items(given: Given) -> QuerySet[Item, tuple[Any, ...]]:
    return Item.objects.filter(source=given.source, key__among=given.keys).values_list("id", "key", *OF_ITEM)


@prepared
def _posts(given: Given) -> QuerySet[Message, tuple[Any, ...]]:
    return Message.objects.filter(source=given.source, key__among=given.keys).values_list("id", "key", *OF_MESSAGE)


@prepared
def _gone(given: Given) -> QuerySet[Gone, tuple[str, datetime]]:
    return Gone.objects.filter(source=given.source, of=given.of, key__among=given.keys).values_list("key", "at")
