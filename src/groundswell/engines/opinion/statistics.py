"""How each group voted on each statement, and which statements speak for it.

Source: Small et al. 2021, RECERCA 26(2), doi 10.6035/recerca.5516; 1.2816 is the one-sided 90 % point of the normal
distribution, without correction for many statements, as there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.engines.opinion.votes import Flags, Floats, Table

SIGNIFICANT = 1.2816
MOST_REPRESENTATIVE = 5
MOST_CONSENSUS = 5


@dataclass(frozen=True)
class GroupStatistics:
    """One group's votes on m statements, each an array of length m.

    Agrees, disagrees and seen (with passes); the share of each with one more on both sides; its z against one half;
    how many times as likely as in the other groups; and the z of that difference.
    """

    agrees: Floats
    disagrees: Floats
    seen: Floats
    agree_share: Floats
    disagree_share: Floats
    agree_z: Floats
    disagree_z: Floats
    agree_ratio: Floats
    disagree_ratio: Floats
    agree_ratio_z: Floats
    disagree_ratio_z: Floats


@dataclass(frozen=True)
class Representative:
    """A statement that speaks for a group: its column, and whether the group agrees with it."""

    column: int
    agrees: bool


def counts(table: Table, labels: NDArray[np.int32], groups: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return agrees, disagrees and seen: of everybody (3 x m), and by group (3 x groups x m); label -1 is no group."""
    found = table.counted(labels.astype(np.int64) + 1, groups + 1)
    by_group = np.stack([found[..., 2], found[..., 0], found.sum(axis=2)])
    return by_group.sum(axis=1), by_group[:, 1:]


def group_statistics(by_group: NDArray[np.int64]) -> list[GroupStatistics]:
    """Return the statistics of each group against all others together."""
    totals = by_group.sum(axis=1)
    return [_of_one(by_group[:, group], totals - by_group[:, group]) for group in range(by_group.shape[1])]


def _of_one(own: NDArray[np.int64], others: NDArray[np.int64]) -> GroupStatistics:
    agrees, disagrees, seen = own.astype(float)
    o_agrees, o_disagrees, o_seen = others.astype(float)
    return GroupStatistics(
        agrees,
        disagrees,
        seen,
        share(agrees, seen),
        share(disagrees, seen),
        share_z(agrees, seen),
        share_z(disagrees, seen),
        share(agrees, seen) / share(o_agrees, o_seen),
        share(disagrees, seen) / share(o_disagrees, o_seen),
        difference_z(agrees, seen, o_agrees, o_seen),
        difference_z(disagrees, seen, o_disagrees, o_seen),
    )


def share(count: Floats, seen: Floats) -> Floats:
    """Return (count + 1) / (seen + 2)."""
    return (count + 1) / (seen + 2)


def share_z(count: Floats, seen: Floats) -> Floats:
    """Return how many standard errors a share is above one half."""
    return 2 * np.sqrt(seen + 1) * ((count + 1) / (seen + 1) - 0.5)


def difference_z(count: Floats, seen: Floats, others: Floats, others_seen: Floats) -> Floats:
    """Return the z of two proportions with one more on all four counts; 0 where everybody said the same."""
    here, there = (count + 1) / (seen + 1), (others + 1) / (others_seen + 1)
    both = (count + 1 + others + 1) / (seen + 1 + others_seen + 1)
    variance = both * (1 - both) * (1 / (seen + 1) + 1 / (others_seen + 1))
    # With everybody agreeing the pooled share may pass one by the two that were added.
    is_fine = variance > 0
    return np.where(is_fine, (here - there) / np.sqrt(np.where(is_fine, variance, 1)), 0.0)


def representative(statistics: GroupStatistics, is_rejected: Flags) -> tuple[Representative, ...]:
    """Return at most five statements that speak for a group, agrees before disagrees; never none."""
    kept = np.flatnonzero(~is_rejected)
    if not len(kept):
        return ()
    best = _best_agree(statistics, kept)
    others = [each for each in _significant(statistics, kept) if best is None or each.column != best.column]
    found = others if best is None else [best, *others]
    chosen = found[:MOST_REPRESENTATIVE] or [_strongest(statistics, kept)]
    return tuple(sorted(chosen, key=lambda each: not each.agrees))


def _best_agree(statistics: GroupStatistics, kept: NDArray[np.intp]) -> Representative | None:
    """Return the statement that leads, found by one scan in the order of the columns."""
    is_likely = (statistics.agree_ratio > 1) & (statistics.agree_share > 0.5)  # noqa: PLR2004 - one half
    may_lead = ((statistics.agree_z > SIGNIFICANT) | is_likely)[kept]
    if not may_lead.any():
        return None
    scan = kept[int(may_lead.argmax()) :].tolist()
    scores = _scores(statistics, agrees=True).tolist()
    strengths = (statistics.agree_share * statistics.agree_z).tolist()
    ratios = statistics.agree_ratio.tolist()
    best = scan[0]
    for column in scan[1:]:
        measure = scores if ratios[best] > 1 else strengths
        if measure[column] > measure[best]:
            best = column
    return Representative(best, _larger_side(statistics, best))


def _significant(statistics: GroupStatistics, kept: NDArray[np.intp]) -> list[Representative]:
    """Return the statements that set a group apart and that it holds itself, the clearest first."""
    agrees = (statistics.agree_ratio_z > SIGNIFICANT) & (statistics.agree_z > SIGNIFICANT)
    disagrees = (statistics.disagree_ratio_z > SIGNIFICANT) & (statistics.disagree_z > SIGNIFICANT)
    chosen = kept[(agrees | disagrees)[kept]]
    is_agree = statistics.agree_ratio_z > statistics.disagree_ratio_z
    scores = np.where(is_agree, _scores(statistics, agrees=True), _scores(statistics, agrees=False))
    ordered = chosen[np.argsort(-scores[chosen], kind="stable")]
    return [Representative(int(column), bool(is_agree[column])) for column in ordered]


def _larger_side(statistics: GroupStatistics, column: int) -> bool:
    return bool(statistics.agree_ratio_z[column] > statistics.disagree_ratio_z[column])


def _scores(statistics: GroupStatistics, *, agrees: bool) -> Floats:
    if agrees:
        return statistics.agree_ratio * statistics.agree_ratio_z * statistics.agree_share * statistics.agree_z
    return statistics.disagree_ratio * statistics.disagree_ratio_z * statistics.disagree_share * statistics.disagree_z


def _strongest(statistics: GroupStatistics, kept: NDArray[np.intp]) -> Representative:
    larger = np.maximum(statistics.agree_ratio_z, statistics.disagree_ratio_z)
    column = int(kept[larger[kept].argmax()])
    return Representative(column, _larger_side(statistics, column))


def consensus(totals: NDArray[np.int64], is_rejected: Flags) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the columns that most people agree on, and those that most disagree with: five each way at most."""
    agrees, disagrees, seen = totals.astype(float)
    return _most_shared(agrees, seen, is_rejected), _most_shared(disagrees, seen, is_rejected)


def _most_shared(count: Floats, seen: Floats, is_rejected: Flags) -> tuple[int, ...]:
    shares, strengths = share(count, seen), share_z(count, seen)
    chosen = np.flatnonzero(~is_rejected & (shares > 0.5) & (strengths > SIGNIFICANT))  # noqa: PLR2004 - one half
    ordered = chosen[np.argsort(-(shares * strengths)[chosen], kind="stable")]
    return tuple(int(column) for column in ordered[:MOST_CONSENSUS])


def group_aware(shares: Sequence[Floats], *, compat: bool) -> Floats:
    """Return what all groups share of each statement: the geometric mean, or with `compat` the product (m)."""
    product = np.prod(np.stack(shares), axis=0)
    return product if compat else product ** (1 / len(shares))
