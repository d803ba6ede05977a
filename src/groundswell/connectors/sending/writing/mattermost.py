"""A message in a channel of Mattermost."""

from datetime import datetime
from urllib.parse import quote

from groundswell.connectors.sending.letters import Letter, Made, Reply, Where, Words, objects, written
from groundswell.connectors.sending.writing.plainly import Plainly


class Message(Plainly):
    """A message in a channel (`spot` is its id)."""

    def letters(self, where: Where, words: Words, marker: str, known: Reply | None) -> tuple[Letter, ...]:
        """Return the message; the marker is among its properties, which nobody sees."""
        del known
        body = {"channel_id": where.spot, "message": words.text, "props": {"groundswell": marker}}
        return (Letter("POST", "/api/v4/posts", written(body)),)

    def made(self, where: Where, answer: Reply) -> Made | None:
        """Return the message."""
        said = answer.data()
        return _at(where, said.get("id")) if isinstance(said, dict) else None

    def look(self, where: Where, marker: str, since: datetime) -> str:
        """Return what was written in the channel since then."""
        del marker
        return f"/api/v4/channels/{quote(where.spot)}/posts?since={int(since.timestamp() * 1000)}"

    def found(self, where: Where, answer: Reply, marker: str) -> list[Made] | None:
        """Return the messages with the marker among their properties."""
        said = answer.data()
        posts = said.get("posts") if isinstance(said, dict) and answer.is_good else None
        listed = objects(list(posts.values())) if isinstance(posts, dict) else None
        if listed is None:
            return None
        ours = (each for each in listed if marker in str(each.get("props", "")))
        made = (_at(where, each.get("id")) for each in ours)
        return [each for each in made if each is not None]


def _at(where: Where, post: object) -> Made | None:
    return Made(f"{where.address}/_redirect/pl/{post}") if isinstance(post, str) and post else None
