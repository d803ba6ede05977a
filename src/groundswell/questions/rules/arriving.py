"""What arrives, made ready to be kept: keys that fit, words that any database keeps, of two the right one."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from groundswell.questions.records import Author, Batch, Item, Kind, Message

ALWAYS = datetime(9999, 12, 31, tzinfo=UTC)
NEVER = datetime(1, 1, 1, tzinfo=UTC)
LONGEST_KEY = 255
LONGEST_TEXT = 100_000
_HEAD = 200
_CUT = "\n\n[…]"
# What turns the direction of other words on a line.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Post(NamedTuple):
    """A message as it is kept; `item` and `author` are keys."""

    key: str
    item: str
    author: str
    kind: str
    written_at: datetime
    edited_at: datetime | None
    reply_to: str
    is_answer: bool
    text: str

    @property
    def as_of(self) -> datetime:
        """When it was as it is."""
        return self.edited_at or self.written_at


class Topic(NamedTuple):
    """An item as it is kept; `author` is a key."""

    key: str
    kind: str
    title: str
    address: str
    labels: list[str]
    author: str
    opened_at: datetime
    closed_at: datetime | None
    resolved_at: datetime | None
    answered_by: str
    is_core: bool | None
    as_of: datetime | None


class Voice(NamedTuple):
    """An author as it is kept."""

    key: str
    name: str
    handle: str
    address: str
    is_bot: bool
    is_said_ours: bool | None
    as_of: datetime | None
    also: str = ""


@dataclass(frozen=True, slots=True)
class Arriving:
    """A batch, each key once. `gone` says since when, by what it is of and its key; `keys` are those of all authors."""

    voices: dict[str, Voice] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    gone: dict[tuple[str, str], datetime] = field(default_factory=dict)
    repeated: int = 0
    # The items that are news.
    news: frozenset[str] = frozenset()

    def author_keys(self) -> set[str]:
        """Return the keys of everybody who is named."""
        named = {post.author for post in self.posts.values()} | {topic.author for topic in self.topics.values()}
        return named | set(self.voices)

    def item_keys(self) -> set[str]:
        """Return the keys of all items that are named."""
        named = {post.item for post in self.posts.values()} | set(self.topics)
        return named | {key for of, key in self.gone if of == "item"}

    def message_keys(self) -> set[str]:
        """Return the keys of all messages that are named."""
        return set(self.posts) | {key for of, key in self.gone if of == "message"}


def arriving(batch: Batch, *, salt: str = "") -> Arriving:
    """Return a batch ready to be kept. With a `salt`, whoever wrote is only a mark."""
    ready = Arriving()
    keyed: Callable[[str], str] = (lambda key: mark_of(key, salt)) if salt else fitting
    for each in batch.authors:
        _keep(ready.voices, _voice(each, keyed, is_mark=bool(salt)), is_older_voice)
    for item in batch.items:
        _keep(ready.topics, _topic(item, keyed), is_older_topic)
    repeated = 0
    for message in batch.messages:
        if message.kind is Kind.ASIDE:
            note_gone(ready.gone, ("message", fitting(message.key)), message.edited_at or message.written_at)
        else:
            repeated += _keep(ready.posts, _post(message, keyed), is_older_post)
    for gone in batch.gone:
        note_gone(ready.gone, (gone.of, fitting(gone.key)), gone.at or ALWAYS)
    news = frozenset(fitting(item.key) for item in batch.items if item.is_news)
    return Arriving(ready.voices, ready.topics, ready.posts, ready.gone, repeated, news)


def _keep[Kept: (Voice, Topic, Post)](kept: dict[str, Kept], new: Kept, is_older: Callable[[Kept, Kept], bool]) -> bool:
    """Keep what is new unless there is something later of this key; tell whether the key was there."""
    before = kept.get(new.key)
    if before is None or not is_older(new, before):
        kept[new.key] = new
    return before is not None


def note_gone(gone: dict[tuple[str, str], datetime], what: tuple[str, str], at: datetime) -> None:
    """Note that something went, at the latest moment that is said."""
    gone[what] = max(at, gone.get(what, at))


def is_gone(at: datetime | None, as_of: datetime | None) -> bool:
    """Tell whether what went `at` is gone, as it was when it came (`as_of`)."""
    return at is not None and (as_of is None or as_of <= at)


def is_older_voice(new: Voice, before: Voice) -> bool:
    """Tell whether what is known of an author is from later, or of the same moment and by chance further on."""
    if new.as_of is None and before.as_of is None:
        return False
    return ((new.as_of or NEVER), new[1:4]) < ((before.as_of or NEVER), before[1:4])


def is_older_topic(new: Topic, before: Topic) -> bool:
    """Tell whether what is known of an item is from later, or of the same moment but began earlier."""
    older, newer = new.as_of or NEVER, before.as_of or NEVER
    return older < newer or (older == newer and new.opened_at > before.opened_at)


def is_older_post(new: Post, before: Post) -> bool:
    """Tell whether what is known of a message is from later."""
    return new.as_of < before.as_of


def forgotten_before(now: datetime, months: int | None) -> datetime | None:
    """Return the moment before which a source keeps no words; None where it keeps all. A month is 30.44 days."""
    return None if months is None else now - timedelta(days=30.44 * months)


def fitting(key: str) -> str:
    """Return a key that fits into its column; two different ones stay different."""
    key = storable(key)
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[:_HEAD]}~{blake2b(key.encode(), digest_size=16).hexdigest()}"


def mark_of(key: str, salt: str) -> str:
    """Return the mark of somebody, from which nobody who lacks the salt finds the key."""
    return "~" + blake2b(storable(key).encode(), key=salt.encode(), digest_size=16).hexdigest()


def storable(text: str) -> str:
    """Return a text that any database keeps: without NUL and half characters."""
    return _UNSTORABLE.sub("\ufffd", text) if not text.isascii() or "\x00" in text else text


def _voice(author: Author, keyed: Callable[[str], str], *, is_mark: bool) -> Voice:
    also = keyed(author.also) if author.also else ""
    if is_mark:
        return Voice(keyed(author.key), "", "", "", author.bot, author.ours, author.as_of, also)
    name, handle = _line(author.name, 200), _line(author.handle, 200)
    address = _line(author.address, 254).lower()
    return Voice(keyed(author.key), name, handle, address, author.bot, author.ours, author.as_of, also)


def _topic(item: Item, keyed: Callable[[str], str]) -> Topic:
    return Topic(
        fitting(item.key),
        str(item.kind)[:12],
        _line(item.title, 500),
        _web(_line(item.address, 500)),
        [_line(label, 100) for label in item.labels],
        keyed(item.author),
        item.opened_at,
        item.closed_at,
        item.resolved_at,
        fitting(item.answered_by),
        item.core,
        item.as_of,
    )


def _post(message: Message, keyed: Callable[[str], str]) -> Post:
    text = storable(message.text)
    return Post(
        fitting(message.key),
        fitting(message.item),
        keyed(message.author),
        message.kind.value,
        message.written_at,
        message.edited_at,
        fitting(message.reply_to),
        message.answer,
        text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(_CUT)] + _CUT,
    )


def _line(text: str, longest: int) -> str:
    text = storable(text)
    return " ".join((text if text.isascii() else _TURNING.sub("", text)).split())[:longest]


def _web(address: str) -> str:
    """Return an address that a link may lead to; whatever would run in a browser is none."""
    return address if address.lower().startswith(("https://", "http://")) else ""
