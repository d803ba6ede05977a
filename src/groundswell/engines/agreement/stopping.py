"""When another round of ranking stops helping. Source: Schmidt 1997, Decision Sciences 28(3): from .7 it is strong."""

from collections.abc import Sequence
from enum import StrEnum

STRONG = 0.7


class Stop(StrEnum):
    """Why no further round is asked for."""

    AGREED = "agreed"
    NO_LONGER_RISES = "no longer rises"


def why_stop(rounds: Sequence[float | None]) -> Stop | None:
    """Return why to stop after these rounds (W of each, None where nobody put anything in order), or None to go on."""
    found = [w or 0.0 for w in rounds]
    if found and found[-1] >= STRONG:
        return Stop.AGREED
    if len(found) > 1 and found[-1] <= max(found[:-1]):
        return Stop.NO_LONGER_RISES
    return None
