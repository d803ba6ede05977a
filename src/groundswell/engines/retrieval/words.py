"""The words of a text as they are looked up: without endings, and with the parts of names from code."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from groundswell.engines.similarity.words import MARKS, TOKEN

LONGEST = 20_000
_LONGEST_WORD = 60
_SHORTEST_STEM = 3
# Lighter than Porter's: forums hold as many names from code as words, and those must stay apart.
_LONG = ("ations", "ation", "ings", "ing", "ments", "ment", "edly", "ed", "ies", "es", "ers", "er", "ors", "or")
_ENDINGS = (*_LONG, "s", "ly")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_ADDRESS = re.compile(r"https?://\S+")


def words(text: str) -> list[str]:
    """Return the words of a text in their order; beyond 20,000 characters it is not read. Addresses are no words.

    `getIJKToRASMatrix` is itself, and get, ijk, to, ras and matrix. In scripts without spaces two neighbours are one.
    """
    found: list[str] = []
    for run in TOKEN.findall(_ADDRESS.sub(" ", unicodedata.normalize("NFKC", text[:LONGEST]))):
        found.extend(_of_run(run))
    return found


@lru_cache(maxsize=100_000)
def _of_run(run: str) -> tuple[str, ...]:
    if MARKS.match(run):
        return tuple("".join(pair) for pair in pairwise(run)) if len(run) > 1 else (run,)
    run = run[:_LONGEST_WORD]
    parts = [] if run.islower() else _PART.findall(run)
    pieces = (stem(part.casefold()) for part in parts if len(part) > 1)
    return (stem(run.casefold()), *pieces) if len(parts) > 1 else (stem(run.casefold()),)


def stem(word: str) -> str:
    """Return a word without the endings of English: what is no English loses little by it."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    if word.endswith("e") and len(word) > _SHORTEST_STEM:
        word = word[:-1]
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2]:
        word = word[:-1]
    return word
