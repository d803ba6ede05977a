"""An advocate's plan: a fixed floor, and an elastic remainder. When help goes away, only the remainder moves."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

# High to low, as tickets have them.
LOWEST = 5


class Part(StrEnum):
    """Whether a line stays whatever happens, or moves when it must."""

    FIXED = "fixed"
    ELASTIC = "elastic"


@dataclass(frozen=True)
class Line[Key: Hashable]:
    """Half hours of one ticket in the plan of one advocate."""

    ticket: Key
    epic: Key | None
    halves: int
    is_development: bool
    priority: int = 3
    part: Part = Part.ELASTIC


@dataclass(frozen=True)
class Moved[Key: Hashable]:
    """A plan after help went away: what stays in the sprint, and what waits for a later one, in half hours."""

    lines: tuple[Line[Key], ...]
    waiting: tuple[Line[Key], ...]


def split[Key: Hashable](lines: Iterable[Line[Key]], floors: Mapping[Key, int]) -> list[Line[Key]]:
    """Mark as fixed, for each epic, so many development half hours as its floor asks for; the rest is elastic.

    The smallest priority goes first. A line that is only partly needed for the floor becomes two.
    """
    left, found = dict(floors), []
    for line in sorted(lines, key=_order):
        fixed = min(line.halves, left.get(line.epic, 0)) if line.is_development and line.epic is not None else 0
        if line.epic is not None and fixed:
            left[line.epic] -= fixed
        found += [replace(line, halves=fixed, part=Part.FIXED)] if fixed else []
        found += [replace(line, halves=line.halves - fixed, part=Part.ELASTIC)] if line.halves > fixed else []
    return found


def floor_missing[Key: Hashable](lines: Iterable[Line[Key]], floors: Mapping[Key, int]) -> dict[Key, int]:
    """Return by how many development half hours each epic stays below its floor: said, and never made up for."""
    left = dict(floors)
    for line in lines:
        if line.is_development and line.epic in left:
            left[line.epic] -= line.halves
    return {epic: halves for epic, halves in left.items() if halves > 0}


def after_withdrawal[Key: Hashable](lines: Sequence[Line[Key]], returned: Line[Key], *, room: int) -> Moved[Key]:
    """Return the plan of an advocate when a ticket comes back to them, and `room` half hours are all they have.

    What is fixed stays as it is, even where it is more than the room. What is elastic, the returned ticket among it, is
    filled into what is left of the room by priority; the rest of it waits.
    """
    fixed = [line for line in lines if line.part is Part.FIXED]
    elastic = [*(line for line in lines if line.part is Part.ELASTIC), replace(returned, part=Part.ELASTIC)]
    left = max(room - sum(line.halves for line in fixed), 0)
    kept, waiting = [], []
    for line in sorted(elastic, key=_order):
        fits = min(line.halves, left)
        left -= fits
        kept += [replace(line, halves=fits)] if fits else []
        waiting += [replace(line, halves=line.halves - fits)] if line.halves > fits else []
    return Moved((*fixed, *kept), tuple(waiting))


def _order[Key: Hashable](line: Line[Key]) -> tuple[int, bool, str]:
    return line.priority, not line.is_development, str(line.ticket)
