"""What says the same already: shown to who writes, and to the desk; nothing is ever merged by itself.

Only what its reader may see anyway is compared: what was put to the vote, and what they just typed. A sheet, a book or
a suggestion is never looked into for it, or a page would tell what is in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from groundswell.engines.similarity import SmallIndex
from groundswell.propositions.models import Round, Statement
from groundswell.propositions.rounds.rules import figures

# Of more statements only the newest are held against all: a page must not take seconds.
ALL, NEWEST = 300, 100
MOST_PAIRS = 20
# Statements that stand beside a draft; of more, the newest.
MOST_BESIDE = 100


@dataclass(frozen=True)
class Pair:
    """Two statements that seem to say the same; the desk decides whether one is taken out."""

    one: Statement
    other: Statement


def beside(found: Round) -> list[str]:
    """Return what stands there while somebody writes: what was put to the vote, the newest first. One query."""
    return newest_first(_texts(found))


def newest_first(texts: Sequence[str]) -> list[str]:
    """Return what stands beside a draft, of statements that were asked for already."""
    return list(reversed(texts))[:MOST_BESIDE]


def statements_like_each(found: Round, texts: Sequence[str]) -> list[list[str]]:
    """Return for each of these texts what was put to the vote and seems to say the same. One query."""
    there = _texts(found) if texts else ()
    return [_like(there, text) for text in texts]


def statements_like(found: Round, text: str) -> list[str]:
    """Return what was put to the vote and seems to say the same, the nearest first; never its contrary."""
    return _like(_texts(found), text)


def stands_there(found: Round, text: str) -> bool:
    """Tell whether just this was put to the vote already, but for case and marks."""
    return any(_is_same(each, text) for each in _texts(found))


def before_like(found: Round, ideas: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return which ideas of one sheet seem to be said already: by another one of them, or in the round before.

    What lies on the sheet is not looked at: who finds the link must not learn it.
    """
    earlier = _texts(found.follows) if found.follows else ()
    pairs = []
    for place, idea in enumerate(ideas):
        alike = [*_like(earlier, idea), *_like_own(ideas[:place], idea)]
        if alike:
            pairs.append((idea, alike))
    return pairs


def rounds_like(rounds: Sequence[Round], title: str, question: str) -> list[Round]:
    """Return which of these rounds seem to be about the same: by what they are called, or by their question."""
    found = []
    for each in rounds:
        pairs = ((each.title, title), (each.question, question))
        if any(
            one.strip() and other.strip() and (_is_same(one, other) or _like_own((one,), other)) for one, other in pairs
        ):
            found.append(each)
    return found


def pairs_among(statements: Sequence[Statement]) -> list[Pair]:
    """Return the statements that seem to say the same, for the desk; the newer one first in each."""
    found = _pairs(tuple(each.text for each in statements))
    return [Pair(statements[one], statements[other]) for one, other in found]


def _texts(found: Round) -> tuple[str, ...]:
    return tuple(Statement.objects.filter(round=found, is_withdrawn=False).values_list("text", flat=True))


def _like(texts: tuple[str, ...], text: str) -> list[str]:
    return [texts[each.place] for each in _index(texts).nearest(text)] if texts else []


def _like_own(others: Sequence[str], text: str) -> list[str]:
    """Return which of somebody's own words are near. These are kept nowhere, not for a moment longer."""
    if not others:
        return []
    return [others[each.place] for each in SmallIndex(others).nearest(text) if not _is_same(others[each.place], text)]


def _is_same(one: str, other: str) -> bool:
    return figures.plain(one) == figures.plain(other)


# Statements are read by everybody, so their index may be kept in memory.
@lru_cache(maxsize=8)
def _index(texts: tuple[str, ...]) -> SmallIndex:
    return SmallIndex(texts)


@lru_cache(maxsize=8)
def _pairs(texts: tuple[str, ...]) -> list[tuple[int, int]]:
    first = 0 if len(texts) <= ALL else len(texts) - NEWEST
    index = _index(texts)
    near = [
        (each.score, place, each.place)
        for place in range(first, len(texts))
        for each in index.nearest(texts[place])
        if each.place < place
    ]
    return [(place, other) for _score, place, other in sorted(near, reverse=True)[:MOST_PAIRS]]
