"""Why a service gave no answer."""

from enum import StrEnum


class Why(StrEnum):
    """The kinds of reasons; what to do next hangs on them."""

    ADDRESS = "address"
    AWAY = "away"
    KEY = "key"
    MISSING = "missing"
    PACE = "pace"
    BROKEN = "broken"
    LARGE = "large"
    STRANGE = "strange"
    REFUSED = "refused"


# Where nothing changes by asking again, until a person has done something.
NEEDS_A_PERSON = frozenset({Why.ADDRESS, Why.KEY, Why.MISSING, Why.LARGE, Why.REFUSED})


class Unanswered(Exception):
    """There is no answer. The message is a sentence for the person who looks after the source; it holds no secret."""

    def __init__(self, why: Why, sentence: str, *, again_in: float = 0.0, status: int = 0) -> None:
        """Keep why, in how many seconds it may be asked again (0: not said), and the status of HTTP (0: none)."""
        self.why, self.sentence, self.again_in, self.status = why, sentence, again_in, status
        super().__init__(sentence)
