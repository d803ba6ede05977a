"""A bot's conversations in Mattermost, served as it does: people write, the bot is asked what, and answers."""

from dataclasses import dataclass, field
from typing import Any

from tests.replay.server import Asked, Reply

type Row = dict[str, Any]
BEGAN = 1_790_000_000_000
US = "botbotbot"


@dataclass
class Talking:
    """Conversations of one bot, a post a second.

    `refuses`: the status of every answer, 0 for none; `broken`: of those about a conversation, 200 for nonsense.
    """

    posts: list[Row] = field(default_factory=list)
    channels: dict[str, Row] = field(default_factory=dict)
    refuses: int = 0
    broken: dict[str, int] = field(default_factory=dict)
    now: int = BEGAN

    def __call__(self, asked: Asked) -> Reply:
        if self.refuses:
            return Reply({"message": "no"}, self.refuses)
        if asked.method == "POST":
            told = asked.json()
            return Reply(self.says(str(told["channel_id"]), str(told["message"]), by=US, **told), 201)
        if asked.path == "/api/v4/users/me":
            return Reply({"id": US})
        if asked.path == "/api/v4/users/me/channels":
            return Reply(list(self.channels.values()))
        return self._posts(asked.path.split("/")[4], asked)

    def opens(self, channel: str, *people: str, kind: str = "D") -> None:
        """Begin a conversation of these people and the bot."""
        self.channels[channel] = {
            "id": channel, "type": kind, "name": "__".join((*people, US)), "last_post_at": 0, "total_msg_count": 0,
        }  # fmt: skip  # as an answer looks

    def says(self, channel: str, words: str, *, by: str, **more: object) -> Row:
        """Write a post."""
        self.now += 1000
        post: Row = {
            "id": f"post{len(self.posts)}", "channel_id": channel, "user_id": by, "create_at": self.now, "edit_at": 0,
            "delete_at": 0, "root_id": "", "type": "", "props": {}, **more, "message": words,
        }  # fmt: skip  # as an answer looks
        self.posts.append(post)
        told = self.channels[channel]
        told |= {"last_post_at": self.now, "total_msg_count": told["total_msg_count"] + 1}
        return post

    def answers(self) -> list[Row]:
        """Return what the bot wrote."""
        return [post for post in self.posts if post["user_id"] == US]

    def _posts(self, channel: str, asked: Asked) -> Reply:
        if channel in self.broken:
            return Reply({"order": [{}], "posts": 3}, self.broken[channel])
        rows = [post for post in self.posts if post["channel_id"] == channel and not post["delete_at"]]
        rows.sort(key=lambda post: int(post["create_at"]), reverse=True)
        before = asked.first("before")
        start = next((place + 1 for place, post in enumerate(rows) if post["id"] == before), 0) if before else 0
        page = rows[start : start + int(asked.first("per_page"))]
        return Reply({"order": [post["id"] for post in page], "posts": {post["id"]: post for post in page}})
