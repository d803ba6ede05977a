"""Tables of the propositions."""

from groundswell.propositions.models.rounds import (
    BallotBook,
    Idea,
    IdeaSheet,
    Opinions,
    Round,
    RoundRosterEntry,
    SealedPhase,
    Statement,
    Suggestion,
)

__all__ = [
    "BallotBook",
    "Idea",
    "IdeaSheet",
    "Opinions",
    "Round",
    "RoundRosterEntry",
    "SealedPhase",
    "Statement",
    "Suggestion",
]
