"""The organisation's own ordinary words."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import audit
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.register.models import OrdinaryWord
from groundswell.register.rules.words import words

MOST_WORDS = 5_000
LONGEST_WORD = 80


@transaction.atomic
def set_ordinary_words(*, by: Person, text: str) -> None:
    """Replace the words that are ordinary here by those of a text, in whatever way it divides them. Raises Refused.

    All are written anew in the order of the alphabet, so that no table remembers which came last.
    """
    wanted = sorted({word.plain for word in words(text) if len(word.plain) <= LONGEST_WORD})
    if len(wanted) > MOST_WORDS:
        told = {"is": len(wanted), "fits": MOST_WORDS}
        raise Refused(_("These are too many: %(is)d words, and %(fits)d fit.") % told, "words")
    OrdinaryWord.objects.all().delete()
    OrdinaryWord.objects.bulk_create([OrdinaryWord(word=each) for each in wanted])
    audit.record(actor=by.id, verb="set_ordinary_words", context="register", words=len(wanted))
