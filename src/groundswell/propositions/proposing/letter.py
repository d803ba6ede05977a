"""Review links in the weekly letter: for everybody who can answer, answered or not, so that it tells nobody which."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.propositions.models import ReviewAsk
from groundswell.propositions.proposing.closed import link_of
from groundswell.propositions.proposing.queries import reviews
from groundswell.propositions.proposing.queries.titles import title_of
from groundswell.web.words import counted

_MOST = 5


class ReviewLinks:
    """One line a review: title, minutes, deadline, and a link that opens without signing in."""

    order = 12

    def lines(self, person: Person, since: date | None, day: date) -> Sequence[str]:
        """Return the links of the reviews that are open for somebody. Two queries."""
        del since, day
        asks = reviews.open_asks(person)[:_MOST]
        titles = title_of([ask.review.proposition for ask in asks])
        return [_line(ask, titles[ask.review.proposition_id]) for ask in asks]


def _line(ask: ReviewAsk, title: str) -> str:
    address = urljoin(settings.BASE_URL, reverse("propositions:by_link", args=[link_of(ask.id)]))
    words = _("“%(title)s”: %(minutes)s, one click, until %(day)s; answered already, it stays as it is:") % {
        "title": title,
        "minutes": counted(ask.review.minutes, "minutes"),
        "day": date_format(ask.deadline, "l j F"),
    }
    return f"{words} {address}"
