"""Who may open what, by role."""

from django.db.models import QuerySet

from groundswell.kit import clock
from groundswell.kit.once import once_a_page
from groundswell.kit.prepared import Given, prepared
from groundswell.people import queries
from groundswell.people.models import Person, RoleAssignment, within
from groundswell.people.rules import Audience, Grant
from groundswell.web.access import Access

_GRANTS = {
    Access.READER: {Grant.ADVOCATE, Grant.ALTERNATE},
    Access.ADVOCATE: {Grant.ADVOCATE},
    Access.ADMINISTRATOR: {Grant.ADMINISTRATOR},
    Access.ORGANISER: {Grant.ADVOCATE, Grant.ADMINISTRATOR},
    Access.REFERRER: {Grant.REFERRER},
    Access.PLANNER: {Grant.PLANNER},
    Access.PLANNING: {Grant.PLANNER, Grant.ADVOCATE},
}


@once_a_page
def grants_of(person: Person) -> frozenset[Grant]:
    """Return what the roles that this person holds today allow; nothing for who does not belong here today."""
    if not person.is_active:
        return frozenset()
    held = _grants(person=person, today=clock.today())
    return frozenset(Grant(grant) for grant in held) - {Grant.NONE}


@prepared
def _grants(given: Given) -> QuerySet[RoleAssignment, str]:
    return RoleAssignment.objects.filter(within(given.today), person=given.person).values_list("role__grant", flat=True)


def may_open(person: Person, kind: Access) -> bool:
    """Tell whether a route declared for `kind` is open to this person."""
    if kind in {Access.COOKIELESS, Access.PUBLIC}:
        return True
    if kind is Access.MEMBER:
        return person.is_active
    return not _GRANTS[kind].isdisjoint(grants_of(person))


@once_a_page
def audiences_of(person: Person) -> frozenset[str]:
    """Return the audiences that a person belongs to today, as search and pages compare them.

    A cell that lies inside another belongs to it: what the outer cell may read, its inner cells may.
    """
    if not person.is_active:
        return frozenset({Audience.PUBLIC.value})
    audiences = {Audience.PUBLIC.value, Audience.ORGANISATION.value, f"person:{person.id}"}
    cell = queries.cell_of(person)
    if cell is not None:
        audiences |= {f"cell:{each}" for each in (cell.id, *queries.cells_around(cell))}
    if Grant.ADVOCATE in grants_of(person):
        audiences.add(Audience.ADVOCATE.value)
    return frozenset(audiences)
