"""Roles: what they are allotted against what is logged for them; and who would like another one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

RUNNING = 2
# A sum of fewer people is shown to them alone: of one it would be their own log.
FEWEST_IN_A_SUM = 5


@dataclass(frozen=True)
class InSprint:
    """A role in one sprint: allotted minutes (None: nobody said how many) and logged ones."""

    number: int
    allotted: int | None
    logged: int
    people: int = 0

    @property
    def is_a_sum(self) -> bool:
        """Whether so many people logged it that nobody's own log is read from it."""
        return self.people >= FEWEST_IN_A_SUM

    @property
    def is_above(self) -> bool:
        """Whether more is logged than allotted."""
        return self.allotted is not None and self.logged > self.allotted


def allotted(hours: int | None, held: Iterable[int], days: int) -> int | None:
    """Return the minutes of a role in a sprint: of each holder the part of the days on which they held it.

    None: nobody said how many hours, or nobody held it, so that nothing can be above it.
    """
    known = [each for each in held if each]
    return None if hours is None or not known else hours * sum(known) // days


def is_squeezed(sprints: Sequence[InSprint]) -> bool:
    """Tell whether more was logged than allotted in two sprints running, the last two of these."""
    return len(sprints) >= RUNNING and all(each.is_above for each in sprints[-RUNNING:])


def was_squeezed(sprints: Sequence[InSprint]) -> list[int]:
    """Return the numbers of the sprints that ended two running above what was allotted."""
    return [after.number for before, after in pairwise(sprints) if before.is_above and after.is_above]


class Wish(StrEnum):
    """What somebody would like of a role. Only they see it, until somebody else's wish fits it."""

    KEEP = "keep"
    SWAP = "swap"
    WANT = "want"


@dataclass(frozen=True)
class Wished:
    """One person's wish about one role."""

    person: UUID
    role: UUID
    wish: Wish


@dataclass(frozen=True, order=True)
class Match:
    """Two wishes that fit: one would give the role away, the other would like it. `in_return` is a role back."""

    giver: UUID
    taker: UUID
    role: UUID
    in_return: UUID | None = None


def matches_for(person: UUID, wishes: Iterable[Wished]) -> list[Match]:
    """Return the matches of one person: both sides have said so themselves, and nobody else's are looked at."""
    known = list(wishes)
    given = {(each.person, each.role) for each in known if each.wish is Wish.SWAP}
    wanted = {(each.person, each.role) for each in known if each.wish is Wish.WANT}
    found = [
        Match(giver, taker, role, _in_return(giver, taker, given, wanted))
        for giver, role in given
        for taker, wants in wanted
        if wants == role and giver != taker and person in {giver, taker}
    ]
    return sorted(found, key=lambda match: (match.giver, match.taker, match.role))


def _in_return(giver: UUID, taker: UUID, given: set[tuple[UUID, UUID]], wanted: set[tuple[UUID, UUID]]) -> UUID | None:
    return min((role for who, role in given if who == taker and (giver, role) in wanted), default=None)
