"""What a connector hands over: plain data, the same for every source.

Keys are the natural ids at the source, as text. Texts are plain text or Markdown. Times are aware, in UTC.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a message is.

    A NOTICE (a line of the system, an automatic reply) never counts as a voice. An ASIDE was written by staff for
    staff, and is never stored.
    """

    OPENING = "opening"
    REPLY = "reply"
    NOTICE = "notice"
    ASIDE = "aside"


class ItemKind(StrEnum):
    """What an item is at its source."""

    TOPIC = "topic"
    ISSUE = "issue"
    DISCUSSION = "discussion"
    THREAD = "thread"
    MAIL = "mail"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Whoever wrote at a source. `address` is an e-mail address, only to suggest that two are one person.

    `ours`: whether the source itself says that they are of our organisation (None: it says nothing); only a suggestion.
    `as_of` is when the source said so: of two of one key, the later one is kept. `also` is another key under which the
    same source names the same person elsewhere: both are one author, under `key`.
    """

    key: str
    name: str
    handle: str = ""
    address: str = ""
    bot: bool = False
    ours: bool | None = None
    as_of: datetime | None = None
    also: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One post, comment or mail. `item`, `author` and `reply_to` are keys.

    Of two of one key, the one that was edited (else written) later is kept. A message that was moved comes again with
    its new item. `answer`: the source marks it as the accepted answer.
    `is_by_reply`: it belongs where what it answers is, as far as that is here; `item` is only what it knows itself.
    """

    key: str
    item: str
    author: str
    written_at: datetime
    text: str
    reply_to: str = ""
    edited_at: datetime | None = None
    kind: Kind = Kind.REPLY
    answer: bool = False
    is_by_reply: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A topic, issue, thread or mail that starts one. `author` is a key, `answered_by` the key of a message.

    `core`: whether it is about the core (None: the source says nothing). Of two of one key, the later `as_of` is kept,
    then the one that began earlier, then the one that came last. `is_news`: nobody asks anything; it is sorted so
    when it is new, and people here may sort it otherwise.
    """

    key: str
    kind: str
    title: str
    address: str
    opened_at: datetime
    author: str
    labels: tuple[str, ...] = ()
    closed_at: datetime | None = None
    resolved_at: datetime | None = None
    answered_by: str = ""
    core: bool | None = None
    as_of: datetime | None = None
    is_news: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """An item or a message (`of`) that is deleted or hidden at its source.

    Its words are removed here. It stays gone, unless `at` says when it went and it was edited after that.
    """

    key: str
    of: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is taken in in one transaction, with the place from which to read on (a text only the connector reads)."""

    authors: tuple[Author, ...] = ()
    items: tuple[Item, ...] = ()
    messages: tuple[Message, ...] = ()
    gone: tuple[Gone, ...] = ()
    cursor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a batch did: items and messages that are new, changed, the same as before, and gone."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0

    def __add__(self, other: "Taken") -> "Taken":
        """Return the sum of two."""
        return Taken(
            new=self.new + other.new,
            changed=self.changed + other.changed,
            same=self.same + other.same,
            gone=self.gone + other.gone,
        )
