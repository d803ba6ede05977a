"""The two directions in which the votes differ most, and where everybody stands on them.

Source: Small et al. 2021, RECERCA 26(2), doi 10.6035/recerca.5516. A missing vote counts as the mean of its statement,
so the centred table is as sparse as the votes.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.sparse import csc_array, csr_array
from scipy.sparse.linalg import LinearOperator, eigsh

from groundswell.engines.opinion.votes import Floats, Table

COMPONENTS = 2
# Up to so many statements the whole matrix of covariances is taken apart, which is exact and takes milliseconds.
FEW_STATEMENTS = 220
# From one vote in so many places on.
FULL = 8
# Relative to the variance; a direction is then exact to some four digits.
TOLERANCE = 1e-5
KRYLOV = 16
# Of more people than this, so many are looked at first, and what they give is where the search begins.
MANY_PEOPLE = 20_000
FIRST_PEOPLE = 5_000
KRYLOV_AFTER = 8
MANY_VOTES = 1_000_000


@dataclass(frozen=True)
class Components:
    """Directions (m x 2, columns of length 1), their variances, and the variance of all votes."""

    directions: Floats
    variances: Floats
    total_variance: float

    @property
    def shares(self) -> Floats:
        """The share of the total variance that each direction explains; 0 where nobody differs."""
        return self.variances / self.total_variance if self.total_variance > 0 else np.zeros(COMPONENTS)


def means_of(table: Table) -> Floats:
    """Return the mean vote on each statement, 0 where nobody voted (m)."""
    agrees, disagrees, seen = table.tallies
    found: Floats = (agrees - disagrees) / np.maximum(seen, 1)
    return found


def components_of(table: Table, means: Floats, *, seed: int) -> tuple[Components, Floats]:
    """Return the two leading components of the centred votes, and everybody's place (n x 2) before scaling."""
    n, m = table.shape
    agrees, disagrees, seen = table.tallies
    total = float((agrees + disagrees - seen * means**2).sum())
    if not ((agrees < seen) & (disagrees < seen) & (agrees + disagrees > 0)).any():
        return Components(np.zeros((m, COMPONENTS)), np.zeros(COMPONENTS), 0.0), np.zeros((n, COMPONENTS))
    centred = Centred.of(table, means)
    values, vectors = _leading(centred, m, seed)
    places = centred.times(vectors)
    vectors, places = _with_signs(vectors, places)
    return Components(vectors, values / max(n - 1, 1), total / max(n - 1, 1)), places


@dataclass(frozen=True)
class Centred:
    """The centred votes, in strips of people: what is multiplied forth and back stays in the processor's cache."""

    strips: tuple[csr_array, ...]

    @classmethod
    def of(cls, table: Table, means: Floats) -> "Centred":
        """Return votes less the mean of their statement; of many in half the room, summed up in whole precision."""
        exact = np.float64 if len(table.votes) <= MANY_VOTES else np.float32
        means = means.astype(exact)
        strips = []
        for rows, votes in table.strips():
            columns = table.columns[votes]
            values = table.votes[votes] - means[columns]
            starts = (table.starts[rows.start : rows.stop + 1] - votes.start).astype(np.int32)
            strips.append(csr_array((values, columns, starts), shape=(rows.stop - rows.start, len(means))))
        return cls(tuple(strips))

    @cached_property
    def turned(self) -> tuple[csc_array, ...]:
        """The strips transposed, once: they share the votes, but to make one takes as long as a third of a product."""
        return tuple(strip.T for strip in self.strips)

    def times(self, directions: Floats) -> Floats:
        """Return where everybody stands on these directions."""
        found: Floats = np.concatenate([strip @ directions.astype(strip.dtype) for strip in self.strips]).astype(float)
        return found

    def squared_times(self, direction: Floats) -> Floats:
        """Return the transposed matrix times the matrix times a direction."""
        direction = direction.reshape(-1).astype(self.strips[0].dtype)
        found = np.zeros(len(direction))
        for strip, turned in zip(self.strips, self.turned, strict=True):
            found += turned @ (strip @ direction)
        return found

    def gram(self) -> Floats:
        """Return the transposed matrix times the matrix."""
        m = self.strips[0].shape[1]
        found = np.zeros((m, m))
        for strip in self.strips:
            found += _squared(strip)
        return found

    def some(self) -> "Centred":
        """Return some of the people."""
        every = sum(strip.shape[0] for strip in self.strips) // FIRST_PEOPLE
        return Centred(tuple(strip[::every] for strip in self.strips))


def _squared(strip: csr_array) -> Floats:
    """Return the transposed matrix times itself; where few votes are missing, a full matrix is faster."""
    if strip.nnz * FULL < strip.shape[0] * strip.shape[1]:
        sparse: Floats = (strip.T @ strip).toarray()
        return sparse
    full: Floats = strip.toarray()
    return full.T @ full


def _leading(centred: Centred, m: int, seed: int) -> tuple[Floats, Floats]:
    """Return the two largest eigenvalues of the transposed matrix times itself, and their vectors."""
    if m <= FEW_STATEMENTS:
        values, vectors = eigh(centred.gram(), subset_by_index=[max(m - COMPONENTS, 0), m - 1], check_finite=False)
        values, vectors = values[::-1], vectors[:, ::-1]
    else:
        values, vectors = _searched(centred, np.random.default_rng(seed).standard_normal(m))
    return _padded(np.maximum(values, 0), vectors, m)


def _searched(centred: Centred, start: Floats) -> tuple[Floats, Floats]:
    """Return the same by Lanczos iteration (ARPACK), which needs only products with the sparse matrix."""
    krylov = KRYLOV
    if sum(strip.shape[0] for strip in centred.strips) > MANY_PEOPLE:
        _, vectors = _searched(centred.some(), start)
        start, krylov = vectors.sum(axis=1), KRYLOV_AFTER
    square = LinearOperator((len(start), len(start)), matvec=centred.squared_times, dtype=float)
    values, vectors = eigsh(square, k=COMPONENTS, v0=start, tol=TOLERANCE, ncv=krylov)
    return values[::-1], vectors[:, ::-1]


def _padded(values: Floats, vectors: Floats, m: int) -> tuple[Floats, Floats]:
    """Give a single statement a second direction of no length; directions of no variance are none."""
    missing = COMPONENTS - len(values)
    values = np.append(values, np.zeros(missing))
    vectors = np.hstack([vectors, np.zeros((m, missing))])
    is_noise = values <= values[0] * 1e-12
    values[is_noise], vectors[:, is_noise] = 0, 0
    return values, vectors


def _with_signs(vectors: Floats, places: Floats) -> tuple[Floats, Floats]:
    """Turn each direction to the side of its longer tail, so that the picture depends on no order."""
    skews = (places**3).sum(axis=0)
    widths = (np.abs(places) ** 3).sum(axis=0)
    ends = np.take_along_axis(vectors, np.abs(vectors).argmax(axis=0)[None], axis=0)[0]
    signs = np.where(np.abs(skews) > 1e-6 * widths, np.sign(skews), np.sign(ends))
    signs = np.where(signs == 0, 1.0, signs)
    return vectors * signs, places * signs


def scaled(places: Floats, votes: NDArray[np.int64], statements: int) -> Floats:
    """Return places as if everybody had voted on everything: x_i times sqrt(m / n_i)."""
    return places * np.sqrt(statements / np.maximum(votes, 1))[:, None]


def statement_places(directions: Floats, means: Floats) -> Floats:
    """Return where somebody stands who agrees with one statement alone (m x 2): sqrt(m) (1 - mean) w."""
    found: Floats = np.sqrt(len(means)) * (1 - means)[:, None] * directions
    return found
