"""Strict limits: they stop plans, and never the logging of what happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What a limit is about."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    PREPARATION = "preparation"
    TALKS = "talks"


class Sense(StrEnum):
    """At most so much, or, protected, at least so much."""

    MOST = "most"
    LEAST = "least"


def in_force[Key](rows: Iterable[tuple[Key, int | None]]) -> dict[Key, int]:
    """Return the limits that hold, of rows from the oldest to the newest: of each kind the newest, if it is one."""
    newest = dict(rows)
    return {key: minutes for key, minutes in newest.items() if minutes is not None}


@dataclass(frozen=True)
class Against:
    """What is used and planned in a period, against its limit and what a person allowed beyond it."""

    limit: int
    used: int = 0
    planned: int = 0
    allowed: int = 0

    @property
    def room(self) -> int:
        """What can still be planned; the larger of used and planned counts, since plans become logs."""
        return max(self.limit + self.allowed - max(self.used, self.planned), 0)

    @property
    def left(self) -> int:
        """What can still be used, whatever is planned."""
        return max(self.limit + self.allowed - self.used, 0)

    @property
    def over(self) -> int:
        """How far what was logged went past the limit itself, allowed or not."""
        return max(self.used - self.limit, 0)

    def too_much(self, planned: int) -> int:
        """Return by how much a plan of so many minutes would pass the limit; 0 where it fits."""
        return max(max(self.used, planned) - self.limit - self.allowed, 0) if planned > self.planned else 0


@dataclass(frozen=True)
class Demand:
    """What waits today, against what is left of the running month."""

    waiting: int
    left: int

    @property
    def is_overload(self) -> bool:
        """Whether more waits than there are hours."""
        return self.waiting > self.left
