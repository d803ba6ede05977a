"""Who may see and lead rounds: one place for pages, panels and tests."""

from groundswell.people.models import Person
from groundswell.web.access import Access


def may_lead(person: Person) -> bool:
    """Tell whether somebody prepares rounds and moves them: advocates."""
    return person.may_open(Access.ADVOCATE)
