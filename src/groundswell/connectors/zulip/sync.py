"""Reads an organisation live: every message after the last one that is known, oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.reading import Row, moment
from groundswell.connectors.shape import Choice, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.connectors.zulip import api, webhooks
from groundswell.connectors.zulip.client import PACE, Zulip
from groundswell.questions.records import Batch


@dataclass
class ZulipReader:
    """Reads the public channels, or those that the source names."""

    opened: Opened

    def read(self, since: str) -> Iterator[Batch]:
        """Yield a thousand messages at a time."""
        newest = cursor_of(since).get("newest", 0)
        newest, zulip = newest if isinstance(newest, int) else 0, Zulip(self.opened)
        with zulip.ask:
            while found := zulip.after(newest):
                newest = max(row["id"] for row in found if isinstance(row.get("id"), int))
                listed = self._ours(found)
                first = [zulip.first_of(channel, topic) for channel, topic in api.turned(listed).values()]
                yield api.from_messages(listed, openings=self._ours(first), cursor=cursor_as({"newest": newest}))

    def _ours(self, found: list[Row]) -> list[Row]:
        channels = self.opened.listed("channels")
        realm = {"realm": self.opened.address.rstrip("/")}
        return [row | realm for row in found if row and (not channels or row.get("display_recipient") in channels)]


def look(opened: Opened) -> Seen:
    """Return how many channels it may read, and when somebody last wrote."""
    zulip = Zulip(opened)
    with zulip.ask:
        newest = [when for row in zulip.newest() if (when := moment(row.get("timestamp"))) is not None]
        return Seen(words=_("channels"), count=zulip.count(), newest_at=max(newest, default=None))


CONNECTOR = Connector(
    key="zulip",
    name="Zulip",
    address=_("The address of the organisation, like https://chat.example.org"),
    secret=_("API key of a bot"),
    is_secret_needed=True,
    choices=(
        Choice(
            name="bot",
            is_line=True,
            words=_("The bot's address"),
            help=_("As Zulip shows it: name-bot@…"),
            is_needed=True,
        ),
        Choice(name="channels", words=_("Channels"), help=_("One a line; all public ones when left empty.")),
    ),
    pace=PACE,
    look=look,
    reader=ZulipReader,
    hook=webhooks.HOOK,
)
