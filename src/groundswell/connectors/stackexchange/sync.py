"""Reads questions with certain tags live, by when somebody last did something with them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.reading import moment, word
from groundswell.connectors.shape import Choice, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.connectors.stackexchange import api
from groundswell.connectors.stackexchange.client import ADDRESS, PACE, StackExchange
from groundswell.questions.records import Batch


@dataclass
class StackExchangeReader:
    """Reads one site."""

    opened: Opened

    def read(self, since: str) -> Iterator[Batch]:
        """Yield a hundred questions at a time with all that was said about them, the oldest activity first."""
        told, site = cursor_of(since).get("since", 0), StackExchange(self.opened)
        newest, page, is_more = told if isinstance(told, int) else 0, 1, True
        with site.ask:
            while is_more:
                found, is_more = site.questions(newest, page)
                last = max((int(row.get("last_activity_date") or 0) for row in found), default=0)
                # Numbers of pages move while people write; moments do not.
                newest, page = (last, 1) if last > newest else (newest, page + 1)
                yield self._whole(site, found, newest)

    def _whole(self, site: StackExchange, found: list[dict[str, object]], newest: int) -> Batch:
        numbers = [word(row, "question_id") for row in found if row.get("answer_count")]
        answers = list(site.answers(numbers)) if numbers else []
        posts = [word(row, "question_id") for row in found] + [word(row, "answer_id") for row in answers]
        comments = list(site.comments(posts)) if posts else []
        return api.from_posts(found, answers, comments, cursor_as({"since": newest}))


def look(opened: Opened) -> Seen:
    """Return when the site last saw one of the questions; how many there are it does not say."""
    site = StackExchange(opened)
    with site.ask:
        found, _is_more = site.questions(0, 1)
    newest = [when for row in found if (when := moment(row.get("last_activity_date"))) is not None]
    return Seen(words=_("questions"), newest_at=max(newest, default=None))


CONNECTOR = Connector(
    key="stackexchange",
    name="Stack Exchange",
    address=_("Always https://api.stackexchange.com/2.3"),
    usual_address=ADDRESS,
    secret=_("App key (without one, 300 questions a day)"),
    choices=(
        Choice(name="site", is_line=True, words=_("The site"), help=_("Like stackoverflow."), is_needed=True),
        Choice(name="tags", words=_("Tags"), help=_("One a line; a question that has all of them is read.")),
    ),
    pace=PACE,
    look=look,
    reader=StackExchangeReader,
    every_minutes=60,
)
