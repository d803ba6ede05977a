"""What Zulip answers, as the records of questions.

Keys: `channel/topic` with the channel's name and the topic as it was before it was resolved; messages by their
number, people by theirs.
"""

from collections.abc import Iterable
from urllib.parse import quote

from groundswell.connectors.reading import Row, moment, text, word
from groundswell.connectors.zulip.client import RESOLVED
from groundswell.questions.records import Author, Batch, Item, ItemKind, Kind, Message

# Zulip's own bots; what they write are lines of the system.
_SYSTEM = ("notification-bot@", "welcome-bot@", "emailgateway@")


def from_messages(found: Iterable[Row], *, openings: Iterable[Row] = (), cursor: str = "") -> Batch:
    """Return messages of channels. `openings` are those that began topics which changed since."""
    listed = [row for row in found if word(row, "type") == "stream" and _channel(row) and _topic(row)]
    firsts = {key_of(row): row for row in openings}
    latest = {key_of(row): row for row in listed}
    messages = tuple(message for row in listed if (message := _message(row)) is not None)
    begun: dict[str, Message] = {}
    for message in messages:
        begun.setdefault(message.item, message)
    items = [_begun(message, latest[key]) for key, message in begun.items() if key not in firsts]
    items += [item for key, row in firsts.items() if (item := _changed(row, latest.get(key, row))) is not None]
    authors = {each.key: each for row in listed if (each := _author(row)).key}
    return Batch(authors=tuple(authors.values()), items=tuple(items), messages=messages, cursor=cursor)


def key_of(row: Row) -> str:
    """Return the key of the topic that a message stands in."""
    return f"{_name(row)}/{_topic(row).removeprefix(RESOLVED)}"


def turned(found: Iterable[Row]) -> dict[str, tuple[int, str]]:
    """Return the topics of which these messages say that they are resolved, or no longer: channel and name, by key."""
    return {
        key_of(row): (int(_channel(row)), _topic(row))
        for row in found
        if _topic(row).startswith(RESOLVED) or _is_system(row)
        if _channel(row)
    }


def _channel(row: Row) -> str:
    return word(row, "stream_id")


def _name(row: Row) -> str:
    return word(row, "display_recipient") or _channel(row)


def _topic(row: Row) -> str:
    return word(row, "subject", "topic")


def _is_system(row: Row) -> bool:
    return word(row, "sender_email").startswith(_SYSTEM)


def _author(row: Row) -> Author:
    address = word(row, "sender_email")
    return Author(
        key=word(row, "sender_id"),
        name=word(row, "sender_full_name"),
        # Zulip makes up addresses for those who hide theirs.
        address="" if address.startswith("user") else address,
        bot=_is_system(row) or address.split("@")[0].endswith("-bot"),
        as_of=moment(row.get("timestamp")),
    )


def _message(row: Row) -> Message | None:
    written = moment(row.get("timestamp"))
    if written is None or not word(row, "id") or not word(row, "sender_id"):
        return None
    return Message(
        key=word(row, "id"),
        item=key_of(row),
        author=word(row, "sender_id"),
        written_at=written,
        edited_at=moment(row.get("last_edit_timestamp")),
        text=text(row, "content"),
        kind=Kind.NOTICE if _is_system(row) else Kind.REPLY,
    )


def _begun(message: Message, latest: Row) -> Item:
    """Return the topic of which this is the first message so far: an earlier one, whenever it comes, stands above."""
    return Item(
        key=message.item,
        kind=ItemKind.TOPIC,
        title=_topic(latest).removeprefix(RESOLVED),
        address=_address(latest),
        opened_at=message.written_at,
        author=message.author,
        labels=_labels(latest),
    )


def _changed(first: Row, latest: Row) -> Item | None:
    """Return a topic that was resolved, or no longer is, with the message that really began it."""
    opened, now = moment(first.get("timestamp")), moment(latest.get("timestamp"))
    if opened is None:
        return None
    return Item(
        key=key_of(first),
        kind=ItemKind.TOPIC,
        title=_topic(first).removeprefix(RESOLVED),
        address=_address(latest),
        opened_at=opened,
        author=word(first, "sender_id"),
        labels=_labels(latest),
        resolved_at=now if _topic(latest).startswith(RESOLVED) else None,
        as_of=now,
    )


def _labels(row: Row) -> tuple[str, ...]:
    return (_name(row),)


def _address(row: Row) -> str:
    channel = f"{_channel(row)}-{_name(row).replace(' ', '-')}"
    return f"{word(row, 'realm')}/#narrow/channel/{quote(channel)}/topic/{quote(_topic(row))}/near/{word(row, 'id')}"
