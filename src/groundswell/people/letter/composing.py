"""What the letter says to one person."""

import logging
from datetime import date
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.kit import audit
from groundswell.kit.mail import TEXT_BYTES
from groundswell.people import queries, waiting
from groundswell.people.letter import rules
from groundswell.people.models import Person
from groundswell.people.ports import LetterSection, letter_sections

# The same every week and to everyone: a mailbox's list of subjects must not tell when something happened.
SUBJECT = "Groundswell: your weekly letter"
MARGIN = 200
logger = logging.getLogger(__name__)


def text_for(person: Person, since: date | None, day: date) -> str:
    """Return the letter: what waits, what each context reports, and where the log stands."""
    with translation.override(settings.LANGUAGE_CODE):
        paragraphs = [_greeting(person, day), _waiting(person), *_reports(person, since, day)]
        return rules.fitted(paragraphs, _closing(), TEXT_BYTES - MARGIN)


def _greeting(person: Person, day: date) -> str:
    sprint = queries.sprint_of(day)
    return _("Hello %(name)s,\n\nthis is sprint %(number)s, until %(last)s.") % {
        "name": person.name,
        "number": sprint.number,
        "last": formats.date_format(sprint.last, "l j F"),
    }


def _waiting(person: Person) -> str:
    asks = waiting.asks_for(person)
    if not asks:
        return _("Nothing waits for you.")
    minutes = sum(ask.minutes for ask in asks)
    waits = ngettext("%(count)d thing waits for you", "%(count)d things wait for you", len(asks))
    takes = ngettext("it takes %(minutes)d minute", "it takes %(minutes)d minutes", minutes)
    sentence = f"{waits}, {takes}: %(address)s"
    return sentence % {"count": len(asks), "minutes": minutes, "address": _address("waiting")}


def _reports(person: Person, since: date | None, day: date) -> list[str]:
    ordered = sorted(letter_sections, key=lambda section: section.order)
    paragraphs = [_report(section, person, since, day) for section in ordered]
    return [paragraph for paragraph in paragraphs if paragraph.strip()]


def _report(section: LetterSection, person: Person, since: date | None, day: date) -> str:
    try:
        return "\n".join(section.lines(person, since, day))
    except Exception as failure:  # noqa: BLE001 - one context's fault must not keep the letter from everybody
        logger.error("The letter went without %s: %s", type(section).__name__, type(failure).__name__)  # noqa: TRY400 - a traceback may hold words
        return ""


def _closing() -> str:
    number, digest = audit.head()
    return _(
        "Everything else is at %(address)s\n\n"
        "Everyone gets this letter in the same hour, with the same subject and of the same size, "
        "whether or not something happened.\n"
        "The log of what was done stands at entry %(number)s (%(digest)s)."
    ) % {"address": _address("start"), "number": number, "digest": digest[:16]}


def _address(route: str) -> str:
    return urljoin(settings.BASE_URL, reverse(route))
