"""The opinion map: votes in, what is known about statements, people and groups out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from groundswell.engines.opinion import components, grouping, routing, statistics, validity
from groundswell.engines.opinion.routing import Intervals
from groundswell.engines.opinion.statistics import GroupStatistics, Representative
from groundswell.engines.opinion.validity import GroupValidity
from groundswell.engines.opinion.votes import BadVotes, Floats, Integers, Table, table_of

FEWEST_VOTES = 7


@dataclass(frozen=True)
class OpinionMap:
    """What the votes of n participants on m statements say. Arrays follow `participant_ids` or `statement_ids`.

    `explained_variance`, `explained_variance_ratio`: of the two components; the ratio is a share of all variance.
    `directions`: m x 2, zero for rejected statements. `places`: n x 2. `statement_places`: m x 2. `labels`: the group
    of each participant, -1 for who cast too few votes or where there are no groups; computed also where the groups are
    not to be shown. `silhouette`: mean over grouped participants, None without groups or with labels that were given.
    `group_aware_consensus`: agree and disagree. `priorities`: for the next statement to be seen. `seen`: how many voted
    on each statement, passes with them.
    """

    participant_ids: Integers
    statement_ids: Integers
    votes: int
    is_rejected: NDArray[np.bool_]
    explained_variance: tuple[float, float]
    explained_variance_ratio: tuple[float, float]
    directions: Floats
    places: Floats
    statement_places: Floats
    labels: NDArray[np.int32]
    groups: int
    silhouette: float | None
    statistics: tuple[GroupStatistics, ...]
    representative: tuple[tuple[Representative, ...], ...]
    consensus: tuple[tuple[int, ...], tuple[int, ...]]
    group_aware_consensus: tuple[Floats, Floats]
    seen: NDArray[np.int64]
    priorities: Floats
    intervals: Intervals
    _trial: "validity.Trial" = field(repr=False)

    @property
    def participants(self) -> int:
        """How many people voted."""
        return len(self.participant_ids)

    @property
    def statements(self) -> int:
        """How many statements were voted on."""
        return len(self.statement_ids)

    @cached_property
    def group_validity(self) -> GroupValidity:
        """Whether the groups are more than noise. Takes about a hundred maps; computed when first asked for."""
        return self._trial.run()


def opinion_map(
    participants: ArrayLike,
    statements: ArrayLike,
    votes: ArrayLike,
    *,
    rejected: Iterable[int] = (),
    groups: int | None = None,
    labels: Mapping[int, int | None] | None = None,
    compat: bool = False,
    seed: int = 0,
) -> OpinionMap:
    """Return the map of votes given as three sequences of whole numbers of one length (long format).

    Votes are 1 (agree), -1 (disagree) and 0 (pass); of several of one participant on one statement the last counts.
    `rejected`: statements that leave the components and every selection. `groups`: how many, instead of the number
    that the silhouette chooses (2 to 5). `labels`: participant to group (None: none), instead of grouping anew.
    `compat`: rejected statements count as votes of everybody when places are scaled, and group-aware consensus is a
    product, as in Polis. The same seed gives the same map, whatever the order of people, statements and votes.

    Raises BadVotes. Source of the formulas: Small et al. 2021, RECERCA 26(2), doi 10.6035/recerca.5516.
    """
    if groups is not None and not 2 <= groups <= 20:  # noqa: PLR2004 - what a picture can show
        raise BadVotes(f"{groups} groups were asked for; from 2 to 20 can be made.")
    table = table_of(participants, statements, votes, rejected)
    placed = _placed(table, compat=compat, seed=seed)
    grouped = _grouped(table, placed, groups, labels, seed)
    return _described(table, placed, grouped, compat=compat, seed=seed)


@dataclass(frozen=True)
class Placed:
    """Where people and statements stand; `can_be_grouped`: who cast enough votes."""

    kept: Table
    found: components.Components
    means: Floats
    places: Floats
    can_be_grouped: NDArray[np.bool_]


@dataclass(frozen=True)
class Grouped:
    """The group of everybody (-1: none), the number of groups, and what is known where they were made here."""

    labels: NDArray[np.int32]
    groups: int
    silhouette: float | None
    asked: int | None


def _placed(table: Table, *, compat: bool, seed: int) -> Placed:
    kept = table.without_rejected()
    means = components.means_of(kept)
    found, raw = components.components_of(kept, means, seed=seed)
    m, counted = kept.shape[1], kept.per_participant
    if compat:
        m, counted = table.shape[1], counted + int(table.is_rejected.sum())
    own = table.per_participant if compat else kept.per_participant
    enough = own >= min(FEWEST_VOTES, table.shape[1] if compat else kept.shape[1])
    return Placed(kept, found, means, components.scaled(raw, counted, m), enough & (own > 0))


def _grouped(
    table: Table, placed: Placed, groups: int | None, labels: Mapping[int, int | None] | None, seed: int
) -> Grouped:
    if labels is not None:
        return _given(table, labels)
    everybody = np.full(table.shape[0], -1, np.int32)
    found = grouping.group(placed.places[placed.can_be_grouped], groups=groups, seed=seed)
    if found is None:
        return Grouped(everybody, 0, None, groups)
    everybody[placed.can_be_grouped] = found.labels
    return Grouped(everybody, found.groups, found.silhouette, groups)


def _given(table: Table, labels: Mapping[int, int | None]) -> Grouped:
    found = np.array([-1 if (label := labels.get(int(one))) is None else label for one in table.participants], np.int32)
    if (found < -1).any():
        raise BadVotes("A group is a number from 0 on, or none.")
    return Grouped(found, int(found.max(initial=-1)) + 1, None, None)


def _described(table: Table, placed: Placed, grouped: Grouped, *, compat: bool, seed: int) -> OpinionMap:
    totals, by_group = statistics.counts(table, grouped.labels, grouped.groups)
    found = statistics.group_statistics(by_group)
    shares = _shares(found, totals)
    directions, places = _with_rejected(table, placed)
    variances, ratios = placed.found.variances, placed.found.shares
    return OpinionMap(
        participant_ids=table.participants,
        statement_ids=table.statements,
        votes=len(table.votes),
        is_rejected=table.is_rejected,
        explained_variance=(float(variances[0]), float(variances[1])),
        explained_variance_ratio=(float(ratios[0]), float(ratios[1])),
        directions=directions,
        places=placed.places,
        statement_places=places,
        labels=grouped.labels,
        groups=grouped.groups,
        silhouette=grouped.silhouette,
        statistics=tuple(found),
        representative=tuple(statistics.representative(each, table.is_rejected) for each in found),
        consensus=statistics.consensus(totals, table.is_rejected),
        group_aware_consensus=(
            statistics.group_aware(shares[0], compat=compat),
            statistics.group_aware(shares[1], compat=compat),
        ),
        seen=totals[2],
        priorities=routing.priorities(totals, np.hypot(*places.T)),
        intervals=routing.intervals(totals),
        _trial=validity.Trial(
            placed.kept, placed.can_be_grouped, grouped.labels, grouped.silhouette is not None, grouped.asked, seed
        ),
    )


def _shares(found: Sequence[GroupStatistics], totals: NDArray[np.int64]) -> tuple[list[Floats], list[Floats]]:
    """Return each group's shares of agrees and of disagrees; without groups everybody is one."""
    if found:
        return [each.agree_share for each in found], [each.disagree_share for each in found]
    agrees, disagrees, seen = totals.astype(float)
    return [statistics.share(agrees, seen)], [statistics.share(disagrees, seen)]


def _with_rejected(table: Table, placed: Placed) -> tuple[Floats, Floats]:
    directions = np.zeros((table.shape[1], components.COMPONENTS))
    places = np.zeros_like(directions)
    kept = ~table.is_rejected
    directions[kept] = placed.found.directions
    places[kept] = components.statement_places(placed.found.directions, placed.means)
    return directions, places
