"""Asks Mattermost: posts of a channel, page by page from the newest down, and who wrote them; answers for a bot."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.reading import Row, inner, needed, rows, word
from groundswell.connectors.shape import Opened

# Its sample configuration allows ten a second.
PACE = Pace(a_minute=300, at_once=10)
A_PAGE = 200
_NAMES_AT_ONCE = 100


class Mattermost:
    """One server, as a bot or a person sees it."""

    def __init__(self, opened: Opened) -> None:
        self.ask = opened.asker({"Authorization": f"Bearer {opened.key}"})

    def posts(self, channel: str, before: str) -> list[Row]:
        """Return a page of posts, newest first, that stand before one of this id ("": from the newest).

        Pages by their number move while people write, and `since` has holes: so the page is named by a post.
        """
        query = [("per_page", A_PAGE), *([("before", before)] if before else [])]
        found = self.ask.json(f"/api/v4/channels/{channel}/posts", query)
        told = inner({"is": found}, "is")
        order = told.get("order")
        if not isinstance(order, list):
            return needed(found, "order", origin=self.ask.place.origin)
        posts = inner(told, "posts")
        listed = [post for number in order if (post := inner(posts, str(number)))]
        # A post that is named and not told would count as read.
        return listed if len(listed) == len(order) else needed({}, "posts", origin=self.ask.place.origin)

    def myself(self) -> str:
        """Return the id of the account whose token it is. Raises Unanswered where nobody is named."""
        found = word(inner({"is": self.ask.json("/api/v4/users/me")}, "is"), "id")
        if not found:
            words = _("%(origin)s answered with other data than expected: it does not say whose token it is.")
            raise Unanswered(Why.STRANGE, words % {"origin": self.ask.place.origin})
        return found

    def conversations(self) -> list[Row]:
        """Return the channels of this account in which two people talk, it and one other."""
        found = self.ask.json("/api/v4/users/me/channels")
        return [row for row in needed({"channels": found}, "channels", origin=self.ask.place.origin) if _is_direct(row)]

    def say(self, channel: str, text: str, *, thread: str = "", props: Mapping[str, str] | None = None) -> None:
        """Write something into a channel, once. Raises Unanswered."""
        told = {"channel_id": channel, "message": text, "props": dict(props or {})}
        self.ask.send("/api/v4/posts", told | ({"root_id": thread} if thread else {}))

    def channel(self, channel: str) -> Row:
        """Return what there is to know of a channel."""
        return inner({"is": self.ask.json(f"/api/v4/channels/{channel}")}, "is")

    def people(self, numbers: Iterable[str]) -> list[Row]:
        """Return who these are."""
        wanted = sorted(set(numbers))
        found: list[Row] = []
        for start in range(0, len(wanted), _NAMES_AT_ONCE):
            found += rows(self.ask.look_up("/api/v4/users/ids", wanted[start : start + _NAMES_AT_ONCE]))
        return found


def _is_direct(row: Row) -> bool:
    return row.get("type") == "D" and bool(word(row, "id"))
