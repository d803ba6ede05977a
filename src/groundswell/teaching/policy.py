"""Who may do what with pieces, events and duties: asked by pages, actions and tests alike."""

from groundswell.people import policy as people
from groundswell.people.models import Person, RoleAssignment, today_within
from groundswell.people.rules import Grant
from groundswell.teaching.models import Duty, HandOver, Piece

_WRITING = frozenset({Grant.ADVOCATE, Grant.PLANNER})
_LOOKING = frozenset({Grant.ADVOCATE, Grant.ALTERNATE, Grant.PLANNER})


def may_write(person: Person) -> bool:
    """Tell whether somebody may write pieces, events and duties: advocates and planners."""
    return not _WRITING.isdisjoint(people.grants_of(person))


def may_widen(person: Person) -> bool:
    """Tell whether somebody may open a story of a decision made inside to everybody: an advocate."""
    return Grant.ADVOCATE in people.grants_of(person)


def may_look(person: Person, piece: Piece) -> bool:
    """Tell whether somebody may take the second look: not who opened it, and not who wrote its words last."""
    if piece.widened_by_id is None or person.id in {piece.widened_by_id, piece.written_by_id}:
        return False
    return not _LOOKING.isdisjoint(people.grants_of(person))


def may_run(person: Person, duty: Duty) -> bool:
    """Tell whether a duty is somebody's to do: it is of a role that they hold today, else the advocates'."""
    if may_write(person):
        return True
    if not person.is_active or duty.role_id is None:
        return False
    return RoleAssignment.objects.filter(today_within(), person=person, role=duty.role_id).exists()


def may_see_hand_over(person: Person, found: HandOver) -> bool:
    """Tell whether a hand-over is for somebody: whoever gives, whoever takes, and who plans."""
    return may_write(person) or (person.is_active and person.id in {found.giver_id, found.taker_id})


def may_take(person: Person, found: HandOver) -> bool:
    """Tell whether it is somebody's to say that they take a duty over: nobody else says it for them."""
    return person.is_active and found.taker_id == person.id
