"""Did something change at a date, and how sure is that? A difference is found and measured; its cause is not."""

from groundswell.engines.effects.placebo import Effect, difference_of, effect_of
from groundswell.engines.effects.segmented import Described, describe
from groundswell.engines.effects.series import NOT_YET, BadSeries, NoSpread, TooShort
from groundswell.engines.survival import BadComparison, Compared, compare_waits

__all__ = [
    "NOT_YET",
    "BadComparison",
    "BadSeries",
    "Compared",
    "Described",
    "Effect",
    "NoSpread",
    "TooShort",
    "compare_waits",
    "describe",
    "difference_of",
    "effect_of",
]
