"""Mattermost in files: a bulk export (JSONL), or pages of posts as its interface answers.

In a bulk export posts have no ids: they are known by channel, moment and writer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from groundswell.connectors.mattermost.api import from_posts
from groundswell.connectors.reading import Row, inner, rows, word
from groundswell.connectors.valued import Valued
from groundswell.questions.records import Author, Batch

_OPEN = "O"


@dataclass
class Files(Valued):
    """Reads such files. `address` is the server, for the way back."""

    name = "Mattermost"

    # Public channels of a bulk export, by team and name; and whoever it names.
    _channels: dict[tuple[str, str], str] = field(default_factory=dict)
    _people: dict[str, Row] = field(default_factory=dict)

    def batches(self, row: Row) -> Iterator[Batch]:
        """Yield what one value says: a page of posts, somebody, or a line of an export."""
        kind, posts = word(row, "type"), inner(row, "posts")
        if posts:
            yield from_posts([post for post in posts.values() if isinstance(post, dict)], address=self.address)
        elif kind == "channel":
            self._channel(inner(row, "channel"))
        elif kind == "user" or "username" in row:
            yield from self._person(inner(row, "user") or row)
        elif kind == "post":
            yield from self._post(inner(row, "post"))
        elif kind in {"direct_post", "direct_channel"}:
            self.leave_out(_("direct messages"))
        elif not kind:
            self.leave_out(_("values that are no page of posts and nobody"))

    def _channel(self, channel: Row) -> None:
        if word(channel, "type") == _OPEN:
            team, name = word(channel, "team"), word(channel, "name")
            self._channels[team, name] = word(channel, "display_name") or name

    def _person(self, person: Row) -> Iterator[Batch]:
        self._people[word(person, "username").lower()] = person
        if word(person, "id"):
            yield from_posts([], people=[person])

    def _post(self, post: Row) -> Iterator[Batch]:
        team, channel = word(post, "team"), word(post, "channel")
        if (team, channel) not in self._channels:
            self.leave_out(_("posts of private channels"))
            return
        root = self._told(post, f"{team}/{channel}")
        replies = [self._told(reply, f"{team}/{channel}") | {"root_id": root["id"]} for reply in rows(post, "replies")]
        names = dict.fromkeys(word(each, "user_id") for each in [root, *replies])
        batch = from_posts([root, *replies], channel=self._channels[team, channel])
        yield Batch(authors=tuple(map(self._author, names)), items=batch.items, messages=batch.messages)

    def _told(self, post: Row, place: str) -> Row:
        """Return a post of an export as the interface would tell it."""
        who = word(post, "user").lower()
        return post | {"id": f"{place}/{word(post, 'create_at')}/{who}", "user_id": who, "root_id": ""}

    def _author(self, name: str) -> Author:
        person = self._people.get(name, {})
        full = " ".join(filter(None, (word(person, "first_name"), word(person, "last_name"))))
        return Author(key=name, name=full or name, handle=name, address=word(person, "email"), bot="is_bot" in person)
