"""Who may do what with evidence: asked by pages, exports, commands and tests alike.

Everybody in the organisation reads the same page. Hours are the exception, as they are everywhere: their sums are seen
by planners, and by whoever they are all about.
"""

from groundswell.hours.queries.between import Between
from groundswell.people import policy as people
from groundswell.people.models import Person
from groundswell.people.rules import Grant

_PLANNING = frozenset({Grant.ADVOCATE, Grant.PLANNER})


def may_register(person: Person) -> bool:
    """Tell whether somebody registers what will be looked at: advocates and planners."""
    return not _PLANNING.isdisjoint(people.grants_of(person))


def may_set_rates(person: Person) -> bool:
    """Tell whether somebody says what an hour costs: planners."""
    return Grant.PLANNER in people.grants_of(person)


def may_see_hours(reader: Person | None, hours: Between) -> bool:
    """Tell whether somebody sees these sums of hours, and what they cost. Nobody in particular sees none."""
    return reader is not None and reader.is_active and hours.may_be_seen_by(reader)
