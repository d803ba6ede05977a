"""How far groups stand apart in the votes themselves, and how unusual that is among votes that were shuffled.

The map shows two directions, and a place in it is as blurred as its owner's votes are few; the votes that two people
both cast are compared as they are. Source of the silhouette: Rousseeuw 1987, J. Comput. Appl. Math. 20.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from groundswell.engines.opinion.votes import Floats, Table


def vote_silhouettes(table: Table, labelings: list[NDArray[np.int32]]) -> list[float]:
    """Return the mean silhouette of each labelling of the participants, everybody weighted by the number of votes.

    The distance between a person and a group is the mean squared difference of votes, over every statement that both
    the person and somebody else of that group voted on. Who has nothing in common with the own group, or with any
    other, counts 0.
    """
    sizes = [int(labels.max()) + 1 for labels in labelings]
    firsts = np.cumsum([0, *sizes[:-1]])
    member = np.zeros((table.shape[0], sum(sizes)))
    for first, labels in zip(firsts, labelings, strict=True):
        member[np.arange(len(labels)), first + labels] = 1
    differences, pairs = _compared(table, member)
    return [
        _silhouette(differences[:, first : first + size], pairs[:, first : first + size], labels, table)
        for first, size, labels in zip(firsts, sizes, labelings, strict=True)
    ]


def _compared(table: Table, member: Floats) -> tuple[Floats, Floats]:
    """Return the summed squared differences of votes between each person and each group, and of how many pairs."""
    votes = table.votes.astype(float)
    # Over the pairs of (x - y)^2 = x^2 - 2xy + y^2; nobody differs from themselves.
    seen, signed, squared = (
        csr_array((values, table.columns, table.starts), shape=table.shape)
        for values in (np.ones_like(votes), votes, votes**2)
    )
    counts = seen.T @ member
    differences: Floats = squared @ counts - 2 * (signed @ (signed.T @ member)) + seen @ (squared.T @ member)
    pairs: Floats = seen @ counts
    return differences, pairs


def _silhouette(differences: Floats, pairs: Floats, labels: NDArray[np.int32], table: Table) -> float:
    everyone = np.arange(len(labels))
    weights = table.per_participant.astype(float)
    others = pairs.copy()
    others[everyone, labels] -= weights
    mean = np.where(others > 0, differences / np.maximum(others, 1), np.inf)
    inner = mean[everyone, labels]
    mean[everyone, labels] = np.inf
    nearest = mean.min(axis=1)
    widest = np.maximum(inner, nearest)
    can_tell = np.isfinite(widest) & (widest > 0)
    values = np.zeros(len(labels))
    values[can_tell] = (nearest[can_tell] - inner[can_tell]) / widest[can_tell]
    return float(values @ weights / max(weights.sum(), 1.0))


def unusual(found: Floats) -> Floats:
    """Return one number of each of several conversations (conversations x 2 x numbers of groups).

    Each number of groups is measured by its own mean and deviation over all conversations, and the largest counts; of
    the two silhouettes then the smaller, so that groups stand out in both. All conversations, the one that was asked
    about among them, are treated alike: where they are exchangeable, so are the numbers, and a permutation test by
    them is exact. Source: Westfall and Young 1993, Resampling-Based Multiple Testing (studentised maximum).
    """
    smaller: Floats = _studentised(_studentised(found).max(axis=2)).min(axis=1)
    return smaller


def _studentised(values: Floats) -> Floats:
    deviation = values.std(axis=0)
    # Alike but for rounding is alike.
    is_flat = deviation <= 1e-12  # noqa: PLR2004
    scaled: Floats = np.where(is_flat, 0.0, (values - values.mean(axis=0)) / np.where(is_flat, 1.0, deviation))
    return scaled
