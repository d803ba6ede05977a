"""Words, as both databases compare them: pure Python, so that both find the same."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from django.utils.html import escape
from django.utils.safestring import SafeString

# Scripts written without spaces: each character counts as a word.
_SINGLE = "぀-ヿ㐀-鿿가-힯"
_WORD = re.compile(rf"[{_SINGLE}]|[^\W_{_SINGLE}]+")
_WORD_LENGTH = 64
_WORDS_ASKED = 12
_WORDS_KEPT = 16_000
_LOOKED_AT = 20_000
_BEFORE, _AFTER = 60, 140


@dataclass(frozen=True)
class Entry:
    """What is to be found: an object of a context, its words, who may read it, and where it stands."""

    context: str
    object_id: str
    title: str
    body: str
    audience: str
    url: str


@dataclass(frozen=True)
class Hit:
    """What was found. `marked_title` and `snippet` are safe HTML, the words asked for in <mark>."""

    context: str
    object_id: str
    title: str
    marked_title: SafeString
    snippet: SafeString
    audience: str
    url: str


def folded(text: str) -> str:
    """Return a text without case and accents, of equal length where a character folds to one."""
    return text.lower() if text.isascii() else "".join(_folded_character(character) for character in text)


def tokens(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return [word[:_WORD_LENGTH] for word in _WORD.findall(folded(text))[:_WORDS_KEPT]]


def asked(query: str) -> list[str]:
    """Return the different words of a query, the first dozen."""
    return list(dict.fromkeys(tokens(query[:2000])))[:_WORDS_ASKED]


def token_of(audience: str) -> str:
    """Return an audience as one word of the index."""
    return f"for{blake2b(audience.encode(), digest_size=16).hexdigest()}"


def marked(text: str, words: list[str]) -> SafeString:
    """Return a text as HTML, with what begins like one of these words in <mark>."""
    shown, at = [], 0
    for start, end in _places(text, words):
        shown += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return SafeString("".join([*shown, escape(text[at:])]))


def snippet(text: str, words: list[str]) -> SafeString:
    """Return the part of a text round the first of these words, marked."""
    text = " ".join(text[:_LOOKED_AT].split())
    first = next(iter(_places(text, words)), (0, 0))[0]
    start = 0 if first <= _BEFORE else text.find(" ", first - _BEFORE) + 1
    end = len(text) if len(text) <= start + _BEFORE + _AFTER else text.rfind(" ", start, start + _BEFORE + _AFTER)
    end = end if end > start else start + _BEFORE + _AFTER
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return SafeString(f"{before}{marked(text[start:end], words)}{after}")


def _places(text: str, words: list[str]) -> Iterator[tuple[int, int]]:
    like = tuple(words)
    return (match.span() for match in _WORD.finditer(folded(text)) if match[0].startswith(like))


def _folded_character(character: str) -> str:
    bare = unicodedata.normalize("NFKD", character).casefold()
    kept = "".join(each for each in bare if not unicodedata.combining(each))
    return kept if len(kept) == 1 else character
