"""Reads a feed live: asked for only when it changed, as far as its service says so."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.asking.answers import Answer
from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.feeds.parse import Entry, from_entries, read
from groundswell.connectors.reading import inner, moment, word
from groundswell.connectors.shape import BRINGS, NEWS, Choice, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.kit import clock
from groundswell.questions.records import Batch

PACE = Pace(a_minute=30, at_once=2)
_ACCEPT = {"Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"}


@dataclass
class FeedReader:
    """Reads one feed."""

    opened: Opened

    def read(self, since: str) -> Iterator[Batch]:
        """Yield what the feed holds, unless it is as it was."""
        told = cursor_of(since)
        known = {"If-Modified-Since": word(told, "modified")} if told.get("modified") else {}
        answer = _asked(self.opened, mark=word(told, "etag"), headers=known)
        if answer.is_unchanged:
            return
        seen = {key: when for key, said in inner(told, "seen").items() if (when := moment(said)) is not None}
        entries = read(answer.body, origin=answer.origin, now=clock.now(), seen=seen)
        # What says no day itself is of the day on which it was first seen here, and not of each reading's.
        undated = {each.key: each.published_at.isoformat() for each in entries if not each.is_dated}
        place = {"etag": answer.mark, "modified": answer.headers.get("last-modified", ""), "seen": undated}
        yield from_entries(entries, cursor_as(place), is_news=self.opened.choices.get(BRINGS) == NEWS)


def _asked(opened: Opened, *, mark: str = "", headers: dict[str, str] | None = None) -> Answer:
    with opened.asker(_ACCEPT) as ask:
        return ask.get("", mark=mark, headers=headers)


def _entries(answer: Answer) -> list[Entry]:
    return read(answer.body, origin=answer.origin, now=clock.now())


def look(opened: Opened) -> Seen:
    """Return how many entries a feed has, and when the newest was published."""
    found = _entries(_asked(opened))
    return Seen(
        words=_("entries"), count=len(found), newest_at=max((each.published_at for each in found), default=None)
    )


CONNECTOR = Connector(
    key="feed",
    name="RSS, Atom",
    address=_("The address of the feed, like https://blog.example.org/feed.xml"),
    choices=(
        Choice(
            name=BRINGS,
            words=_("What stands in it"),
            help=_("News are kept, found and pointed to, and wait for nobody: they stand in no queue and no figure."),
            options=(("questions", _("questions that somebody asks")), (NEWS, _("news: nobody asks anything"))),
        ),
    ),
    pace=PACE,
    look=look,
    reader=FeedReader,
    every_minutes=60,
)
