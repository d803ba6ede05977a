"""Where a body of work stands: uphill while people find out how, downhill while they do it."""

from collections.abc import Mapping
from enum import StrEnum

FOOT, TOP, DONE = 0, 50, 100


class Side(StrEnum):
    """Which side of the hill."""

    FINDING_OUT = "finding_out"
    KNOWN = "known"
    GETTING_DONE = "getting_done"
    DONE = "done"


def is_place(position: int | None) -> bool:
    """Tell whether this is a place on the hill."""
    return position is not None and FOOT <= position <= DONE


def side_of(position: int) -> Side:
    """Return the side on which a position lies."""
    if position >= DONE:
        return Side.DONE
    if position == TOP:
        return Side.KNOWN
    return Side.FINDING_OUT if position < TOP else Side.GETTING_DONE


def is_silent(told: Mapping[int, object], *, sprint: int, begun: int) -> bool:
    """Tell whether nobody said this sprint how an epic stands; one that began in this sprint has time."""
    return begun < sprint and sprint not in told


def height_of(position: float) -> float:
    """Return how high a position lies: 0 at both feet, 1 at the top."""
    share = position / DONE
    return 4 * share * (1 - share)
