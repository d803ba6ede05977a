"""Near-duplicates among up to some two thousand texts in plain Python: web processes load no numerics."""

import math
from array import array
from collections.abc import Sequence
from heapq import nlargest

from groundswell.engines.similarity.nearness import DIGITS, LIKELY, MOST, Near, why_withheld
from groundswell.engines.similarity.words import features, in_how_many, weights

# Common features say little and stand in most texts: they are looked up only in texts that rare ones have brought near.
LEFT_OVER = 0.4
ROUNDING = 1e-9


class SmallIndex:
    """Texts to be compared with a new one; scores are those of `index.Index`."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        found = [features(text) for text in texts]
        self._counts = in_how_many(found)
        ends, at = {}, 0
        for feature, count in self._counts.items():
            ends[feature] = at
            at += count
        self._starts = dict(ends)
        self._places, self._weights = array("l", bytes(array("l").itemsize * at)), array("d", bytes(8 * at))
        for place, text in enumerate(found):
            for feature, weight in weights(text, self._counts, len(texts)).items():
                self._places[ends[feature]], self._weights[ends[feature]] = place, weight
                ends[feature] += 1

    def nearest(self, text: str, *, most: int = MOST, least: float = LIKELY) -> list[Near]:
        """Return the texts that say the same, as far as words tell, the nearest first; never one of contrary words."""
        own = weights(features(text), self._counts, len(self.texts))
        scored = ((round(self._score(own, place), DIGITS), -place) for place in self._likely(own, least))
        likely = [(score, place) for score, place in scored if score >= least]
        fitting = ((score, place) for score, place in likely if why_withheld(text, self.texts[-place]) is None)
        return [Near(-place, score) for score, place in nlargest(most, fitting)]

    def _likely(self, own: dict[str, float], least: float) -> list[int]:
        """Return every text that can reach `least`, and few others.

        What has not been looked up adds at most its own length to a score (all weights of a text are of length 1).
        """
        left, scores = 1.0, [0.0] * len(self.texts)
        for feature in sorted(own, key=lambda feature: self._counts.get(feature, 0)):
            if math.sqrt(max(left, 0)) < least * LEFT_OVER:
                break
            weight = own[feature]
            left -= weight * weight
            start, count = self._starts.get(feature, 0), self._counts.get(feature, 0)
            for at in range(start, start + count):
                scores[self._places[at]] += weight * self._weights[at]
        enough = least - math.sqrt(max(left, 0)) - ROUNDING
        return [place for place, score in enumerate(scores) if score >= enough]

    def _score(self, own: dict[str, float], place: int) -> float:
        other = weights(features(self.texts[place]), self._counts, len(self.texts))
        return math.fsum(weight * other[feature] for feature, weight in own.items() if feature in other)
