"""Tables of rounds and of propositions."""

from groundswell.propositions.models.decisions import Consent, Decision, Helped, StatementOnBehalf
from groundswell.propositions.models.propositions import About, Part, Proposition, Response, Side, Version
from groundswell.propositions.models.reviews import EarlierReview, Review, ReviewAsk
from groundswell.propositions.models.rounds import (
    BallotBook,
    Idea,
    IdeaSheet,
    Opinions,
    Reason,
    Round,
    RoundRosterEntry,
    SealedPhase,
    Statement,
    Suggestion,
)

__all__ = [
    "About",
    "BallotBook",
    "Consent",
    "Decision",
    "EarlierReview",
    "Helped",
    "Idea",
    "IdeaSheet",
    "Opinions",
    "Part",
    "Proposition",
    "Reason",
    "Response",
    "Review",
    "ReviewAsk",
    "Round",
    "RoundRosterEntry",
    "SealedPhase",
    "Side",
    "Statement",
    "StatementOnBehalf",
    "Suggestion",
    "Version",
]
