"""In which order one voter sees the statements: looked up, and drawn by `rules.routing`."""

from typing import cast

from groundswell.propositions.models import SealedPhase, Statement
from groundswell.propositions.rounds import sealing
from groundswell.propositions.rounds.actions import Known
from groundswell.propositions.rounds.actions.answering import place_of
from groundswell.propositions.rounds.rules import routing


def numbers_of(known: Known) -> list[int]:
    """Return the statements that are put to the vote."""
    return list(Statement.objects.filter(round=known.round, is_withdrawn=False).values_list("number", flat=True))


def of(known: Known) -> list[int]:
    """Return them in this voter's order. Four queries."""
    place, voters = place_of(known)
    weights, behind = _weights(known)
    return routing.order(
        numbers_of(known), place=place, voters=voters, weights=weights, behind=behind, seed=str(known.round.id)
    )


def _weights(known: Known) -> tuple[dict[int, float] | None, list[int]]:
    sealed = SealedPhase.objects.filter(round=known.round, phase=known.phase).values_list("weights", flat=True).first()
    content = sealing.open_weights(bytes(sealed), known.pair) if sealed else None
    if content is None:
        return None, []
    pairs = cast("list[tuple[int, float]]", content["weights"])
    return {int(number): float(weight) for number, weight in pairs}, cast("list[int]", content["behind"])
