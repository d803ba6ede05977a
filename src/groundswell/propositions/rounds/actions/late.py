"""Whoever was away while ideas were written gets a sheet in the next sprint: everybody does, so it tells of nobody.

A sheet for those alone who were away would make each late idea one of theirs, and everybody knows who was away.
"""

from django.db import IntegrityError, transaction

from groundswell.kit import audit, clock
from groundswell.people import queries as organisation
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Round, SealedPhase
from groundswell.propositions.rounds.actions import moving
from groundswell.propositions.rounds.rules import phases
from groundswell.propositions.rounds.rules.phases import Ending, Phase


def open_late_sheets() -> int:
    """Lay out sheets in each round that asked for ideas in an earlier sprint; return in how many. A sweep."""
    return sum(_open(each) for each in _due())


def _due() -> list[Round]:
    shown = SealedPhase.objects.filter(phase=Phase.IDEAS, ending=Ending.SHOWN, round__phase__in=phases.LATE_WHILE)
    waiting = shown.exclude(round__sealed_phases__phase=Phase.LATE).select_related("round")
    now = organisation.sprint_now().number
    return [
        each.round
        for each in waiting
        if each.closed_on is not None
        and phases.are_late_sheets_due(
            Phase(each.round.phase), closed_in=organisation.sprint_of(each.closed_on).number, sprint=now
        )
    ]


def _open(found: Round) -> bool:
    try:
        _lay_out(found)
    except (Refused, IntegrityError):
        # Among too few none are laid out, or another worker has.
        return False
    return True


@transaction.atomic
def _lay_out(found: Round) -> None:
    last = phases.last_day(clock.today(), phases.LATE_DAYS)
    moving.lay_out(found, Phase.LATE, last)
    SealedPhase.objects.filter(round=found, phase=Phase.LATE).update(closes_on=last)
    audit.record(actor=None, verb="open_late_sheets", context="propositions", object_id=found.id)
