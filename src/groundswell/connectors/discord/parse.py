"""Threads of Discord as DiscordChatExporter keeps them: a file of JSON for each thread or post of a forum."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.connectors.archives import Archive, Gathering, after
from groundswell.connectors.discord.api import from_thread
from groundswell.connectors.located import Unreadable
from groundswell.connectors.reading import Row, inner, rows, word
from groundswell.questions.records import Batch

_PUBLIC = frozenset({"GuildPublicThread", "GuildNewsThread", "PublicThread", "NewsThread", "11", "10"})
_KINDS = {"Default": 0, "Reply": 19, "ThreadStarterMessage": 21}
_OF_THE_SYSTEM = 18


@dataclass
class Files:
    """Reads such files. `address` is not used: they say themselves where they were."""

    archive: Archive
    address: str = ""

    def read(self, since: str) -> Iterator[Batch]:
        """Yield threads, in the order of their files, after the file that `since` names."""
        gathered = Gathering()
        for entry in after(self.archive.ending(".json"), since):
            with self.archive.noting(entry):
                batch = self._thread(self.archive.value(entry))
                gathered.add(*batch.authors, *batch.items, *batch.messages)
            if gathered.is_full:
                yield gathered.batch(entry.name)
        yield gathered.batch("")

    def _thread(self, found: object) -> Batch:
        channel, said = inner(found, "channel"), rows(found, "messages")
        if not word(channel, "id") or not inner(found, "guild"):
            raise Unreadable(_("This is JSON, but nothing that DiscordChatExporter wrote of a server."))
        if word(channel, "type") not in _PUBLIC:
            # What stands in a channel outside of a thread is no question of its own.
            self.archive.left_out[_("channels that are no public thread")] += 1
            return Batch()
        listed = [_told(row) for row in said]
        first = next((row for row in listed if row["id"] == word(channel, "id")), listed[0] if listed else {})
        thread = {
            "id": word(channel, "id"),
            "name": word(channel, "name"),
            "owner_id": word(inner(first, "author"), "id"),
            "last_message_id": listed[-1]["id"] if listed else "",
        }
        return from_thread(thread, listed, guild=word(inner(found, "guild"), "id"))


def _told(row: Row) -> Row:
    """Return a message as Discord itself tells it."""
    author = inner(row, "author")
    return {
        "id": word(row, "id"),
        "type": _KINDS.get(word(row, "type"), _OF_THE_SYSTEM),
        "content": row.get("content"),
        "edited_timestamp": row.get("timestampEdited"),
        "message_reference": {"message_id": word(inner(row, "reference"), "messageId")},
        "author": {
            "id": word(author, "id"),
            "username": word(author, "name"),
            "global_name": word(author, "nickname"),
            "bot": author.get("isBot") is True,
        },
    }
