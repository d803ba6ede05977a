"""Words that another context wrote because of sealed voices, closed until the authors of those voices let them out."""

from uuid import uuid4

from django.db import models

from groundswell.kit.sqlite.unordered import Unordered
from groundswell.voices.models.desk import DeskKey


class Proposal(Unordered, models.Model):
    """A sealed proposal: its words, and whatever stands beside them. Its id is known to the context that wrote it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.BinaryField()


class ProposalEnvelope(Unordered, models.Model):
    """The content key of a proposal, sealed to one desk key."""

    pk = models.CompositePrimaryKey("proposal_id", "key_id")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="envelopes", db_index=False)
    key = models.ForeignKey(DeskKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField(max_length=80)


class ProposalVoice(Unordered, models.Model):
    """A sealed voice behind a proposal: who does not read all of them gets the proposal by no hand-over."""

    pk = models.CompositePrimaryKey("proposal_id", "voice")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="behind", db_index=False)
    voice = models.UUIDField(db_index=True)
