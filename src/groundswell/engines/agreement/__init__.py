"""How far people who put the same things in order agree, and whether another round can help. See README.md."""

from groundswell.engines.agreement.concordance import BadRankings, Concordance, concordance
from groundswell.engines.agreement.stopping import Stop, why_stop

__all__ = ["BadRankings", "Concordance", "Stop", "concordance", "why_stop"]
