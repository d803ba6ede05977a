"""Two dates of a move that do not hurt the cell that is left."""

from groundswell.engines.transition.backlog import BadCell, Cell, Firefighting, late_shares
from groundswell.engines.transition.dates import Unlocks, Verdict, earliest_safe, unlocks, verdicts

__all__ = [
    "BadCell",
    "Cell",
    "Firefighting",
    "Unlocks",
    "Verdict",
    "earliest_safe",
    "late_shares",
    "unlocks",
    "verdicts",
]
