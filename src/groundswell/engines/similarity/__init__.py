"""Which texts say the same, as far as their words tell. See README.md.

`SmallIndex` is plain Python; `groundswell.engines.similarity.index` needs numpy and scipy: import it by its name.
"""

from groundswell.engines.similarity.nearness import LIKELY, Near, Pair, Withheld, why_withheld
from groundswell.engines.similarity.small import SmallIndex

__all__ = ["LIKELY", "Near", "Pair", "SmallIndex", "Withheld", "why_withheld"]
