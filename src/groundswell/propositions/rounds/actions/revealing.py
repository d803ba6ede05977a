"""The ideas of a silent phase are revealed: all at once, shuffled, without a day or an author."""

import random

from django.db import transaction

from groundswell.kit import audit
from groundswell.kit.seal.boxes import KeyPair
from groundswell.kit.sqlite import gone
from groundswell.propositions.models import Idea, IdeaSheet, SealedPhase
from groundswell.propositions.rounds import sealing
from groundswell.propositions.rounds.actions import moving
from groundswell.propositions.rounds.actions.closing import end_phase
from groundswell.propositions.rounds.rules.phases import Ending, Phase


@transaction.atomic
def reveal_ideas(found: SealedPhase) -> bool:
    """Open the sheets of a closed phase, and let the round go on if it is in it. False where another worker did.

    Late sheets stand beside the phases: what comes of them is marked late, and moves nothing.

    Where fewer sheets than k are left nothing is opened: everybody would know whose idea it is.
    """
    round_, phase = found.round, Phase(found.phase)
    pair = sealing.outer_pair_kept(round_.number, phase)
    rows = list(IdeaSheet.objects.filter(round=round_).values_list("sealed", flat=True))
    ending = _ending(found, pair, len(rows))
    if not end_phase(found, ending):
        return False
    if ending is Ending.SHOWN and pair is not None:
        _keep(found, [bytes(each) for each in rows], pair)
    IdeaSheet.objects.filter(round=round_).delete()
    gone.erase(was_indexed=False)
    audit.record(actor=None, verb="reveal_ideas", context="propositions", object_id=round_.id)
    if phase is Phase.IDEAS:
        moving.move_round(by=None, found=round_, seen=Phase.IDEAS)
    return True


def _ending(found: SealedPhase, pair: KeyPair | None, sheets_left: int) -> Ending:
    if pair is None or pair.public != bytes(found.outer_public):
        return Ending.KEY_LOST
    return Ending.SHOWN if sheets_left >= found.round.k else Ending.TOO_FEW


def _keep(found: SealedPhase, sealed: list[bytes], pair: KeyPair) -> None:
    words = [text for each in sealed for text in sealing.open_sheet(each, pair).ideas]
    random.SystemRandom().shuffle(words)
    is_late = found.phase == Phase.LATE
    Idea.objects.bulk_create(Idea(round=found.round, text=text, is_late=is_late) for text in words)
