"""Reads channels live: backwards from the newest post down to what is known."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.mattermost import api, webhooks
from groundswell.connectors.mattermost.client import A_PAGE, PACE, Mattermost
from groundswell.connectors.reading import inner, moment, word
from groundswell.connectors.shape import Choice, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.questions.records import Batch


@dataclass
class MattermostReader:
    """Reads the channels that a source names."""

    opened: Opened

    def read(self, since: str) -> Iterator[Batch]:
        """Yield posts, newest first, a page at a time."""
        told, chat = cursor_of(since), Mattermost(self.opened)
        places = {channel: inner(told, channel) for channel in self.opened.listed("channels")}
        with chat.ask:
            for channel, place in places.items():
                name = word(chat.channel(channel), "display_name", "name")
                is_more = True
                while is_more:
                    posts = chat.posts(channel, word(place, "before"))
                    times = [int(post["create_at"]) for post in posts if isinstance(post.get("create_at"), int)]
                    known = int(place.get("newest") or 0)
                    place["top"] = max([*times, int(place.get("top") or 0)])
                    is_more = len(posts) == A_PAGE and min(times, default=0) > known
                    place["before"] = word(posts[-1], "id") if is_more else ""
                    if not is_more:
                        place["newest"] = max(known, place.pop("top"))
                    fresh = [post for post in posts if (post.get("create_at") or 0) >= known]
                    people = chat.people(word(post, "user_id") for post in fresh)
                    yield api.from_posts(
                        fresh, people=people, address=self.opened.address, channel=name, cursor=cursor_as(places)
                    )


def look(opened: Opened) -> Seen:
    """Return how many channels it may read, and when somebody last wrote."""
    chat = Mattermost(opened)
    with chat.ask:
        found = [chat.channel(name) for name in opened.listed("channels")]
    newest = [when for row in found if (when := moment(row.get("last_post_at"))) is not None]
    return Seen(words=_("channels"), count=len(found), newest_at=max(newest, default=None))


CONNECTOR = Connector(
    key="mattermost",
    name="Mattermost",
    address=_("The address of the server, like https://chat.example.org"),
    secret=_("Access token of a bot"),
    is_secret_needed=True,
    choices=(Choice(name="channels", words=_("Channels"), help=_("Their ids, one a line."), is_needed=True),),
    pace=PACE,
    look=look,
    reader=MattermostReader,
    hook=webhooks.HOOK,
)
