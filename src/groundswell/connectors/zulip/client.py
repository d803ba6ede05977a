"""Asks Zulip: messages after one, oldest first."""

import json
from base64 import b64encode

from django.utils.translation import gettext as _

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.reading import Row, inner, rows, word
from groundswell.connectors.shape import Opened

# 200 a minute for each user.
PACE = Pace(a_minute=180, at_once=20)
A_PAGE = 1000
RESOLVED = "✔ "


class Zulip:
    """One organisation, as a bot sees it."""

    def __init__(self, opened: Opened) -> None:
        who = b64encode(f"{opened.choices.get('bot', '')}:{opened.key}".encode()).decode()
        self.ask = opened.asker({"Authorization": f"Basic {who}"})
        self._channels = opened.listed("channels")

    def after(self, number: int) -> list[Row]:
        """Return the messages after one of this number, oldest first."""
        return self._messages([], anchor=str(number), after=A_PAGE)

    def newest(self) -> list[Row]:
        """Return the newest message."""
        return self._messages([], anchor="newest", before=1, is_with_anchor=True)

    def first_of(self, channel: int, topic: str) -> Row:
        """Return the message that began a topic, or nothing."""
        narrow: list[dict[str, object]] = [
            {"operator": "channel", "operand": channel},
            {"operator": "topic", "operand": topic},
        ]
        return next(iter(self._messages(narrow, anchor="oldest", after=1, is_with_anchor=True)), {})

    def count(self) -> int:
        """Return how many channels it may read."""
        return len(rows(self._told("/api/v1/streams", []), "streams"))

    def _messages(
        self, narrow: list[dict[str, object]], *, anchor: str, before: int = 0, after: int = 0,
        is_with_anchor: bool = False,
    ) -> list[Row]:  # fmt: skip  # options beside each other
        where = narrow or self._everywhere()
        query = [
            ("anchor", anchor), ("num_before", before), ("num_after", after), ("narrow", json.dumps(where)),
            ("include_anchor", "true" if is_with_anchor else "false"), ("apply_markdown", "false"),
            ("client_gravatar", "true"),
        ]  # fmt: skip  # pairs beside each other
        return rows(self._told("/api/v1/messages", query), "messages")

    def _everywhere(self) -> list[dict[str, object]]:
        """Narrow to the one channel that is named, or to the public ones (of several, the reader picks)."""
        if len(self._channels) == 1:
            return [{"operator": "channel", "operand": self._channels[0]}]
        return [{"operator": "channels", "operand": "public"}]

    def _told(self, path: str, query: list[tuple[str, object]]) -> Row:
        found = inner({"is": self.ask.json(path, query)}, "is")
        if word(found, "result") != "success":
            words = _("%(origin)s refused a question: %(said)s")
            told = {"origin": self.ask.place.origin, "said": word(found, "msg")[:200] or "?"}
            raise Unanswered(Why.STRANGE, words % told)
        return found
