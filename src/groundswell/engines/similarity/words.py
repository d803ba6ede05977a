"""What of a text is compared: its words and pairs of words, and pieces of words of three to five letters.

In scripts without spaces between words each character is a word, and pieces are of one to three characters.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

# Han, kana, Thai, Lao, Myanmar, Khmer. Korean puts spaces, though not between all words.
WITHOUT_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
TOKEN = re.compile(rf"[{WITHOUT_SPACES}]+|[^\W_{WITHOUT_SPACES}]+(?:'[^\W_{WITHOUT_SPACES}]+)*")
PIECES = range(3, 6)
PIECES_WITHOUT_SPACES = range(1, 4)
# A vowel sign or a tone is no letter for Python, and belongs to the one before it.
MARKS = re.compile(rf"[{WITHOUT_SPACES}]")
LONGEST = 5000
# No word holds it.
PIECE = "·"


def plain(text: str) -> str:
    """Return a text in one case and one spelling of its characters; beyond 5,000 characters it is not compared."""
    return unicodedata.normalize("NFKC", text[:LONGEST]).casefold().replace("’", "'")


def tokens(text: str) -> list[str]:
    """Return the words of a text in their order; where no spaces are, each character is one."""
    found: list[str] = []
    for run in TOKEN.findall(plain(text)):
        found.extend(run if MARKS.match(run) else [run])
    return found


def features(text: str) -> dict[str, int]:
    """Return how often each word, each pair of words and each piece of a word (marked by PIECE) comes."""
    runs = TOKEN.findall(plain(text))
    words = [word for run in runs for word in (run if MARKS.match(run) else [run])]
    found = Counter([*words, *(f"{one} {two}" for one, two in pairwise(words))])
    for run in runs:
        found.update(_pieces(run))
    return found


@lru_cache(maxsize=20_000)
def _pieces(run: str) -> tuple[str, ...]:
    """Return the pieces of a word, its ends marked by a space, or those of a run of characters without spaces."""
    text, lengths = (run, PIECES_WITHOUT_SPACES) if MARKS.match(run) else (f" {run} ", PIECES)
    return tuple(PIECE + text[at : at + length] for length in lengths for at in range(len(text) - length + 1))


def in_how_many(texts: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Return in how many texts each feature comes."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(text.keys())
    return found


def rarity(texts: int, with_it: int) -> float:
    """Return how much a feature says: the rarer, the more; one in all texts still counts 1."""
    return math.log((1 + texts) / (1 + with_it)) + 1


def weights(text: Mapping[str, int], counts: Mapping[str, int], texts: int) -> dict[str, float]:
    """Return the weights of one text's features, of length 1 together; words weigh as much as pieces."""
    raw = {each: (1 + math.log(count)) * rarity(texts, counts.get(each, 0)) for each, count in text.items()}
    words = sum(weight * weight for each, weight in raw.items() if each[0] != PIECE)
    pieces = sum(weight * weight for each, weight in raw.items() if each[0] == PIECE)
    scales = math.sqrt(2 * words), math.sqrt(2 * pieces)
    return {each: weight / scales[each[0] == PIECE] for each, weight in raw.items()}
