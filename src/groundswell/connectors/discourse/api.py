"""What Discourse answers, as the records of questions. Keys: ids of topics and posts, numbers of people."""

from collections.abc import Iterable
from datetime import datetime

from groundswell.connectors.discourse.people import also_of, key_of
from groundswell.connectors.reading import Row, from_html, inner, moment, rows, text, word, words_of
from groundswell.questions.records import Author, Batch, Gone, Item, ItemKind, Kind, Message

# The types of posts: 1 regular, 2 of a moderator, 3 a line of the system, 4 whisper (for staff alone).
_KINDS = {3: Kind.NOTICE, 4: Kind.ASIDE}
_ASKER = "Original Poster"


def from_posts(posts: Iterable[Row], address: str, cursor: str = "") -> Batch:
    """Return posts as they stand in lists and in webhooks."""
    authors: dict[str, Author] = {}
    items: dict[str, Item] = {}
    messages: dict[str, Message] = {}
    gone: list[Gone] = []
    for post in posts:
        author, message = _author(post), _message(post)
        if message is None or author is None:
            continue
        authors[author.key] = author
        if post.get("hidden") or post.get("deleted_at") or post.get("user_deleted"):
            at = moment(post.get("deleted_at")) or message.edited_at or message.written_at
            gone.append(Gone(key=message.key, of="message", at=at))
        messages[message.key] = message
        if message.kind is Kind.OPENING and word(post, "topic_title"):
            items[message.item] = _opened(post, message, address)
    return Batch(
        authors=tuple(authors.values()),
        items=tuple(items.values()),
        messages=tuple(messages.values()),
        gone=tuple(gone),
        cursor=cursor,
    )


def from_topics(topics: Iterable[Row], address: str, cursor: str = "") -> Batch:
    """Return topics as they stand in lists: with their tags, and whether they are closed or solved."""
    listed = [(row, item) for row in topics if (item := _listed(row, address)) is not None]
    askers = {item.author: _author_of(row) for row, item in listed}
    return Batch(authors=tuple(askers.values()), items=tuple(item for _row, item in listed), cursor=cursor)


def from_topic(topic: Row, address: str) -> Batch:
    """Return the one topic of a webhook."""
    deleted = moment(topic.get("deleted_at"))
    if deleted is not None:
        return Batch(gone=(Gone(key=word(topic, "id"), of="item", at=deleted),))
    begun_by = inner(topic, "created_by")
    return from_topics([topic | {"asker": word(begun_by, "username"), "asker_id": begun_by.get("id")}], address)


def with_askers(topics: Iterable[Row], users: Iterable[Row]) -> list[Row]:
    """Return topics with the handle of whoever began each: a list names people by number, and says beside it who."""
    handles = {user.get("id"): word(user, "username") for user in users}
    return [row | {"asker": handles.get(number, ""), "asker_id": number} for row in topics for number in [_asker(row)]]


def bumped_at(topic: Row) -> datetime | None:
    """Return when a topic last rose in the list."""
    return moment(topic.get("bumped_at")) or moment(topic.get("last_posted_at"))


def _author(post: Row) -> Author | None:
    number, handle = post.get("user_id"), word(post, "username")
    key = key_of(number, handle)
    if not key:
        return None
    staff = any(post.get(name) for name in ("staff", "admin", "moderator"))
    return Author(
        key=key,
        name=word(post, "name", "display_username", "username"),
        handle=handle,
        bot=isinstance(number, int) and number < 0,
        ours=True if staff else None,
        as_of=moment(post.get("updated_at")) or moment(post.get("created_at")),
        also=also_of(number, handle),
    )


def _author_of(topic: Row) -> Author:
    """Return whoever began a topic, of whom a list says the handle and the number."""
    number, handle = topic.get("asker_id"), word(topic, "asker")
    return Author(key=key_of(number, handle), name=handle, handle=handle, also=also_of(number, handle))


def _message(post: Row) -> Message | None:
    key, topic, written = word(post, "id"), word(post, "topic_id"), moment(post.get("created_at"))
    if not key or not topic or written is None:
        return None
    first = post.get("post_number") == 1
    number = post.get("post_type")
    kind = _KINDS.get(number, Kind.OPENING if first else Kind.REPLY) if isinstance(number, int) else Kind.REPLY
    edited = moment(post.get("updated_at"))
    return Message(
        key=key,
        item=topic,
        author=key_of(post.get("user_id"), word(post, "username")),
        written_at=written,
        text=text(post, "raw") or from_html(post.get("cooked")),
        # Version 1 was never edited, whatever else moved its date.
        edited_at=edited if edited is not None and edited > written and post.get("version") != 1 else None,
        reply_to=word(post, "reply_to_post_number"),
        kind=kind,
        answer=post.get("accepted_answer") is True,
    )


def _opened(post: Row, message: Message, address: str) -> Item:
    """Return the topic that a first post begins; what the list of topics says of it is newer."""
    return Item(
        key=message.item,
        kind=ItemKind.TOPIC,
        title=word(post, "topic_title"),
        address=_address(address, word(post, "topic_slug"), message.item),
        opened_at=message.written_at,
        author=message.author,
    )


def _listed(topic: Row, address: str) -> Item | None:
    key, began, asker = word(topic, "id"), moment(topic.get("created_at")), word(topic, "asker")
    if not key or began is None or not asker:
        return None
    solved = topic.get("has_accepted_answer") or inner(topic, "accepted_answer")
    last = moment(topic.get("last_posted_at")) or began
    closed = topic.get("closed") or topic.get("archived")
    return Item(
        key=key,
        kind=ItemKind.TOPIC,
        title=word(topic, "title", "fancy_title"),
        address=_address(address, word(topic, "slug"), key),
        opened_at=began,
        author=_author_of(topic).key,
        labels=words_of(topic.get("tags")),
        # The list does not say when; nothing was said after the last post.
        closed_at=last if closed else None,
        resolved_at=last if solved else None,
        as_of=bumped_at(topic),
    )


def _asker(topic: Row) -> object:
    posters = rows(topic, "posters")
    return next((each.get("user_id") for each in posters if _ASKER in str(each.get("description", ""))), None)


def _address(address: str, slug: str, topic: str) -> str:
    return f"{address.rstrip('/')}/t/{slug or '-'}/{topic}"
