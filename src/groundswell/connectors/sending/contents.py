"""What is to be said of something: asked of its context, which decides what may leave, and for whom."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from groundswell.connectors.sending.letters import Words
from groundswell.connectors.sending.rules import What, folded
from groundswell.epics.queries import outward as epics
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.proposing.queries import outward as propositions
from groundswell.questions.queries import outward as questions

type Told = epics.Outward | questions.Outward | propositions.Outward


def may_send(person: Person, what: What, about: UUID) -> bool:
    """Tell whether somebody may send this outside at all."""
    if what is What.TICKET:
        return epics.to_send(person, about) is not None
    if what is What.HAND_OFF:
        return questions.to_send(person, about) is not None
    return propositions.to_send(person, about) is not None


def words_of(person: Person, what: What, about: UUID) -> Words:
    """Return the words as they would leave now. Raises Refused with the reason where they stay inside.

    LookupError where it is not there for this person.
    """
    if what is What.TICKET:
        return _of_ticket(person, about)
    return _of_hand_off(person, about) if what is What.HAND_OFF else _of_proposition(person, what, about)


def address_of(what: What, about: UUID) -> str:
    """Return where the people of the house read it."""
    if what is What.HAND_OFF:
        return f"{settings.BASE_URL}{_inside(page_of(what, about))}"
    route = {What.TICKET: "epics:ticket", What.ASK: "propositions:answer"}.get(what, "propositions:proposition")
    return f"{settings.BASE_URL}{_inside(reverse(route, args=[about]))}"


def page_of(what: What, about: UUID) -> str:
    """Return the page that it was sent from."""
    if what is What.HAND_OFF:
        item = questions.item_of(about)
        return reverse("questions:queue") if item is None else f"{reverse('questions:item', args=[item])}#handed"
    return reverse("epics:ticket" if what is What.TICKET else "propositions:proposition", args=[about])


def _inside(path: str) -> str:
    """Return a path below the installation's own prefix, which BASE_URL has already."""
    return path.removeprefix(settings.FORCE_SCRIPT_NAME or "")


def _of_ticket(person: Person, about: UUID) -> Words:
    ticket = epics.to_send(person, about)
    if ticket is None:
        raise LookupError
    return _leaving(epics.for_a_tracker(ticket, address_of(What.TICKET, about)))


def _of_hand_off(person: Person, about: UUID) -> Words:
    hand_off = questions.to_send(person, about)
    if hand_off is None:
        raise LookupError
    return _leaving(questions.for_a_tracker(hand_off, address_of(What.HAND_OFF, about)))


def _of_proposition(person: Person, what: What, about: UUID) -> Words:
    found = propositions.to_send(person, about)
    if found is None:
        raise LookupError
    write = {
        What.BRIEF: propositions.for_a_forum,
        What.ASK: propositions.for_a_chat,
        What.HANDBOOK: propositions.for_a_handbook,
    }[what]
    told = write(person, found, address_of(what, about))
    return _leaving(told, f"{folded(told.title)}-{about.hex[:8]}.md" if what is What.HANDBOOK else "")


def _leaving(told: Told, file: str = "") -> Words:
    """Return the words that leave. Raises Refused where they may not."""
    if told.kept_inside:
        raise Refused(told.kept_inside)
    return Words(told.title, told.text, file)
