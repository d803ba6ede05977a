"""What was written to a bot of Mattermost alone, and how far it was heard. Plain Python: no clock, no I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from groundswell.connectors.reading import LONGEST_TEXT, Row, inner, word

# Which of our posts answers which: so much of what was heard stands in the chat itself.
ANSWERS = "groundswell_answers"
# A server of several machines may show a post a moment after a younger one.
OVERLAP = 60_000
_NOT_BY_HAND = ("from_bot", "from_webhook", "from_plugin", "from_oauth_app")


@dataclass(frozen=True, slots=True)
class Said:
    """A post of a person to us. `at`: thousandths of a second since 1970, as the server says."""

    key: str
    at: int
    account: str
    words: str
    thread: str = ""
    has_files: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """How far a conversation was heard.

    `newest`: the time of the youngest post that was seen; `floor`: what is not younger was there before the door was;
    `count`: how many posts the server counted then; `near`: which posts were heard within the overlap.
    """

    newest: int = 0
    floor: int = 0
    count: int = 0
    near: tuple[str, ...] = ()

    @classmethod
    def of(cls, told: Mapping[str, object]) -> Self:
        """Read what `kept` wrote."""
        near = told.get("near")
        listed = tuple(map(str, near)) if isinstance(near, list) else ()
        return cls(number(told, "newest"), number(told, "floor"), number(told, "count"), listed)

    @classmethod
    def before(cls, channel: Row) -> Self:
        """Return the place of a conversation that was there before the door: nothing of it is heard."""
        last = number(channel, "last_post_at")
        return cls(newest=last, floor=last, count=number(channel, "total_msg_count"))

    def kept(self) -> dict[str, object]:
        """Return it as it is kept."""
        told = {"newest": self.newest, "floor": self.floor, "count": self.count, "near": list(self.near)}
        return {name: value for name, value in told.items() if value}

    @property
    def looks_from(self) -> int:
        """Return the time after which posts may be unheard."""
        return max(self.floor, self.newest - OVERLAP)

    def is_behind(self, channel: Row) -> bool:
        """Tell whether the server knows of posts that were not seen."""
        return number(channel, "last_post_at") > self.newest or number(channel, "total_msg_count") != self.count

    def after(self, said: Said, posts: Iterable[Row]) -> Self:
        """Return the place after one post was heard; `posts` are all that the server showed."""
        newest = max(self.newest, said.at)
        times = {word(post, "id"): number(post, "create_at") for post in posts}
        near = [key for key in (*self.near, said.key) if times.get(key, 0) > newest - OVERLAP]
        return replace(self, newest=newest, near=tuple(near))

    def at_the_end(self, channel: Row, posts: Iterable[Row]) -> Self:
        """Return the place after all that there was; what we said ourselves is seen too."""
        newest = max([self.newest, number(channel, "last_post_at"), *(number(post, "create_at") for post in posts)])
        return replace(self, newest=newest, count=number(channel, "total_msg_count"))


def unheard(posts: Iterable[Row], *, us: str, channel: Row, place: Place) -> list[Said]:
    """Return what the other person wrote and nobody heard yet, oldest first.

    Left out: our own posts, posts of machines, what is deleted, and what we answered already, whatever the place says:
    after a restore from a backup it is older than the chat.
    """
    listed = list(posts)
    answered = {word(inner(post, "props"), ANSWERS) for post in listed if word(post, "user_id") == us}
    known = {*place.near, *answered}
    others = set(word(channel, "name").split("__")) - {us}
    found = [
        _said(post)
        for post in listed
        if word(post, "user_id") in others
        and _is_by_hand(post)
        and number(post, "create_at") > place.looks_from
        and word(post, "id") not in known
    ]
    return sorted(found, key=lambda said: (said.at, said.key))


def number(row: Mapping[str, object], name: str) -> int:
    """Return a whole number that is not negative, or 0."""
    found = row.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else 0


def _said(post: Row) -> Said:
    words = post.get("message")
    return Said(
        key=word(post, "id"),
        at=number(post, "create_at"),
        account=word(post, "user_id"),
        words=words[:LONGEST_TEXT] if isinstance(words, str) else "",
        thread=word(post, "root_id"),
        has_files=bool(post.get("file_ids")),
    )


def _is_by_hand(post: Row) -> bool:
    """Tell whether a person wrote it, and it is still there; a post with a type is a line of the system."""
    props = inner(post, "props")
    is_written = word(post, "id") and not post.get("type") and not post.get("delete_at")
    return bool(is_written) and not any(props.get(name) for name in _NOT_BY_HAND)
