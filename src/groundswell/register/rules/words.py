"""Words as the register compares them: told apart, lower-cased, and cut to their stems."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from groundswell.register.rules.vocabulary import JOINING

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_SHORTEST_STEM = 4
# The longest first, so that "ings" is not cut to "ing".
_ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "s", "e")


@dataclass(frozen=True)
class Word:
    """A word, where it stands in its text, and what it is without capitals, accents and a possessive ending."""

    text: str
    start: int
    end: int
    plain: str


def words(text: str) -> Iterator[Word]:
    """Yield the words and numbers of a text in their order; marks are none."""
    for match in _WORD.finditer(text):
        yield Word(match[0], match.start(), match.end(), plain(match[0]))


def plain(word: str) -> str:
    """Return a word without capitals, accents and a possessive ending."""
    bare = word
    if not word.isascii():
        bare = "".join(each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each))
    return bare.casefold().replace("\u2019", "'").removesuffix("'s")


def stem(word: str) -> str:
    """Return what "planned", "planning" and "plans" share; rough, English, and the same for the same word."""
    bare = _without_y(plain(word))
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST_STEM - 1:
            return _undoubled(bare.removesuffix(ending))
    return bare


def telling_stems(text: str) -> frozenset[str]:
    """Return the stems of the words that say what a text is about."""
    return frozenset(stem(word.text) for word in words(text) if word.plain not in JOINING and not word.text.isdigit())


def _undoubled(stem_: str) -> str:
    is_doubled = len(stem_) >= _SHORTEST_STEM and stem_[-1] == stem_[-2] and stem_[-1] not in "aeiouls"
    return stem_[:-1] if is_doubled else stem_


def _without_y(word: str) -> str:
    # "policy" and "policies" share a stem; "deploy" keeps its own.
    is_soft = len(word) > _SHORTEST_STEM and word.endswith("y") and word[-2] not in "aeiou"
    return word[:-1] if is_soft else word
