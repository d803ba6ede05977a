"""An index of threads or pages, and what of it answers a question: for the worker and for commands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from groundswell.engines.retrieval.meaning import DIMENSIONS, directions, points
from groundswell.engines.retrieval.table import Row, Vocabulary, times

MOST = 10
# What stands in more than three documents of five tells none of them apart.
_COMMON = 3 / 5
_ENOUGH_FOR_COMMON = 50
_SATURATION = 1.2
_LENGTHS = {"title": 0.3, "opening": 0.6, "rest": 0.7}
_TITLE, _WHOLE_TITLE, _WHOLE_REST = 4.0, 3.0, 0.5
_FEWEST_FOR_MEANING = 3
_YEAR, _LATELY = 365.0, 14.0
# Fitted on a public forum, as README.md says.
WEIGHTS: Mapping[str, float] = {
    "meaning": 3.8,
    "meaning of the question": 3.3,
    "pointed": 2.3,
    "how often": 1.2,
    "found": 2.5,
    "title": 2.5,
    "rest": 3.1,
    "rest of title": 0.9,
    "age": -1.1,
    "lately": 2.0,
}

type Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Document:
    """A thread or a page; `day` is when it began, counted from any day."""

    title: str
    opening: str = ""
    rest: str = ""
    day: float = 0.0


@dataclass(frozen=True, slots=True)
class Pointer:
    """On a day somebody answered the document at place `asked` by pointing to the one at place `told`."""

    day: float
    asked: int
    told: int


@dataclass(frozen=True, slots=True)
class Found:
    """A document that may answer: its place, its score (only for the order), and how alike the questions are (0 to 1).

    `found` is the share of the question's words, weighed by how much they say, that the document has at all.
    """

    place: int
    score: float
    likeness: float
    found: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, as the index reads it."""

    title: Row
    opening: Row
    both: Row  # title and opening together, as documents are compared


class Index:
    """Documents to be asked for what answers a question. Memory grows with the number of different words in each."""

    def __init__(self, documents: Sequence[Document], pointers: Iterable[Pointer] = ()) -> None:
        self._words = Vocabulary()
        counted = [
            self._words.count(each.title for each in documents),
            self._words.count(each.opening for each in documents),
            self._words.count(each.rest for each in documents),
        ]
        title, opening, rest = (each.table(len(self._words)) for each in counted)
        self._rarity = _rarity(title + opening + rest)
        self._title = _saturated(title, self._rarity, _LENGTHS["title"])
        self._rest = _saturated(rest, self._rarity, _LENGTHS["rest"])
        self._has = csc_array(((title + opening + rest) > 0).astype(np.float32))
        questions = _normed(title * _TITLE + opening, self._rarity)
        self._questions = csc_array(questions)
        self._rows = questions
        self._lie(title * _WHOLE_TITLE + opening + rest * _WHOLE_REST, questions)
        self._days = np.array([each.day for each in documents], dtype=np.float64)
        made = sorted(pointers, key=lambda each: each.day)
        self._pointer_days = np.array([each.day for each in made], dtype=np.float64)
        self._pointing = np.array([each.asked for each in made], dtype=np.int64)
        self._pointed_at = np.array([each.told for each in made], dtype=np.int64)

    def nearest(
        self, title: str, opening: str = "", *, day: float | None = None, but: int | None = None, most: int = MOST
    ) -> list[Found]:
        """Return what may answer a question, the likeliest first.

        Where a day is given, only what began before it, and pointers that were made before it, count. `but` is the
        place of the question itself.
        """
        if not len(self._days) or not len(self._words):
            return []
        asked = self._asked(title, opening)
        parts = self.parts(asked, day, but)
        scores: Column = sum((weight * parts[name] for name, weight in WEIGHTS.items()), np.zeros(len(self._days)))
        share = self._share(asked)
        scores[share <= 0] = -np.inf
        if but is not None:
            scores[but] = -np.inf
        if day is not None:
            scores[self._days >= day] = -np.inf
        best = _best(scores, most)
        return [
            Found(place, float(scores[place]), float(parts["likeness"][place]), float(share[place]))
            for place in best
            if np.isfinite(scores[place])
        ]

    def alike(self, place: int, least: float) -> list[tuple[int, float]]:
        """Return which questions of the index are at least so alike to one of it (0 to 1), the most alike first."""
        row = self._rows[[place]]
        scores = times(self._questions, row.indices, row.data)
        scores[place] = 0
        near = np.flatnonzero(scores >= least)
        return [(int(each), float(scores[each])) for each in near[np.argsort(-scores[near], kind="stable")]]

    def telling_words(self, places: Sequence[int], most: int = 6) -> list[str]:
        """Return the words that say most of what these questions have in common."""
        total = np.asarray(self._rows[list(places)].sum(axis=0)).ravel()
        return [
            self._words.spelled(each) for each in np.argsort(-total, kind="stable")[:most].tolist() if total[each] > 0
        ]

    def parts(self, asked: _Asked, day: float | None, but: int | None) -> dict[str, Column]:
        """Return what each document has of each part of the score."""
        likeness = self._likeness(asked)
        pointed, how_often = self._pointed(likeness, day, but)
        waited = np.maximum((self._days.max() if day is None else day) - self._days, 0)
        told = asked.opening.told(self._rarity)
        named = asked.title.named(self._rarity)
        said, called = asked.opening.damped, asked.title.flat
        lies = self._lies(asked)
        return {
            "likeness": likeness,
            "meaning": self._meaning @ lies,
            "meaning of the question": self._question_meaning @ lies,
            "pointed": pointed,
            "how often": how_often,
            "found": times(self._has, asked.title.columns, self._rarity[asked.title.columns]) / named,
            "title": times(self._title, asked.opening.columns, said) / told,
            "rest": times(self._rest, asked.opening.columns, said) / told,
            "rest of title": times(self._rest, asked.title.columns, called) / named,
            "age": np.log1p(2 * waited / _YEAR),
            "lately": np.exp(-waited / _LATELY),
        }

    def _asked(self, title: str, opening: str) -> _Asked:
        named, said = self._words.row(title), self._words.row(opening)
        return _Asked(named, said, named.plus(said, _TITLE))

    def _share(self, asked: _Asked) -> Column:
        """Return how much of the question's words each document has; a word that none has is missing in all."""
        weights = self._rarity[asked.both.columns]
        missing = asked.both.unknown * float(np.log1p(2 * len(self._days) + 1))
        return times(self._has, asked.both.columns, weights) / max(float(weights.sum()) + missing, 1e-9)

    def _likeness(self, asked: _Asked) -> Column:
        values = asked.both.damped * self._rarity[asked.both.columns]
        return times(self._questions, asked.both.columns, values / max(float(np.linalg.norm(values)), 1e-9))

    def _lies(self, asked: _Asked) -> NDArray[np.float32]:
        places = self._place_of[asked.both.columns]
        values = (asked.both.damped * self._rarity[asked.both.columns])[places >= 0]
        lies: NDArray[np.float32] = (values @ self._along[places[places >= 0]]).astype(np.float32)
        return lies / max(float(np.linalg.norm(lies)), 1e-9)

    def _pointed(self, likeness: Column, day: float | None, but: int | None) -> tuple[Column, Column]:
        """Return how much a document was pointed to in questions like this one, and how often in any."""
        count = len(self._pointer_days) if day is None else int(np.searchsorted(self._pointer_days, day))
        asked, told = self._pointing[:count], self._pointed_at[:count]
        # None is at place -1: without a question in the index every pointer counts.
        counts = (asked != (-1 if but is None else but)).astype(np.float64)
        near = np.bincount(told, counts * likeness[asked] ** 2, len(self._days))
        often = np.bincount(told, counts, len(self._days))
        return np.sqrt(near), np.log1p(often)

    def _lie(self, whole: csr_array, questions: csr_array) -> None:
        """Say where documents and questions lie; words of fewer than three texts, and common ones, lie nowhere.

        With fewer texts than directions each text would be its own.
        """
        within = np.diff(self._has.indptr)
        is_enough = whole.shape[0] > DIMENSIONS
        telling = np.flatnonzero((within >= _FEWEST_FOR_MEANING) & (self._rarity > 0)) if is_enough else np.arange(0)
        self._place_of = np.full(len(self._words), -1)
        self._place_of[telling] = np.arange(len(telling))
        table = _normed(whole[:, telling], self._rarity[telling])
        self._along = directions(table)
        self._meaning = points(table, self._along)
        self._question_meaning = points(questions[:, telling], self._along)


def _best(scores: Column, most: int) -> list[int]:
    """Return the places of the highest scores, of equal ones the first. To put all in order would take most of it."""
    least = np.partition(scores, -most)[-most] if most < len(scores) else -np.inf
    near = np.flatnonzero(scores >= least)
    found: list[int] = near[np.argsort(-scores[near], kind="stable")][:most].tolist()
    return found


def _rarity(table: csr_array) -> Column:
    count = table.shape[0]
    within = np.bincount(table.indices, minlength=table.shape[1]).astype(np.float64)
    rarity: Column = np.log1p((count - within + 0.5) / (within + 0.5))
    if count >= _ENOUGH_FOR_COMMON:
        rarity[within > count * _COMMON] = 0
    return rarity


def _saturated(counts: csr_array, rarity: Column, length: float) -> csc_array:
    """Return BM25's weights: a word again says less and less, and less in a long field."""
    lengths = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
    norms = 1 - length + length * lengths / max(float(lengths.mean()) if len(lengths) else 0.0, 1e-9)
    table = csr_array(counts, dtype=np.float32)
    within = table.data / np.repeat(norms, np.diff(table.indptr))
    table.data = (within * (_SATURATION + 1) / (within + _SATURATION) * rarity[table.indices]).astype(np.float32)
    found = csc_array(table)
    # The commonest words say nothing, and would be added to most documents.
    found.eliminate_zeros()
    return found


def _normed(counts: csr_array, rarity: Column) -> csr_array:
    table = csr_array(counts, dtype=np.float32)
    table.data = ((1 + np.log(np.maximum(table.data, 1))) * rarity[table.indices]).astype(np.float32)
    lengths = np.sqrt(np.asarray((table * table).sum(axis=1)).ravel())
    table.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(table.indptr)).astype(np.float32)
    return table
