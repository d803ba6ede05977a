"""The gate of published figures, its audit, and the attackers that try both. See README.md.

Public: `reporting_groups` and `group_of_joiner` at a period's opening, `release` after its close, `fit_for_public` for
what leaves the organisation, `audit` at any time, and the values of `figures`. `attacks` needs numpy and is imported by
commands alone.
"""

from groundswell.engines.disclosure.audit import Audit, Exposure, audit
from groundswell.engines.disclosure.counting import band_of_word
from groundswell.engines.disclosure.figures import (
    Answer,
    BadPeriod,
    BadRules,
    Conversion,
    Counted,
    Decision,
    Figure,
    Group,
    Kind,
    People,
    Period,
    Reason,
    Release,
    Rules,
    Scale,
    UnlikeScales,
)
from groundswell.engines.disclosure.gate import release
from groundswell.engines.disclosure.opening import Parents, group_of_joiner, reporting_groups
from groundswell.engines.disclosure.public import fit_for_public
from groundswell.engines.disclosure.search import TooHard

__all__ = [
    "Answer",
    "Audit",
    "BadPeriod",
    "BadRules",
    "Conversion",
    "Counted",
    "Decision",
    "Exposure",
    "Figure",
    "Group",
    "Kind",
    "Parents",
    "People",
    "Period",
    "Reason",
    "Release",
    "Rules",
    "Scale",
    "TooHard",
    "UnlikeScales",
    "audit",
    "band_of_word",
    "fit_for_public",
    "group_of_joiner",
    "release",
    "reporting_groups",
]
