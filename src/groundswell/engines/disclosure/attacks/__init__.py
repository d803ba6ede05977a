"""The attackers of published figures, on simulated organisations. Needs numpy; pages never import it.

`examined(seed, world)` plays all attacks on one organisation, `summed` puts findings together, `verdicts` turns them
into rows. A world is "gate" or "naive": a release with k = 5, one decimal, every cell and total, a live dashboard,
filters and rolling means, which is what tools usually do.
"""

from groundswell.engines.disclosure.attacks.scoring import Findings, Verdict, summed, verdicts
from groundswell.engines.disclosure.attacks.tries import examined

__all__ = ["Findings", "Verdict", "examined", "summed", "verdicts"]
