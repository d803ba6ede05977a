"""What the queue of an advocate is made of."""

from dataclasses import dataclass

SUPPORT = 0.5  # of the hours of the role; the other half is development
VALID = 0.85  # of these hours: above, the formulas are not checked against simulation
MOST = 100  # advocates who share a queue
ENOUGH, SPRINTS = 5, 6  # requests that a log must hold, in so many sprints


@dataclass(frozen=True, slots=True)
class Requests:
    """Requests of a stream: how many a sprint, hours of one, and their coefficient of variation."""

    a_sprint: float
    hours: float
    variation: float


@dataclass(frozen=True, slots=True)
class Queue:
    """Requests of all cells together, internal first, and who answers them: one advocate, or several."""

    hours: float  # of one advocate in a sprint
    cells: int
    requests: tuple[Requests, ...]
    several: int | None


def is_beyond(utilisation: float) -> bool:
    """Tell whether a queue is busier than the formulas are checked for."""
    return utilisation > VALID
