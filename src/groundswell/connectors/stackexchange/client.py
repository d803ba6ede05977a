"""Asks Stack Exchange: questions by activity, and their answers and comments, a hundred at a time."""

import time
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.reading import Row, inner, needed, word
from groundswell.connectors.shape import Opened

ADDRESS = "https://api.stackexchange.com/2.3"
# 300 a day without a key, 10,000 with one; never more than thirty a second.
PACE = Pace(a_minute=60, at_once=5)
A_PAGE = 100
_USED_UP_SECONDS = 6 * 3600.0


class StackExchange:
    """One site."""

    def __init__(self, opened: Opened) -> None:
        self.ask = opened.asker()
        self._usual = [("site", opened.choices.get("site", "").strip()), ("filter", "withbody"), ("pagesize", A_PAGE)]
        self._usual += [("key", opened.key)] if opened.key else []
        self._tags = ";".join(opened.listed("tags"))
        self.sleep = time.sleep
        self._wait = 0.0
        self._is_used_up = False

    def questions(self, since: int, page: int) -> tuple[list[Row], bool]:
        """Return questions that somebody did something with since (seconds since 1970), oldest first; whether more."""
        query = [("sort", "activity"), ("order", "asc"), ("page", page), *([("min", since)] if since else [])]
        return self._page("/questions", [*query, *([("tagged", self._tags)] if self._tags else [])])

    def answers(self, questions: Iterable[str]) -> Iterator[Row]:
        """Yield the answers to these questions."""
        yield from self._all(f"/questions/{';'.join(questions)}/answers")

    def comments(self, posts: Iterable[str]) -> Iterator[Row]:
        """Yield the comments on these questions and answers."""
        listed = list(posts)
        for start in range(0, len(listed), A_PAGE):
            yield from self._all(f"/posts/{';'.join(listed[start : start + A_PAGE])}/comments")

    def _all(self, path: str) -> Iterator[Row]:
        page, is_more = 1, True
        while is_more:
            found, is_more = self._page(path, [("sort", "creation"), ("order", "asc"), ("page", page)])
            yield from found
            page += 1

    def _page(self, path: str, query: list[tuple[str, object]]) -> tuple[list[Row], bool]:
        """Ask one page, after the pause that the last answer asked for: who does not keep it is shut out."""
        if self._is_used_up:
            words = _("Stack Exchange answers nothing more today: what it allows in a day is used up.")
            raise Unanswered(Why.PACE, words, again_in=_USED_UP_SECONDS)
        if self._wait:
            self.sleep(self._wait)
        told = inner({"is": self.ask.json(path, [*query, *self._usual])}, "is")
        if word(told, "error_message"):
            words = _("Stack Exchange refused a question: %(said)s")
            raise Unanswered(Why.REFUSED, words % {"said": word(told, "error_message")[:200]})
        wait = told.get("backoff")
        self._wait = float(wait) if isinstance(wait, int) and wait > 0 else 0.0
        self._is_used_up = told.get("quota_remaining") == 0
        return needed(told, "items", origin=self.ask.place.origin), told.get("has_more") is True
