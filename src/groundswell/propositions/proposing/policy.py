"""Who may read and write propositions: asked by pages, exports and tests alike."""

from groundswell.people import policy as people
from groundswell.people.models import Person
from groundswell.people.rules import Grant
from groundswell.propositions.models import Proposition


def may_write(person: Person) -> bool:
    """Tell whether somebody may write, publish, send and note decisions: the advocates."""
    return Grant.ADVOCATE in people.grants_of(person)


def may_read(person: Person, proposition: Proposition, *, is_published: bool) -> bool:
    """Tell whether somebody may read a proposition: everybody what is published, the advocates a draft."""
    del proposition
    return person.is_active and (is_published or may_write(person))
