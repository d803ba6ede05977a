"""Who may do what with questions that they may read: `queries/readers.py` says which these are."""

from groundswell.people import policy as people
from groundswell.people.models import Person
from groundswell.people.rules import Grant
from groundswell.questions.models import HandOff, Item


def may_sort(person: Person) -> bool:
    """Tell whether somebody may decide what becomes of any question: advocates."""
    return Grant.ADVOCATE in people.grants_of(person)


def may_decide(person: Person, item: Item) -> bool:
    """Tell whether somebody may put a question off, hand it off, or call it not ours: advocates, and who has it."""
    return may_sort(person) or (person.is_active and item.assigned_id == person.id)


def may_help(person: Person) -> bool:
    """Tell whether somebody may take a question, estimate it and spend time on it: everybody of today."""
    return person.is_active


def may_accept(person: Person, hand_off: HandOff) -> bool:
    """Tell whether a hand-off is somebody's to accept and to tell the outcome of.

    One to a person is theirs. One to a team outside has nobody here: whoever handed it off says what they hear. One
    to the advocates is an advocate's.
    """
    if not person.is_active:
        return False
    if hand_off.person_id is not None:
        return hand_off.person_id == person.id
    return may_sort(person) or (bool(hand_off.team) and hand_off.by_id == person.id)


def may_undo(person: Person, hand_off: HandOff) -> bool:
    """Tell whether somebody may take a hand-off back: who made it, and advocates."""
    return may_sort(person) or (person.is_active and hand_off.by_id == person.id)
