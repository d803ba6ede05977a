"""Codes that people copy from paper: Crockford's 32 characters and a check character of the same alphabet.

The check character makes the code, read as a polynomial over the field of 32 elements, vanish at the field's
generator (a Reed-Solomon code with one check symbol). Up to 31 characters it finds *every* single wrong character,
*every* swap of two characters wherever they stand, and every pair of equal neighbours misread alike; any other
mistake with 31 chances in 32. Crockford's own check (modulo 37) and ISO 7064 find the first kind and neighbours
swapped, but need five more signs or letters (``* ~ $ = U``, or I, L and O) that this alphabet leaves out on purpose.
"""

import unicodedata
from enum import Enum

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


class BadCode(ValueError):
    """A code does not fit. It carries counts and places, never the characters."""

    def __init__(self, fault: Fault, *, place: int = 0, count: int = 0) -> None:
        """Keep the fault, the place of a wrong character (from 1), and how many characters were given."""
        self.fault, self.place, self.count = fault, place, count
        super().__init__(fault.value)


def write(number: int, length: int) -> str:
    """Return a number as `length` characters and a check character, in groups of four.

    The check character has a group of its own when the last group is full.
    """
    values = [number >> (BITS * place) & 31 for place in reversed(range(length))]
    written = "".join(ALPHABET[value] for value in (*values, _doubled(_remainder(values))))
    groups = [written[start : start + GROUP] for start in range(0, len(written), GROUP)]
    return "-".join(groups)


def read(text: str, length: int) -> int:
    """Return the number of a code of `length` characters and a check character; raises BadCode.

    Forgiven: lower case, O for 0, I and L for 1, spaces, dashes, invisible marks, wide characters of other keyboards.
    """
    if len(text) > LONGEST_TYPED:
        raise BadCode(Fault.LONG, count=len(text))
    values = _values(text)
    if not values:
        raise BadCode(Fault.EMPTY)
    if len(values) != length + 1:
        raise BadCode(Fault.SHORT if len(values) <= length else Fault.LONG, count=len(values))
    if _remainder(values):
        raise BadCode(Fault.CHECK)
    return sum(value << (BITS * place) for place, value in enumerate(reversed(values[:-1])))


def _values(text: str) -> list[int]:
    kept = [character for character in unicodedata.normalize("NFKC", text) if not _is_forgiven(character)]
    for place, character in enumerate(kept, start=1):
        if character not in _VALUES:
            raise BadCode(Fault.CHARACTER, place=place)
    return [_VALUES[character] for character in kept]


def _is_forgiven(character: str) -> bool:
    return character.isspace() or character in "\u2212_." or unicodedata.category(character) in {"Pd", "Cf"}


def _remainder(values: list[int]) -> int:
    remainder = 0
    for value in values:
        remainder = _doubled(remainder) ^ value
    return remainder


def _doubled(element: int) -> int:
    """Multiply by the field's generator."""
    return element << 1 ^ (FIELD if element & TOP else 0)
