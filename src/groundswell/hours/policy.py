"""Who may see and set hours: asked by pages, commands and tests alike.

A person's hours are their own. The planners see what was agreed with them (grants, limits, roles), sums against it, and
contract hours less leave; never an entry, and never its words. Nobody else sees anything of one person.
"""

from groundswell.hours.models import Entry, HandOver, Transition
from groundswell.people import policy as people
from groundswell.people.models import Person
from groundswell.people.rules import Grant


def may_plan(person: Person) -> bool:
    """Tell whether somebody grants hours, sets limits and confirms dates: the planners."""
    return Grant.PLANNER in people.grants_of(person)


def is_advocate(person: Person) -> bool:
    """Tell whether somebody is an advocate today."""
    return Grant.ADVOCATE in people.grants_of(person)


def may_see_grants(reader: Person, holder: Person) -> bool:
    """Tell whether somebody sees grants, limits and sums of a holder: they themselves, and the planners."""
    return reader.is_active and (reader.id == holder.id or may_plan(reader))


def may_see_entry(reader: Person, entry: Entry) -> bool:
    """Tell whether somebody sees an entry: only whose time it is."""
    return reader.is_active and entry.person_id == reader.id


def may_see_client_hours(reader: Person, person: Person) -> bool:
    """Tell whether somebody sees contract hours less grants and leave: they themselves, and the planners."""
    return reader.is_active and (reader.id == person.id or may_plan(reader))


def may_propose_dates(reader: Person, person: Person) -> bool:
    """Tell whether somebody proposes the dates of a transition: whoever is on the way, as an advocate."""
    return reader.id == person.id and is_advocate(reader)


def may_see_transition(reader: Person, transition: Transition) -> bool:
    """Tell whether somebody sees a transition: whose it is, the planners, and whoever is asked to take a role."""
    if not reader.is_active:
        return False
    if reader.id == transition.person_id or may_plan(reader):
        return True
    return any(role.taker_id == reader.id for role in transition.roles.all())


def may_look_ahead(reader: Person, transition: Transition) -> bool:
    """Tell whether somebody looks ahead at what a move does to the cell: whose it is, and the planners."""
    return reader.is_active and (reader.id == transition.person_id or may_plan(reader))


def may_confirm(reader: Person, transition: Transition) -> bool:
    """Tell whether somebody confirms a date: a planner, and never of their own transition."""
    return may_plan(reader) and transition.person_id != reader.id


def may_answer_for_roles(reader: Person, transition: Transition) -> bool:
    """Tell whether somebody says that a role goes along or is not needed: whose it is, and the planners."""
    return reader.is_active and (reader.id == transition.person_id or may_plan(reader))


def may_take(reader: Person, role: HandOver) -> bool:
    """Tell whether somebody can say that they take a role: whoever is asked."""
    return reader.is_active and role.taker_id == reader.id
