"""What the plan of a sprint needs of hours: who has how many half hours, and for which streams."""

from collections.abc import Collection

from groundswell.epics.ports import Hours
from groundswell.epics.rules.problem import Pot, Stream
from groundswell.hours.queries.sprints import Budget, hours_in
from groundswell.hours.rules.amounts import STEP
from groundswell.people.models import Person
from groundswell.people.rules import Sprint

GRANTED = frozenset({Stream.INTERNAL, Stream.EXTERNAL})
OWN = frozenset({Stream.CLIENT, Stream.CELL})


class HoursOfSprint:
    """Hours as a source for plans: whoever was granted hours has those beside what is left of the contract."""

    def hours_of(self, sprint: Sprint, people: Collection[Person]) -> Hours:
        """Return the half hours of these people in this sprint, and what of them is for which streams."""
        known = hours_in(sprint)
        wanted = {person.id for person in people}
        halves = {member.person: member.free // STEP for member in known.members if member.person in wanted}
        granted = {member.person for member in known.members if member.granted}
        pots = {}
        for budget in known.budgets:
            if budget.advocate in halves:
                has = budget.advocate in granted
                pots[budget.advocate] = _pots(budget, halves[budget.advocate] if has else None)
                halves[budget.advocate] += budget.half_hours if has else 0
        return Hours(halves, pots=pots)


def _pots(budget: Budget, own: int | None) -> tuple[Pot, ...]:
    """Return what an advocate has for which streams; `own`: half hours for clients and cell (None: no hours granted).

    Granted hours go to nobody's client work, and a client's to no epic of ours. What is protected for outside goes to
    no internal ticket; a strict limit is each advocate's own.
    """
    pots = [] if own is None else [Pot(GRANTED, budget.half_hours), Pot(OWN, own)]
    internal = [] if budget.internal is None else [budget.internal]
    if own is not None and budget.protected:
        internal.append(max(budget.minutes - budget.protected, 0))
    if internal:
        pots.append(Pot(frozenset({Stream.INTERNAL}), min(internal) // STEP))
    if budget.external is not None:
        pots.append(Pot(frozenset({Stream.EXTERNAL}), budget.external // STEP))
    return tuple(pots)
