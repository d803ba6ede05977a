"""Who belongs where, as the rules read it: ids as strings, the organisation on top."""

from groundswell.checkins.models import Period
from groundswell.checkins.rules import periods
from groundswell.engines.disclosure import Group
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Cell, Membership, within


def roster_today() -> dict[str, str | None]:
    """Return everybody who belongs to the organisation today, with the cell they are in. Two queries."""
    today = clock.today()
    cells = dict(Membership.objects.filter(within(today)).values_list("person_id", "cell_id"))
    active = people.active_people(today).values_list("id", flat=True)
    return {str(person): str(cells[person]) if person in cells else None for person in active}


def tree_today() -> dict[str, str | None]:
    """Return every unit of today to the one above it. Two queries."""
    around = {str(cell): None if outer is None else str(outer) for cell, outer in people.parents_of_cells().items()}
    ended = Cell.objects.filter(ended_on__lte=clock.today()).values_list("id", flat=True)
    return periods.tree_of(around, [str(cell) for cell in ended])


def groups_kept(period: Period) -> tuple[Group, ...]:
    """Return the reporting groups of a period with everybody who ever had a ballot of it. Two queries."""
    people_of: dict[str, set[str]] = {}
    for group, person in period.roster.values_list("group", "person"):
        people_of.setdefault(group, set()).add(str(person))
    return tuple(
        Group(group.name, frozenset(people_of.get(group.name, ())), tuple(group.cells)) for group in period.groups.all()
    )
