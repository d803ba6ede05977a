"""What Slack answers, as the records of questions.

Keys: `channel:ts` for a thread and for each message; people by their id. What begins a thread, or stands alone, is an
item; its title is its first line.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from html import unescape

from groundswell.connectors.plain import with_emoji
from groundswell.connectors.reading import Row, inner, moment, rows, text, word
from groundswell.questions.records import Author, Batch, Gone, Item, ItemKind, Kind, Message

LONGEST_TITLE = 120
# A subtype of a message that somebody wrote; every other one is a line of the system.
_WRITTEN = frozenset({"", "bot_message", "file_share", "me_message", "thread_broadcast"})
_MARK = re.compile(r"<([@#!]?)([^>|]*)(?:\|([^>]*))?>")
type Names = Mapping[str, str]


def from_messages(
    found: Iterable[Row], channel: str, *, workspace: str = "", names: Names | None = None, cursor: str = ""
) -> Batch:
    """Return messages of one channel. Lines of the system that are in no thread are left out: nobody asks by them."""
    items, messages, gone = [], [], []
    for row in found:
        stamp, thread = word(row, "ts"), word(row, "thread_ts") or word(row, "ts")
        written = moment(stamp)
        is_first = thread == stamp
        if written is None or (is_first and word(row, "subtype") not in {*_WRITTEN, "tombstone"}):
            continue
        message = _message(row, channel, written, names or {})
        if word(row, "subtype") == "tombstone":
            gone.append(Gone(key=message.key, of="message", at=written))
        messages.append(message)
        if is_first:
            items.append(_item(message, workspace))
    return Batch(items=tuple(items), messages=tuple(messages), gone=tuple(gone), cursor=cursor)


def from_people(found: Iterable[Row]) -> tuple[Author, ...]:
    """Return everybody of a workspace."""
    return tuple(_author(row) for row in found if word(row, "id"))


def names_of(authors: Iterable[Author]) -> Names:
    """Return what people are called, by their ids."""
    return {author.key: author.name for author in authors}


def from_event(event: Row) -> Batch:
    """Return what one event says: written, edited or deleted."""
    channel, subtype = word(event, "channel"), word(event, "subtype")
    if not channel:
        return Batch()
    if subtype == "message_deleted":
        key = key_of(channel, word(event, "deleted_ts"))
        return Batch(gone=(Gone(key=key, of="message", at=moment(word(event, "ts"))),))
    message = inner(event, "message") if subtype == "message_changed" else event
    told = from_messages([message], channel)
    # An event does not say what people are called and where it stands: what is asked for later counts more.
    return replace(told, items=tuple(replace(item, as_of=None) for item in told.items))


def key_of(channel: str, stamp: str) -> str:
    """Return the key of a message, and of the thread that it begins."""
    return f"{channel}:{stamp}"


def plain(words: str, names: Names) -> str:
    """Return Slack's own markup as plain words: who and what is meant, and addresses as they are."""

    def meant(found: re.Match[str]) -> str:
        mark, what, label = found.groups()
        if mark == "@":
            return f"@{names.get(what, label or what)}"
        if mark in {"#", "!"}:
            return f"{'#' if mark == '#' else '@'}{label or what}"
        return f"{label} ({what})" if label and label != what else what

    return with_emoji(unescape(_MARK.sub(meant, words)))


def _message(row: Row, channel: str, written: datetime, names: Names) -> Message:
    stamp, thread = word(row, "ts"), word(row, "thread_ts") or word(row, "ts")
    is_written = word(row, "subtype") in _WRITTEN
    kind = Kind.OPENING if thread == stamp else Kind.REPLY
    return Message(
        key=key_of(channel, stamp),
        item=key_of(channel, thread),
        author=word(row, "user", "bot_id") or "unknown",
        written_at=written,
        edited_at=moment(word(inner(row, "edited"), "ts")),
        text=plain(_words(row), names),
        kind=kind if is_written or thread == stamp else Kind.NOTICE,
    )


def _words(row: Row) -> str:
    """Return what a message says; one without words of its own says what is attached to it."""
    attached = (text(each, "text") or text(each, "fallback") for each in rows(row, "attachments"))
    files = (text(each, "title") or text(each, "name") for each in rows(row, "files"))
    return text(row, "text") or "\n".join(filter(None, (*attached, *files)))


def _item(message: Message, workspace: str) -> Item:
    channel, _colon, stamp = message.key.partition(":")
    first = next((line.strip() for line in message.text.splitlines() if line.strip()), "…")
    return Item(
        key=message.item,
        kind=ItemKind.THREAD,
        title=first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1]}…",
        address=f"{workspace}/archives/{channel}/p{stamp.replace('.', '')}" if workspace else "",
        opened_at=message.written_at,
        author=message.author,
        as_of=message.edited_at or message.written_at,
    )


def _author(row: Row) -> Author:
    profile = inner(row, "profile")
    return Author(
        key=word(row, "id"),
        name=word(profile, "real_name", "display_name") or word(row, "real_name", "name"),
        handle=word(row, "name"),
        address=word(profile, "email"),
        bot=row.get("is_bot") is True or row.get("id") == "USLACKBOT",
        # Members of the workspace are ours; guests and those of connected workspaces are not said to be.
        ours=None if row.get("is_restricted") or row.get("is_stranger") else True,
        as_of=moment(row.get("updated")),
    )
