"""What a connector read is taken in: each thing once, in whatever order and however often it comes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from groundswell.kit import clock
from groundswell.questions import storing, words
from groundswell.questions.actions import standing
from groundswell.questions.actions.gaps import forget_gaps_with
from groundswell.questions.actions.knowing import known_by_one_key
from groundswell.questions.actions.known import (
    OF_AUTHOR,
    OF_ITEM,
    OF_MESSAGE,
    authors_by_key,
    gone_by_key,
    items_by_key,
    posts_by_key,
)
from groundswell.questions.actions.placing import join, placed
from groundswell.questions.models import Author, Gone, Identity, Item, Message, Progress, Source, Tombstone
from groundswell.questions.records import Batch, ItemKind, Taken
from groundswell.questions.rules.arriving import (
    ALWAYS,
    Arriving,
    Post,
    Topic,
    Voice,
    arriving,
    forgotten_before,
    is_gone,
    is_older_post,
    is_older_topic,
    is_older_voice,
    mark_of,
)

# What an item is before anybody here decided anything about it.
_UNDECIDED = {
    "work": Item.Work.QUESTION, "is_large": False, "is_not_ours": False, "is_handed_off": False,
    "is_escalated": False, "revision": 1,
}  # fmt: skip  # as above


@dataclass(slots=True)
class _Taking:
    """What is known while a batch is taken in. `authors` and `items` are numbers by key."""

    source: Source
    connection: BaseDatabaseWrapper
    ready: Arriving
    gone: Mapping[tuple[str, str], datetime]
    # What is older has no words any more.
    before: datetime | None = None
    authors: dict[str, int] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)
    items: dict[str, int] = field(default_factory=dict)
    # Items that are gone: their messages have no words.
    silent: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)
    # Items of which words went, or became others: what was found in these is found anew.
    lost: set[int] = field(default_factory=set)
    taken: Taken = field(default_factory=Taken)

    def count(self, **counts: int) -> None:
        """Add to what this batch did."""
        self.taken += Taken(**counts)


@transaction.atomic
def take_in(*, source: Source, batch: Batch, file: str = "") -> Taken:
    """Keep a batch and the place from which to read on, both or neither.

    `file` is the mark of the file it was read from; without one, the place is that of the source. Whatever is erased,
    gone or older than what is kept stays as it is.
    """
    locked = Source.objects.select_for_update().get(pk=source.pk)
    connection = connections[router.db_for_write(Message)]
    salt = locked.salt if locked.is_pseudonymous else ""
    ready = known_by_one_key(locked, arriving(placed(locked, batch), salt=salt))
    before = forgotten_before(clock.now(), locked.retention_months)
    taking = _Taking(locked, connection, ready, _note_gone(locked, connection, ready), before)
    _take_authors(taking)
    _take_items(taking)
    _take_messages(taking)
    if any(topic.kind == ItemKind.THREAD for topic in ready.topics.values()):
        places = {key: taking.items[post.item] for key, post in ready.posts.items()}
        taking.touched.update(join(locked, places, taking.items))
    standing.stand_anew(taking.touched)
    if taking.lost:
        forget_gaps_with(taking.lost)
    _note_place(locked, batch.cursor, file)
    taking.count(same=ready.repeated)
    return taking.taken


def _note_place(source: Source, cursor: str, file: str) -> None:
    if file:
        Progress.objects.update_or_create(source=source, file=file, defaults={"cursor": cursor})
    elif cursor and source.cursor != cursor:
        Source.objects.filter(pk=source.pk).update(cursor=cursor)


def _note_gone(source: Source, connection: BaseDatabaseWrapper, ready: Arriving) -> Mapping[tuple[str, str], datetime]:
    """Note what this batch says is gone; return since when, of all that it names."""
    known = gone_by_key(source, items=ready.item_keys(), messages=ready.message_keys())
    later = {what: at for what, at in ready.gone.items() if what not in known or known[what] < at}
    again = [what for what in later if what in known]
    if again:
        Gone.objects.filter(pk__in=[(source.pk, of, key) for of, key in again]).delete()
    rows = [(source.pk, of, key, at) for (of, key), at in later.items()]
    storing.insert(connection, Gone, ("source_id", "of", "key", "at"), rows)
    return known | later


def _take_authors(taking: _Taking) -> None:
    source, ready = taking.source, taking.ready
    keys = ready.author_keys()
    buried = _buried(source, keys)
    known = authors_by_key(source, keys - set(buried))
    taking.authors = {key: number for key, (number, _) in known.items()} | buried
    taking.erased = set(buried.values())
    new = {key: ready.voices.get(key) or _nameless(key) for key in keys if key not in taking.authors}
    _add_authors(taking, new)
    changed = {
        number: voice
        for key, (number, before) in known.items()
        if (voice := _as_said(ready, key, before)) != before and not is_older_voice(voice, before)
    }
    rows = [(*voice[1:], number) for number, voice in changed.items()]
    storing.update(taking.connection, Author, OF_AUTHOR, rows)
    was_bot = {number: before.is_bot for number, before in known.values()}
    turned = [number for number, voice in changed.items() if voice.is_bot != was_bot[number]]
    if turned:
        taking.touched.update(standing.items_of(turned))


def _as_said(ready: Arriving, key: str, before: Voice) -> Voice:
    """Return what arrives of an author; where nothing does, what is known. Another key is not lost by silence."""
    voice = ready.voices.get(key, before)
    return voice if voice.also else voice._replace(also=before.also)


def _nameless(key: str) -> Voice:
    return Voice(key, name="", handle="", address="", is_bot=False, is_said_ours=None, as_of=None)


def _buried(source: Source, keys: Collection[str]) -> dict[str, int]:
    """Return who of these was erased, with the nameless authors in their place."""
    stones = dict(Tombstone.objects.filter(source=source).values_list("mark", "author_id"))
    if not stones:
        return {}
    marks = {key: key if source.is_pseudonymous else mark_of(key, source.salt) for key in keys}
    return {key: stones[mark] for key, mark in marks.items() if mark in stones}


def _add_authors(taking: _Taking, new: Mapping[str, Voice]) -> None:
    connection = taking.connection
    identities = storing.next_ids(connection, Identity, len(new))
    numbers = storing.next_ids(connection, Author, len(new))
    storing.insert(
        connection,
        Identity,
        ("id", "name"),
        [(number, voice.name or voice.handle) for number, voice in zip(identities, new.values(), strict=True)],
    )
    rows = [
        (number, taking.source.pk, identity, *voice)
        for number, identity, voice in zip(numbers, identities, new.values(), strict=True)
    ]
    storing.insert(connection, Author, ("id", "source_id", "identity_id", "key", *OF_AUTHOR), rows)
    taking.authors |= dict(zip(new, numbers, strict=True))


def _take_items(taking: _Taking) -> None:
    ready = taking.ready
    known = items_by_key(taking.source, ready.item_keys())
    taking.items = {key: number for key, (number, _) in known.items()}
    new = [key for key in sorted(ready.item_keys()) if key not in known]
    _add_items(taking, new)
    changed = []
    for key, (number, before) in known.items():
        row = _later(taking, key, before)
        _note_silence(taking, key, number, row)
        if row == before:
            taking.count(same=key in ready.topics)
            continue
        taking.touched.add(number)
        if before[1] and before[1] != row[1]:
            taking.lost.add(number)
        if row[-1] is not None and before[-1] is None:
            taking.count(gone=1)
            taking.lost.add(number)
            _forget_words_of(taking, number)
        else:
            taking.count(changed=1)
        changed.append((*row, number))
    storing.update(taking.connection, Item, OF_ITEM, changed)


def _note_silence(taking: _Taking, key: str, number: int, row: tuple[Any, ...]) -> None:
    is_gone_unseen = row[5] is None and taking.gone.get(("item", key)) == ALWAYS
    if row[-1] is not None or is_gone_unseen:
        taking.silent.add(number)


def _later(taking: _Taking, key: str, before: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the row of an item that is known, as it is from now on."""
    topic = taking.ready.topics.get(key)
    if topic is not None and (before[5] is None or not is_older_topic(topic, _topic_of(key, before))):
        row = _item_row(taking, topic)
        is_forgotten = taking.before is not None and topic.opened_at < taking.before and not before[1]
        return (row[0], "", *row[2:]) if is_forgotten else row
    at = taking.gone.get(("item", key))
    if is_gone(at, before[10]) and before[5] is not None:
        return (before[0], "", *before[2:11], at)
    return before


def _topic_of(key: str, row: tuple[Any, ...]) -> Topic:
    kind, title, address, labels, _author, *rest = row[:-1]
    return Topic._make((key, kind, title, address, labels, "", *rest))


def _item_row(taking: _Taking, topic: Topic) -> tuple[Any, ...]:
    author = taking.authors[topic.author]
    at = taking.gone.get(("item", topic.key))
    at = at if is_gone(at, topic.as_of) else None
    title = "" if at is not None or author in taking.erased else topic.title
    return (topic.kind, title, *topic[3:5], author, *topic[6:], at)


def _decided(taking: _Taking, key: str) -> tuple[Any, ...]:
    """Return what an item is at first: what is no question waits for nobody."""
    is_news = key in taking.ready.news
    return tuple((_UNDECIDED | {"work": Item.Work.NEWS, "is_not_ours": True} if is_news else _UNDECIDED).values())


def _add_items(taking: _Taking, new: list[str]) -> None:
    """Add items; one of which only messages have come, or that it is gone, waits without a day."""
    numbers = storing.next_ids(taking.connection, Item, len(new))
    stub: tuple[Any, ...] = ("", "", "", [], None, None, None, None, "", None, None, None)
    rows = []
    for key, number in zip(new, numbers, strict=True):
        topic = taking.ready.topics.get(key)
        row = _item_row(taking, topic) if topic else stub
        _note_silence(taking, key, number, row)
        rows.append((number, taking.source.pk, key, *row, *standing.NOT_YET, *_decided(taking, key)))
        taking.count(new=topic is not None)
    columns = ("id", "source_id", "key", *OF_ITEM, *standing.COLUMNS, *_UNDECIDED)
    storing.insert(taking.connection, Item, columns, rows)
    taking.items |= dict(zip(new, numbers, strict=True))
    taking.touched.update(numbers)


def _forget_words_of(taking: _Taking, item: int) -> None:
    """Remove the words of all messages of an item that is gone."""
    spoken = Message.objects.filter(item=item).exclude(text="")
    words.forget(taking.connection, list(spoken.values_list("id", "text")))
    spoken.update(text="")


def _take_messages(taking: _Taking) -> None:
    ready = taking.ready
    known = posts_by_key(taking.source, ready.message_keys())
    new, changed = [], []
    for key, post in ready.posts.items():
        row = _message_row(taking, post)
        if key not in known:
            new.append((key, row))
            continue
        number, before = known[key]
        if row == before or is_older_post(post, _post_of(key, before)):
            taking.count(same=1)
            continue
        changed.append((number, before, row))
    for key, (number, before) in known.items():
        if key not in ready.posts or is_older_post(ready.posts[key], _post_of(key, before)):
            at = taking.gone.get(("message", key))
            if before[7] != at and is_gone(at, _post_of(key, before).as_of):
                changed.append((number, before, (*before[:7], at, "")))
    forgotten = [(number, before[8]) for number, before, row in changed if before[8] and before[8] != row[8]]
    taking.lost.update(before[0] for _number, before, row in changed if before[8] and before[8] != row[8])
    words.forget(taking.connection, forgotten)
    _write(taking, changed)
    _add_messages(taking, new)


def _write(taking: _Taking, changed: list[tuple[int, tuple[Any, ...], tuple[Any, ...]]]) -> None:
    storing.update(taking.connection, Message, OF_MESSAGE, [(*row, number) for number, _, row in changed])
    said = [(number, row[8]) for number, before, row in changed if row[8] and before[8] != row[8]]
    words.put(taking.connection, said)
    for _number, before, row in changed:
        taking.touched.update((before[0], row[0]))
        is_now_gone = row[7] is not None and before[7] is None
        taking.count(gone=is_now_gone, changed=not is_now_gone)


def _add_messages(taking: _Taking, new: list[tuple[str, tuple[Any, ...]]]) -> None:
    numbers = storing.next_ids(taking.connection, Message, len(new))
    rows = [(number, taking.source.pk, key, *row) for number, (key, row) in zip(numbers, new, strict=True)]
    storing.insert(taking.connection, Message, ("id", "source_id", "key", *OF_MESSAGE), rows)
    words.put(taking.connection, [(row[0], row[-1]) for row in rows if row[-1]])
    taking.touched.update(row[3] for row in rows)
    gone = sum(row[-2] is not None for row in rows)
    taking.count(new=len(rows) - gone, gone=gone)


def _post_of(key: str, row: tuple[Any, ...]) -> Post:
    return Post._make((key, "", "", *row[2:7], ""))


def _message_row(taking: _Taking, post: Post) -> tuple[Any, ...]:
    item, author = taking.items[post.item], taking.authors[post.author]
    at = taking.gone.get(("message", post.key))
    at = at if is_gone(at, post.as_of) else None
    is_old = taking.before is not None and post.written_at < taking.before
    is_silent = at is not None or is_old or item in taking.silent or author in taking.erased
    text = "" if is_silent else post.text
    return (item, author, post.kind, post.written_at, post.edited_at, post.reply_to, post.is_answer, at, text)
