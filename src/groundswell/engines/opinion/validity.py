"""Are there groups at all? Below some fifty voters, most that a map shows are noise.

Two questions, both to be answered with yes: do the groups stand further apart than those of votes that were shuffled
within each statement (permutation test), and do they come back when other people of the same kind had voted
(bootstrap; adjusted Rand index of Hubert and Arabie 1985)?

Further apart: by the silhouette of their places on the map, and by that of the votes that people have in common.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.engines.opinion import components, grouping, separation
from groundswell.engines.opinion.votes import Floats, Table

PERMUTATIONS = 99
LEVEL = 0.05
# After so few shuffles a share of them above this is a no: that can only make the test stricter.
FIRST_LOOK = 24
HOPELESS = 0.25
BOOTSTRAPS = 40
STABLE = 0.8
ROUNDING = 1e-9
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

    `are_found`: whether the groups were made here; `asked`: how many were asked for, if any were.
    """

    kept: Table
    can_be_grouped: NDArray[np.bool_]
    labels: NDArray[np.int32]
    are_found: bool
    asked: int | None
    seed: int

    def run(self) -> GroupValidity:
        """Answer both questions, the cheaper no first."""
        if not self.are_found:
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
        return Trial(kept, is_in, self.labels[rows], self.are_found, self.asked, self.seed)

    def _permutation_p(self) -> float:
        """Return the share of conversations, this one and its shuffles, that look as grouped as this one.

        Source: Phipson and Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9(1): (1 + as grouped) / (1 + shuffles).
        """
        random = np.random.default_rng([self.seed, 1])
        by_statement = np.argsort(self.kept.columns, kind="stable")
        found = [self._silhouettes(self.kept)]
        for shuffles in range(1, PERMUTATIONS + 1):
            found.append(self._silhouettes(self.kept.with_votes(_shuffled(self.kept, by_statement, random))))
            if shuffles == FIRST_LOOK and (p := _share_as_grouped(found)) > HOPELESS:
                return p
        return _share_as_grouped(found)

    def _silhouettes(self, table: Table) -> Floats:
        """Return the silhouettes of places and of votes (2 x numbers of groups); without groups the lowest."""
        found = np.full((2, 1 if self.asked else grouping.MOST - grouping.FEWEST + 1), -1.0)
        is_in = self.can_be_grouped
        parted = grouping.partitions(_places(table, self.seed)[is_in], groups=self.asked, seed=self.seed)
        if parted is not None:
            votes = separation.vote_silhouettes(table.of_rows(np.flatnonzero(is_in)), parted.labels)
            found[:, : len(votes)] = parted.silhouettes, votes
        return found

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


def _share_as_grouped(found: list[Floats]) -> float:
    """Return the share of conversations that look as grouped as the first."""
    unusual = separation.unusual(np.stack(found))
    return float((unusual >= unusual[0] - ROUNDING).mean())


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
