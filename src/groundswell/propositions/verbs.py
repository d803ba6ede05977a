"""What the verbs of rounds and propositions are called in the log that members read."""

from groundswell.kit.audit import words
from groundswell.propositions.proposing.sentences import VERBS
from groundswell.propositions.rounds.sentences import VERBS as OF_ROUNDS


def say() -> None:
    """Tell the log."""
    words.say("propositions", VERBS | OF_ROUNDS)
