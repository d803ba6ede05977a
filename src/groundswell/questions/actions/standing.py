"""Where items stand is counted anew from all their messages, whenever one of these or who wrote them changes."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import F, QuerySet

from groundswell.kit.prepared import Given, prepared
from groundswell.questions import storing
from groundswell.questions.models import Author, Item, Message
from groundswell.questions.records import Kind
from groundswell.questions.rules.states import Said, Standing, State

VOICES = (Kind.OPENING, Kind.REPLY)
COLUMNS = (
    "state", "replies", "first_reply_at", "first_reply_by_id", "first_ours_at", "last_voice_at", "last_voice_by_id",
    "is_last_ours", "is_by_us",
)  # fmt: skip  # names read better in rows
_AT_ONCE = 2_000


class Who(NamedTuple):
    """Whoever wrote: the author, the identity behind it, whether it is ours, and whether it is a machine."""

    author: int
    identity: int
    is_ours: bool
    is_bot: bool


class Asked(NamedTuple):
    """What an item itself says of where it stands."""

    author: int | None
    answered_by: str
    standing: tuple[Any, ...]


def stand_anew(items: Collection[int]) -> int:
    """Count where these items stand, and write what changed; return how many did. Inside a transaction."""
    listed = sorted(items)
    return sum(_stand_anew(listed[start : start + _AT_ONCE]) for start in range(0, len(listed), _AT_ONCE))


def items_of(authors: Iterable[int]) -> list[int]:
    """Return the items that these authors began or spoke in."""
    listed = list(authors)
    spoken = Message.objects.filter(author__in=listed).values_list("item_id", flat=True)
    begun = Item.objects.filter(author__in=listed).values_list("id", flat=True)
    return sorted({*spoken, *begun})


def row_of(standing: Standing, *, is_by_us: bool) -> tuple[Any, ...]:
    """Return the values of `COLUMNS`."""
    return (
        standing.state, standing.replies, standing.first_reply_at, standing.first_reply_by, standing.first_ours_at,
        standing.last_voice_at, standing.last_voice_by, standing.is_last_ours, is_by_us,
    )  # fmt: skip  # as above


NOT_YET = row_of(Standing(), is_by_us=False)


def who_are(authors: Collection[int]) -> dict[int, Who]:
    """Return who these authors are."""
    return {
        author: Who(author, identity, person is not None, is_bot)
        for author, identity, person, is_bot in _authors(ids=sorted(authors))
    }


def said(post: tuple[str, object, int, str, bool], who: Who) -> Said:
    """Return a message (key, when, author, kind, whether it is the answer) as the rule needs it."""
    key, at, author, kind, is_answer = post
    return Said(key, at, author, who.identity, who.is_ours, not who.is_bot, kind == Kind.OPENING, is_answer)  # type: ignore[arg-type]  # a moment


def _stand_anew(items: list[int]) -> int:
    asked = {
        number: Asked(author, answered_by, tuple(standing))
        for number, author, answered_by, *standing in _items(ids=items)
    }
    posts = defaultdict(list)
    for item, *post in _voices(ids=items):
        posts[item].append(post)
    authors = {post[2] for each in posts.values() for post in each}
    who = who_are(authors | {each.author for each in asked.values() if each.author is not None})
    changed = []
    for number, item in asked.items():
        asker = who.get(item.author) if item.author is not None else None
        standing = Standing.of(
            (said(tuple(post), who[post[2]]) for post in posts[number]),
            asker=asker.identity if asker else None,
            answered_by=item.answered_by,
        )
        row = row_of(standing, is_by_us=asker is not None and asker.is_ours)
        if row != (State(str(item.standing[0])), *item.standing[1:]):
            changed.append((*row, number))
    storing.update(connections[router.db_for_write(Item)], Item, COLUMNS, changed)
    return len(changed)


@prepared
def _items(given: Given) -> QuerySet[Item, tuple[Any, ...]]:
    return Item.objects.filter(id__among=given.ids).values_list("id", "author_id", "answered_by", *COLUMNS)


@prepared
def _voices(given: Given) -> QuerySet[Message, tuple[Any, ...]]:
    return (
        Message.objects.filter(item__among=given.ids, gone_at=None, kind__in=VOICES)
        .order_by()
        .values_list("item_id", "key", "written_at", "author_id", "kind", "is_answer")
    )


@prepared
def _authors(given: Given) -> QuerySet[Author, tuple[Any, ...]]:
    return Author.objects.filter(id__among=given.ids).values_list(
        "id", "identity_id", F("identity__person_id"), "is_bot"
    )
