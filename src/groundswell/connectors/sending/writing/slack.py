"""A message in a channel of Slack. It answers 200 to everything: what it did stands in `ok`."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from groundswell.connectors.sending.letters import Letter, Made, Reply, Where, Words, objects, written
from groundswell.connectors.sending.writing.plainly import Plainly

_EVENT = "groundswell_ask"


class Message(Plainly):
    """A message in a channel (`spot` is its id)."""

    def letters(self, where: Where, words: Words, marker: str, known: Reply | None) -> tuple[Letter, ...]:
        """Return the message; the marker is in its metadata, which nobody sees."""
        del known
        body = {
            "channel": where.spot,
            "text": words.text,
            "unfurl_links": False,
            "metadata": {"event_type": _EVENT, "event_payload": {"id": marker}},
        }
        return (Letter("POST", "/api/chat.postMessage", written(body)),)

    def is_done(self, answer: Reply) -> bool:
        """Tell whether the message stands there."""
        return _ok(answer) is not None

    def made(self, where: Where, answer: Reply) -> Made | None:
        """Return the message."""
        said = _ok(answer) or {}
        return _at(where, said.get("ts"))

    def look(self, where: Where, marker: str, since: datetime) -> str:
        """Return the history of the channel since then."""
        del marker
        asked = {"channel": where.spot, "oldest": f"{since.timestamp():.6f}", "include_all_metadata": "true"}
        return f"/api/conversations.history?{urlencode({**asked, 'limit': '200'})}"

    def found(self, where: Where, answer: Reply, marker: str) -> list[Made] | None:
        """Return the messages with the marker in their metadata."""
        said = _ok(answer)
        messages = objects(said.get("messages")) if said is not None else None
        if said is None or messages is None:
            return None
        ours = (each for each in messages if marker in str(each.get("metadata", "")))
        made = (_at(where, each.get("ts")) for each in ours)
        found = [each for each in made if each is not None]
        # There is more than one page of it: what is not on this one may be on the next.
        return found if found or not said.get("has_more") else None


def _ok(answer: Reply) -> dict[str, Any] | None:
    said = answer.data()
    return said if answer.is_good and isinstance(said, dict) and said.get("ok") is True else None


def _at(where: Where, moment: object) -> Made | None:
    if not isinstance(moment, str):
        return None
    return Made(f"{where.address}/app_redirect?{urlencode({'channel': where.spot, 'message_ts': moment})}")
