"""The row-space attack, in floating point and by singular values: it shares nothing with the gate but the idea."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from groundswell.engines.disclosure.attacks.reading import Floats, Seen

NEAR_ZERO = 1e-7

type Group = frozenset[int]


def solved_groups(seen: Sequence[Seen], k: int) -> set[Group]:
    """Return groups of 1 to k - 1 people (by column) about whom something is solvable while ratings stand still."""
    rows = {tuple(who for _, who in each.parts): each for each in seen}
    matrix = np.zeros(
        (len(rows), 1 + max((who for each in seen for _, people in each.parts for who in people), default=0))
    )
    for place, row in enumerate(rows):
        for people in row:
            matrix[place, list(people)] += 1
    found = set(_differences(matrix, k))
    return found | _eliminated(matrix, k) if len(matrix) else set()


def _differences(matrix: Floats, k: int) -> Iterator[Group]:
    """Yield the people, 1 to k - 1, in whom two figures differ."""
    for place, row in enumerate(matrix):
        unlike = matrix[place + 1 :] != row
        many = unlike.sum(axis=1)
        for small in unlike[(many > 0) & (many < k)]:
            yield frozenset(np.flatnonzero(small).tolist())


def _eliminated(matrix: Floats, k: int) -> set[Group]:
    """Combine the figures so that everybody who stands together with at least k others drops out; look at the rest."""
    together: defaultdict[bytes, list[int]] = defaultdict(list)
    for column in range(matrix.shape[1]):
        together[matrix[:, column].tobytes()].append(column)
    atoms = [people for pattern, people in together.items() if np.frombuffer(pattern).any()]
    heavy = [people[0] for people in atoms if len(people) >= k]
    light = [people for people in atoms if len(people) < k]
    left = _left_null_space(matrix[:, heavy]) @ matrix[:, [people[0] for people in light]]
    reduced = _reduced(left)
    groups = (frozenset(who for place in np.flatnonzero(row) for who in light[place]) for row in reduced)
    return {group for group in groups if 0 < len(group) < k}


def _left_null_space(matrix: Floats) -> Floats:
    if not matrix.shape[1]:
        return np.eye(len(matrix))
    left, sizes, _ = np.linalg.svd(matrix)
    rank = int((sizes > NEAR_ZERO * max(sizes[0], 1)).sum())
    return left[:, rank:].T


def _reduced(matrix: Floats) -> Floats:
    """Return the reduced echelon form; what is nearly zero is zero."""
    rows, at = matrix.copy(), 0
    for column in range(rows.shape[1]):
        if at == len(rows):
            break
        pivot = at + int(np.argmax(np.abs(rows[at:, column])))
        if abs(rows[pivot, column]) < NEAR_ZERO:
            rows[at:, column] = 0
            continue
        rows[[at, pivot]] = rows[[pivot, at]]
        rows[at] /= rows[at, column]
        others = np.arange(len(rows)) != at
        rows[others] -= np.outer(rows[others, column], rows[at])
        at += 1
    rows[np.abs(rows) < NEAR_ZERO] = 0
    return rows[:at]
