"""A workspace of Slack, and an organisation of Zulip, served as they do."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.replay.server import Asked, Reply

type Row = dict[str, Any]
BEGAN = 1_750_000_000


@dataclass
class Workspace:
    """A channel with so many messages an hour apart; every third began a thread with replies."""

    messages: int = 450
    late: dict[int, list[Row]] = field(default_factory=dict)
    refuses: str = ""

    def __call__(self, asked: Asked) -> Reply:
        form, method = asked.form(), asked.path.rpartition("/")[2]
        if self.refuses:
            return Reply({"ok": False, "error": self.refuses})
        if method == "auth.test":
            return Reply({"ok": True, "url": "https://acme.slack.com/"})
        if method == "users.list":
            return Reply({"ok": True, "members": [person(number) for number in range(9)]})
        if method == "conversations.history":
            return self._history(form)
        return self._replies(form)

    def _history(self, form: dict[str, str]) -> Reply:
        oldest, latest = float(form.get("oldest") or 0), float(form.get("latest") or 9e12)
        rows = [self.message(number) for number in range(self.messages, 0, -1)]
        found = [row for row in rows if oldest < float(row["ts"]) < latest]
        limit = int(form["limit"])
        return Reply({"ok": True, "messages": found[:limit], "has_more": len(found) > limit})

    def _replies(self, form: dict[str, str]) -> Reply:
        number = (int(float(form["ts"])) - BEGAN) // 3600
        oldest = float(form.get("oldest") or 0)
        rows = [row for row in self.replies(number) if float(row["ts"]) > oldest]
        start = int(form.get("cursor") or 0)
        page = rows[start : start + 3]
        after = str(start + 3) if start + 3 < len(rows) else ""
        told = {"ok": True, "messages": [self.message(number), *page], "response_metadata": {"next_cursor": after}}
        return Reply(told)

    def message(self, number: int) -> Row:
        row: Row = {
            "ts": stamp(number),
            "user": f"U{number % 9}",
            "text": f"Question {number} for <@U1> &amp; all\nmore",
        }
        replies = self.replies(number)
        if replies:
            row |= {"thread_ts": stamp(number), "reply_count": len(replies), "latest_reply": replies[-1]["ts"]}
        return row | ({"subtype": "channel_join"} if number % 50 == 0 else {})

    def replies(self, number: int) -> list[Row]:
        usual = 5 if number == 303 else number % 3 == 0
        found = [
            {"ts": f"{BEGAN + number * 3600 + 60 * (place + 1)}.000100", "thread_ts": stamp(number), "user": "U2",
             "text": f"Reply {place}"}
            for place in range(usual)
        ]  # fmt: skip  # as answers look
        return found + self.late.get(number, [])


def stamp(number: int) -> str:
    return f"{BEGAN + number * 3600}.000100"


def person(number: int) -> Row:
    return {
        "id": f"U{number}", "name": f"dev{number}", "is_bot": number == 8, "updated": BEGAN,
        "profile": {"real_name": f"Dev {number}", "email": f"dev{number}@example.org"},
    }  # fmt: skip  # as an answer looks


@dataclass
class Organisation:
    """Messages of three channels; topics of ten messages, every fifth of which is resolved at its end."""

    messages: int = 2500

    def __call__(self, asked: Asked) -> Reply:
        if asked.path == "/api/v1/streams":
            return Reply({"result": "success", "streams": [{}, {}, {}]})
        narrow = json.loads(asked.first("narrow"))
        rows = [row for number in range(1, self.messages + 1) if _is_in(row := self.message(number), narrow)]
        if asked.first("anchor") == "newest":
            found = rows[-1:]
        elif asked.first("anchor") == "oldest":
            found = rows[: int(asked.first("num_after"))]
        else:
            found = [row for row in rows if row["id"] > int(asked.first("anchor"))][: int(asked.first("num_after"))]
        return Reply({"result": "success", "messages": found})

    def message(self, number: int) -> Row:
        topic, place = divmod(number - 1, 10)
        is_resolved = topic % 5 == 0 and (topic + 1) * 10 <= self.messages
        is_notice = is_resolved and place == 9
        sender = "notification-bot@zulip.com" if is_notice else f"dev{number % 7}@example.org"
        return {
            "id": number, "type": "stream", "stream_id": 1 + topic % 3, "display_recipient": f"channel {1 + topic % 3}",
            "subject": f"{'✔ ' if is_resolved else ''}topic {topic}", "content": f"Words {number}",
            "sender_id": 100 if is_notice else number % 7, "sender_email": sender,
            "sender_full_name": f"Dev {number % 7}",
            "timestamp": BEGAN + number * 60,
        }  # fmt: skip  # as an answer looks


def _is_in(row: Row, narrow: list[Row]) -> bool:
    told = {each["operator"]: each["operand"] for each in narrow}
    channel = told.get("channel", row["stream_id"])
    is_there = channel in {row["stream_id"], row["display_recipient"]}
    return is_there and told.get("topic", row["subject"]) == row["subject"]


@dataclass
class Channel:
    """A channel of Mattermost: so many posts, every fourth in the thread of the one before."""

    posts: int = 450

    def __call__(self, asked: Asked) -> Reply:
        if asked.path.endswith("/users/ids"):
            return Reply(
                [{"id": each, "username": f"dev-{each}", "update_at": BEGAN} for each in json.loads(asked.body)]
            )
        if not asked.path.endswith("/posts"):
            return Reply({"display_name": "General", "last_post_at": BEGAN * 1000})
        top = int(asked.first("before").removeprefix("p") or self.posts + 1)
        numbers = range(top - 1, max(0, top - 1 - int(asked.first("per_page"))), -1)
        return Reply(
            {"order": [f"p{each}" for each in numbers], "posts": {f"p{each}": self.post(each) for each in numbers}}
        )

    def post(self, number: int) -> Row:
        return {
            "id": f"p{number}", "user_id": f"u{number % 9}", "message": f"Words {number}", "edit_at": 0,
            "create_at": (BEGAN + number) * 1000, "root_id": f"p{number - 1}" if number % 4 == 0 else "",
            "type": "system_join_channel" if number % 50 == 1 else "",
            "delete_at": (BEGAN + number) * 1000 + 5 if number == 30 else 0,
        }  # fmt: skip  # as an answer looks


@dataclass
class Guild:
    """Threads of one forum of Discord; every second is archived. Ids grow with every message of any thread."""

    threads: int = 12
    more: dict[int, int] = field(default_factory=dict)

    def __call__(self, asked: Asked) -> Reply:
        if asked.path.endswith("/threads/active"):
            return Reply({"threads": [self.thread(each) for each in range(1, self.threads + 1) if each % 2]})
        if asked.path.endswith("/archived/public"):
            return self._archived(asked)
        thread = int(asked.path.split("/")[2]) >> 32
        after, limit = int(asked.first("after")), int(asked.first("limit"))
        found = [row for place in range(self._count(thread)) if int((row := self.said(thread, place))["id"]) > after]
        return Reply(list(reversed(found[:limit])))

    def _archived(self, asked: Asked) -> Reply:
        rows = [self.thread(each) for each in range(self.threads, 0, -1) if each % 2 == 0]
        before = asked.first("before")
        rows = [row for row in rows if not before or row["thread_metadata"]["archive_timestamp"] < before]
        return Reply({"threads": rows[:3], "has_more": len(rows) > 3})

    def thread(self, number: int) -> Row:
        last = int(self.said(number, self._count(number) - 1)["id"])
        seconds = ((last >> 22) + 1_420_070_400_000) / 1000 + 1
        archived = datetime.fromtimestamp(seconds, UTC).isoformat()
        return {
            "id": str(number << 32), "parent_id": "F1", "name": f"Thread {number}", "owner_id": "7",
            "last_message_id": str(last), "thread_metadata": {"archive_timestamp": archived, "locked": number == 4},
        }  # fmt: skip  # as an answer looks

    def said(self, thread: int, place: int) -> Row:
        # What is written late has an id of a later time.
        late = 50 << 32 if place >= 150 and thread in self.more else 0
        number = (thread << 32) + (place << 22) // 2 + late
        return {"id": str(number), "content": f"Said {place}", "author": {"id": str(place % 4), "username": "d"}}

    def _count(self, thread: int) -> int:
        return self.more.get(thread, 150 if thread == 3 else 4)
