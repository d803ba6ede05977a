"""What the plan of a sprint needs of hours: who has how many half hours, and what a stream may take."""

from collections.abc import Collection, Sequence

from groundswell.epics.ports import Hours
from groundswell.epics.rules.problem import Stream
from groundswell.hours.queries.sprints import Budget, hours_in
from groundswell.hours.rules.amounts import STEP
from groundswell.people.models import Person
from groundswell.people.rules import Sprint


class HoursOfSprint:
    """Hours as a source for plans: whoever was granted hours has those, everybody else what is left for tickets."""

    def hours_of(self, sprint: Sprint, people: Collection[Person]) -> Hours:
        """Return the half hours of these people in this sprint, and the limit of the external stream."""
        known = hours_in(sprint)
        free = {member.person: member.free // STEP for member in known.members}
        granted = {member.person for member in known.members if member.granted}
        free |= {budget.advocate: budget.half_hours for budget in known.budgets if budget.advocate in granted}
        wanted = {person.id for person in people}
        return Hours({person: halves for person, halves in free.items() if person in wanted}, _limits(known.budgets))


def _limits(budgets: Sequence[Budget]) -> dict[Stream, int]:
    """Return the external limits in sum, where each advocate has one.

    Only they work for that stream; members of cells help with internal epics beside them, out of their own hours.
    """
    external = [budget.external for budget in budgets]
    known = [minutes for minutes in external if minutes is not None]
    return {Stream.EXTERNAL: sum(known) // STEP} if known and len(known) == len(external) else {}
