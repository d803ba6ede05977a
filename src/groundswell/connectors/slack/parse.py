"""Exports of a Slack workspace: a ZIP or a folder with a folder for each channel and a file for each day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import normalize

from django.utils.translation import gettext as _

from groundswell.connectors.archives import Archive, Entry, Gathering, after
from groundswell.connectors.located import Unreadable
from groundswell.connectors.reading import Row, rows, word
from groundswell.connectors.slack.api import from_messages, from_people, names_of
from groundswell.questions.records import Author, Batch

_PRIVATE = ("groups.json", "dms.json", "mpims.json")

_DAY = re.compile(r"/\d{4}-\d{2}-\d{2}\.json$")


@dataclass
class Files:
    """Reads an export. `address` is the workspace (https://example.slack.com), for the way back."""

    archive: Archive
    address: str = ""
    # By id whoever is known, and the ids of public channels by the names of their folders.
    _people: dict[str, Author] = field(default_factory=dict)
    _channels: dict[str, str] = field(default_factory=dict)

    def read(self, since: str) -> Iterator[Batch]:
        """Yield the days of public channels, in the order of their names, after the day that `since` names."""
        listed = self._listed("channels.json")
        if not listed:
            raise Unreadable(_("There is no channels.json: this is no export of a Slack workspace."))
        self._channels = {_composed(word(row, "name")): word(row, "id") for row in listed}
        self._people = {each.key: each for each in from_people(self._listed("users.json"))}
        private = {_composed(word(row, "name", "id")) for name in _PRIVATE for row in self._listed(name)}
        gathered = Gathering()
        for entry in after(self.archive.ending(".json"), since):
            folder = _composed(entry.name.rpartition("/")[0].rpartition("/")[2])
            if folder in private:
                self.archive.left_out[_("days of private channels and direct messages")] += 1
            elif folder in self._channels:
                with self.archive.noting(entry):
                    self._gather(entry, self._channels[folder], gathered)
            elif _DAY.search(entry.name):
                self.archive.left_out[_("days of channels that channels.json does not name")] += 1
            if gathered.is_full:
                yield gathered.batch(entry.name)
        yield gathered.batch("")

    def _gather(self, entry: Entry, channel: str, gathered: Gathering) -> None:
        found = self.archive.value(entry)
        if not isinstance(found, list):
            raise Unreadable(_("This is JSON, but no day of a Slack channel."))
        said = [row for row in found if isinstance(row, dict)]
        names = names_of(self._people.values())
        batch = from_messages(said, channel, workspace=self.address.rstrip("/"), names=names)
        gathered.add(*(self._author(row) for row in said), *batch.items, *batch.messages, *batch.gone)

    def _author(self, row: Row) -> Author:
        key = word(row, "user", "bot_id") or "unknown"
        is_machine = word(row, "subtype") == "bot_message" or not word(row, "user")
        return self._people.get(key) or Author(key=key, name=word(row, "username"), bot=is_machine)

    def _listed(self, name: str) -> list[Row]:
        entry = self.archive.named(name)
        return rows(self.archive.value(entry)) if entry else []


def _composed(name: str) -> str:
    """Return a name as it is compared: some systems take the letters of folders apart ("e´" for "é")."""
    return normalize("NFC", name)
