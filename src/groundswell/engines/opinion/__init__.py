"""The opinion map: what people agree on, what divides them, and whether there are groups at all. See README.md."""

from groundswell.engines.opinion.mapping import OpinionMap, opinion_map
from groundswell.engines.opinion.plain import plain
from groundswell.engines.opinion.routing import Intervals
from groundswell.engines.opinion.statistics import GroupStatistics, Representative
from groundswell.engines.opinion.validity import GroupValidity, adjusted_rand_index
from groundswell.engines.opinion.votes import BadVotes

__all__ = [
    "BadVotes",
    "GroupStatistics",
    "GroupValidity",
    "Intervals",
    "OpinionMap",
    "Representative",
    "adjusted_rand_index",
    "opinion_map",
    "plain",
]
