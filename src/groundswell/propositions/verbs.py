"""What the verbs of propositions are called in the log that members read."""

from groundswell.kit.audit import words
from groundswell.propositions.proposing.sentences import VERBS


def say() -> None:
    """Tell the log."""
    words.say("propositions", VERBS)
