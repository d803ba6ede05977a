"""What a figure may stay at: the half that was last shown under its unit, for as long as the mean is near it.

A half that is rounded anew every time tells, again and again, where the mean lies to a quarter of a point; one that
stays tells it to half a point. It remembers what was published and nothing else, so nothing is kept that is not shown.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from groundswell.engines.disclosure.figures import Figure, Kind, Scale
from groundswell.engines.disclosure.rounding import HALF, to_half


def last_shown(published: Iterable[Figure], scale: Scale) -> Mapping[str, Fraction]:
    """Return, by unit, the half that was last shown under it on this scale; where a period showed several, the widest.

    The widest is the one that the page of the unit shows: a total before any other, then the one of most cells.
    """
    on_it = (figure for figure in published if figure.scale == scale)
    return {figure.unit: figure.mean for figure in sorted(on_it, key=when_and_how_wide)}


def held(mean: Fraction, before: Fraction | None) -> Fraction:
    """Return what is shown of a mean: what was shown before while that is at most half a point away, else the nearest.

    So what is shown is a half, never further than half a point from the mean, and a step of more than a point is seen.
    """
    return before if before is not None and abs(mean - before) <= HALF else to_half(mean)


def when_and_how_wide(figure: Figure) -> tuple[int, bool, int, tuple[str, ...]]:
    """Return by what figures of one unit are ranked: the last that was shown, and the widest of its period."""
    return figure.period, figure.kind == Kind.TOTAL, len(figure.cells), figure.cells
