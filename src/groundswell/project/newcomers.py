"""Who comes in before anybody can sign in: from the command line, by whoever runs the machine."""

from django.db import transaction

from groundswell.people import actions, queries
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant
from groundswell.project.faults import Fault


@transaction.atomic
def add_newcomer(*, email: str, name: str, role: str, organisation: str) -> list[str]:
    """Add a person or find them by address, give them a role, and say what was done. Raises Fault."""
    grant = _grant(role)
    try:
        said = _founded(organisation or email.rpartition("@")[2])
        person = Person.objects.filter(email=email.strip().lower()).first()
        if person is None:
            person = actions.add_person(by=None, name=name, email=email)
            said.append(f"{person.name} can sign in with {person.email}.")
        if grant is not Grant.NONE:
            assigned = actions.assign_role(by=None, role=actions.standard_role(grant), person=person)
            said.append(f"{person.name} is {assigned.role.name} from {assigned.from_on} on.")
    except Refused as refused:
        raise Fault(refused.sentence) from refused
    return said or [f"{person.name} is here already."]


def _founded(organisation: str) -> list[str]:
    if queries.is_founded():
        return []
    actions.found(by=None, name=organisation)
    return [f"The organisation is called {organisation}."]


def _grant(role: str) -> Grant:
    try:
        return Grant(role.strip().lower())
    except ValueError as error:
        names = ", ".join(grant.value for grant in Grant if grant.value)
        raise Fault(f"There is no role {role} to give here. There are: {names}.") from error
