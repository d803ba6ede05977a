"""Asks Discord: threads and posts of forums, and what was said in each."""

from collections.abc import Iterator

from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.reading import Row, inner, rows, word
from groundswell.connectors.shape import Opened

ADDRESS = "https://discord.com/api/v10"
# Fifty a second for all of a bot; each route has a limit of its own, which answers tell.
PACE = Pace(a_minute=300, at_once=5)
A_PAGE = 100


class Discord:
    """One server of Discord, as a bot sees it."""

    def __init__(self, opened: Opened) -> None:
        self.ask = opened.asker({"Authorization": f"Bot {opened.key}"})
        self._guild = opened.choices.get("guild", "").strip()

    def open_threads(self) -> list[Row]:
        """Return the threads that people write in."""
        return rows(self.ask.json(f"/guilds/{self._guild}/threads/active"), "threads")

    def old_threads(self, channel: str) -> Iterator[list[Row]]:
        """Yield pages of the threads of a channel that went quiet, the last to do so first."""
        before = ""
        while True:
            query = [("limit", A_PAGE), *([("before", before)] if before else [])]
            found = self.ask.json(f"/channels/{channel}/threads/archived/public", query)
            page = rows(found, "threads")
            yield page
            last = word(inner(page[-1], "thread_metadata"), "archive_timestamp") if page else ""
            if not last or inner({"is": found}, "is").get("has_more") is not True:
                return
            before = last

    def after(self, thread: str, number: str) -> list[Row]:
        """Return what was said in a thread after a message, oldest first."""
        found = rows(self.ask.json(f"/channels/{thread}/messages", [("limit", A_PAGE), ("after", number)]))
        return sorted(found, key=lambda row: int(word(row, "id") or 0))
