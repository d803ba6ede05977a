"""Who may do what with check-ins: asked by pages, panels, actions and tests alike.

The routes say the same once more (`web.access`), and the permission matrix holds them against it. What nobody may, of
whatever role, has no predicate here: to read one answer, or how many there are while a check-in is open.
"""

from groundswell.checkins.rules.periods import Word
from groundswell.people.models import Person
from groundswell.web.access import Access, Visitor


def may_read_figures(visitor: Visitor | Person) -> bool:
    """Tell whether somebody reads what was published: everybody who belongs here. Outside has its own page."""
    return visitor.may_open(Access.MEMBER)


def may_open_answers(visitor: Visitor | Person) -> bool:
    """Tell whether somebody may open the answers of a closed check-in: readers; which of them can, their keys say."""
    return visitor.may_open(Access.READER)


def may_change_plan(visitor: Visitor | Person) -> bool:
    """Tell whether somebody may change when check-ins open and what they ask."""
    return visitor.may_open(Access.ORGANISER)


def may_name_help(visitor: Visitor | Person) -> bool:
    """Tell whether somebody may name places to turn to."""
    return visitor.may_open(Access.ADMINISTRATOR)


def is_told_why_none_opens(visitor: Visitor | Person) -> bool:
    """Tell whether somebody can change what keeps a check-in from opening: administrators, and readers."""
    return may_name_help(visitor) or may_open_answers(visitor)


def may_refer(by: Person, person: Person) -> bool:
    """Tell whether somebody may write a line about a person: with the role, about others who belong here today."""
    return by.may_open(Access.REFERRER) and person.is_active and person != by


def may_become_a_concern(cause: Word | None) -> bool:
    """Tell whether something can be made of an answer: never of what is personal."""
    return cause is not Word.PERSONAL
