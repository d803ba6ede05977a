"""What has to be there before a round goes on from a phase: else the phase was passed, and not held."""

from enum import StrEnum

from groundswell.propositions.proposing.rules.decisions import Standing
from groundswell.propositions.rounds.rules.phases import Phase


class Missing(StrEnum):
    """What a phase still lacks."""

    STATEMENT = "statement"
    PROPOSITION = "proposition"
    # Its review was not sent.
    SENDING = "sending"
    # Its review was sent, and is open.
    REVIEW = "review"
    DECISION = "decision"


# These work on a proposition that everybody can read.
WITH_A_PROPOSITION = frozenset({Phase.PROPOSITION, Phase.SIDES, Phase.REVIEW, Phase.DECISION, Phase.FOLLOW_UP})


def missing(phase: Phase, *, has_statement: bool, standing: Standing) -> Missing | None:
    """Return what a phase still lacks, the first of it; None where the round can go on."""
    if phase is Phase.CLARIFY and not has_statement:
        return Missing.STATEMENT
    if phase in WITH_A_PROPOSITION and not standing.is_published:
        return Missing.PROPOSITION
    if phase is Phase.REVIEW and not standing.is_reviewed:
        return Missing.REVIEW if standing.is_sent else Missing.SENDING
    return Missing.DECISION if phase is Phase.DECISION and not standing.is_decided else None


def stops_the_desk(lacks: Missing | None) -> bool:
    """Tell whether an advocate cannot let a round go on either.

    A part can be decided without a review, so they can pass one that was not sent. The clock cannot.
    """
    return lacks not in {None, Missing.SENDING}
