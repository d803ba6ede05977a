"""What Mattermost answers, as the records of questions. Keys: ids of posts and people; a thread is its first post."""

from collections.abc import Iterable

from groundswell.connectors.plain import with_emoji
from groundswell.connectors.reading import Row, inner, moment, text, word
from groundswell.questions.records import Author, Batch, Gone, Item, ItemKind, Kind, Message

LONGEST_TITLE = 120


def from_posts(
    posts: Iterable[Row], *, people: Iterable[Row] = (), address: str = "", channel: str = "", cursor: str = ""
) -> Batch:
    """Return posts of one channel. Lines of the system that are in no thread are left out."""
    items, messages, gone = [], [], []
    for post in posts:
        message = _message(post)
        if message is None or (message.kind is Kind.NOTICE and message.item == message.key):
            continue
        messages.append(message)
        deleted = moment(post.get("delete_at")) if post.get("delete_at") else None
        if deleted is not None:
            gone.append(Gone(key=message.key, of="message", at=deleted))
        if message.kind is Kind.OPENING:
            items.append(_item(message, address, channel))
    authors = tuple(_author(person) for person in people if word(person, "id"))
    return Batch(authors=authors, items=tuple(items), messages=tuple(messages), gone=tuple(gone), cursor=cursor)


def _message(post: Row) -> Message | None:
    key, written = word(post, "id"), moment(post.get("create_at"))
    if not key or written is None:
        return None
    root = word(post, "root_id")
    is_system = word(post, "type").startswith("system_")
    return Message(
        key=key,
        item=root or key,
        author=word(post, "user_id") or "unknown",
        written_at=written,
        edited_at=moment(post.get("edit_at")) if post.get("edit_at") else None,
        text=with_emoji(text(post, "message")),
        kind=Kind.NOTICE if is_system else Kind.REPLY if root else Kind.OPENING,
    )


def _item(message: Message, address: str, channel: str) -> Item:
    first = next((line.strip() for line in message.text.splitlines() if line.strip()), "…")
    return Item(
        key=message.key,
        kind=ItemKind.THREAD,
        title=first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1]}…",
        address=f"{address.rstrip('/')}/_redirect/pl/{message.key}" if address else "",
        opened_at=message.written_at,
        author=message.author,
        labels=(channel,) if channel else (),
        as_of=message.edited_at or message.written_at,
    )


def _author(person: Row) -> Author:
    name = " ".join(filter(None, (word(person, "first_name"), word(person, "last_name"))))
    handle = word(person, "username")
    return Author(
        key=word(person, "id"),
        name=name or word(person, "nickname") or handle,
        handle=handle,
        address=word(person, "email"),
        bot=person.get("is_bot") is True or inner(person, "props").get("from_bot") == "true",
        as_of=moment(person.get("update_at")),
        # Its bulk export names people by this alone.
        also=handle.lower(),
    )
