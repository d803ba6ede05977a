"""Asks Slack: what was written in channels and threads, and who is who."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.reading import Row, inner, rows, word
from groundswell.connectors.shape import Opened

ADDRESS = "https://slack.com/api"
# Tier 3: 50 a minute for an app that an organisation made for itself.
PACE = Pace(a_minute=50, at_once=10)
A_PAGE = 200
_KEYS = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope"})
_ABSENT = frozenset({"channel_not_found", "not_in_channel", "thread_not_found"})


class Slack:
    """One workspace, as the organisation's own app sees it."""

    def __init__(self, opened: Opened) -> None:
        self.ask = opened.asker({"Authorization": f"Bearer {opened.key}"})

    def workspace(self) -> str:
        """Return the address of the workspace, which links are made of."""
        return word(self._call("auth.test", {}), "url").rstrip("/")

    def history(self, channel: str, *, oldest: str, latest: str) -> tuple[list[Row], bool]:
        """Return what stands in a channel between two times (neither counted in), newest first; whether more is."""
        told = {"channel": channel, "limit": A_PAGE, "oldest": oldest, "latest": latest}
        found = self._call("conversations.history", told)
        return rows(found, "messages"), found.get("has_more") is True

    def replies(self, channel: str, thread: str, *, oldest: str) -> Iterator[Row]:
        """Yield what was said in a thread after a time, without what began it."""
        for page in self._pages("conversations.replies", {"channel": channel, "ts": thread, "oldest": oldest}):
            yield from (row for row in rows(page, "messages") if word(row, "ts") != thread)

    def people(self) -> Iterator[Row]:
        """Yield everybody of the workspace."""
        for page in self._pages("users.list", {}):
            yield from rows(page, "members")

    def _pages(self, method: str, told: dict[str, Any]) -> Iterator[Row]:
        after = ""
        while True:
            page = self._call(method, {**told, "limit": A_PAGE, "cursor": after})
            yield page
            after = word(inner(page, "response_metadata"), "next_cursor")
            if not after:
                return

    def _call(self, method: str, told: dict[str, Any]) -> Row:
        form = {name: value for name, value in told.items() if value != ""}
        found = self.ask.look_up(f"/{method}", form, is_form=True)
        if isinstance(found, dict) and found.get("ok") is True:
            return found
        raise _fault(word(inner({"is": found}, "is"), "error") or "?", word(told, "channel"))


def _fault(said: str, channel: str) -> Unanswered:
    told = {"said": said, "channel": channel}
    if said == "ratelimited":
        return Unanswered(Why.PACE, _("Slack says that we ask too often."), again_in=60.0)
    if said in _KEYS:
        return Unanswered(Why.KEY, _("Slack does not accept the token (%(said)s). Install the app again.") % told)
    if said in _ABSENT:
        words = _("Slack does not show the channel %(channel)s (%(said)s). Invite the app into it.")
        return Unanswered(Why.MISSING, words % told)
    return Unanswered(Why.STRANGE, _("Slack refused a question (%(said)s).") % told)
