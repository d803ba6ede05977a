"""Sealed proposals, as an unlocked desk reads them."""

from uuid import UUID

from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal import texts
from groundswell.kit.seal.boxes import Unopenable
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import Proposal, ProposalEnvelope
from groundswell.voices.sealing import Payload

__all__ = ["Unlocked", "open_proposal", "readers_of_proposal"]


def open_proposal(unlocked: Unlocked, proposal: UUID) -> Payload | None:
    """Return what a proposal says; None where this desk does not open it. Three queries."""
    stored = Proposal.objects.filter(id=proposal).first()
    item_key = keyring.keys_of([proposal]).get(proposal)
    if stored is None or item_key is None:
        return None
    for envelope in ProposalEnvelope.objects.filter(proposal=proposal, key__in=list(unlocked.pairs)):
        try:
            return texts.open_text(
                bytes(stored.body), bytes(envelope.sealed), unlocked.pairs[envelope.key_id], item_key
            )
        except Unopenable:
            continue
    return None


def readers_of_proposal(proposal: UUID) -> list[str]:
    """Return the names of those who can read a proposal."""
    rows = ProposalEnvelope.objects.filter(proposal=proposal, key__destroyed_on=None).order_by("key__reader__name")
    return list(dict.fromkeys(rows.values_list("key__reader__name", flat=True)))
