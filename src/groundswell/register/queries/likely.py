"""Which concerns may be the same as one: suggested, never merged alone."""

from uuid import UUID

from groundswell.kit import search
from groundswell.register.models import Concern
from groundswell.register.policy import Reading
from groundswell.register.queries.ground import as_shown
from groundswell.register.queries.lists import of_the_desk, standing
from groundswell.register.rules import likeness
from groundswell.register.rules.likeness import Likeness, Told
from groundswell.register.rules.words import telling_stems, words

_MOST_WORDS = 5
_MOST_OF_THE_DESK = 100
_MOST_FOUND_A_WORD = 40


def likely_duplicates(concern: Concern, reading: Reading) -> tuple[Likeness, ...]:
    """Return the concerns that share words with one, the likest first, among those that somebody may read."""
    told = _told(concern)
    closed = [each.id for each in of_the_desk(reading)[:_MOST_OF_THE_DESK]]
    found = standing(reading).filter(id__in={*_found(told, reading), *closed}).exclude(id=concern.id)
    # What is withheld is likened by no word of it.
    shown = (each for each in as_shown(found, reading) if not each.is_withheld)
    return likeness.suggestions(told, (_told(each) for each in shown))


def _found(told: Told, reading: Reading) -> set[UUID]:
    """Return what search finds for the telling words of the title, else of the text."""
    telling = telling_stems(told.title) or telling_stems(told.text)
    asked = [word.text for word in words(f"{told.title} {told.text}") if telling_stems(word.text) & telling]
    hits = (search.search(word, set(reading.keys), _MOST_FOUND_A_WORD) for word in dict.fromkeys(asked[:_MOST_WORDS]))
    return {UUID(hit.object_id) for each in hits for hit in each if hit.context == "register"}


def _told(concern: Concern) -> Told:
    return Told(concern.id, concern.title, concern.text)
