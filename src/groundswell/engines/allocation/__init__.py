"""Who works on what in a sprint: a plan that holds every limit, says why, and grows better while there is time."""

from typing import TYPE_CHECKING

from groundswell.engines.allocation.conflicts import Conflict
from groundswell.engines.allocation.plan import Line, Plan, Review, WhyNot
from groundswell.engines.allocation.problem import Epic, Member, Pin, Problem, Ticket
from groundswell.engines.allocation.reading import BadProblem

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from groundswell.engines.allocation.allocating import Draft

__all__ = [
    "BadProblem",
    "Conflict",
    "Epic",
    "Line",
    "Member",
    "Pin",
    "Plan",
    "Problem",
    "Review",
    "Ticket",
    "WhyNot",
    "allocate",
]


def allocate(
    problem: Problem,
    *,
    seconds: float,
    published: Plan | None = None,
    on_better: "Callable[[Draft], None] | None" = None,
    stop: "threading.Event | None" = None,
) -> Plan:
    """Return the best plan found in so many seconds; sooner where it is proven that none is better.

    `published`: stay near this plan. `on_better` is called with a draft at once and whenever a better one is found, and
    may set `stop`. Raises BadProblem for what cannot be read and Conflict for pins that cannot be held together.
    """
    # numpy, scipy and highspy are loaded here and not before, so that a page may read a plan without them.
    from groundswell.engines.allocation.allocating import search  # noqa: PLC0415

    return search(problem, seconds=seconds, published=published, on_better=on_better, stop=stop)
