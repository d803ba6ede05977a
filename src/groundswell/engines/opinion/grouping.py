"""Groups of people who stand near each other: k-means on two axes, and how many groups there are.

Everything is deterministic: starts are chosen from the points themselves, so neither the order of people nor an earlier
result plays a part. Source of the silhouette: Rousseeuw 1987, J. Comput. Appl. Math. 20.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.engines.opinion.votes import Floats

FEWEST, MOST = 2, 5
STARTS = 10
STEPS = 40
STILL = 1e-12
NEAR_BEST = 0.05
# More points than this are first put into the fields of a grid.
MANY_POINTS = 1000
FIELDS = 32


@dataclass(frozen=True)
class Grouping:
    """The group of each point (0 is the largest group), how many there are, and the mean silhouette of the points."""

    labels: NDArray[np.int32]
    groups: int
    silhouette: float


@dataclass(frozen=True)
class Partitions:
    """The points parted into two, three and more: the group of each point, and the mean silhouette, of each number."""

    labels: list[NDArray[np.int32]]
    silhouettes: list[float]


def group(points: Floats, *, groups: int | None = None, seed: int = 0) -> Grouping | None:
    """Return the groups of n points (n x 2), or None where all stand in fewer than two places.

    Without `groups`: the smallest number from 2 to 5 whose mean silhouette is within 0.05 of the best.
    """
    found = partitions(points, groups=groups, seed=seed)
    if found is None:
        return None
    best = max(found.silhouettes)
    chosen = next(place for place, value in enumerate(found.silhouettes) if value >= best - NEAR_BEST)
    labels = found.labels[chosen]
    if len(points) > MANY_POINTS:
        labels = _refined(points, labels)
    return Grouping(_by_size(labels, points), int(labels.max()) + 1, found.silhouettes[chosen])


def partitions(points: Floats, *, groups: int | None = None, seed: int = 0) -> Partitions | None:
    """Return the points parted into `groups`, or into each number from 2 to 5; None as `group` does."""
    centres, weights, field = _fields(points)
    distinct = len(centres)
    if distinct < FEWEST:
        return None
    wanted = range(FEWEST, min(MOST, distinct) + 1) if groups is None else [min(groups, distinct)]
    found = [_k_means(centres, weights, each, seed) for each in wanted]
    return Partitions([labels[field] for labels in found], _silhouettes(centres, weights, found))


def _fields(points: Floats) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """Return distinct places, how many stand there, and the place of each point; a grid's fields where there are many.

    Places are in the order of their coordinates, whatever the order of the points.
    """
    reach = float(np.abs(points).max(initial=0)) or 1.0
    if len(points) > MANY_POINTS:
        columns, lines = (_ranks(points[:, axis]) for axis in (0, 1))
        _, field, count = np.unique(columns * FIELDS + lines, return_inverse=True, return_counts=True)
        sums = np.stack([np.bincount(field, weights=points[:, axis]) for axis in (0, 1)], axis=1)
        return sums / count[:, None], count.astype(float), field
    rounded = np.round(points / reach, 9)
    places, field, count = np.unique(rounded, axis=0, return_inverse=True, return_counts=True)
    return places * reach, count.astype(float), field.reshape(-1)


def _ranks(coordinates: Floats) -> NDArray[np.intp]:
    """Return the field of each coordinate: as many points in one as in another, so that a few far out cost nothing."""
    edges = np.quantile(coordinates, np.linspace(0, 1, FIELDS + 1)[1:-1])
    return np.searchsorted(edges, coordinates)


def _k_means(points: Floats, weights: Floats, groups: int, seed: int) -> NDArray[np.int32]:
    """Return the labels of the best of many starts, by the sum of squared distances."""
    centres = _starts(points, weights, groups, seed)
    weighted = _weighted(points, weights)
    moving = np.arange(STARTS)
    for _ in range(STEPS):
        moved = _means(weighted, _nearest(points, centres[moving]), centres[moving])
        has_moved = (np.abs(moved - centres[moving]) > STILL).any(axis=(1, 2))
        centres[moving] = moved
        moving = moving[has_moved]
        if not len(moving):
            break
    labels = _nearest(points, centres)
    own = np.take_along_axis(centres, labels[..., None].astype(np.intp), axis=1)
    spread = ((points[None] - own) ** 2).sum(axis=2) @ weights
    found: NDArray[np.int32] = labels[int(spread.argmin())].astype(np.int32)
    return found


def _weighted(points: Floats, weights: Floats) -> Floats:
    """Return the weight and the weighted place of each point (n x 3)."""
    return np.stack([weights, weights * points[:, 0], weights * points[:, 1]], axis=1)


def _starts(points: Floats, weights: Floats, groups: int, seed: int) -> Floats:
    """Return starts (starts x groups x 2): spread out by k-means++, with the same random numbers for the same seed."""
    draws = np.random.default_rng([seed, groups]).random((STARTS, groups))
    chosen = np.empty((STARTS, groups, 2))
    odds = np.broadcast_to(weights, (STARTS, len(points)))
    nearest = np.full((STARTS, len(points)), np.inf)
    for turn in range(groups):
        heights = np.cumsum(odds, axis=1)
        aims = draws[:, turn] * heights[:, -1]
        picked = np.minimum((heights <= aims[:, None]).sum(axis=1), len(points) - 1)
        chosen[:, turn] = points[picked]
        nearest = np.minimum(nearest, ((points[None] - points[picked][:, None]) ** 2).sum(axis=2))
        odds = nearest * weights
    return chosen


def _nearest(points: Floats, centres: Floats) -> NDArray[np.int8]:
    """Return the nearest centre of each point for each start (starts x n); of two as near the first."""
    starts, groups, _ = centres.shape
    half = 0.5 * (centres**2).sum(axis=2)
    far = (half.T.reshape(-1, 1) - centres.transpose(1, 0, 2).reshape(-1, 2) @ points.T).reshape(groups, starts, -1)
    # Several times as fast as argmin over an axis of two to five.
    least, labels = far[0], np.zeros(far.shape[1:], np.int8)
    for group in range(1, groups):
        np.copyto(labels, group, where=far[group] < least)
        np.minimum(least, far[group], out=least)
    return labels


def _means(weighted: Floats, labels: NDArray[np.int8], before: Floats) -> Floats:
    """Return the mean of each group of each start; a group that nobody is in stays where it was."""
    sums = np.stack([(labels == group).astype(float) @ weighted for group in range(before.shape[1])], axis=1)
    size = sums[..., :1]
    return np.where(size > 0, sums[..., 1:] / np.maximum(size, 1e-300), before)


def _silhouettes(points: Floats, weights: Floats, labelings: list[NDArray[np.int32]]) -> list[float]:
    """Return the mean silhouette of each labelling, weighted; alone in a group counts 0."""
    n = len(points)
    sizes = [int(labels.max()) + 1 for labels in labelings]
    member = np.zeros((n, sum(sizes)), np.float32)
    for offset, labels in zip(np.cumsum([0, *sizes[:-1]]), labelings, strict=True):
        member[np.arange(n), offset + labels] = weights
    sums = _distances_to(points.astype(np.float32), member)
    totals = []
    for offset, size, labels in zip(np.cumsum([0, *sizes[:-1]]), sizes, labelings, strict=True):
        totals.append(_mean_silhouette(sums[:, offset : offset + size], labels, weights))
    return totals


def _distances_to(points: NDArray[np.float32], member: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the summed distance from each point to each group, in strips so that memory stays small."""
    sums = np.empty((len(points), member.shape[1]), np.float32)
    strip = max(1, 1_000_000 // len(points))
    for start in range(0, len(points), strip):
        part = points[start : start + strip]
        x = part[:, :1] - points[:, 0]
        y = part[:, 1:] - points[:, 1]
        x *= x
        y *= y
        x += y
        np.sqrt(x, out=x)
        sums[start : start + strip] = x @ member
    return sums


def _mean_silhouette(sums: NDArray[np.float32], labels: NDArray[np.int32], weights: Floats) -> float:
    size = np.bincount(labels, weights=weights, minlength=sums.shape[1])
    own = size[labels]
    everyone = np.arange(len(labels))
    inner = sums[everyone, labels] / np.maximum(own - 1, 1e-9)
    outer = np.where(size > 0, sums / np.maximum(size, 1e-9), np.inf)
    outer[everyone, labels] = np.inf
    nearest = outer.min(axis=1)
    widest = np.maximum(inner, nearest)
    values = np.where((own > 1) & (widest > 0) & np.isfinite(widest), (nearest - inner) / np.maximum(widest, 1e-300), 0)
    return float(values @ weights / weights.sum())


def _refined(points: Floats, labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """Let every point go to the nearest centre of all points, until none moves."""
    groups = int(labels.max()) + 1
    weighted = _weighted(points, np.ones(len(points)))
    for _ in range(STEPS):
        centres = _means(weighted, labels[None].astype(np.int8), np.zeros((1, groups, 2)))
        moved = _nearest(points, centres)[0].astype(np.int32)
        if (moved == labels).all():
            break
        labels = moved
    return labels


def _by_size(labels: NDArray[np.int32], points: Floats) -> NDArray[np.int32]:
    """Return the labels numbered by size, the largest group first; of two alike the one further to the left."""
    size = np.bincount(labels)
    left = np.bincount(labels, weights=points[:, 0]) / np.maximum(size, 1)
    order = np.lexsort((left, -size))
    ranks = np.empty(len(order), np.int32)
    ranks[order] = np.arange(len(order))
    return ranks[labels]
