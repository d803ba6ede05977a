"""Tables of propositions."""

from groundswell.propositions.models.decisions import Consent, Decision, Helped, Statement
from groundswell.propositions.models.propositions import About, Part, Proposition, Response, Side, Version
from groundswell.propositions.models.reviews import Review, ReviewAsk

__all__ = [
    "About",
    "Consent",
    "Decision",
    "Helped",
    "Part",
    "Proposition",
    "Response",
    "Review",
    "ReviewAsk",
    "Side",
    "Statement",
    "Version",
]
