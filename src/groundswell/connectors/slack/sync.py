"""Reads channels live: backwards from the newest message, each thread with its replies; then whatever is newer.

A channel's history does not show replies to older threads. So each run looks again at what began in the last two weeks,
and asks for the replies of those threads that somebody spoke in since.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.reading import Row, inner, moment, word
from groundswell.connectors.shape import Choice, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.connectors.slack import api, webhooks
from groundswell.connectors.slack.client import ADDRESS, PACE, Slack
from groundswell.questions.records import Batch

LOOKS_BACK_SECONDS = 14 * 24 * 3600


@dataclass
class SlackReader:
    """Reads the channels that a source names."""

    opened: Opened
    _names: api.Names = field(default_factory=dict, init=False)
    _workspace: str = field(default="", init=False)

    def read(self, since: str) -> Iterator[Batch]:
        """Yield who is who, then channel by channel what was written, newest first."""
        told, slack = cursor_of(since), Slack(self.opened)
        channels = self.opened.listed("channels")
        places = {channel: {name: str(value) for name, value in inner(told, channel).items()} for channel in channels}
        with slack.ask:
            self._workspace = slack.workspace()
            authors = api.from_people(slack.people())
            self._names = api.names_of(authors)
            yield Batch(authors=authors, cursor=cursor_as(places))
            for channel, place in places.items():
                for batch in self._channel(slack, channel, place):
                    yield replace(batch, cursor=cursor_as(places))

    def _channel(self, slack: Slack, channel: str, place: dict[str, str]) -> Iterator[Batch]:
        """Walk from the newest down to what is known. `place`: the newest known, and the stretch of a walk cut off."""
        known = place.get("newest", "")
        oldest = _before(known) if known else ""
        more = True
        while more:
            found, more = slack.history(channel, oldest=oldest, latest=place.get("before", ""))
            stamps = [word(row, "ts") for row in found if word(row, "ts")]
            threads = [row for row in found if self._is_spoken_in(row, known)]
            replies = [each for row in threads for each in slack.replies(channel, word(row, "ts"), oldest=known)]
            heard = [*stamps, *(word(row, "ts") for row in replies), place.get("top", "")]
            place["top"] = max(heard, key=_seconds)
            if more and stamps:
                place["before"] = min(stamps, key=_seconds)
            else:
                more = False
                place["newest"] = max(known, place.pop("top"), key=_seconds)
                place.pop("before", None)
            yield api.from_messages([*found, *replies], channel, workspace=self._workspace, names=self._names)

    def _is_spoken_in(self, row: Row, known: str) -> bool:
        return bool(row.get("reply_count")) and (not known or _seconds(word(row, "latest_reply")) > _seconds(known))


def _before(stamp: str) -> str:
    return f"{max(0.0, _seconds(stamp) - LOOKS_BACK_SECONDS):.6f}"


def _seconds(stamp: str) -> float:
    try:
        return float(stamp)
    except ValueError:
        return 0.0


def look(opened: Opened) -> Seen:
    """Return in how many channels it may read, and when somebody last wrote."""
    slack = Slack(opened)
    with slack.ask:
        found = [slack.history(channel, oldest="", latest="")[0] for channel in opened.listed("channels")]
    newest = [when for page in found for row in page if (when := moment(word(row, "ts"))) is not None]
    return Seen(words=_("channels"), count=len(found), newest_at=max(newest, default=None))


CONNECTOR = Connector(
    key="slack",
    name="Slack",
    address=_("Always https://slack.com/api"),
    usual_address=ADDRESS,
    secret=_("Bot token of your own app (xoxb-…)"),
    is_secret_needed=True,
    choices=(
        Choice(
            name="channels",
            words=_("Channels"),
            help=_("Their ids (C0123456789), one a line; the app must be invited into each."),
            is_needed=True,
        ),
    ),
    pace=PACE,
    look=look,
    reader=SlackReader,
    hook=webhooks.HOOK,
)
