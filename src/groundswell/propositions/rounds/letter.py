"""The links of rounds in the weekly letter: for everyone who is asked, whether they have answered or not."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from groundswell.people.models import Person
from groundswell.propositions.rounds import queries
from groundswell.propositions.rounds.queries import Asked
from groundswell.propositions.rounds.rules.phases import Phase

ROUTES = {Phase.IDEAS: "rounds:ideas_alone", Phase.VOTES: "rounds:vote"}


class RoundLines:
    """The link of each phase that asks something now."""

    order = 11

    def lines(self, person: Person, since: date | None, day: date) -> Sequence[str]:
        """Return a line for each link, and one for each round that went on while somebody was away. Three queries."""
        del since, day
        asked = [f"{_sentence(each)} {address_of(each)}" for each in queries.asked_now(person)]
        return asked + [_away(each.title) for each in queries.away_lately(person)]


def address_of(asked: Asked) -> str:
    """Return the whole address of somebody's link."""
    return urljoin(settings.BASE_URL, reverse(ROUTES[asked.phase], args=[asked.link]))


def _sentence(asked: Asked) -> str:
    words = (
        _("“%(title)s”: ideas, alone, until %(day)s; nobody sees who wrote:")
        if asked.phase is Phase.IDEAS
        else _("“%(title)s”: agree or disagree, until %(day)s; nobody sees who voted:")
    )
    day = asked.round.closes_on
    return words % {"title": asked.round.title, "day": formats.date_format(day, "l j F") if day else ""}


def _away(title: str) -> str:
    return _("You were away while “%(title)s” asked for answers. Its page says what you can still add.") % {
        "title": title
    }
