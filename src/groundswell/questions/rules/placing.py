"""In which thread a mail is: it names only some of those above it, and they come by several doors, in any order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from groundswell.questions.records import Batch, Item, Kind, Message


def placed(batch: Batch, known: Mapping[str, str]) -> Batch:
    """Return a batch with each mail in the thread of what it answers; `known`: the items of messages that are kept."""
    found = places(batch.messages, known)
    moved = {each.item: found[each.key] for each in batch.messages if each.is_by_reply}
    return replace(
        batch,
        messages=tuple(_placed(each, found[each.key]) if each.is_by_reply else each for each in batch.messages),
        items=tuple(_named(each, moved.get(each.key, each.key)) for each in batch.items),
    )


def places(messages: Sequence[Message], known: Mapping[str, str]) -> dict[str, str]:
    """Return the item of each message."""
    by_key = {each.key: each for each in messages}
    found: dict[str, str] = {}
    for each in messages:
        found[each.key] = _place(each, by_key, known) if each.is_by_reply else each.item
    return found


def _place(message: Message, by_key: Mapping[str, Message], known: Mapping[str, str]) -> str:
    """Return where a mail belongs: up what each answers, as far as that is here, and then where that is."""
    at, seen = message, {message.key}
    while at.is_by_reply:
        above = next((by_key[key] for key in (at.reply_to, at.item) if key in by_key and key not in seen), None)
        if above is None:
            return _known_place(at, seen, known)
        seen.add(above.key)
        at = above
    return at.item


def _known_place(message: Message, seen: Collection[str], known: Mapping[str, str]) -> str:
    above = [known[key] for key in (message.reply_to, message.item) if key in known and key not in seen]
    # Whoever knows less of a mail than is known already does not take it out of its thread.
    own = known.get(message.key, message.item) if message.item == message.key else message.item
    return above[0] if above else own


def _placed(message: Message, item: str) -> Message:
    kind = Kind.REPLY if message.kind is Kind.OPENING and item != message.key else message.kind
    return replace(message, item=item, kind=kind)


def _named(item: Item, key: str) -> Item:
    return item if key == item.key else replace(item, key=key, as_of=None)
