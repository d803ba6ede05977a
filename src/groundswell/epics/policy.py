"""Who may do what with epics: asked by pages, actions and tests alike."""

from groundswell.epics.models import Epic, Offer, Ticket
from groundswell.people import policy as people
from groundswell.people import queries
from groundswell.people.models import Cell, Person
from groundswell.people.rules import Grant

_PLANNING = frozenset({Grant.ADVOCATE, Grant.PLANNER})


def may_plan(person: Person) -> bool:
    """Tell whether somebody may begin epics, write tickets, offer them and publish plans: advocates and planners."""
    return not _PLANNING.isdisjoint(people.grants_of(person))


def may_end(person: Person) -> bool:
    """Tell whether somebody may end an epic: an advocate, who asks those who raised the concerns behind it."""
    return Grant.ADVOCATE in people.grants_of(person)


def may_tell(person: Person, epic: Epic) -> bool:
    """Tell whether somebody may say how an epic stands: who plans, its owner, and who is in a cell that helps."""
    if may_plan(person):
        return True
    return person.is_active and (epic.owner_id == person.id or _helps(person, epic))


def may_hold(person: Person, epic: Epic, cell: Cell | None) -> bool:
    """Tell whether somebody may hold an epic, or let it go on: who plans, its owner, and a cell for itself."""
    if may_plan(person) or (person.is_active and epic.owner_id == person.id):
        return True
    return cell is not None and person.is_active and queries.cell_of(person) == cell and _helps(person, epic)


def may_answer(person: Person, offer: Offer) -> bool:
    """Tell whether an offer is somebody's to answer: it is to them, or to their cell."""
    if not person.is_active:
        return False
    if offer.taken_by_id is not None and offer.cell_id is not None:
        return offer.taken_by_id == person.id
    return offer.person_id == person.id or (offer.cell_id is not None and _cell_id(person) == offer.cell_id)


def may_finish(person: Person, ticket: Ticket) -> bool:
    """Tell whether somebody may say that a ticket is done: who holds it, and who plans."""
    return may_plan(person) or (person.is_active and ticket.holder_id == person.id)


def _helps(person: Person, epic: Epic) -> bool:
    return epic.helping.filter(cell=queries.cell_of(person), until_on=None).exists()


def _cell_id(person: Person) -> object:
    cell = queries.cell_of(person)
    return cell.id if cell else None
