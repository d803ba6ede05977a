"""What a context keeps of something that stands outside now."""

from uuid import UUID

from groundswell.connectors.sending.letters import Made
from groundswell.connectors.sending.rules import What
from groundswell.epics import actions as epics
from groundswell.epics.queries import outward as tickets
from groundswell.people.models import Person
from groundswell.propositions.proposing import actions as propositions
from groundswell.propositions.proposing.queries import outward
from groundswell.questions import actions as questions
from groundswell.questions.queries import outward as questions_outward

_STANDS = frozenset({"open", "merged", "closed"})


def keep(*, by: Person, what: What, about: UUID, made: Made) -> None:
    """Let the context note it. Raises Refused: a change of a handbook that creates a role needs its transition plan."""
    if what is What.TICKET:
        ticket = tickets.to_send(by, about)
        if ticket is not None:
            epics.note_reference(by=by, ticket=ticket, reference=made.link)
        return
    if what is What.HAND_OFF:
        hand_off = questions_outward.to_send(by, about)
        if hand_off is not None:
            questions.note_ticket(by=by, hand_off=hand_off, link=made.link)
        return
    found = outward.to_send(by, about)
    if found is None or what is What.ASK:
        return
    noted = {
        "discussed": found.discussed,
        "discussed_at": found.discussed_at,
        "handbook": found.handbook,
        "handbook_at": found.handbook_at,
    }
    if what is What.BRIEF:
        noted |= {"discussed": "open", "discussed_at": made.link}
    elif made.stands in _STANDS:
        noted |= {"handbook": made.stands, "handbook_at": made.link}
    propositions.note_where(by=by, proposition=found, **noted)
