"""Forecasts that come true as often as they say."""

from groundswell.engines.forecasting.epics import Epic, EpicWeeks, epic_weeks, joint_weeks
from groundswell.engines.forecasting.history import BadHistory
from groundswell.engines.forecasting.moved import Basis, largest, shares_of, what_moved
from groundswell.engines.forecasting.record import Hits, hit_record
from groundswell.engines.forecasting.tasks import Ratios, hours_of, ratios_of
from groundswell.engines.forecasting.throughput import LEVELS, Weeks, weeks_to_finish

__all__ = [
    "LEVELS",
    "BadHistory",
    "Basis",
    "Epic",
    "EpicWeeks",
    "Hits",
    "Ratios",
    "Weeks",
    "epic_weeks",
    "hit_record",
    "hours_of",
    "joint_weeks",
    "largest",
    "ratios_of",
    "shares_of",
    "weeks_to_finish",
    "what_moved",
]
