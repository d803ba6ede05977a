"""What a search for near-duplicates answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from groundswell.engines.similarity.common_voters import is_voted_apart
from groundswell.engines.similarity.opposites import is_contrary

# Above it most pairs of a conversation say the same, below it most do not.
LIKELY = 0.45
MOST = 5
# Two ways to one score differ in the last digits of a float; which is nearer must not hang on them.
DIGITS = 9

type Votes = Sequence[Mapping[int, int]]


class Withheld(StrEnum):
    """Why two texts that look alike are not suggested as one."""

    CONTRARY = "contrary"
    VOTED_APART = "voted apart"


@dataclass(frozen=True)
class Near:
    """A text that looks like another: its place among the texts of the index, and how much (0 to 1)."""

    place: int
    score: float


@dataclass(frozen=True)
class Pair:
    """Two texts that look alike, the earlier first; `withheld`: why they are not suggested as one, if they are not."""

    one: int
    other: int
    score: float
    withheld: Withheld | None


def why_withheld(one: str, other: str, votes: Sequence[Mapping[int, int]] = ()) -> Withheld | None:
    """Return why two texts must not be suggested as one; `votes`: those on the one and those on the other, if any."""
    if is_contrary(one, other):
        return Withheld.CONTRARY
    if votes and is_voted_apart(votes[0], votes[1]):
        return Withheld.VOTED_APART
    return None
