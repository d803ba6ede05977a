"""Are there groups at all? Below some fifty voters, most that a map shows are noise.

Two questions, both to be answered with yes: do the groups stand further apart than those of votes that were shuffled
within each statement (permutation test), and do they come back when other people of the same kind had voted
(bootstrap; adjusted Rand index of Hubert and Arabie 1985)?
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.engines.opinion import components, grouping
from groundswell.engines.opinion.votes import Floats, Table

PERMUTATIONS = 99
LEVEL = 0.05
BOOTSTRAPS = 40
STABLE = 0.8
MOST_PEOPLE = 5000


@dataclass(frozen=True)
class GroupValidity:
    """`permutation_p`: how often shuffled votes look as grouped; `bootstrap_ari`: how much of the groups comes back.

    None where it was not asked, because the other question had already said no, or there are no groups.
    """

    permutation_p: float | None
    bootstrap_ari: float | None
    shown: bool
    reason: str


@dataclass(frozen=True)
class Trial:
    """The groups of a map, and the votes that they came from.

    `best`: the largest silhouette of any number of groups; `asked`: how many were asked for, if any were.
    """

    kept: Table
    can_be_grouped: NDArray[np.bool_]
    labels: NDArray[np.int32]
    best: float | None
    asked: int | None
    seed: int

    def run(self) -> GroupValidity:
        """Answer both questions, the cheaper no first."""
        if self.best is None:
            return GroupValidity(None, None, shown=False, reason="there are no groups that were found here")
        if len(self.labels) > MOST_PEOPLE:
            return self._of_some().run()
        p = self._permutation_p()
        if p > LEVEL:
            reason = "votes that were shuffled within each statement look as grouped as these"
            return GroupValidity(p, None, shown=False, reason=reason)
        ari = self._bootstrap_ari()
        if ari < STABLE:
            reason = "with other people of the same kind the groups would be others"
            return GroupValidity(p, ari, shown=False, reason=reason)
        return GroupValidity(p, ari, shown=True, reason="the groups stand further apart than chance, and come back")

    def _of_some(self) -> "Trial":
        """Return the same questions about some of the people, drawn once: so many answer as surely as all would."""
        random = np.random.default_rng([self.seed, 3])
        rows = np.sort(random.choice(len(self.labels), MOST_PEOPLE, replace=False))
        kept, is_in = self.kept.of_rows(rows), self.can_be_grouped[rows]
        found = grouping.group(_places(kept, self.seed)[is_in], groups=self.asked, seed=self.seed)
        best = None if found is None else found.best
        return Trial(kept, is_in, self.labels[rows], best, self.asked, self.seed)

    def _permutation_p(self) -> float:
        """Return (1 + as grouped) / (1 + shuffles); stops when no further shuffle could make it small enough."""
        random = np.random.default_rng([self.seed, 1])
        by_statement = np.argsort(self.kept.columns, kind="stable")
        as_grouped, most = 0, int(LEVEL * (PERMUTATIONS + 1)) - 1
        for turn in range(1, PERMUTATIONS + 1):
            shuffled = self.kept.with_votes(_shuffled(self.kept, by_statement, random))
            places = _places(shuffled, self.seed)
            found = grouping.group(places[self.can_be_grouped], groups=self.asked, seed=self.seed)
            as_grouped += found is not None and self.best is not None and found.best >= self.best
            if as_grouped > most:
                return (1 + as_grouped) / (1 + turn)
        return (1 + as_grouped) / (1 + PERMUTATIONS)

    def _bootstrap_ari(self) -> float:
        """Return the mean agreement of these groups with those of people drawn with replacement."""
        random = np.random.default_rng([self.seed, 2])
        n, groups = self.kept.shape[0], int(self.labels.max()) + 1
        found = []
        for _ in range(BOOTSTRAPS):
            rows = np.sort(random.integers(0, n, n))
            places = _places(self.kept.of_rows(rows), self.seed)
            is_in = self.can_be_grouped[rows]
            again = grouping.group(places[is_in], groups=groups, seed=self.seed)
            found.append(0.0 if again is None else adjusted_rand_index(self.labels[rows][is_in], again.labels))
        return float(np.mean(found))


def _places(table: Table, seed: int) -> Floats:
    _, raw = components.components_of(table, components.means_of(table), seed=seed)
    return components.scaled(raw, table.per_participant, table.shape[1])


def _shuffled(table: Table, by_statement: NDArray[np.intp], random: np.random.Generator) -> NDArray[np.int8]:
    """Return the votes, each statement's dealt anew among those who voted on it."""
    order = by_statement[np.lexsort((random.random(len(by_statement)), table.columns[by_statement]))]
    votes = np.empty_like(table.votes)
    votes[by_statement] = table.votes[order]
    return votes


def adjusted_rand_index(one: NDArray[np.int32], other: NDArray[np.int32]) -> float:
    """Return how far two groupings of the same people agree: 1 wholly, 0 as chance would."""
    together = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(together, (one, other), 1)
    pairs = float(_pairs(together).sum())
    rows = float(_pairs(together.sum(axis=1)).sum())
    columns = float(_pairs(together.sum(axis=0)).sum())
    expected = rows * columns / max(float(_pairs(np.array([together.sum()]))[0]), 1.0)
    most = (rows + columns) / 2
    return 1.0 if most == expected else (pairs - expected) / (most - expected)


def _pairs(count: Floats) -> Floats:
    return count * (count - 1) / 2
