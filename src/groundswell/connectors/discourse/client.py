"""Asks a Discourse forum: its newest posts, and its topics by activity."""

from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.discourse import api
from groundswell.connectors.reading import Row, needed, rows
from groundswell.connectors.shape import Opened

# What a forum allows a key of its administrators: sixty a minute.
PACE = Pace(a_minute=60, at_once=5)
# How many posts a page has; a page of older versions is a window of so many ids, and may hold fewer, or none.
A_PAGE = 50
TOPICS_A_PAGE = 100


class Forum:
    """A forum. Close it after use."""

    def __init__(self, opened: Opened) -> None:
        """Prepare to ask; without a key it is asked as anybody who passes by."""
        user = opened.choices.get("user") or "system"
        self.ask = opened.asker({"Api-Key": opened.key, "Api-Username": user} if opened.key else {})

    def posts(self, before: int | None) -> list[Row]:
        """Return a page of posts, newest first: the newest of all, or those up to (or below) an id."""
        query = [] if before is None else [("before", before)]
        return needed(self.ask.json("/posts.json", query), "latest_posts", origin=self.ask.place.origin)

    def topics(self, page: int) -> list[Row]:
        """Return a page of topics, the one with the newest activity first (but pinned ones stand before)."""
        query = [("order", "activity"), ("per_page", TOPICS_A_PAGE), ("page", page), ("no_definitions", "true")]
        found = self.ask.json("/latest.json", query)
        topics = needed(found, "topic_list", "topics", origin=self.ask.place.origin)
        return api.with_askers(topics, rows(found, "users"))

    def about(self) -> Row:
        """Return what a forum says of itself."""
        found = self.ask.json("/about.json")
        return found["about"] if isinstance(found, dict) and isinstance(found.get("about"), dict) else {}
