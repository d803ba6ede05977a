"""What Discord answers, as the records of questions. Keys: ids of threads, messages and people.

An id holds the moment at which it was made, so that nothing has to be believed about clocks.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from groundswell.connectors.reading import Row, inner, moment, text, word
from groundswell.questions.records import Author, Batch, Item, ItemKind, Kind, Message

_EPOCH = 1_420_070_400_000
# A message that somebody wrote: by itself, as a reply, and what began a thread of a text channel.
_WRITTEN = frozenset({0, 19, 21})


def from_thread(
    thread: Row, found: Iterable[Row], *, guild: str = "", tags: Row | None = None, cursor: str = ""
) -> Batch:
    """Return a thread, with what was said in it."""
    key, said = word(thread, "id"), list(found)
    item = _item(thread, guild, tags or {})
    if item is None:
        return Batch(cursor=cursor)
    authors = {author.key: author for row in said if (author := _author(inner(row, "author"))).key}
    messages = tuple(message for row in said if (message := _message(row, key)) is not None)
    return Batch(authors=tuple(authors.values()), items=(item,), messages=messages, cursor=cursor)


def made_at(number: str) -> datetime | None:
    """Return when an id was made."""
    if not number.isdecimal():
        return None
    return datetime.fromtimestamp(((int(number) >> 22) + _EPOCH) / 1000, UTC)


def number_at(moment: datetime) -> int:
    """Return the smallest id of a moment."""
    return (int(moment.timestamp() * 1000) - _EPOCH) << 22


def _item(thread: Row, guild: str, tags: Row) -> Item | None:
    key, opened = word(thread, "id"), made_at(word(thread, "id"))
    if opened is None:
        return None
    about = inner(thread, "thread_metadata")
    applied = thread.get("applied_tags")
    labels = [str(tags.get(str(each), "")) for each in applied] if isinstance(applied, list) else []
    last = made_at(word(thread, "last_message_id")) or opened
    is_locked = about.get("locked") is True
    return Item(
        key=key,
        kind=ItemKind.THREAD,
        title=word(thread, "name"),
        address=f"https://discord.com/channels/{guild}/{key}" if guild else "",
        opened_at=opened,
        author=word(thread, "owner_id") or "unknown",
        labels=tuple(filter(None, labels)),
        # What only went quiet is archived by itself; locked is what somebody closed.
        closed_at=moment(about.get("archive_timestamp")) if is_locked else None,
        as_of=last,
    )


def _message(row: Row, thread: str) -> Message | None:
    key, written = word(row, "id"), made_at(word(row, "id"))
    if written is None:
        return None
    # The post that opens a thread of a forum has the thread's own id.
    kind = Kind.OPENING if key == thread else Kind.REPLY if row.get("type", 0) in _WRITTEN else Kind.NOTICE
    return Message(
        key=key,
        item=thread,
        author=word(inner(row, "author"), "id") or "unknown",
        written_at=written,
        edited_at=moment(row.get("edited_timestamp")),
        # The line that stands at the head of a thread of a text channel names what it began with.
        text=text(row, "content") or text(inner(row, "referenced_message"), "content"),
        reply_to=word(inner(row, "message_reference"), "message_id"),
        kind=kind,
    )


def _author(person: Row) -> Author:
    handle = word(person, "username")
    return Author(
        key=word(person, "id"),
        name=word(person, "global_name") or handle,
        handle=handle,
        bot=person.get("bot") is True,
    )
