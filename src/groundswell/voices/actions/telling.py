"""The one mail about a dialogue: an answer waits, and no more. Only whoever gave their name can get it."""

import logging
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import Voice
from groundswell.voices.queries import first_entries_for_desk, signature_of

logger = logging.getLogger(__name__)


def tell_author(voice: Voice, unlocked: Unlocked) -> None:
    """Mail the author of an open or signed voice, once the answer is stored: no row in a queue, no line in a log.

    Who signed is sealed inside, so only the unlocked desk that answers can tell whom to mail.
    """
    author = voice.author_id or _signer_of(voice, unlocked)
    person = people.active_people().filter(id=author).first() if author else None
    if person is not None:
        transaction.on_commit(lambda: _mail(person))


def _signer_of(voice: Voice, unlocked: Unlocked) -> UUID | None:
    first = first_entries_for_desk([voice], unlocked.pairs).get(voice.id)
    signature = signature_of(first.payload) if first else None
    return signature.person if signature else None


def _mail(person: Person) -> None:
    words = _("An answer waits for you:\n\n%(address)s\n\nThis mail says no more on purpose.") % {
        "address": settings.BASE_URL + reverse("mine")
    }
    try:
        send_mail(_("An answer waits for you"), words, None, [person.email])
    except (SMTPException, OSError):
        logger.warning("A mail about an answer could not be sent; the answer itself is kept.")
