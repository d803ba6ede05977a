"""The ballot in the weekly letter: for everyone who has one, used or not."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from groundswell.checkins import queries
from groundswell.checkins.models import Period
from groundswell.people.models import Person


class BallotLine:
    """The link of the check-in that is open. It goes to everyone alike: a list of who has not answered is nowhere."""

    order = 10

    def lines(self, person: Person, since: date | None, day: date) -> Sequence[str]:
        """Return the link with the last day on which it counts. Two queries."""
        del since, day
        period = queries.period_open()
        link = queries.link_of(person, period) if period else None
        if period is None or link is None:
            return []
        return [f"{_sentence(period)} {urljoin(settings.BASE_URL, reverse('checkins:ballot', args=[link]))}"]


def _sentence(period: Period) -> str:
    return _("How was sprint %(sprint)d for you? One question, two taps, until %(day)s; nobody sees who answered:") % {
        "sprint": period.sprint,
        "day": formats.date_format(period.closes_on, "l j F"),
    }
