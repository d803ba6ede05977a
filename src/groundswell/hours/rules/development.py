"""At least half of the advocate's hours are development: 22.5 of 45 pass, 22.4 do not. Counted on logged hours."""

from dataclasses import dataclass
from enum import StrEnum

# This month and the two before it.
ROLLING_MONTHS = 3


class Outlook(StrEnum):
    """How the month will end if nothing changes."""

    NOTHING_YET = "nothing yet"
    ON_COURSE = "on course"
    BEHIND = "behind"
    TOO_LATE = "too late"


@dataclass(frozen=True)
class Balance:
    """Logged minutes of development, and of everything else."""

    development: int
    other: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.development + self.other

    @property
    def passes(self) -> bool:
        """Whether at least half is development."""
        return 2 * self.development >= self.total

    @property
    def missing(self) -> int:
        """How many more minutes of development would make it half."""
        return max(self.other - self.development, 0)

    def still_needed(self, granted: int) -> int:
        """Return how much development is missing from half of all that the month has."""
        return max(-(-max(granted, self.total) // 2) - self.development, 0)


def outlook(balance: Balance, granted: int) -> Outlook:
    """Warn before the month ends: TOO_LATE when the hours that are left, all developed, would not make it half."""
    if not balance.total:
        return Outlook.NOTHING_YET
    if 2 * balance.other > max(granted, balance.total):
        return Outlook.TOO_LATE
    return Outlook.ON_COURSE if balance.passes else Outlook.BEHIND
