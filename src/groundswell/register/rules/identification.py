"""Would a reader know who said it? Marks in a text that could tell, each for a person to look at.

It finds what can be found by rule; that style and detail can identify somebody stays true, and the pages say so.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from groundswell.register.rules import nicknames
from groundswell.register.rules.vocabulary import ALSO_WORDS
from groundswell.register.rules.words import Word, plain, stem, words

COPIED_WORDS = 5
_SHORTEST_NAME = 2
_SHORTEST_RARE = 4
_WELL_KNOWN_HERE = 2


class Mark(StrEnum):
    """What kind of detail it is."""

    NAME = "name"
    NICKNAME = "nickname"
    HANDLE = "handle"
    EMAIL = "email"
    LINK = "link"
    TICKET = "ticket"
    DAY = "day"
    CELL = "cell"
    ROLE = "role"
    RARE = "rare"
    COPIED = "copied"


@dataclass(frozen=True)
class Roster:
    """Who could be known by it."""

    people: Sequence[str] = ()
    # The part of each address before the @, as handles are often the same.
    handles: Sequence[str] = ()
    cells: Sequence[str] = ()
    # Names of roles that one person alone holds.
    roles_of_one: Sequence[str] = ()


@dataclass(frozen=True)
class Corpus:
    """Which words say nothing of their writer: ordinary ones, and those that readers here meet often."""

    ordinary: Collection[str] = ()
    # Stem -> in how many texts that everybody reads.
    seen: dict[str, int] = field(default_factory=dict)

    def is_rare(self, word: str) -> bool:
        """Tell whether few people here use a word."""
        return not self.is_ordinary(word) and self.seen.get(stem(word), 0) < _WELL_KNOWN_HERE

    def is_ordinary(self, word: str) -> bool:
        """Tell whether everybody uses a word: short ones, numbers, and those on the list."""
        if len(word) < _SHORTEST_RARE or word.isdigit():
            return True
        return not {plain(word), stem(word)}.isdisjoint(self.ordinary)


@dataclass(frozen=True, order=True)
class Hit:
    """A mark and where it stands: `text[start:end]` is `excerpt`."""

    start: int
    end: int
    mark: Mark
    excerpt: str

    @property
    def may_be_kept(self) -> bool:
        """Tell whether a person may let it stand with a reason: the author's own words never."""
        return self.mark is not Mark.COPIED


_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_UNITS = "week|weekend|month|sprint|summer|winter|spring|autumn|night|year"
_PATTERNS: tuple[tuple[Mark, re.Pattern[str]], ...] = (
    (Mark.LINK, re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)),
    (Mark.EMAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (Mark.HANDLE, re.compile(r"(?<![\w@.])@\w[\w.-]*\w")),
    (Mark.TICKET, re.compile(r"\b[A-Z][A-Z0-9]+-\d+\b|(?<!\w)#\d+\b")),
    (Mark.DAY, re.compile(r"\b\d{4}-\d\d?(?:-\d\d?)?\b|\b\d\d?[./]\d\d?(?:[./]\d{2,4})?(?![\w.])")),
    (Mark.DAY, re.compile(rf"\b\d\d?(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})\b", re.IGNORECASE)),
    # "may" alone is a verb: a month counts with a day, a year, or a capital that no sentence gave it.
    (Mark.DAY, re.compile(rf"\b(?:{_MONTHS})\.? \d\d?(?:st|nd|rd|th)?\b", re.IGNORECASE)),
    (Mark.DAY, re.compile(rf"(?<=[a-z,] )(?:{_MONTHS.title()})\b")),
    (Mark.DAY, re.compile(rf"\b(?:{_DAYS})s?\b|\b(?:yesterday|today|tonight|this morning)\b", re.IGNORECASE)),
    (Mark.DAY, re.compile(rf"\b(?:last|this|next) (?:{_UNITS}|{_DAYS})\b|\bsprint \d+\b", re.IGNORECASE)),
    (Mark.DAY, re.compile(r"\b\d\d?:\d\d\b|\b\d\d? ?[ap]\.?m\b", re.IGNORECASE)),
)


def hits(text: str, *, roster: Roster, corpus: Corpus, originals: Iterable[str] = ()) -> tuple[Hit, ...]:
    """Return the marks of a text in their order. Where two kinds lie on the same words, the more telling one stays.

    `originals` are the sealed voices behind it, held against it for five words in a row.
    """
    found = [*_patterns(text), *_phrases(text, roster), *_names(text, roster, corpus), *_rare(text, corpus)]
    return tuple(sorted(_outermost([*found, *copied(text, originals)])))


def candidates(text: str, corpus: Corpus) -> frozenset[str]:
    """Return the words of a text (in small letters) that are rare unless readers here meet them often."""
    return frozenset(word.plain for word in words(text) if not corpus.is_ordinary(word.text))


def copied(text: str, originals: Iterable[str]) -> Iterator[Hit]:
    """Yield the stretches of a text that share five words in a row, or more, with an original."""
    theirs = frozenset(run for original in originals for run in _runs([word.plain for word in words(original)]))
    ours = list(words(text))
    starts = [place for place, run in enumerate(_runs([word.plain for word in ours])) if run in theirs]
    for first, last in _stretches(starts):
        yield _hit(text, Mark.COPIED, ours[first].start, ours[last + COPIED_WORDS - 1].end)


def cells_named[Cell](text: str, names: Mapping[Cell, str]) -> Iterator[Cell]:
    """Yield the cells whose names stand in a text."""
    said = list(words(text))
    for cell, name in names.items():
        if any(_phrase(text, said, Mark.CELL, name)):
            yield cell


def _patterns(text: str) -> Iterator[Hit]:
    for mark, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield _hit(text, mark, match.start(), match.end())


def _phrases(text: str, roster: Roster) -> Iterator[Hit]:
    said = list(words(text))
    for mark, phrases in ((Mark.CELL, roster.cells), (Mark.ROLE, roster.roles_of_one), (Mark.NAME, roster.people)):
        for phrase in phrases:
            yield from _phrase(text, said, mark, phrase)


def _names(text: str, roster: Roster, corpus: Corpus) -> Iterator[Hit]:
    parts = {part.plain for name in roster.people for part in words(name) if len(part.text) >= _SHORTEST_NAME}
    handles = {plain(handle) for handle in roster.handles}
    short = nicknames.of(parts, ordinary=corpus.ordinary)
    for word in words(text):
        if word.plain in parts and _reads_as_a_name(word, corpus):
            yield _hit(text, Mark.NAME, word.start, word.end)
        elif word.plain in handles - parts:
            yield _hit(text, Mark.HANDLE, word.start, word.end)
        elif word.plain in short and word.text[0].isupper():
            yield _hit(text, Mark.NICKNAME, word.start, word.end)


def _reads_as_a_name(word: Word, corpus: Corpus) -> bool:
    # "Will" and "Mark" are names; "will" and "mark" are not.
    is_also_a_word = word.plain in ALSO_WORDS or word.plain in corpus.ordinary
    return word.text[0].isupper() or not is_also_a_word


def _phrase(text: str, said: Sequence[Word], mark: Mark, phrase: str) -> Iterator[Hit]:
    wanted = [plain(word.text) for word in words(phrase)]
    if not wanted:
        return
    for place in range(len(said) - len(wanted) + 1):
        stretch = said[place : place + len(wanted)]
        if [word.plain for word in stretch] == wanted:
            yield _hit(text, mark, stretch[0].start, stretch[-1].end)


def _rare(text: str, corpus: Corpus) -> Iterator[Hit]:
    told: set[str] = set()
    for word in words(text):
        if corpus.is_rare(word.text) and stem(word.text) not in told:
            told.add(stem(word.text))
            yield _hit(text, Mark.RARE, word.start, word.end)


def _runs(plain_words: Sequence[str]) -> list[tuple[str, ...]]:
    last = len(plain_words) - COPIED_WORDS + 1
    return [tuple(plain_words[place : place + COPIED_WORDS]) for place in range(last)]


def _stretches(starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of the runs that lie against each other."""
    begin = None
    for place, start in enumerate(starts):
        begin = start if begin is None else begin
        if place + 1 == len(starts) or starts[place + 1] > start + COPIED_WORDS:
            yield begin, start
            begin = None


def _outermost(found: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the hits that lie in no longer one; copied words stay beside what they contain."""
    kinds = list(Mark)
    ranked = sorted(set(found), key=lambda hit: (hit.start - hit.end, kinds.index(hit.mark), hit.start))
    kept: list[Hit] = []
    for hit in ranked:
        around = [each for each in kept if each.mark is not Mark.COPIED]
        if hit.mark is Mark.COPIED or not any(each.start <= hit.start and hit.end <= each.end for each in around):
            kept.append(hit)
            yield hit


def _hit(text: str, mark: Mark, start: int, end: int) -> Hit:
    return Hit(start, end, mark, text[start:end])
