"""Mails of a mailbox, as the records of questions: of the same keys as those of an mbox archive of it."""

from collections.abc import Iterable
from datetime import UTC, datetime

from groundswell.connectors.mbox.mails import Head, head_of, words_of
from groundswell.questions.records import Author, Batch, Item, ItemKind, Kind, Message

_NO_SUBJECT = "…"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def from_mails(found: Iterable[bytes], cursor: str = "") -> Batch:
    """Return mails. A thread is known by the first mail that it names, whether that one came or not."""
    authors: dict[str, Author] = {}
    items, messages = [], []
    for content in found:
        plain = content.replace(b"\r\n", b"\n")
        head = head_of(plain)
        if head is None:
            continue
        who, root = head.sender or "unknown", head.root
        authors[who] = Author(key=who, name=head.name or who, address=head.sender, bot=head.is_machine, as_of=head.at)
        items.append(_item(head, who, root))
        messages.append(_message(plain, head, who, root))
    return Batch(authors=tuple(authors.values()), items=tuple(items), messages=tuple(messages), cursor=cursor)


def _item(head: Head, who: str, root: str) -> Item:
    """Return the thread, as this mail knows it: of two answers the earlier counts, and the first mail above all."""
    at = head.at or _LONG_AGO
    return Item(
        key=root,
        kind=ItemKind.THREAD,
        title=head.bare_subject or _NO_SUBJECT,
        address="",
        opened_at=at,
        author=who,
        as_of=at if root == head.key else None,
    )


def _message(content: bytes, head: Head, who: str, root: str) -> Message:
    return Message(
        key=head.key,
        item=root,
        author=who,
        written_at=head.at or _LONG_AGO,
        text=words_of(content, head),
        reply_to=head.before[-1] if head.before else "",
        is_by_reply=True,
        kind=Kind.NOTICE if head.is_automatic else Kind.OPENING if head.key == root else Kind.REPLY,
    )
