"""What of a history can be built on, and the sentence that says why nothing can."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_WEEKS = 6
FEWEST_BUSY = 3  # weeks in which something was finished
SILENT = 12  # weeks without anything, up to now: there is no pace any more
GAP = 40  # weeks without anything: what was before it is another team's history
SHORT = 26
ABSURD = 1e9


class BadHistory(ValueError):
    """What was given is no history; the message says where."""


@dataclass(frozen=True, slots=True)
class Usable:
    """The weeks that are built on, and what must be said about them."""

    weeks: tuple[float, ...]
    is_enough: bool
    because: str = ""


def usable(finished_per_week: Sequence[float]) -> Usable:
    """Return the weeks since the team began, or began again after most of a year of nothing."""
    weeks = [_number(week, place) for place, week in enumerate(finished_per_week, start=1)]
    busy = [place for place, week in enumerate(weeks) if week > 0]
    if not busy:
        return Usable((), is_enough=False, because="Nothing was ever finished, so there is no pace to go by.")
    silent = len(weeks) - 1 - busy[-1]
    if silent >= SILENT:
        said = f"Nothing was finished in the last {silent} weeks, so there is no pace to go by."
        return Usable(tuple(weeks), is_enough=False, because=said)
    begun, gap = _begun(busy)
    kept = tuple(weeks[begun:])
    said = f"Counted from week {begun + 1}, after {gap} weeks in which nothing was finished." if gap else ""
    if len(kept) < FEWEST_WEEKS or sum(week > 0 for week in kept) < FEWEST_BUSY:
        return Usable(kept, is_enough=False, because=f"{said} {_too_little(kept)}".strip())
    if len(kept) < SHORT:
        said = f"{said} {len(kept)} weeks are a short history; the ranges are wider for it.".strip()
    return Usable(kept, is_enough=True, because=said)


def _begun(busy: Sequence[int]) -> tuple[int, int]:
    """Return the first week that counts, and how long the gap before it was (0: none)."""
    for earlier, later in zip(reversed(busy[:-1]), reversed(busy[1:]), strict=True):
        if later - earlier - 1 >= GAP:
            return later, later - earlier - 1
    return busy[0], 0


def _too_little(kept: Sequence[float]) -> str:
    busy = sum(week > 0 for week in kept)
    return (
        f"Too little history: {len(kept)} {'week' if len(kept) == 1 else 'weeks'}, something finished in {busy} of "
        f"them; a forecast needs {FEWEST_WEEKS} weeks, {FEWEST_BUSY} of them with something finished."
    )


def _number(week: float, place: int) -> float:
    if not math.isfinite(week) or week < 0 or week > ABSURD:
        raise BadHistory(f"Week {place} of the history says {week}; it must be a number from 0 to a thousand million.")
    return float(week)
