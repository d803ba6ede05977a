"""A forum with topics and posts that follow from numbers, served as Discourse does."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.replay.server import Asked, Reply

BEGAN = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass
class Forum:
    """So many posts in topics of five. `counts`: how `before` is understood: "below", "up to", or "window" of ids."""

    posts: int
    counts: str = "below"
    missing: frozenset[int] = frozenset()
    edits: dict[int, dict[str, object]] = field(default_factory=dict)

    def __call__(self, asked: Asked) -> Reply:
        if asked.path == "/posts.json":
            return Reply({"latest_posts": self._page(asked.first("before"))})
        if asked.path == "/latest.json":
            users = [{"id": number, "username": f"User{number}"} for number in range(1, 98)]
            topics = self._topics(int(asked.first("page", "0")))
            return Reply({"users": users, "topic_list": {"topics": topics}})
        if asked.path == "/about.json":
            return Reply({"about": {"stats": {"topics_count": self.posts // 5}}})
        return Reply({"errors": ["not found"]}, 404)

    def post(self, number: int) -> dict[str, object]:
        topic, place = divmod(number - 1, 5)
        written = (BEGAN + timedelta(minutes=number)).isoformat().replace("+00:00", "Z")
        post: dict[str, object] = {
            "id": number, "topic_id": topic + 1, "topic_title": f"Topic {topic + 1}",
            "topic_slug": f"topic-{topic + 1}", "post_number": place + 1,
            "post_type": 1, "user_id": 1 + number % 97, "username": f"User{1 + number % 97}",
            "name": f"User {1 + number % 97}", "created_at": written, "updated_at": written,
            "raw": f"Words of post {number}: how do I configure the LMS theme on release {number % 13}?",
            "cooked": "<p>the same</p>", "staff": number % 97 == 5, "accepted_answer": number % 50 == 3,
        }  # fmt: skip  # as an answer looks
        return post | self.edits.get(number, {})

    def _page(self, before: str) -> list[dict[str, object]]:
        top = int(before) if before else self.posts + 1
        if before and self.counts != "below":
            top += 1
        # A window of older versions begins at the newest id that there is.
        bottom = max(1, top - 50) if self.counts == "window" else 1
        found = (number for number in range(min(top - 1, self.posts), bottom - 1, -1) if number not in self.missing)
        return [self.post(number) for number, _place in zip(found, range(50), strict=False)]

    def _topics(self, page: int) -> list[dict[str, object]]:
        last = (self.posts + 4) // 5
        numbers = range(last - 100 * page, max(0, last - 100 * (page + 1)), -1)
        return [self._topic(number) for number in numbers]

    def _topic(self, number: int) -> dict[str, object]:
        first, final = self.post(5 * number - 4), self.post(min(5 * number, self.posts))
        return {
            "id": number, "title": f"Topic {number}", "slug": f"topic-{number}", "created_at": first["created_at"],
            "last_posted_at": final["created_at"], "bumped_at": final["created_at"], "closed": number % 10 == 0,
            "has_accepted_answer": number % 10 == 1, "tags": ["lms", f"release-{number % 3}"], "pinned": number == 1,
            "posters": [{"description": "Original Poster", "user_id": first["user_id"]}],
        }  # fmt: skip  # as above
