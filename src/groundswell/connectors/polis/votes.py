"""The votes of a conversation: `participants-votes.csv` (a row a person) or `votes.csv` (a row a vote) of Polis.

Columns are found by their names, in whatever order; those of another purpose are left out, and said.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.connectors.polis.cells import Block, Head, table
from groundswell.connectors.polis.numbers import MISSING, shortened, votes, whole, whole_numbers
from groundswell.connectors.polis.refusals import BadTable

PEOPLE = ("participant", "participant-id", "voter-id", "voter", "pid")
STATEMENTS = ("comment-id", "statement-id", "tid")
VOTE = ("vote",)
TIME = ("timestamp",)
KNOWN = {*PEOPLE, *TIME, "datetime", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", "n-pass"}
# Where two columns of one row name the same thing, nobody knows which counts.
NOBODY_KNOWS = "Columns {one} and {other} are both “{name}”. Leave one out."

type Ids = NDArray[np.integer]


@dataclass(frozen=True)
class Votes:
    """Three columns of one length, as the opinion engine takes them; the later vote in one place is the later row.

    `silent`: people in the file who voted on nothing. `unread`: names of columns that were not read.
    """

    participants: Ids
    statements: Ids
    votes: NDArray[np.int8]
    silent: int
    unread: tuple[str, ...]


def read_votes(chunks: Iterable[bytes]) -> Votes:
    """Return the votes of a file that comes in pieces of any size; raises BadTable."""
    head, blocks = table(chunks)
    names = [name.lower().replace("_", "-").replace(" ", "-") for name in head.names]
    people, statement, vote = (_place(names, of) for of in (PEOPLE, STATEMENTS, VOTE))
    if people is not None and statement is not None and vote is not None:
        return _long(blocks, head, (people, statement, vote), _place(names, TIME))
    about = [place for place, name in enumerate(names) if name.isascii() and name.isdigit()]
    if people is None or not about:
        raise BadTable(_no_such_head(head))
    return _wide(blocks, head, people, about)


def _place(names: list[str], of: tuple[str, ...]) -> int | None:
    """Return the place of the first of these names that is there."""
    for name in of:
        if names.count(name) > 1:
            one = names.index(name)
            raise BadTable(NOBODY_KNOWS.format(one=one + 1, other=names.index(name, one + 1) + 1, name=name))
        if name in names:
            return names.index(name)
    return None


def _no_such_head(head: Head) -> str:
    given = ", ".join(shortened(name) for name in head.names[:8])
    return (
        f"Line {head.line} heads neither a table of people (participant, and a column for each statement) nor a list "
        f"of votes (voter-id, comment-id, vote). Its columns are: {given}{', …' if len(head.names) > 8 else ''}."  # noqa: PLR2004 - enough to know it by
    )


def _long(blocks: Iterator[Block], head: Head, places: tuple[int, int, int], time: int | None) -> Votes:
    people, statement, vote = places
    read: list[list[NDArray[np.generic]]] = [[], [], [], []]
    for block in blocks:
        cast = votes(block, np.arange(len(block.numbers)), np.full(len(block.numbers), vote), head.names)
        _refuse_missing(block, cast, head.names[vote])
        read[0].append(_narrow(whole_numbers(block, people, head.names[people])))
        read[1].append(_narrow(whole_numbers(block, statement, head.names[statement])))
        read[2].append(cast)
        if time is not None:
            read[3].append(whole_numbers(block, time, head.names[time]))
    columns = [_joined(column) for column in read[: 3 + (time is not None)]]
    if time is not None and (columns[3][1:] < columns[3][:-1]).any():
        order = np.argsort(columns[3], kind="stable")
        columns = [column[order] for column in columns[:3]]
    return Votes(columns[0], columns[1], columns[2].astype(np.int8), 0, _unread(head, {*places, time}))


def _refuse_missing(block: Block, cast: NDArray[np.int8], name: str) -> None:
    empty = np.flatnonzero(cast == MISSING)
    if len(empty):
        raise BadTable(f"Line {block.numbers[empty[0]]}, column {name}: there is no vote. Write 1, -1 or 0.")


def _wide(blocks: Iterator[Block], head: Head, people: int, about: list[int]) -> Votes:
    wide_ids = np.zeros(len(head.names), np.uint64)
    wide_ids[about] = _statement_ids(head, about)
    ids, is_about = _narrow(wide_ids), np.isin(np.arange(len(wide_ids)), about)
    read: list[list[NDArray[np.generic]]] = [[], [], []]
    silent = 0
    for block in blocks:
        names = _narrow(whole_numbers(block, people, head.names[people]))
        line, column = np.divmod(np.flatnonzero(block.ends > block.starts), len(ids))
        line, column = line[is_about[column]], column[is_about[column]]
        cast = votes(block, line, column, head.names)
        if (is_empty := cast == MISSING).any():
            line, column, cast = line[~is_empty], column[~is_empty], cast[~is_empty]
        silent += len(names) - int(np.count_nonzero(np.bincount(line)))
        for into, values in zip(read, (names[line], ids[column], cast), strict=True):
            into.append(values)
    columns = [_joined(column) for column in read]
    return Votes(columns[0], columns[1], columns[2].astype(np.int8), silent, _unread(head, {people, *about}))


def _statement_ids(head: Head, about: list[int]) -> NDArray[np.uint64]:
    ids = [whole(head.names[place], f"Line {head.line}, column {place + 1}") for place in about]
    seen: dict[int, int] = {}
    for place, one in zip(about, ids, strict=True):
        if one in seen:
            raise BadTable(NOBODY_KNOWS.format(one=seen[one] + 1, other=place + 1, name=one))
        seen[one] = place
    return np.array(ids, np.uint64)


def _narrow(ids: NDArray[np.uint64]) -> Ids:
    """Return ids in half the room where they are small, which most are."""
    most = int(ids.max(initial=0))
    return ids.astype(np.int32 if most < 2**31 else np.int64 if most < 2**63 else np.uint64)


def _joined(parts: list[NDArray[np.generic]]) -> Ids:
    """Return one column of the parts, which are given up as they are copied."""
    if not parts:
        return np.zeros(0, np.int64)
    # Between int64 and uint64 numpy would choose floats, and lose the last digits of an id.
    kind = np.uint64 if any(part.dtype == np.uint64 for part in parts) else np.result_type(*parts)
    whole_column = np.empty(sum(map(len, parts)), kind)
    at = len(whole_column)
    while parts:
        part = parts.pop()
        whole_column[at - len(part) : at] = part
        at -= len(part)
    return whole_column


def _unread(head: Head, places: set[int | None]) -> tuple[str, ...]:
    names = [name for place, name in enumerate(head.names) if place not in places and name]
    return tuple(name for name in names if name.lower().replace("_", "-") not in KNOWN)
