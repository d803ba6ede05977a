"""The links of rounds in the weekly letter: for everyone who is asked, whether they have answered or not."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from groundswell.people.models import Person
from groundswell.propositions.rounds import policy, queries, sentences
from groundswell.propositions.rounds.queries import Asked
from groundswell.propositions.rounds.rules.conditions import Missing
from groundswell.propositions.rounds.rules.phases import Phase

ROUTES = {Phase.IDEAS: "rounds:ideas_alone", Phase.VOTES: "rounds:vote", Phase.LATE: "rounds:late_ideas"}
WORDS = {
    Phase.IDEAS: _later("“%(title)s”: ideas, alone, until %(day)s; nobody sees who wrote:"),
    Phase.VOTES: _later("“%(title)s”: agree or disagree, until %(day)s; nobody sees who voted:"),
    Phase.LATE: _later(
        "“%(title)s”: were you away, or did you think of something since? Until %(day)s; nobody sees who wrote:"
    ),
}


class RoundLines:
    """The link of each phase that asks something now."""

    order = 11

    def lines(self, person: Person, since: date | None, day: date) -> Sequence[str]:
        """Return a line for each link, each round that somebody missed, and what waits. At most eight queries."""
        del since
        asked = queries.asked_now(person)
        told = {each.round for each in asked}
        links = [f"{_sentence(each)} {address_of(each)}" for each in asked]
        away = [_away(each.title) for each in queries.away_lately(person) if each not in told]
        waiting = (
            [_waiting(each.title, lacks) for each, lacks in queries.stalled(day).items()]
            if policy.may_lead(person)
            else []
        )
        return [*links, *away, *waiting]


def address_of(asked: Asked) -> str:
    """Return the whole address of somebody's link."""
    return urljoin(settings.BASE_URL, reverse(ROUTES[asked.phase], args=[asked.link]))


def _sentence(asked: Asked) -> str:
    day = asked.closes_on
    return WORDS[asked.phase] % {"title": asked.round.title, "day": formats.date_format(day, "l j F") if day else ""}


def _waiting(title: str, lacks: Missing | None) -> str:
    words = _("“%(title)s” waits for the advocates: its phase is past its last day.")
    if lacks is Missing.REVIEW:
        words = _("The phase of “%(title)s” is past its last day.")
    told = words % {"title": title}
    return f"{told} {sentences.MISSING[lacks]}" if lacks else told


def _away(title: str) -> str:
    return _("You were away while “%(title)s” asked for answers. Its page says what you can still add.") % {
        "title": title
    }
