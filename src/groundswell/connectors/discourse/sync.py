"""Reads a forum live: backwards from its newest post, then whatever is newer.

The cheap way: pages of fifty posts of all topics at once, instead of a question for each topic. Where reading stops,
the cursor says which stretch of ids is still to read, so that nothing is asked for twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.discourse import api, webhooks
from groundswell.connectors.discourse.client import A_PAGE, PACE, Forum
from groundswell.connectors.reading import Row, moment
from groundswell.connectors.shape import Choice, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.questions.records import Batch

# Posts that are kept in one transaction.
A_BATCH = 1000
# One page of topics for so many pages of posts; what is left is read the next time.
_PAGES_A_LIST = 40
_LEAST_LISTS = 2
# After so many pages the place is kept whatever stood on them: a forum of empty pages would hold a worker for ever.
_PAGES_A_BATCH = 40


@dataclass
class _Place:
    """Where reading stands. Posts above `before` and below `until` are kept; `top` is the newest of this run."""

    newest: int = 0
    top: int = 0
    before: int = 0
    page: int = 0
    listed: str = ""
    listing: str = ""

    @classmethod
    def of(cls, cursor: str) -> "_Place":
        """Read a cursor; one of an unknown kind begins anew."""
        told = cursor_of(cursor)
        numbers = [told.get(name, 0) for name in ("newest", "top", "before", "page")]
        if not all(isinstance(each, int) for each in numbers):
            return cls()
        newest, top, before, page = numbers
        listed, listing = str(told.get("listed", "")), str(told.get("listing", ""))
        return cls(newest, top, before, page, listed, listing)

    def written(self) -> str:
        """Return the cursor."""
        return cursor_as(vars(self))


@dataclass
class DiscourseReader:
    """Reads one forum."""

    opened: Opened
    pages: int = field(default=0, init=False)

    def read(self, since: str) -> Iterator[Batch]:
        """Yield posts a thousand at a time, newest first, then what the lists of topics say."""
        place, forum = _Place.of(since), Forum(self.opened)
        with forum.ask:
            yield from self._posts(forum, place)
            yield from self._topics(forum, place)

    def _posts(self, forum: Forum, place: _Place) -> Iterator[Batch]:
        waiting: list[Row] = []
        for count, page in enumerate(self._pages(forum, place), start=1):
            waiting += page
            if len(waiting) >= A_BATCH or count % _PAGES_A_BATCH == 0:
                yield api.from_posts(waiting, self.opened.address, place.written())
                waiting = []
        place.newest, place.top, place.before = max(place.newest, place.top), 0, 0
        yield api.from_posts(waiting, self.opened.address, place.written())

    def _pages(self, forum: Forum, place: _Place) -> Iterator[list[Row]]:
        """Yield the pages between what is known and where reading stopped; `place` is after each page."""
        before = place.before or None
        is_inclusive: bool | None = None
        while before is None or before > max(1, place.newest):
            page = forum.posts(before)
            self.pages += 1
            ids = [post["id"] for post in page if isinstance(post.get("id"), int)]
            if before is None and not ids:
                return
            place.top = max(place.top, *ids, 0) if ids else place.top
            if before is not None and ids and is_inclusive is None:
                # Some versions count "before" in and some do not: one that does need not be told of a post twice.
                is_inclusive = max(ids) == before
            low = min(ids) if ids else 0
            if before is None:
                before = low
            elif ids and low < before:
                before = low - 1 if is_inclusive else low
            else:
                before -= A_PAGE
            place.before = max(before, 1)
            yield [post for post in page if isinstance(post.get("id"), int) and post["id"] > place.newest]

    def _topics(self, forum: Forum, place: _Place) -> Iterator[Batch]:
        """Yield topics by activity, down to where the last list ended; at most a fortieth of the pages of posts."""
        known = moment(place.listed)
        for _turn in range(max(_LEAST_LISTS, self.pages // _PAGES_A_LIST)):
            page = forum.topics(place.page)
            moved = [found for row in page if not row.get("pinned") and (found := api.bumped_at(row)) is not None]
            if place.page == 0 and moved:
                place.listing = max(moved).isoformat()
            is_last = not page or (known is not None and bool(moved) and min(moved) < known)
            place.page = 0 if is_last else place.page + 1
            if is_last:
                place.listed = place.listing
            yield api.from_topics(page, self.opened.address, place.written())
            if is_last:
                return


def look(opened: Opened) -> Seen:
    """Return how many topics a forum has, and when somebody last wrote."""
    forum = Forum(opened)
    with forum.ask:
        posts = forum.posts(None)
        count = forum.about().get("stats", {})
    newest = [found for post in posts if (found := moment(post.get("created_at"))) is not None]
    topics = count.get("topics_count", count.get("topic_count")) if isinstance(count, dict) else None
    return Seen(
        words=_("topics"), count=topics if isinstance(topics, int) else None, newest_at=max(newest, default=None)
    )


CONNECTOR = Connector(
    key="discourse",
    name="Discourse",
    address=_("The address of the forum, like https://forum.example.org"),
    secret=_("API key (a read-only one is enough; a public forum needs none)"),
    choices=(
        Choice(
            name="user", is_line=True, words=_("The user that the key belongs to"), help=_("“system” when left empty.")
        ),
    ),
    pace=PACE,
    look=look,
    reader=DiscourseReader,
    hook=webhooks.HOOK,
)
