"""How long things wait, the ones that still wait among them; and whether they wait longer than before."""

from groundswell.engines.survival.comparing import BadComparison, Compared, compare_waits, restricted_mean
from groundswell.engines.survival.competing import Incidence, incidence
from groundswell.engines.survival.product_limit import BadWaits, Waits, kaplan_meier

__all__ = [
    "BadComparison",
    "BadWaits",
    "Compared",
    "Incidence",
    "Waits",
    "compare_waits",
    "incidence",
    "kaplan_meier",
    "restricted_mean",
]
