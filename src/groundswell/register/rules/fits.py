"""How ideas fit concerns: each pair says helps, hurts, depends on something, or nothing yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Fit(StrEnum):
    """What an idea does to a concern. OFFERED: somebody named the two together, and nobody judged the pair yet."""

    OFFERED = "offered"
    HELPS = "helps"
    HURTS = "hurts"
    DEPENDS = "depends"


JUDGEMENTS = (Fit.HELPS, Fit.HURTS, Fit.DEPENDS)


def needs_a_condition(fit: Fit, condition: str) -> bool:
    """Tell whether "depends on" came without what it depends on."""
    return fit is Fit.DEPENDS and not condition.strip()


def is_blank(fit: Fit | None) -> bool:
    """Tell whether a pair still waits for a judgement."""
    return fit is None or fit is Fit.OFFERED


@dataclass(frozen=True)
class Pair[Judged]:
    """One field of the pair view; no judgement is a blank that somebody can fill."""

    concern: UUID
    idea: UUID
    judged: Judged | None


def grid[Judged](
    concerns: Sequence[UUID], ideas: Sequence[UUID], judged: Mapping[tuple[UUID, UUID], Judged]
) -> tuple[tuple[Pair[Judged], ...], ...]:
    """Return one row an idea and one field a concern, in the order given. `judged` is by (idea, concern)."""
    return tuple(tuple(Pair(concern, idea, judged.get((idea, concern))) for concern in concerns) for idea in ideas)


def blanks(fits: Iterable[Fit | None]) -> int:
    """Return how many pairs wait for a judgement."""
    return sum(is_blank(fit) for fit in fits)
