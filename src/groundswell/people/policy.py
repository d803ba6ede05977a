"""Who may open what, by role."""

from groundswell.people.models import Person, today_within
from groundswell.people.rules import Grant
from groundswell.web.access import Access

_GRANTS = {
    Access.READER: {Grant.ADVOCATE, Grant.ALTERNATE},
    Access.ADVOCATE: {Grant.ADVOCATE},
    Access.ADMINISTRATOR: {Grant.ADMINISTRATOR},
}


def grants_of(person: Person) -> frozenset[Grant]:
    """Return what the roles that this person holds today allow."""
    held = person.role_assignments.filter(today_within()).values_list("role__grant", flat=True)
    return frozenset(Grant(grant) for grant in held)


def may_open(person: Person, kind: Access) -> bool:
    """Tell whether a route declared for `kind` is open to this person."""
    if kind not in _GRANTS:
        return person.is_active
    return person.is_active and not _GRANTS[kind].isdisjoint(grants_of(person))
