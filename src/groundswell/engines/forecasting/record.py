"""How often a team's own forecasts would have come true."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.engines.forecasting.throughput import LEVELS, weeks_to_finish

FIRST = 26  # weeks of history before the first forecast that is looked back on
EVERY = 4
AHEAD = (4, 8)  # weeks' worth of the pace of the last twelve
RECENT = 12
YEARS = 104  # weeks that are looked back on
Z = 1.96


@dataclass(frozen=True, slots=True)
class Hits:
    """Of so many forecasts at a level so many came true; `low` and `high` bound the true share."""

    level: float
    came_true: int
    forecasts: int
    low: float
    high: float


def hit_record(finished_per_week: Sequence[float], levels: Sequence[float] = LEVELS) -> list[Hits]:
    """Return what became of the forecasts that would have been made of a history, every four weeks.

    A backlog that is not yet done counts as missed once its week is past, and not at all before. Wilson's interval
    (1927) is that of independent forecasts; these overlap, so it is somewhat too narrow.
    """
    hits, counted = [0] * len(levels), [0] * len(levels)
    first = max(FIRST, len(finished_per_week) - YEARS)
    for origin in range(first, len(finished_per_week), EVERY):
        pace = sum(finished_per_week[origin - RECENT : origin]) / RECENT
        for ahead in AHEAD:
            remaining = max(1, round(ahead * pace))
            said = weeks_to_finish(finished_per_week[:origin], remaining, levels)
            took = _took(finished_per_week[origin:], remaining)
            for place, week in enumerate(said):
                if week is None or (took is None and week > len(finished_per_week) - origin):
                    continue
                counted[place] += 1
                hits[place] += took is not None and took <= week
    return [
        Hits(level, came, made, *_wilson(came, made)) for level, came, made in zip(levels, hits, counted, strict=True)
    ]


def _took(coming: Sequence[float], remaining: float) -> int | None:
    done = 0.0
    for week, finished in enumerate(coming, start=1):
        done += finished
        if done >= remaining:
            return week
    return None


def _wilson(hits: int, counted: int) -> tuple[float, float]:
    if not counted:
        return 0.0, 1.0
    share = hits / counted
    middle = (share + Z**2 / (2 * counted)) / (1 + Z**2 / counted)
    half = Z / (1 + Z**2 / counted) * math.sqrt(share * (1 - share) / counted + Z**2 / (4 * counted**2))
    return max(0.0, middle - half), min(1.0, middle + half)
