"""Would a reader know who said it? Marks in a text that could tell, each for a person to look at.

It finds what can be found by rule; that style and detail can identify somebody stays true, and the pages say so.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from groundswell.register.rules import days, nicknames
from groundswell.register.rules.vocabulary import ALSO_WORDS
from groundswell.register.rules.words import Word, plain, stem, words

COPIED_WORDS = 5
_SHORTEST_NAME = 2
_SHORTEST_RARE = 4
_WELL_KNOWN_HERE = 2
# Of fewer words nobody can tell a language; of a text in ours more than half are on the list.
_FEWEST_OF_A_LANGUAGE = 8
_KNOWN_SHARE = 0.5


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
    LANGUAGE = "language"


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
class Tidied:
    """What the author of a sealed voice wrote, and which of it may be written out. Printing it shows nothing.

    `agreed` are tidied versions of which the author said yes, this is what I mean: those words they gave to the desk.
    """

    said: str = field(repr=False)
    agreed: Sequence[str] = field(default=(), repr=False)


# What an author wrote; plain words where no tidied version was agreed to.
type Original = str | Tidied


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

    def knows_the_language(self, text: str) -> bool:
        """Tell whether it can say which words of a text are rare: it knows no language that nobody here writes.

        A word is known that stands on a list, or that everybody here has read in two texts: so is a language learned
        of which there is no list.
        """
        asked = [word for word in words(text) if not word.text.isdigit()]
        known = sum(self._knows(word) for word in asked)
        return len(asked) < _FEWEST_OF_A_LANGUAGE or known >= _KNOWN_SHARE * len(asked)

    def _knows(self, word: Word) -> bool:
        return _is_common(word, self.ordinary) or self.seen.get(stem(word.text), 0) >= _WELL_KNOWN_HERE


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


_PATTERNS: tuple[tuple[Mark, re.Pattern[str]], ...] = (
    (Mark.LINK, re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)),
    (Mark.EMAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (Mark.HANDLE, re.compile(r"(?<![\w@.])@\w[\w.-]*\w")),
    (Mark.TICKET, re.compile(r"\b[A-Z][A-Z0-9]+-\d+\b|(?<!\w)#\d+\b")),
    *((Mark.DAY, pattern) for pattern in days.PATTERNS),
)


def hits(text: str, *, roster: Roster, corpus: Corpus, originals: Iterable[Original] = ()) -> tuple[Hit, ...]:
    """Return the marks of a text in their order. Where two kinds lie on the same words, the more telling one stays.

    `originals` are the sealed voices behind it, held against it for five words in a row. In a language of which the
    corpus knows nothing no word is called rare; one mark of the whole text says that this was not checked.
    """
    found = [*_patterns(text), *_phrases(text, roster), *_names(text, roster, corpus)]
    if corpus.knows_the_language(text):
        return tuple(sorted(_outermost([*found, *_rare(text, corpus), *copied(text, originals)])))
    return (Hit(0, 0, Mark.LANGUAGE, ""), *sorted(_outermost([*found, *copied(text, originals)])))


def candidates(text: str, corpus: Corpus) -> frozenset[str]:
    """Return the words of a text (in small letters) that are rare unless readers here meet them often."""
    return frozenset(word.plain for word in words(text) if not corpus.is_ordinary(word.text))


def authors(wrote: Iterable[str], *, ordinary: Collection[str]) -> tuple[list[str], list[str]]:
    """Return the names and the handles of those who wrote elsewhere; the title of a section is neither.

    Of ordinary words only those are a name that all begin with a capital, and are more than one.
    """
    names: list[str] = []
    handles: list[str] = []
    for each in wrote:
        parts = list(words(each))
        is_titled = len(parts) > 1 and all(part.text[0].isupper() for part in parts)
        if not is_titled and any(_is_common(part, ordinary) for part in parts):
            continue
        is_handle = len(parts) == 1 and not parts[0].text[0].isupper()
        (handles if is_handle else names).append(each)
    return sorted(names), sorted(handles)


def _is_common(word: Word, ordinary: Collection[str]) -> bool:
    return not {word.plain, stem(word.text)}.isdisjoint(ordinary)


def copied(text: str, originals: Iterable[Original]) -> Iterator[Hit]:
    """Yield the stretches of a text that share five words in a row, or more, with what stays sealed of an original."""
    theirs = frozenset(run for original in originals for run in _sealed(original))
    ours = list(words(text))
    starts = [place for place, run in enumerate(_runs([word.plain for word in ours])) if run in theirs]
    for first, last in _stretches(starts):
        yield _hit(text, Mark.COPIED, ours[first].start, ours[last + COPIED_WORDS - 1].end)


def is_quoted(text: str, original: Original) -> bool:
    """Tell whether five words in a row are the author's own, agreed to or not: showing them needs an explicit yes."""
    said = original.said if isinstance(original, Tidied) else original
    return not _runs_of(text).isdisjoint(_runs_of(said))


def _sealed(original: Original) -> frozenset[tuple[str, ...]]:
    """Return the runs of five words that stay sealed."""
    if isinstance(original, Tidied):
        return _runs_of(original.said).difference(*map(_runs_of, original.agreed))
    return _runs_of(original)


def _runs_of(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_runs([word.plain for word in words(text)]))


class Names[Named]:
    """Names that may stand in a text, made ready once for many texts: hundreds of cells cost no more than one."""

    def __init__(self, names: Mapping[Named, str]) -> None:
        self._named: dict[tuple[str, ...], list[Named]] = {}
        for named, name in names.items():
            self._named.setdefault(tuple(word.plain for word in words(name)), []).append(named)
        self._named.pop((), None)
        self._lengths = sorted({len(phrase) for phrase in self._named})

    def standing_in(self, text: str) -> set[Named]:
        """Return those whose whole name stands in a text."""
        said = tuple(word.plain for word in words(text))
        runs = (said[place : place + length] for length in self._lengths for place in range(len(said) - length + 1))
        return {named for run in runs for named in self._named.get(run, ())}


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
    wanted = [word.plain for word in words(phrase)]
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
