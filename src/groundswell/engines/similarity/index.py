"""Near-duplicates among ten thousand texts and more, on numpy and scipy: for the worker and for commands."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from groundswell.engines.similarity.nearness import DIGITS, LIKELY, MOST, Near, Pair, Votes, Withheld, why_withheld
from groundswell.engines.similarity.words import features, in_how_many, weights

STRIP = 250
# What stands in more than one text of fifty is common: it says little, and to multiply it takes nearly all of the time.
COMMON = 50
FEW = 50
ROUNDING = 1e-9


class Index:
    """Texts to be compared with each other and with new ones."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        found = [features(text) for text in texts]
        self._counts = in_how_many(found)
        self._columns = {feature: column for column, feature in enumerate(self._counts)}
        starts = np.cumsum([0, *map(len, found)])
        places, values = np.empty(starts[-1], np.int32), np.empty(starts[-1])
        for at, text in enumerate(found):
            weighted = weights(text, self._counts, len(texts))
            places[starts[at] : starts[at + 1]] = [self._columns[feature] for feature in weighted]
            values[starts[at] : starts[at + 1]] = list(weighted.values())
        self._table = csr_array((values, places, starts), shape=(len(texts), len(self._columns)))
        # By feature: a new text needs the rows of its own features alone.
        self._by_feature = self._table.T.tocsr()

    def scores(self, text: str) -> NDArray[np.float64]:
        """Return how much each text looks like this one."""
        scores, rows = np.zeros(len(self.texts)), self._by_feature
        for feature, weight in weights(features(text), self._counts, len(self.texts)).items():
            column = self._columns.get(feature)
            if column is not None:
                at = slice(rows.indptr[column], rows.indptr[column + 1])
                scores[rows.indices[at]] += weight * rows.data[at]
        return scores

    def nearest(self, text: str, *, most: int = MOST, least: float = LIKELY) -> list[Near]:
        """Return the texts that say the same, as far as words tell, the nearest first; never one of contrary words."""
        scores = self.scores(text).round(DIGITS)
        likely = np.flatnonzero(scores >= least)
        found: list[Near] = []
        for place in likely[np.argsort(-scores[likely], kind="stable")].tolist():
            if len(found) < most and why_withheld(text, self.texts[place]) is None:
                found.append(Near(place, float(scores[place])))
        return found

    def pairs(self, *, least: float = LIKELY, votes: Votes | None = None) -> list[Pair]:
        """Return all pairs that look alike, the most alike first, with why one is withheld.

        `votes`: for each text who voted what on it. They only suggest: a person links two texts, or does not.
        """
        found = [
            Pair(one, other, score, self._why_withheld(one, other, votes)) for one, other, score in self._alike(least)
        ]
        return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))

    def _alike(self, least: float) -> Iterator[tuple[int, int, float]]:
        """Yield the pairs that reach `least`: where rare features and the length of common ones allow it, exactly."""
        is_rare = np.fromiter(self._counts.values(), np.int64) <= max(len(self.texts) // COMMON, FEW)
        rare = self._table @ _diagonal(is_rare)
        common = np.sqrt(np.maximum(1 - (rare * rare).sum(axis=1), 0))
        for start in range(0, len(self.texts), STRIP):
            most = (rare[start : start + STRIP] @ rare.T).toarray()
            most += np.outer(common[start : start + STRIP], common)
            rows, others = np.nonzero(most >= least - ROUNDING)
            is_later = others > rows + start
            ones, others = rows[is_later] + start, others[is_later]
            scores = (self._table[ones] * self._table[others]).sum(axis=1).round(DIGITS)
            yield from (
                (*pair,)
                for pair in zip(ones.tolist(), others.tolist(), scores.tolist(), strict=True)
                if pair[2] >= least
            )

    def _why_withheld(self, one: int, other: int, votes: Votes | None) -> Withheld | None:
        both = () if votes is None else (votes[one], votes[other])
        return why_withheld(self.texts[one], self.texts[other], both)


def _diagonal(flags: NDArray[np.bool_]) -> csr_array:
    places = np.flatnonzero(flags)
    return csr_array((np.ones(len(places)), (places, places)), shape=(len(flags), len(flags)))
