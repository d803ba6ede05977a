"""Texts as sparse tables of the words that they hold."""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from groundswell.engines.retrieval.words import words

type Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """The known words of one text: their columns, and how often each comes."""

    columns: NDArray[np.int64]
    counts: Column
    unknown: int = 0  # how many of its words no document has

    @property
    def flat(self) -> Column:
        """One for each word."""
        return np.ones(len(self.columns))

    @property
    def damped(self) -> Column:
        """How much each word says by how often it comes."""
        return 1 + np.log(np.maximum(self.counts, 1))

    def told(self, rarity: Column) -> float:
        """Return how much the words can say at most, each as often as it comes."""
        return max(float((self.damped * rarity[self.columns]).sum()), 1e-9)

    def named(self, rarity: Column) -> float:
        """Return how much the words can say at most, each once."""
        return max(float(rarity[self.columns].sum()), 1e-9)

    def plus(self, other: "Row", weight: float) -> "Row":
        """Return both together, this one's words so much heavier."""
        columns = np.union1d(self.columns, other.columns)
        counts = np.zeros(len(columns))
        counts[np.searchsorted(columns, self.columns)] += weight * self.counts
        counts[np.searchsorted(columns, other.columns)] += other.counts
        return Row(columns, counts, self.unknown + other.unknown)


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each word comes in each of some texts, as the three columns of a sparse table."""

    starts: array[int]
    columns: array[int]
    values: array[float]

    def table(self, width: int) -> csr_array:
        """Return the table, so many words wide; its columns are in order."""
        found = csr_array((self.values, self.columns, self.starts), shape=(len(self.starts) - 1, width))
        found.sort_indices()
        return found


class Vocabulary:
    """The words of texts, each with its column."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._places)

    def count(self, texts: Iterable[str]) -> Counts:
        """Return how often each word comes in each text; new words get a column."""
        counts = Counts(array("q", [0]), array("i"), array("f"))
        for text in texts:
            for word, often in Counter(words(text)).items():
                counts.columns.append(self._places.setdefault(word, len(self._places)))
                counts.values.append(often)
            counts.starts.append(len(counts.columns))
        return counts

    def row(self, text: str) -> Row:
        """Return a text that is no document: words that no document has are left out."""
        counted = Counter(words(text))
        known = {self._places[word]: often for word, often in counted.items() if word in self._places}
        columns, counts = np.array(list(known), dtype=np.int64), np.array(list(known.values()), dtype=np.float64)
        return Row(columns, counts, len(counted) - len(known))

    def spelled(self, column: int) -> str:
        """Return the word of a column."""
        return next(word for word, place in self._places.items() if place == column)


def times(table: csc_array, columns: NDArray[np.int64], weights: Column) -> Column:
    """Return the sum of some columns of a table, each weighed."""
    telling = np.flatnonzero(weights)
    total: Column = table[:, columns[telling]] @ weights[telling]
    return total
