"""What is due by the clock: phases close and go on, ideas are revealed, votes are counted."""

from contextlib import suppress

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Round, SealedPhase
from groundswell.propositions.proposing.queries.reviews import is_reviewed
from groundswell.propositions.rounds import actions, queries
from groundswell.propositions.rounds.actions.closing import is_anybody_asked
from groundswell.propositions.rounds.rules import phases
from groundswell.propositions.rounds.rules.phases import SEALED, Due, Phase, SealedState


def rounds() -> None:
    """Do what is due; twice is once."""
    for found in _sealed(SealedState.OPEN):
        if _is_due(found):
            actions.close_phase(found)
    for found in _sealed(SealedState.CLOSED):
        _finish(found)
    _go_on_by_the_clock()
    _go_on_when_reviewed()
    actions.open_late_sheets()
    for found in _sealed(SealedState.OPEN):
        if found.phase == Phase.VOTES:
            actions.weigh_statements(found)
    actions.destroy_left_keys()


def _sealed(state: SealedState) -> list[SealedPhase]:
    return list(SealedPhase.objects.filter(state=state).select_related("round"))


def _is_due(found: SealedPhase) -> bool:
    """Tell whether a sealed phase ends: over, or everybody done, or nobody left."""
    here = 1 if is_anybody_asked(found) else 0
    phase, today = Phase(found.phase), clock.today()
    if phases.due(phase, found.last_day, today, here=here) is not Due.NOTHING:
        return True
    return phase is not Phase.LATE and actions.everybody_is_done(found)


def _finish(found: SealedPhase) -> None:
    if found.phase == Phase.VOTES:
        actions.publish_opinions(found)
    else:
        actions.reveal_ideas(found)


def _go_on_by_the_clock() -> None:
    """Let go on what waits for nobody; what waits for the desk stands on the desk."""
    today = clock.today()
    for found in Round.objects.filter(closes_on__lt=today).exclude(phase__in=[*SEALED, Phase.PREPARE, Phase.ENDED]):
        phase = Phase(found.phase)
        due = phases.due(phase, found.closes_on, today, can_go_on=queries.missing_of(found) is None)
        if due is Due.GO_ON:
            # Among too few a vote does not open: the round stays with the desk.
            with suppress(Refused):
                actions.move_round(by=None, found=found, seen=phase)


def _go_on_when_reviewed() -> None:
    """Let go on whose review has closed, early too: that it closed is on its page already, and tells no more."""
    for found in Round.objects.filter(phase=Phase.REVIEW).exclude(proposition=None):
        if is_reviewed(found.proposition):
            with suppress(Refused):
                actions.move_round(by=None, found=found, seen=Phase.REVIEW)


class Leavers:
    """The sheet and the book of somebody who leaves end at once."""

    def departed(self, person: Person) -> None:
        """End them."""
        actions.end_of(person)
