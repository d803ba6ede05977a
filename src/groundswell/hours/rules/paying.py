"""A plan against the lines that may pay for it: a small transport problem, solved by looking at each set of kinds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from groundswell.hours.rules.axes import Cells, Kind, Pays, Stream


@dataclass(frozen=True)
class Unpaid:
    """What of a plan no line pays: of which streams and kinds, what is planned of these, and what is there."""

    of: tuple[tuple[Stream, Kind], ...]
    planned: int
    there: int

    @property
    def minutes(self) -> int:
        """How much is missing."""
        return self.planned - self.there


def unpaid(cells: Cells, lines: Iterable[tuple[Pays, int]]) -> Unpaid | None:
    """Return where lines fall short of a plan the most, in the fewest streams and kinds; None where they suffice.

    However the lines are shared out, so much stays unpaid, and not more: a cut that is largest is a flow that is.
    """
    known = list(lines)
    planned = [key for key, minutes in cells.items() if minutes]
    cuts = [_cut(cells, known, some) for count in range(1, len(planned) + 1) for some in combinations(planned, count)]
    worst = max(cuts, key=lambda cut: cut.minutes, default=None)
    return worst if worst is not None and worst.minutes > 0 else None


def _cut(cells: Cells, lines: Sequence[tuple[Pays, int]], some: tuple[tuple[Stream, Kind], ...]) -> Unpaid:
    able = (minutes for pays, minutes in lines if any(pays.covers(*each) for each in some))
    return Unpaid(some, sum(cells[each] for each in some), sum(able))
