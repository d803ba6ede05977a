"""The link that goes back to the address a mail names, and who may follow it."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.connectors.mailbox import rules
from groundswell.kit import clock
from groundswell.kit.mail import Letter
from groundswell.kit.seal.throttle import Throttle
from groundswell.people.models import Person

_SALT = "groundswell.mailbox"
# Whoever writes mails in somebody's name must not be able to flood that person with questions.
_questions = Throttle(rate=1 / 3600, burst=3)


@dataclass(frozen=True)
class Question:
    """Whose click is asked for, and for which mail."""

    person: UUID
    mark: str


def ask(person: Person, mark: str) -> bool:
    """Send the link to a person's own address; False when too many were sent to it. Raises OSError or SMTPException."""
    if not _questions.allows(str(person.id)):
        return False
    address = f"{settings.BASE_URL}{reverse('mailbox:confirm', args=[token_of(person.id, mark)])}"
    text = _(
        "Somebody wrote to the advocates from your address. If it was you, open this page and press the button:\n\n"
        "%(address)s\n\n"
        "Then your mail is sealed to them, and removed from the mailbox.\n"
        "If it was not you, do nothing: after a week the mail is removed, and nobody will have read it.\n"
    ) % {"address": address}
    Letter(subject=_("Did you write to the advocates?"), text=text, to=person.email, sent_at=clock.now()).send()
    return True


def token_of(person: UUID, mark: str) -> str:
    """Return the token of a link."""
    return signing.dumps([str(person), mark], salt=_SALT)


def question_of(token: str) -> Question | None:
    """Return what a link asks, or None where it was not made here or is too old."""
    try:
        person, mark = signing.loads(token, salt=_SALT, max_age=2 * rules.WAITS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Question(UUID(person), mark)
