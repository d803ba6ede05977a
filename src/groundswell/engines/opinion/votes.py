"""Votes as a sparse table: who voted what on which statement, the last vote of each counting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array

type Integers = NDArray[np.integer]
type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]

# Votes.
STRIP = 250_000


class BadVotes(ValueError):
    """The votes contradict themselves or are none; the message says where and what."""


@dataclass(frozen=True)
class Table:
    """Votes of n participants on m statements, in the order of their ids.

    `rows`, `columns`: the place of each vote, sorted by row, then by column; `votes`: 1 agree, -1 disagree, 0 pass.
    `starts`: where each row begins (n + 1). `is_rejected`: m flags.
    """

    participants: Integers
    statements: Integers
    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    votes: NDArray[np.int8]
    is_rejected: Flags

    @property
    def shape(self) -> tuple[int, int]:
        """Participants and statements."""
        return len(self.participants), len(self.statements)

    @cached_property
    def per_participant(self) -> NDArray[np.int64]:
        """How many votes each participant cast (n)."""
        return np.diff(self.starts)

    @cached_property
    def tallies(self) -> NDArray[np.int64]:
        """How many agreed with, disagreed with and saw each statement (3 x m)."""
        counts = self.counted(np.zeros(self.shape[0], np.int64), 1)[0]
        return np.stack([counts[:, 2], counts[:, 0], counts.sum(axis=1)])

    def counted(self, labels: NDArray[np.int64], groups: int) -> NDArray[np.int64]:
        """Return how many of each group (labels from 0) disagreed, passed and agreed: groups x m x 3."""
        m = self.shape[1]
        found = np.zeros(groups * m * 3, np.int64)
        for rows, votes in self.strips():
            place = np.repeat(labels[rows] * m, self.per_participant[rows])
            place += self.columns[votes]
            place *= 3
            place += self.votes[votes]
            place += 1
            found += np.bincount(place, minlength=len(found))
        return found.reshape(groups, m, 3)

    def strips(self) -> Iterator[tuple[slice, slice]]:
        """Yield everybody in turn, so many at once that what is done with their votes stays in a processor's cache."""
        n = self.shape[0]
        edges = np.searchsorted(self.starts, np.arange(STRIP, self.starts[-1], STRIP))
        for first, last in pairwise([0, *edges.tolist(), n]):
            if last > first:
                yield slice(first, last), slice(int(self.starts[first]), int(self.starts[last]))

    def without_rejected(self) -> "Table":
        """Return the table of the statements that were kept; participants stay, also those without a vote left."""
        if not self.is_rejected.any():
            return self
        kept = ~self.is_rejected
        places = kept[self.columns]
        renumbered = (np.cumsum(kept) - 1).astype(np.int32)
        return Table(
            self.participants,
            self.statements[kept],
            np.concatenate([[0], np.cumsum(places)])[self.starts],
            renumbered[self.columns[places]],
            self.votes[places],
            np.zeros(int(kept.sum()), bool),
        )

    def with_votes(self, votes: NDArray[np.int8]) -> "Table":
        """Return the same people and places with other votes."""
        return Table(self.participants, self.statements, self.starts, self.columns, votes, self.is_rejected)

    def of_rows(self, rows: Integers) -> "Table":
        """Return a table of these rows (one may come twice), each a participant of its own."""
        lengths = self.per_participant[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        places = np.repeat(self.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
        return Table(
            np.arange(len(rows)), self.statements, starts, self.columns[places], self.votes[places], self.is_rejected
        )


def table_of(participants: ArrayLike, statements: ArrayLike, votes: ArrayLike, rejected: Iterable[int]) -> Table:
    """Return the table of votes given as three sequences of one length; of two votes in one place the later counts.

    Ids are whole numbers of up to 64 bits. Raises BadVotes.
    """
    people, about, cast = _column(participants, "participant"), _column(statements, "statement"), _votes(votes)
    if not len(people) == len(about) == len(cast):
        raise BadVotes(f"{len(people)} participants, {len(about)} statements and {len(cast)} votes are no table.")
    if not len(cast):
        raise BadVotes("There are no votes.")
    names, row = _numbered(people)
    titles, column = _numbered(about)
    starts, order, columns = _sorted(row, column, (len(names), len(titles)))
    is_rejected = np.isin(titles, _column(list(rejected), "rejected statement"))
    return Table(names, titles, starts, columns, cast if order is None else cast[order], is_rejected)


def _column(values: ArrayLike, what: str) -> Integers:
    found = np.asarray(values)
    if found.size == 0:
        return np.zeros(0, np.int64)
    if found.dtype == object:
        found = _wide(found, what)
    if found.ndim != 1 or found.dtype.kind not in "iu":
        raise BadVotes(
            f"Each {what} is a whole number, in one flat sequence; these are {found.dtype} of {found.shape}."
        )
    return found


def _wide(values: NDArray[np.object_], what: str) -> Integers:
    """Return Python's integers of more than 63 bits as unsigned ones."""
    try:
        return values.astype(np.uint64)
    except (TypeError, ValueError, OverflowError) as fault:
        raise BadVotes(f"Each {what} is a whole number from 0 to 2^64 - 1.") from fault


def _votes(values: ArrayLike) -> NDArray[np.int8]:
    found = _column(values, "vote")
    if found.max(initial=0) > 1 or found.min(initial=0) < -1:
        place = int(np.argmax((found > 1) | (found.astype(np.int64) < -1)))
        raise BadVotes(f"Vote {place + 1} is {found[place]}; a vote is 1 (agree), -1 (disagree) or 0 (pass).")
    return found.astype(np.int8)


def _numbered(ids: Integers) -> tuple[Integers, NDArray[np.int32]]:
    """Return the distinct ids in order, and the place of each among them; small ids need no sorting."""
    least, most = int(ids.min()), int(ids.max())
    if most - least > 4 * len(ids) + 1024:
        names, places = np.unique(ids, return_inverse=True)
        return names, places.astype(np.int32)
    shifted = ids - ids.dtype.type(least) if least else ids
    is_there = np.zeros(most - least + 1, bool)
    is_there[shifted] = True
    names = np.flatnonzero(is_there).astype(ids.dtype) + ids.dtype.type(least)
    if is_there.all():
        return names, shifted.astype(np.int32, copy=False)
    return names, (np.cumsum(is_there) - 1).astype(np.int32)[shifted]


def _sorted(
    rows: NDArray[np.int32], columns: NDArray[np.int32], shape: tuple[int, int]
) -> tuple[NDArray[np.int64], Integers | None, NDArray[np.int32]]:
    """Return where rows start, which vote stands at each place (None: as given), its column; of several the last."""
    if (in_order := _starts_in_order(rows, columns)) is not None:
        return in_order, None, columns
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=shape[0]))])
    number = np.int32 if len(rows) < 2**31 else np.int64
    given = coo_array((np.arange(len(rows), dtype=number), (rows, columns)), shape=shape)
    given.has_canonical_format = True  # otherwise two votes in one place are added up
    table = given.tocsr()
    table.sort_indices()
    order, columns = table.data, table.indices
    sorted_rows = np.repeat(np.arange(shape[0], dtype=np.int32), np.diff(starts))
    is_first = np.append(True, (columns[1:] != columns[:-1]) | (sorted_rows[1:] != sorted_rows[:-1]))
    if not is_first.all():
        order = np.maximum.reduceat(order, np.flatnonzero(is_first))
        columns = columns[is_first]
        starts = np.concatenate([[0], np.cumsum(np.bincount(sorted_rows[is_first], minlength=shape[0]))])
    return starts, order, columns


def _starts_in_order(rows: NDArray[np.int32], columns: NDArray[np.int32]) -> NDArray[np.int64] | None:
    """Return where rows start, if votes come in the order of rows and columns, each place once; every row has some.

    A strip at a time, because what does not leave the processor's cache is compared several times as fast.
    """
    edges = []
    for at in range(0, len(rows) - 1, STRIP):
        row, after = rows[at : at + STRIP], rows[at + 1 : at + 1 + STRIP]
        column, column_after = columns[at : at + STRIP], columns[at + 1 : at + 1 + STRIP]
        is_next = after > row[: len(after)]
        is_same = after == row[: len(after)]
        if not (is_next | (is_same & (column_after > column[: len(after)]))).all():
            return None
        edges.append(np.flatnonzero(is_next) + (at + 1))
    return np.concatenate([[0], *edges, [len(rows)]]).astype(np.int64, copy=False)
