"""What the weekly letter says about voices, and what it starts."""

from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import ngettext

from groundswell.people.models import Person
from groundswell.voices import actions, queries

# An anonymous author may have missed a letter.
DAYS_BEFORE_THE_FIRST_LETTER = 14


class Nudge:
    """The same line for everyone: how anonymous authors learn that there is an answer, without being known."""

    order = 20

    def lines(self, person: Person, since: date | None, day: date) -> Sequence[str]:
        """Return how many anonymous dialogues have an answer or a question since the last letter."""
        del person
        first = since or day - timedelta(days=DAYS_BEFORE_THE_FIRST_LETTER)
        sentence = nudge(first, day)
        return [f"{sentence} {urljoin(settings.BASE_URL, reverse('thread'))}"] if sentence else []


class ConsentWindow:
    """The letter announces words that authors are asked about: the days to object begin with it."""

    def announced(self, day: date, *, went_out: date) -> None:
        """Start the days to object, on the day on which the letter went out, for all that was asked until its day."""
        actions.announce_consents(day=day, went_out=went_out)


def nudge(first: date, last: date) -> str:
    """Return the sentence for the days from `first` to `last`, both included; empty when there is nothing to say."""
    count = queries.answered_anonymous_threads(first, last)
    if not count:
        return ""
    return ngettext(
        "%(count)d anonymous dialogue has an answer. If it is yours, your receipt opens it.",
        "%(count)d anonymous dialogues have an answer. If one is yours, your receipt opens it.",
        count,
    ) % {"count": count}
