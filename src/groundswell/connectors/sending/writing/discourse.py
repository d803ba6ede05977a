"""A topic of a Discourse forum: the forum itself takes an `external_id` once, and finds the topic by it."""

from datetime import datetime
from urllib.parse import urljoin

from groundswell.connectors.sending.letters import Letter, Made, Reply, Where, Words, written
from groundswell.connectors.sending.writing.plainly import Plainly

_NOT_FOUND = 404
_MOVED = frozenset({301, 302, 303, 307, 308})


class Topic(Plainly):
    """A new topic in a category (`spot` is its number)."""

    def headers(self, secret: str) -> dict[str, str]:
        """Return the key of the API and whom it acts for; a secret is "name:key"."""
        name, _, key = secret.rpartition(":")
        return {"Api-Key": key, "Api-Username": name or "system"}

    def letters(self, where: Where, words: Words, marker: str, known: Reply | None) -> tuple[Letter, ...]:
        """Return the one letter that opens the topic."""
        del known
        body = {"title": words.title, "raw": words.text, "category": int(where.spot), "external_id": marker}
        return (Letter("POST", "/posts.json", written(body)),)

    def made(self, where: Where, answer: Reply) -> Made | None:
        """Return the topic; a forum that holds posts for approval names none yet."""
        said = answer.data()
        number = said.get("topic_id") if isinstance(said, dict) else None
        return Made(f"{where.address}/t/{number}") if isinstance(number, int) else None

    def look(self, where: Where, marker: str, since: datetime) -> str:
        """Return where the forum shows the topic of this id."""
        del where, since
        return f"/t/external_id/{marker}.json"

    def found(self, where: Where, answer: Reply, marker: str) -> list[Made] | None:
        """Return the topic: the forum leads on to it, or shows it."""
        del marker
        if answer.status == _NOT_FOUND:
            return []
        to = answer.headers.get("location", "")
        if answer.status in _MOVED and "/t/" in to:
            return [Made(urljoin(f"{where.address}/", to).partition("?")[0].removesuffix(".json"))]
        said = answer.data()
        if answer.is_good and isinstance(said, dict) and isinstance(said.get("id"), int):
            return [Made(f"{where.address}/t/{said['id']}")]
        return None
