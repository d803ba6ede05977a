"""What somebody can tell of a thread that is followed by its link."""

from enum import StrEnum

# The kind of the source of what is followed by its link.
BY_LINK = "link"


class Turn(StrEnum):
    """What happened there."""

    OURS = "ours"  # one of us replied
    THEIRS = "theirs"  # they wrote again
    ANSWERED = "answered"
