"""A sealed phase closes, by the clock or because everybody is done. How many are done is never counted."""

from django.db import transaction

from groundswell.kit import audit, clock
from groundswell.propositions.models import BallotBook, IdeaSheet, SealedPhase, Statement
from groundswell.propositions.rounds import sealing
from groundswell.propositions.rounds.rules import sheets
from groundswell.propositions.rounds.rules.phases import Ending, Phase, SealedState


def everybody_is_done(found: SealedPhase) -> bool:
    """Tell whether nobody is to be waited for. It stops at the first who is not done, and counts none."""
    phase = Phase(found.phase)
    pair = sealing.outer_pair_kept(found.round.number, phase)
    if pair is None:
        return False
    if phase is Phase.IDEAS:
        rows = IdeaSheet.objects.filter(round=found.round).values_list("sealed", flat=True).iterator(50)
        return all(sealing.open_sheet(bytes(each), pair).is_done for each in rows)
    numbers = list(Statement.objects.filter(round=found.round, is_withdrawn=False).values_list("number", flat=True))
    books = BallotBook.objects.filter(round=found.round).values_list("sealed", flat=True).iterator(50)
    return all(sheets.is_done(sealing.open_book(bytes(each), pair), numbers) for each in books)


def is_anybody_asked(found: SealedPhase) -> bool:
    """Tell whether a sheet or a book is left: everybody may have gone."""
    rows = BallotBook.objects if found.phase == Phase.VOTES else IdeaSheet.objects
    return rows.filter(round=found.round).exists()


@transaction.atomic
def close_phase(found: SealedPhase) -> bool:
    """Close a sealed phase: K is destroyed, before anything is opened. False where another worker closed it."""
    open_still = SealedPhase.objects.filter(round=found.round, phase=found.phase, state=SealedState.OPEN)
    if not open_still.update(state=SealedState.CLOSED, closed_on=clock.today()):
        return False
    number, phase = found.round.number, Phase(found.phase)
    audit.record(actor=None, verb="close_phase", context="propositions", object_id=found.round_id, phase=phase)
    transaction.on_commit(lambda: sealing.destroy_secret(number, phase))
    return True


def end_phase(found: SealedPhase, ending: Ending) -> bool:
    """Note that nothing of a closed phase is left to open, within the transaction that takes it away."""
    closed = SealedPhase.objects.filter(round=found.round, phase=found.phase, state=SealedState.CLOSED)
    if not closed.update(state=SealedState.ENDED, ending=ending, weights=None):
        return False
    number, phase = found.round.number, Phase(found.phase)
    transaction.on_commit(lambda: sealing.destroy_outer_pair(number, phase))
    return True


def destroy_left_keys() -> None:
    """Destroy key files of phases that have ended: a crash between a commit and its file leaves one."""
    rows = SealedPhase.objects.exclude(state=SealedState.OPEN).values_list("round__number", "phase", "state")
    for number, phase, state in rows:
        sealing.destroy_secret(number, Phase(phase))
        if state == SealedState.ENDED:
            sealing.destroy_outer_pair(number, Phase(phase))
