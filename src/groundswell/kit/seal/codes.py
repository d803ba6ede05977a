"""Codes that people copy from paper: Crockford's 32 characters and a check character of the same alphabet.

The check character makes the code, read as a polynomial over the field of 32 elements, vanish at the field's
generator (a Reed-Solomon code with one check symbol). Up to 31 characters it finds *every* single wrong character,
*every* swap of two characters wherever they stand, and every pair of equal neighbours misread alike; any other
mistake with 31 chances in 32. Crockford's own check (modulo 37) and ISO 7064 find the first kind and neighbours
swapped, but need five more signs or letters (``* ~ $ = U``, or I, L and O) that this alphabet leaves out on purpose.
"""

import unicodedata
from collections.abc import Mapping
from enum import Enum
from typing import ClassVar

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
BITS = 5
FIELD = 0b100101  # x^5 + x^2 + 1, whose root generates the field
TOP = 0b10000
LONGEST_TYPED = 200

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_VALUES |= {character.lower(): value for character, value in _VALUES.items()}
_VALUES |= {"O": 0, "o": 0, "I": 1, "i": 1, "L": 1, "l": 1}


class Fault(Enum):
    """What is wrong with a code."""

    EMPTY = "empty"
    SHORT = "short"
    LONG = "long"
    CHARACTER = "character"
    CHECK = "check"


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translators; the page that shows it translates it."""
    return sentence


class BadCode(ValueError):
    """What was typed is no code. It carries counts and places, and never what was typed.

    `sentence` says to the person who typed what is wrong; `template % values` is the same, for translation.
    """

    sentences: ClassVar[Mapping[Fault, str]] = {}

    def __init__(self, fault: Fault, *, place: int = 0, count: int = 0) -> None:
        """Keep the fault, the place of a wrong character (from 1), and how many characters were typed."""
        self.fault = fault
        self.template = self.sentences.get(fault, fault.value)
        self.values = {"place": place, "count": count}
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """What is wrong, in words."""
        return self.template % self.values


def write(number: int, length: int) -> str:
    """Return a number as `length` characters and a check character, in groups of four.

    The check character has a group of its own when the last group is full.
    """
    values = [number >> (BITS * place) & 31 for place in reversed(range(length))]
    written = "".join(ALPHABET[value] for value in (*values, _doubled(_remainder(values))))
    groups = [written[start : start + GROUP] for start in range(0, len(written), GROUP)]
    return "-".join(groups)


def read(text: str, length: int, refusal: type[BadCode] = BadCode) -> int:
    """Return the number of a code of `length` characters and a check character; raises the refusal.

    Forgiven: lower case, O for 0, I and L for 1, spaces, dashes, invisible marks, wide characters of other keyboards.
    """
    if len(text) > LONGEST_TYPED:
        raise refusal(Fault.LONG, count=len(text))
    kept = [character for character in unicodedata.normalize("NFKC", text) if not _is_forgiven(character)]
    strange = next((place for place, character in enumerate(kept, start=1) if character not in _VALUES), None)
    if strange:
        raise refusal(Fault.CHARACTER, place=strange)
    if len(kept) != length + 1:
        raise refusal(_fault_of_length(len(kept), length), count=len(kept))
    values = [_VALUES[character] for character in kept]
    if _remainder(values):
        raise refusal(Fault.CHECK)
    return sum(value << (BITS * place) for place, value in enumerate(reversed(values[:-1])))


def _fault_of_length(count: int, length: int) -> Fault:
    if not count:
        return Fault.EMPTY
    return Fault.SHORT if count <= length else Fault.LONG


def _is_forgiven(character: str) -> bool:
    if character in _VALUES:
        return False
    return character.isspace() or character in "\u2212_." or unicodedata.category(character) in {"Pd", "Cf"}


def _remainder(values: list[int]) -> int:
    remainder = 0
    for value in values:
        remainder = _doubled(remainder) ^ value
    return remainder


def _doubled(element: int) -> int:
    """Multiply by the field's generator."""
    return element << 1 ^ (FIELD if element & TOP else 0)
